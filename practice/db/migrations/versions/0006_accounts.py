"""Accounts, and sessions that can be listed and ended."""

from pathlib import Path

from alembic import op

from practice.db.account_doors import account_doors
from practice.db.policies import guard_more

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# The first grant was on all tables, and the table of migrations had been there before it.
NO_WRITING = """
do $$ begin
  execute format('revoke insert, update, delete on alembic_version from %I, %I',
                 current_database() || '_app', current_database() || '_system');
end $$
"""
STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(STATEMENTS.read_text())
    op.execute(guard_more(("accounts",)))
    op.execute(NO_WRITING)
    for statement in account_doors():
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations go forward; restore a backup to go back.")
