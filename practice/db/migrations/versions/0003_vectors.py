"""Vectors of several models side by side, and the windows of long answers."""

from pathlib import Path

from alembic import op

from practice.db.policies import READABLE_MODELS, doors, guard_more

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(STATEMENTS.read_text())
    op.execute(guard_more(("answer_windows",)))
    op.execute(READABLE_MODELS)
    for statement in doors():
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
