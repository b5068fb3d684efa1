"""Opens a record: one SQLite file, or a PostgreSQL database; brings its tables up to date.

Writing takes the lock at once (BEGIN IMMEDIATE): a transaction that read first and wrote later would fail as soon as
another had written in between, however long it waited.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from communique.store import schema
from communique.store.errors import StoreError
from communique.store.migrate import migrate
from communique.store.private import make_private, without_password
from communique.store.schema import APPLICATION_ID

WAIT_MILLISECONDS = 60_000
"""How long a writer waits for another."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
_WRITES = "communique_writes"


@dataclass(frozen=True, slots=True)
class Store:
    """An open record; `reading` and `writing` give connections to it. Safe to share between threads."""

    engine: Engine
    name: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it stood at its first question."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, shown: bool = True) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all.

        `shown` is False for what no view of the record shows, such as who signed in: what was computed from the record
        stays fresh then.
        """
        with self.engine.connect() as opened:
            options: dict[str, object] = {_WRITES: True}
            if not is_sqlite(opened):
                # It must see what was committed while it waited for the lock.
                options["isolation_level"] = "READ COMMITTED"
            connection = opened.execution_options(**options)
            with connection.begin():
                if not is_sqlite(connection):
                    # One writer at a time, as in SQLite: numbers are then given in the order of the commits.
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})
                if shown:
                    connection.execute(update(schema.change).values(number=schema.change.c.number + 1))
                yield connection

    def close(self) -> None:
        """Closes its connections."""
        self.engine.dispose()


def is_sqlite(connection: Connection) -> bool:
    """Is this connection to SQLite, or to PostgreSQL?"""
    return connection.dialect.name == "sqlite"


def changes(connection: Connection) -> int:
    """How often the record was written to: what was computed under the same number is not stale."""
    return int(connection.execute(select(schema.change.c.number)).scalar_one())


def open_store(where: str | Path, *, create: bool = True) -> Store:
    """The record at `where`: a file, or an address such as postgresql://host/name.

    A file that is not there is made, unless `create` is false. StoreError says what is wrong with it: no record, one
    written by a newer version, a folder that cannot be written to.
    """
    engine = _postgres(str(where)) if _ADDRESS.match(str(where)) else _sqlite(Path(where), create=create)
    name = without_password(str(where))
    try:
        migrate(engine)
    except (OperationalError, DBAPIError) as error:
        engine.dispose()
        raise StoreError(name, f"cannot be opened ({_first_line(error)})") from None
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, name)


def _sqlite(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise StoreError(str(path), "a folder; name a file in it")
    if not path.exists():
        if not create:
            raise StoreError(str(path), "no such record; 'communique ingest … --into' makes one")
        if not path.absolute().parent.is_dir():
            raise StoreError(str(path), f"there is no folder {path.absolute().parent}")
        try:
            make_private(path)
        except OSError as error:
            raise StoreError(str(path), f"cannot be made ({error.strerror or error})") from None
    elif path.stat().st_size and not _is_ours(path):
        raise StoreError(str(path), "no record of Communiqué's; name another file, this one is left as it is")
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # Transactions are begun below; left to itself the driver would begin them late, and never for reading.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {WAIT_MILLISECONDS}",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -65536",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _is_ours(path: Path) -> bool:
    """Whether a file is a record, or one that was only begun: a database without any table."""
    try:
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as connection:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        if "connection" in locals():
            connection.close()
    return bool(found == APPLICATION_ID or (found == 0 and tables == 0))


def _postgres(address: str) -> Engine:
    name = without_password(address)
    try:
        url = make_url(address)
        if url.get_backend_name() != "postgresql":
            raise StoreError(name, "records are kept in a SQLite file or at a postgresql:// address")
        url = url.set(drivername="postgresql+psycopg")
        # What is put into a question, a hash of a password among it, stands in no error.
        return create_engine(url, isolation_level="REPEATABLE READ", hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # ValueError: a port that is no number.
        raise StoreError(name, f"no address of a database ({without_password(_first_line(error))})") from None
    except ModuleNotFoundError:
        raise StoreError(name, "needs the extra: pip install 'communique[postgres]'") from None


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0]
