"""What can still be read of a damaged file -> a new record. The damaged one is copied first, and left as it is.

Each row is read on its own where the database gives up. A text and bytes count as read only where they are what their
hash says. What follows from them is not read at all: it is computed again, see pipeline/doctor.py.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from communique.record import Event, report_id
from communique.store import schema
from communique.store.backup import arriving, finish
from communique.store.engine import open_store
from communique.store.errors import StoreError
from communique.store.log_file import merged, read_log

TABLES = (
    schema.raw,
    schema.report,
    schema.event,
    schema.decision,
    schema.thread,
    schema.link,
    schema.item,
    schema.fetched,
    schema.process,
    schema.account,
    schema.token,
    schema.audit,
)
"""What is read, parents first."""
PLACES = frozenset({"thread", "link"})
"""What is worked out anew from events and decisions where it cannot be read."""
_COUNTED = frozenset({"report", "event", "decision"})
"""Tables that only grow: a number that is missing is a row that is lost."""
_LATER = {"frame": "", "changed": 0, "said": ""}
"""Columns that older records lack, and what stands in them until it is computed."""
_AHEAD = 1_000
"""Numbers behind the last known one that are tried."""
_Row = dict[str, Any]


@dataclass
class Salvaged:
    """What came of it: rows by table that were saved, and the names of those that are known to be lost."""

    saved: dict[str, int] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)
    log: str = ""


@dataclass
class _Kept:
    """What was saved so far, to hold the rest against."""

    raw: set[str] = field(default_factory=set)
    reports: set[int] = field(default_factory=set)
    decisions: set[int] = field(default_factory=set)


def salvage(path: Path, new: Path) -> Salvaged:
    """Writes what can be read of a file into a new record; StoreError where nothing can."""
    if not path.is_file():
        raise StoreError(str(path), "no such file")
    told = Salvaged()
    with arriving(new) as part, tempfile.TemporaryDirectory(prefix="communique-") as scratch:
        store = open_store(part)
        store.close()
        views = list(_views(path, Path(scratch), part, told))
        if not views:
            raise StoreError(str(path), "nothing in it can be read as a record; take a backup")
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            target.execute("BEGIN")
            kept = _Kept()
            for table in TABLES:
                _save(views, target, table.name, [c.name for c in table.columns], kept, told)
            _mark_unread(target, {int(number) for number in told.lost.get("event", ())})
            _set_counters(views, target)
            target.execute("COMMIT")
        for view in views:
            view.close()
        finish(part, str(new))
    return told


def _views(path: Path, scratch: Path, fresh: Path, told: Salvaged) -> Iterator[sqlite3.Connection]:
    """The file as the database reads it; and, where its log is damaged, with all that is sound in the log."""
    copy = scratch / "copy.db"
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            shutil.copyfile(path.with_name(path.name + ending), scratch / f"copy.db{ending}")
    log = read_log(copy)
    told.log = log.wrong if log is not None else ""
    copies = [copy]
    if log is not None and log.lost:
        copies.append(scratch / "merged.db")
        copies[-1].write_bytes(merged(copy.read_bytes(), log))
    for each in copies:
        view = _open(each)
        if view is None:
            _give_head(each, fresh)
            view = _open(each)
        if view is not None:
            yield view


def _open(path: Path) -> sqlite3.Connection | None:
    connection = sqlite3.connect(path, isolation_level=None)
    # A text whose letters are damaged is read all the same; its hash tells.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        # Else nothing is read of a file that is shorter than it says, or whose list of tables is damaged.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("SELECT rowid FROM report LIMIT 0")
        return connection
    except sqlite3.DatabaseError:
        pass
    connection.close()
    return None


def _give_head(path: Path, fresh: Path) -> None:
    """Gives a file whose first bytes are damaged those of another record, with its own size."""
    with fresh.open("rb") as file:
        head = bytearray(file.read(100))
    size = int.from_bytes(head[16:18], "big")
    head[28:32] = (path.stat().st_size // size).to_bytes(4, "big")
    head[32:40] = bytes(8)  # Nothing is known of pages that are free.
    head[92:96] = head[24:28]
    with path.open("r+b") as file:
        file.write(head)


def _save(
    views: list[sqlite3.Connection],
    target: sqlite3.Connection,
    name: str,
    columns: list[str],
    kept: _Kept,
    told: Salvaged,
) -> None:
    known: dict[int, str] = {}
    saved: set[int] = set()
    places, names = ", ".join("?" * len(columns)), ", ".join(f'"{column}"' for column in columns)
    for view in views:
        for number, row in _rows(view, name, columns, known):
            if number not in saved and _CHECKS[name](row, kept):
                # Names of tables and columns are those of the schema.
                statement = f'INSERT OR IGNORE INTO "{name}" ({names}) VALUES ({places})'  # noqa: S608
                if target.execute(statement, [row[column] for column in columns]).rowcount:
                    saved.add(number)
    told.saved[name] = len(saved)
    if lost := [known[number] for number in sorted(known.keys() - saved)]:
        told.lost[name] = lost


def _rows(view: sqlite3.Connection, name: str, columns: list[str], known: dict[int, str]) -> Iterator[tuple[int, _Row]]:
    """The rows that can be read, with their numbers within the table; into `known` go all that there were."""
    try:
        held = {column for _, column, *_ in view.execute(f'PRAGMA table_info("{name}")')}
    except sqlite3.DatabaseError:
        return
    if not held:
        return
    named = ", ".join(f'"{column}"' if column in held else "NULL" for column in columns)
    asked = f'SELECT rowid, {named} FROM "{name}"'  # noqa: S608

    def row_of(found: tuple[Any, ...]) -> tuple[int, _Row]:
        row = dict(zip(columns, found[1:], strict=True))
        row |= {column: value for column, value in _LATER.items() if column in row and row[column] is None}
        known[found[0]] = _called(name, row) or known.get(found[0], str(found[0]))
        return found[0], row

    _add_known(view, name, known)
    last, stopped = 0, False
    try:
        for found in view.execute(f"{asked} ORDER BY rowid"):
            last = found[0]
            yield row_of(found)
    except sqlite3.DatabaseError:
        stopped = True
    if not stopped:
        return
    first: int | None = None
    with suppress(sqlite3.DatabaseError):
        for found in view.execute(f"{asked} WHERE rowid > ? ORDER BY rowid DESC", (last,)):
            first = found[0]
            yield row_of(found)
    end = first if first is not None else max(known, default=last) + _AHEAD
    for number in range(last + 1, end):
        with suppress(sqlite3.DatabaseError):
            for found in view.execute(f"{asked} WHERE rowid = ?", (number,)):
                yield row_of(found)


def _add_known(view: sqlite3.Connection, name: str, known: dict[int, str]) -> None:
    """The rows that there must have been: those that an index counts, and numbers that were given."""
    with suppress(sqlite3.DatabaseError):
        for _, index, *_ in view.execute(f'PRAGMA index_list("{name}")').fetchall():
            with suppress(sqlite3.DatabaseError):
                for (number,) in view.execute(f'SELECT rowid FROM "{name}" INDEXED BY "{index}"'):  # noqa: S608
                    known.setdefault(number, str(number))
    if name in _COUNTED:
        for number in range(1, _counter(view, name) + 1):
            known.setdefault(number, str(number))


def _mark_unread(target: sqlite3.Connection, lost: set[int]) -> None:
    """Reports of which an event is lost are to be read again; its number tells about which those are."""
    held = target.execute("SELECT uid, report FROM event ORDER BY uid").fetchall()
    uids = [uid for uid, _ in held]
    for uid in lost:
        at = bisect_left(uids, uid)
        first = held[at - 1][1] if at else 0
        last = held[at][1] if at < len(held) else max(first, 1 << 62)
        between = (min(first, last), max(first, last))
        target.execute("UPDATE report SET coder = NULL WHERE number BETWEEN ? AND ?", between)


def _counter(view: sqlite3.Connection, name: str) -> int:
    with suppress(sqlite3.DatabaseError):
        row = view.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone()
        if row is not None and isinstance(row[0], int):
            return int(row[0])
    return 0


def _set_counters(views: list[sqlite3.Connection], target: sqlite3.Connection) -> None:
    """Numbers that were given, to what is lost too, are not given again."""
    for name in ("report", "event", "decision", "thread", "audit"):
        number = max([_counter(target, name), *(_counter(view, name) for view in views)])
        target.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))


def _called(name: str, row: Mapping[str, Any]) -> str | None:
    """What a row is called, to whom it is told that it is lost."""
    match name:
        case "report":
            return f"{row['number']} {row['name']}"
        case "item" | "fetched" | "process" | "account" | "token":
            return str(next(iter(row.values())))
    return None


def _raw(row: _Row, kept: _Kept) -> bool:
    if not isinstance(row["data"], bytes) or hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
        return False
    kept.raw.add(row["sha256"])
    return True


def _report(row: _Row, kept: _Kept) -> bool:
    try:
        told = report_id(row["text"], row["publisher"])
        date.fromisoformat(row["published"] or "2000-01-01")
    except (TypeError, AttributeError, ValueError):
        return False
    if told != row["id"]:
        return False
    row["text_sha256"] = hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest()
    row["raw_sha256"] = row["raw_sha256"] if row["raw_sha256"] in kept.raw else None
    kept.reports.add(row["number"])
    return True


def _event(row: _Row, kept: _Kept) -> bool:
    try:
        Event.model_validate_json(row["edited"] or row["body"])
        Event.model_validate_json(row["body"])
    except (ValidationError, ValueError, TypeError):
        return False
    return row["report"] in kept.reports


def _decision(row: _Row, kept: _Kept) -> bool:
    try:
        json.loads(row["body"])
    except (ValueError, TypeError):
        return False
    if row["undoes"] is not None and row["undoes"] not in kept.decisions:
        return False
    kept.decisions.add(row["number"])
    return True


def _thread(row: _Row, _: _Kept) -> bool:
    return isinstance(row["body"], str)


def _item(row: _Row, kept: _Kept) -> bool:
    # What led to a report that is lost is to be taken in again: the doctor sees to it.
    row["report"] = row["report"] if row["report"] in kept.reports else None
    return True


def _any(_: _Row, __: _Kept) -> bool:
    return True


_CHECKS: dict[str, Callable[[_Row, _Kept], bool]] = {
    "raw": _raw,
    "report": _report,
    "event": _event,
    "decision": _decision,
    "thread": _thread,
    "link": _any,
    "item": _item,
    "fetched": _any,
    "process": _any,
    "account": _any,
    "token": _any,
    "audit": _any,
}
