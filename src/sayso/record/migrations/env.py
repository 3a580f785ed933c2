"""Alembic's entry: runs the migrations on the connection that it is given, in the transaction that is open there."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], version_table="sayso_version", transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
