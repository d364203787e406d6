"""What of the banks has no vectors yet is found in an index; before, every passage with its text was read once a second."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create index if not exists ix_bank_passages_made on bank_passages (model, question_id, made_of)")


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
