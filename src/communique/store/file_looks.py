"""What can be wrong with the file of a record as a database, whatever it holds: pages, indexes, its log, its mark."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from communique.store.engine import is_ours
from communique.store.errors import StoreError
from communique.store.finding import Finding, Problem, found
from communique.store.log_file import damage_of
from communique.store.schema import APPLICATION_ID

LARGE_LOG = 64_000_000
"""Bytes of a log that nobody writes back into the file: it makes reading slow."""
_SALVAGE = "stop using it; --salvage NEW writes what can still be read into a new record, a backup may hold more"
DAMAGED = Problem("places in the file that are damaged", _SALVAGE)
LOG = Problem("logs beside the file that are damaged", _SALVAGE)
# Those below are mended by the functions here: a database does such things outside of transactions only.
MARK = Problem("files that are not marked as a record", "marks it", lambda *_: None)
INDEXES = Problem("indexes that do not hold what their tables hold", "makes them anew", lambda *_: None)
LONG_LOG = Problem("megabytes in the log that are not in the file yet", "writes them into it", lambda *_: None)
_INDEX = ("row ", "wrong # of entries in index ", "non-unique entry in index ")


def look_at_mark(path: Path, *, mend: bool) -> list[Finding]:
    """Whether the file says that it is a record: to be asked before it is opened as one."""
    try:
        if not path.is_file() or is_ours(path):
            return []
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "report", "event", "decision"} <= names:
                raise StoreError(str(path), "no record of Communiqué's")
            if mend:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened ({error.strerror or error})") from None
    except sqlite3.DatabaseError:
        raise StoreError(str(path), "no record of Communiqué's, or its head is damaged: try --salvage NEW") from None
    return [found(MARK, [path.name], mended=mend)]


def look_at_file(path: Path, *, quick: bool, mend: bool) -> list[Finding]:
    """Whether the database can read what it wrote. `quick` does not hold indexes against their tables."""
    if (log := damage_of(path)) is not None:
        return [found(LOG, [log.wrong])]
    findings: list[Finding] = []
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as connection:
            said = _said(connection, quick=quick)
            if said and mend and all(map(_is_of_index, said)):
                connection.execute("REINDEX")
                findings.append(found(INDEXES, said, mended=True))
                said = _said(connection, quick=quick)
            if said:
                findings.append(found(INDEXES if all(map(_is_of_index, said)) else DAMAGED, said))
            log_file = path.with_name(path.name + "-wal")
            size = log_file.stat().st_size if log_file.exists() else 0
            if size > LARGE_LOG:
                done = mend and connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
                findings.append(found(LONG_LOG, [""] * (size // 1_000_000), mended=done))
    except sqlite3.DatabaseError as error:
        findings.append(found(DAMAGED, [str(error)]))
    return findings


def _said(connection: sqlite3.Connection, *, quick: bool) -> list[str]:
    rows = connection.execute(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(100)").fetchall()
    lines = [line for (told,) in rows for line in str(told).splitlines()]
    return [line for line in lines if line != "ok" and not line.startswith("***")]


def _is_of_index(said: str) -> bool:
    return said.startswith(_INDEX) and ("index" in said)


def is_damaged(findings: Sequence[Finding]) -> bool:
    """Whether it is of no use to look at what the file holds."""
    return any(finding.problem in (DAMAGED, LOG) for finding in findings)
