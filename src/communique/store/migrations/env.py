"""What Alembic runs: the steps, on the connection that store/migrate.py hands over."""

from alembic import context

from communique.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=False)
context.run_migrations()
