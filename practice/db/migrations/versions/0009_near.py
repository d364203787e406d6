"""A search by meaning reads an index in the order of people, and words stand in their rows."""

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(STATEMENTS.read_text())


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
