"""One statement takes an answer in: the gateway's hot path."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    # functions hold semicolons: statements are told apart by two empty lines
    for statement in STATEMENTS.read_text().split("\n\n\n"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
