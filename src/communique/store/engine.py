"""Opens a record: one SQLite file, or a PostgreSQL database; brings its tables up to date.

Writing takes the lock at once (BEGIN IMMEDIATE): a transaction that read first and wrote later would fail as soon as
another had written in between, however long it waited.
"""

import random
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from communique.store import schema
from communique.store.errors import BusyError, DamagedError, StoreError, UnusableError
from communique.store.faults import CLOSED, MEND, fault_of, first_line, in_words
from communique.store.log_file import damage_of
from communique.store.migrate import migrate
from communique.store.private import make_private, without_password
from communique.store.schema import APPLICATION_ID
from communique.store.turns import Turns

WAIT_MILLISECONDS = 60_000
"""How long a writer waits for another, and anyone for a connection."""
KEPT_CONNECTIONS, MOST_CONNECTIONS = 10, 80
"""Connections to PostgreSQL that one process keeps, and has at most: a server takes 100 unless told otherwise."""
IDLE_SECONDS = 300
"""How long a writer may do nothing in the middle of its transaction before PostgreSQL lets the others go on."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
_WRITES = "communique_writes"


@dataclass(frozen=True, slots=True)
class Store:
    """An open record; `reading` and `writing` give connections to it. Safe to share between threads."""

    engine: Engine
    name: str
    _turns: Turns = field(default_factory=Turns, repr=False, compare=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it stood at its first question."""
        with self._turns.to_read(), in_words(self.name), self._connected() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, shown: bool = True) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all.

        `shown` is False for what no view of the record shows, such as who signed in: what was computed from the record
        stays fresh then.
        """
        with self._turns.to_write(seconds=WAIT_MILLISECONDS / 1000) as came:
            if not came:
                raise BusyError(self.name, "this process has been writing to it for too long; try again in a moment")
            with in_words(self.name), self._connected() as opened:
                options: dict[str, object] = {_WRITES: True}
                if not is_sqlite(opened):
                    # It must see what was committed while it waited for the lock.
                    options["isolation_level"] = "READ COMMITTED"
                connection = opened.execution_options(**options)
                with connection.begin():
                    if not is_sqlite(connection):
                        _take_lock(connection)
                    if shown:
                        connection.execute(update(schema.change).values(number=schema.change.c.number + 1))
                    yield connection

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection; where the server takes no more of them, or is not ready yet, one waits for it.

        That is all that is tried again: in a transaction, who asked has acted on what it saw, and must look again.
        """
        until = time.monotonic() + WAIT_MILLISECONDS / 1000
        while True:
            try:
                opened = self.engine.connect()
                break
            except OperationalError as error:
                if not isinstance(fault_of(self.name, error), BusyError) or time.monotonic() > until:
                    raise
                time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - so that those who wait do not ask all at once
        with opened:
            yield opened

    def close(self) -> None:
        """Closes its connections."""
        self.engine.dispose()


def _take_lock(connection: Connection) -> None:
    """One writer at a time, as in SQLite: numbers are then given in the order of the commits, and no two deadlock."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT_MILLISECONDS}")
    connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})


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
    name = shown_name(where)
    engine = _postgres(str(where), name) if is_server(where) else _sqlite(Path(where), create=create)
    store = Store(engine, name)
    try:
        with in_words(name):
            # A server that takes no more connections is waited for here too.
            with store._connected():
                pass
            migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(name, f"cannot be opened ({first_line(error)})") from None
    except StoreError:
        engine.dispose()
        raise
    return store


def is_server(where: str | Path) -> bool:
    """Whether a record is named by an address, not by a file."""
    return _ADDRESS.match(str(where)) is not None


def shown_name(where: str | Path) -> str:
    """The name of a record as it may be told to anyone: the password of an address is left out."""
    return without_password(str(where)) if is_server(where) else str(where)


def _sqlite(path: Path, *, create: bool) -> Engine:
    try:
        _look_at(path, create=create)
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened ({error.strerror or error})") from None
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True, pool_timeout=WAIT_MILLISECONDS / 1000)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # Transactions are begun below; left to itself the driver would begin them late, and never for reading.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {WAIT_MILLISECONDS}",
            "journal_mode = WAL",
            # What was acknowledged is there after a power cut too; it costs some milliseconds a transaction.
            "synchronous = FULL",
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


def _look_at(path: Path, *, create: bool) -> None:
    """Before the database opens a file, which may change it: is it a record, and whole?"""
    if path.is_dir():
        raise StoreError(str(path), "a folder; name a file in it")
    if not path.exists():
        if not create:
            raise StoreError(str(path), "no such record; 'communique ingest … --into' makes one")
        if not path.absolute().parent.is_dir():
            raise StoreError(str(path), f"there is no folder {path.absolute().parent}")
        try:
            make_private(path)
        except PermissionError:
            raise UnusableError(str(path), CLOSED) from None
        return
    if path.stat().st_size and not is_ours(path):
        raise StoreError(str(path), "no record of Communiqué's; name another file, this one is left as it is")
    if (log := damage_of(path)) is not None:
        raise DamagedError(str(path), f"{log.wrong}: what was kept last cannot be read; {MEND}")


def is_ours(path: Path) -> bool:
    """Whether a file is a record, or was to become one: a stop while it was made leaves one without tables."""
    with path.open("rb") as file:
        head = file.read(100)
    if head[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        return True
    if not head.startswith(b"SQLite format 3\0"):
        return False
    if damage_of(path) is not None:
        return True  # Not to be opened, not even to ask: that would begin a new log.
    # What was written last may stand in the log only.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        (found,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return bool(found == APPLICATION_ID or (found == 0 and tables == 0))


def _postgres(address: str, name: str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() != "postgresql":
            raise StoreError(name, "records are kept in a SQLite file or at a postgresql:// address")
        if "@" in (url.host or ""):
            # Half of the password: whoever looks for a host of that name tells it.
            raise StoreError(name, "an @ within a name or password is written %40")
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="REPEATABLE READ",
            # What is put into a question, a hash of a password among it, stands in no error.
            hide_parameters=True,
            pool_size=KEPT_CONNECTIONS,
            max_overflow=MOST_CONNECTIONS - KEPT_CONNECTIONS,
            pool_timeout=WAIT_MILLISECONDS / 1000,
            # A server that was restarted in the meantime is noticed before anything is asked of it.
            pool_pre_ping=True,
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # ValueError: a port that is no number.
        raise StoreError(name, f"no address of a database ({without_password(first_line(error))})") from None
    except ModuleNotFoundError:
        raise StoreError(name, "needs the extra: pip install 'communique[postgres]'") from None
