"""Vectors in half precision, for the indexes that a search by meaning reads."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(STATEMENTS.read_text())


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
