"""The tables of a record as a whole: copied from one to another, of either database, and held against each other."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Column, Connection, Integer, Table, delete, func, insert, inspect, select, text

from communique.record import Event
from communique.store.engine import is_sqlite
from communique.store.events import words_of
from communique.store.schema import change, event, metadata, report, session
from communique.store.words import MOST, add_words, indexed

ROWS = 500
"""Rows that are copied at a time; LARGE of tables whose rows may hold megabytes."""
LARGE = {"raw": 20, "report": 100}
KEPT = tuple(table for table in metadata.sorted_tables if table is not session)
"""What is copied: everything, except who is signed in."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a record holds, told in a way that does not hang on its database: of each table its rows and their hash."""

    rows: Mapping[str, int]
    hashes: Mapping[str, str]

    def differing(self, other: "Digest") -> list[str]:
        """The tables that hold something else in another."""
        return [name for name, told in self.hashes.items() if other.hashes.get(name) != told]


def digest_of(connection: Connection) -> Digest:
    """What a record holds. The order of rows does not count: databases sort texts differently."""
    rows: dict[str, int] = {}
    hashes: dict[str, str] = {}
    for table in KEPT:
        count, added = 0, 0
        for part in rows_of(connection, table):
            for row in part:
                count += 1
                added += int.from_bytes(hashlib.sha256(_written(row)).digest(), "big")
        rows[table.name], hashes[table.name] = count, f"{added % (1 << 256):064x}"
    return Digest(rows, hashes)


def rows_of(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table by their keys, some at a time."""
    size = LARGE.get(table.name, ROWS)
    asked = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=size)
    for part in connection.execute(asked).mappings().partitions():
        yield [dict(row) for row in part]


def copy_tables(source: Connection, target: Connection) -> None:
    """Copies every row into a record that is empty, with the counters that numbers are given by, and the words."""
    target.execute(delete(change))
    for table in KEPT:
        for part in rows_of(source, table):
            target.execute(insert(table), part)
    set_counters(target, counters(source))
    index_reports(target)
    index_events(target)


def is_empty(connection: Connection) -> bool:
    """Whether a record holds nothing yet."""
    tables = (table for table in metadata.sorted_tables if table is not change)
    return all(connection.execute(select(table).limit(1)).first() is None for table in tables)


def numbered() -> list[tuple[Table, Column[int]]]:
    """The tables whose rows are numbered as they come, each with the column of the number."""
    found = []
    for table in metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and isinstance(keys[0].type, Integer) and keys[0].autoincrement is True:
            found.append((table, keys[0]))
    return found


def counters(connection: Connection) -> dict[str, int]:
    """By table, the last number that was given; numbers of rows that are gone are not given again."""
    found: dict[str, int] = {}
    for table, column in numbered():
        if is_sqlite(connection):
            asked = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
            found[table.name] = int(connection.execute(asked, {"name": table.name}).scalar() or 0)
        else:
            sequence = f"{table.name}_{column.name}_seq"  # Names of ours.
            last, used = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608
            found[table.name] = int(last) if used else 0
    return found


def largest(connection: Connection) -> dict[str, int]:
    """By table, the largest number that a row has."""
    return {table.name: int(connection.execute(select(func.max(column))).scalar() or 0) for table, column in numbered()}


def set_counters(connection: Connection, wanted: Mapping[str, int]) -> None:
    """Lets the next rows be numbered from there on, or behind the largest number where that is larger."""
    held = largest(connection)
    for table, column in numbered():
        number = max(held[table.name], wanted.get(table.name, 0))
        if is_sqlite(connection):
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            row = {"name": table.name, "seq": number}
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), row)
        elif number:
            connection.execute(
                text("SELECT setval(:name, :seq)"), {"name": f"{table.name}_{column.name}_seq", "seq": number}
            )


def words_of_reports(connection: Connection) -> Iterator[list[tuple[int, str]]]:
    """By what words each report is found."""
    asked = select(report.c.number, report.c.title, report.c.text).order_by(report.c.number)
    for part in connection.execute(asked.execution_options(yield_per=LARGE["report"])).partitions():
        yield [(row.number, indexed(f"{row.title or ''}\n{row.text}")[:MOST]) for row in part]


def words_of_events(connection: Connection) -> Iterator[list[tuple[int, str]]]:
    """By what words each event is found, those of older readings too."""
    asked = select(event.c.uid, event.c.edited, event.c.body).order_by(event.c.uid)
    for part in connection.execute(asked.execution_options(yield_per=ROWS)).partitions():
        yield [(row.uid, _words_of(row.edited or row.body)) for row in part]


def _words_of(body: str) -> str:
    """By what an event is found; one that cannot be read is found by nothing."""
    try:
        return words_of(Event.model_validate_json(body))[:MOST]
    except ValidationError:
        return ""


def index_reports(connection: Connection) -> None:
    """Makes the index of the words of reports anew."""
    _forget(connection, "report_words")
    for part in words_of_reports(connection):
        add_words(connection, "report_words", part)


def index_events(connection: Connection) -> None:
    """Makes the index of the words of events anew."""
    _forget(connection, "event_words")
    for part in words_of_events(connection):
        add_words(connection, "event_words", part)


def _forget(connection: Connection, table: str) -> None:
    if is_sqlite(connection):
        # A new table rather than the command that empties one: that fails where the index itself is damaged.
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        connection.execute(text(f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', tokenize='unicode61')"))
    else:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - one of two names


def lacking(connection: Connection) -> list[str]:
    """The tables, columns and indexes of the schema that a record lacks, by name."""
    held = inspect(connection)
    names = set(held.get_table_names())
    missing = [table.name for table in metadata.sorted_tables if table.name not in names]
    for table in metadata.sorted_tables:
        if table.name in names:
            columns = {column["name"] for column in held.get_columns(table.name)}
            missing += [f"{table.name}.{c.name}" for c in table.columns if c.name not in columns]
            indexes = {index["name"] for index in held.get_indexes(table.name)}
            missing += [str(index.name) for index in table.indexes if index.name not in indexes]
    return sorted(missing)


def _written(row: Mapping[str, Any]) -> bytes:
    """A row in the same letters whichever database it comes from."""
    return json.dumps([_plain(value) for value in row.values()], ensure_ascii=True).encode()


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return hashlib.sha256(value).hexdigest()
    return value
