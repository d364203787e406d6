"""What scoring by an AI provider keeps: waits, costs, more than one score."""

from pathlib import Path

from alembic import op

from practice.db.policies import for_system_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(STATEMENTS.read_text())
    op.execute(for_system_only(("provider_gates", "provider_days")))


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
