"""What a database's driver says went wrong -> the same in words, with what to do; a defect of ours stays one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from communique.store.errors import BusyError, DamagedError, StoreError, UnusableError

MEND = "'communique doctor' says what is wrong, and saves with --salvage NEW what can still be read"
_FULL = "the disk is full: make room, then run the same again; all that was kept before stays"
_READ_ONLY = "may be read, not written: a record needs the right to write its file and the folder around it"
CLOSED = "cannot be opened: is there the right to read and write the file and the folder around it?"
_IN_USE = "others have been writing to it for too long; try again in a moment"
_GONE = "the server ended the connection; what was being written is not kept, try again"
_NONE = "the server gives no connection ({})"
_FAILED = "the disk does not take or give what it should ({}); what was being written is not kept"

_SQLITE: tuple[tuple[str, type[UnusableError], str], ...] = (
    ("SQLITE_FULL", UnusableError, _FULL),
    ("SQLITE_READONLY", UnusableError, _READ_ONLY),
    ("SQLITE_PERM", UnusableError, _READ_ONLY),
    ("SQLITE_CANTOPEN", UnusableError, CLOSED),
    ("SQLITE_CORRUPT", DamagedError, f"the file is damaged ({{}}); {MEND}"),
    ("SQLITE_NOTADB", DamagedError, f"the file is damaged ({{}}); {MEND}"),
    ("SQLITE_IOERR", UnusableError, _FAILED),
    ("SQLITE_BUSY", BusyError, _IN_USE),
    ("SQLITE_LOCKED", BusyError, _IN_USE),
)
"""By the beginning of the name of SQLite's error."""
_POSTGRES: tuple[tuple[str, type[UnusableError], str], ...] = (
    ("53100", UnusableError, _FULL),
    ("53300", BusyError, "the server takes no more connections; raise its max_connections, or ask less at once"),
    ("53", UnusableError, "the server has too little of something ({})"),
    ("25006", UnusableError, "the server lets nothing be written to it: it is read-only, or a standby"),
    ("42501", UnusableError, "the server does not let this user do that ({})"),
    ("55P03", BusyError, _IN_USE),
    ("40", BusyError, "another changed the tables at the same moment; try again"),
    ("57P03", BusyError, "the server is not ready yet ({}); try again in a moment"),
    ("57014", BusyError, "the server broke it off ({})"),
    ("57P", UnusableError, _GONE),
    ("25P03", UnusableError, _GONE),
    ("08", UnusableError, _GONE),
    ("58", UnusableError, _FAILED),
    ("XX001", DamagedError, "the database is damaged ({}); restore a backup"),
    ("XX002", DamagedError, "an index of the database is damaged ({}); REINDEX makes it anew"),
)
"""By the beginning of PostgreSQL's SQLSTATE."""
CROWDED = ("too many clients", "remaining connection slots", "too many connections")
"""What PostgreSQL says while it takes no more connections: a failed attempt to connect has no SQLSTATE."""
STARTING = ("starting up", "shutting down")


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Errors of the driver meanwhile are raised as those of the record of that name."""
    try:
        yield
    except NoneFreeError:
        raise BusyError(name, "all its connections are in use; ask less at once, or try again in a moment") from None
    except DBAPIError as error:
        if (told := fault_of(name, error)) is None:
            raise
        raise told from error
    except sqlite3.Error as error:
        if (told := _of_sqlite(name, error)) is None:
            raise
        raise told from error


def fault_of(name: str, error: DBAPIError) -> StoreError | None:
    """What it means for the record of that name; None where it says nothing of the record, but of who asked."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(name, cause)
    state, said = str(getattr(cause, "sqlstate", None) or ""), first_line(error)
    for begins, kind, words in _POSTGRES:
        if state and state.startswith(begins):
            return kind(name, words.format(said))
    if not state:
        if any(mark in said for mark in CROWDED):
            return BusyError(name, _POSTGRES[1][2])
        if any(mark in said for mark in STARTING):
            return BusyError(name, f"the server is not ready yet ({said}); try again in a moment")
        if error.connection_invalidated:
            return UnusableError(name, _GONE)
        if isinstance(error, OperationalError):
            return UnusableError(name, _NONE.format(said))
    return None


def is_damage(error: DBAPIError | sqlite3.Error) -> bool:
    """Whether the driver says that what it reads is not what was written."""
    if isinstance(error, DBAPIError):
        return isinstance(fault_of("", error), DamagedError)
    return isinstance(_of_sqlite("", error), DamagedError)


def _of_sqlite(name: str, error: sqlite3.Error) -> StoreError | None:
    kind_of_error = getattr(error, "sqlite_errorname", "")
    for begins, kind, words in _SQLITE:
        if kind_of_error.startswith(begins):
            return kind(name, words.format(error))
    return None


def first_line(error: Exception) -> str:
    """What the driver says, in one line."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0]
