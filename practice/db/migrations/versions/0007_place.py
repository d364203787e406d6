"""A door that says how many jobs wait before one."""

from alembic import op

from practice.db.policies import doors

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in doors():
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
