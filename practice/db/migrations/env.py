"""Alembic's entry: it is handed an open connection by ``practice.db.migrate``."""

from alembic import context

from practice.db.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
