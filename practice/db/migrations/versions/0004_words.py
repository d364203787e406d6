"""Search by words beside meaning, and vectors of the bank."""

from pathlib import Path

from alembic import op

from practice.db.policies import READABLE_PASSAGES

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    # functions hold semicolons: statements are told apart by two empty lines
    for statement in STATEMENTS.read_text().split("\n\n\n"):
        op.execute(statement)
    op.execute(READABLE_PASSAGES)


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
