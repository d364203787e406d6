"""The first schema: people, questions, answers, jobs, scores, events, and row security on all of it."""

from pathlib import Path

from alembic import op

from practice.db.policies import doors, guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = Path(__file__).with_suffix(".sql")
OWNED = ("sessions", "answers", "jobs", "scores", "event_streams", "events")
SHARED = ("banks", "questions")


def upgrade() -> None:
    for statement in TABLES.read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute(guard(OWNED, SHARED))
    for statement in doors():
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("There is nothing before the first schema; drop the database instead.")
