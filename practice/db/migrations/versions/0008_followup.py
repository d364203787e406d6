"""An answer to a follow-up remembers the words of that question."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table answers add column followup text")


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
