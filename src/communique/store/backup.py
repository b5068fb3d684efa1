"""A record -> one file that holds all of it, whichever database it is in; and back into either.

A backup is a SQLite record itself: it can be opened, and restored into PostgreSQL. It sees the record as it stood at
one moment, while others go on writing. Nothing is called a backup before it was read again and held against the record.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from communique.store.engine import Store, is_ours, is_server, is_sqlite, open_store, shown_name
from communique.store.errors import DamagedError, StoreError
from communique.store.faults import in_words
from communique.store.private import make_private
from communique.store.tables import Digest, copy_tables, digest_of, is_empty

_BESIDE = ("-wal", "-shm", "-journal")


def back_up(store: Store, where: str | Path) -> Digest:
    """Writes a record into a file, which must be new; what it holds.

    StoreError where that cannot be done, or where the copy is not what the record was.
    """
    target = Path(where)
    if is_server(where):
        raise StoreError(shown_name(where), "a backup is a file; 'communique restore' brings one into PostgreSQL")
    with arriving(target) as part:
        with store.reading() as connection:
            held = digest_of(connection)  # Its first question: the copy sees the same moment.
            if is_sqlite(connection):
                _copy_pages(connection, part, str(target))
            else:
                _copy_rows(connection, part)
        found = _digest_of_file(part)
        finish(part, str(target))
        if found != held:
            raise DamagedError(str(target), "the copy is not what the record holds; nothing was kept of it, try again")
    return held


def restore(backup: Path, into: str) -> Digest:
    """Brings a backup into a record that is new or empty; what it holds. The backup stays as it is, also an older one.

    A file appears whole or not at all; in PostgreSQL it is one transaction.
    """
    if not backup.is_file():
        raise StoreError(str(backup), "no such backup")
    if not is_ours(backup):
        raise StoreError(str(backup), "no record of Communiqué's")
    if is_server(into):
        with tempfile.TemporaryDirectory(prefix="communique-") as scratch:
            copy = Path(scratch) / "backup.db"
            _copy_file(backup, copy)
            return _pour(copy, into)
    target = Path(into)
    if target.exists():
        _take_away_empty(target)
    with arriving(target) as part:
        _copy_file(backup, part)
        held = _digest_of_file(part)
        finish(part, str(target))
    return held


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, as `sha256sum` gives it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def arriving(target: Path) -> Iterator[Path]:
    """Where to write a file that is to appear under its name when the block ends well, and never over another."""
    part = target.with_name(f".{target.name}.part")
    try:
        if target.exists():
            raise StoreError(str(target), "there is a file of that name; it is left as it is, name another")
        if not target.absolute().parent.is_dir():
            raise StoreError(str(target), f"there is no folder {target.absolute().parent}")
        _take_away(part)
        make_private(part)
        yield part
        _give_name(part, target)
        _bring_to_disk(target.absolute().parent)
    except OSError as error:
        raise StoreError(str(target), f"cannot be written ({error.strerror or error})") from None
    finally:
        _take_away(part)


def finish(part: Path, name: str) -> None:
    """Makes one file of a record: without a log beside it, without those who were signed in, and whole on the disk."""
    with in_words(name), closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("DELETE FROM session")
        connection.execute("PRAGMA journal_mode = DELETE")
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise DamagedError(name, f"it would not be whole ({found}); nothing was kept of it")
    _bring_to_disk(part)


def _give_name(part: Path, target: Path) -> None:
    try:
        # Not renamed: that would replace what has come there in the meantime.
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # Disks on which a file has one name only.
        if target.exists():
            raise
        part.rename(target)


def _bring_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest_of_file(path: Path) -> Digest:
    """What a record in a file holds; an older one is brought up to date by that."""
    store = open_store(path, create=False)
    try:
        with store.reading() as connection:
            return digest_of(connection)
    finally:
        store.close()


def _copy_pages(connection: Connection, part: Path, name: str) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(driver)
    with in_words(name), closing(sqlite3.connect(part)) as copy:
        driver.backup(copy)


def _copy_file(backup: Path, part: Path) -> None:
    with in_words(str(backup)), closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
        (found,) = source.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise DamagedError(
                str(backup), f"the backup is damaged ({found}); 'communique doctor' may salvage some of it"
            )
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)


def _copy_rows(connection: Connection, part: Path) -> None:
    target = open_store(part)
    try:
        with target.writing(shown=False) as copy:
            copy_tables(connection, copy)
    finally:
        target.close()


def _pour(copy: Path, into: str) -> Digest:
    source = open_store(copy, create=False)
    try:
        target = open_store(into)
        try:
            with source.reading() as reading, target.writing(shown=False) as writing:
                if not is_empty(writing):
                    raise StoreError(target.name, "holds something already; restore into a new or an empty database")
                copy_tables(reading, writing)
                held, found = digest_of(reading), digest_of(writing)
                if held != found:
                    raise DamagedError(target.name, "did not take what the backup holds; nothing was kept")
            return found
        finally:
            target.close()
    finally:
        source.close()


def _take_away_empty(target: Path) -> None:
    store = open_store(target, create=False)
    try:
        with store.reading() as connection:
            if not is_empty(connection):
                raise StoreError(str(target), "holds something already; restore into a new or an empty record")
    finally:
        store.close()
    _take_away(target)


def _take_away(path: Path) -> None:
    for name in (path.name, *(path.name + ending for ending in _BESIDE)):
        path.with_name(name).unlink(missing_ok=True)
