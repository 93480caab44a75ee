"""Run by alembic: brings the connection that it is given to a schema."""

from alembic import context

from storage.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
