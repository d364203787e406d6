"""What refers to a job or a question is found when that is deleted; before, every score of everybody was read for each job."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create index if not exists ix_scores_job on scores (job_id)")
    op.execute("create index if not exists ix_answers_question on answers (question_id)")


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
