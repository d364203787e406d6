"""A provider's pause apart from its breaker, bookings, losses of jobs, and an answer that comes with its follow-up."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(STATEMENTS.read_text())


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
