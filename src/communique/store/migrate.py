"""Brings the tables of a record to this version's, by the steps in migrations/versions."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from communique.store.errors import StoreError
from communique.store.schema import APPLICATION_ID

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Takes the steps that the record has not taken yet; StoreError where it has taken steps that are not known here.

    Whoever comes second, of two that open a new record at once, waits for the first.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    if _revision(engine) == head:
        return
    with engine.connect() as opened:
        options: dict[str, object] = {"communique_writes": True}
        if opened.dialect.name != "sqlite":
            # Who comes second must see what the first has made while it waited.
            options["isolation_level"] = "READ COMMITTED"
        connection = opened.execution_options(**options)
        with connection.begin():
            if connection.dialect.name != "sqlite":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
            found = MigrationContext.configure(connection).get_current_revision()
            if found is not None and found not in {s.revision for s in scripts.walk_revisions()}:
                raise StoreError(
                    str(engine.url.database), f"was written by a newer version (step {found}); update Communiqué"
                )
            if found != head:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection, connection.begin():
        return MigrationContext.configure(connection).get_current_revision()
