"""Whether reports and events are found by the words that they hold: the index of the search against its contents."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from communique.store import schema
from communique.store.engine import is_sqlite
from communique.store.faults import is_damage
from communique.store.finding import Key, Problem
from communique.store.tables import index_events, index_reports, words_of_events, words_of_reports

_MAKE = "CREATE VIRTUAL TABLE {} USING fts5(words, content='', tokenize='unicode61')"
_Words = Iterable[list[tuple[int, str]]]


def _index_reports(connection: Connection, _: Sequence[Key]) -> None:
    index_reports(connection)


def _index_events(connection: Connection, _: Sequence[Key]) -> None:
    index_events(connection)


REPORTS = Problem("reports that are not found by their words", "makes the index of reports anew", _index_reports)
EVENTS = Problem("events that are not found by their words", "makes the index of events anew", _index_events)


def look_at_words(connection: Connection, sample: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether each report and event is in the index; without a sample, under the very words that it holds."""
    for problem, table, column, words in (
        (REPORTS, "report_words", schema.report.c.number, words_of_reports),
        (EVENTS, "event_words", schema.event.c.uid, words_of_events),
    ):
        wanted = set(connection.execute(select(column)).scalars())
        try:
            # The name of the table is one of two.
            held = set(connection.execute(text(f"SELECT rowid FROM {table}")).scalars())  # noqa: S608
            wrong = wanted ^ held
            if sample is None:
                wrong |= _misfound(connection, table, words(connection))
        except (DBAPIError, sqlite3.DatabaseError) as error:
            if not is_damage(error):
                raise
            wrong = wanted or {0}  # The index itself cannot be read.
        yield from ((problem, number) for number in sorted(wrong))


def _misfound(connection: Connection, table: str, words: _Words) -> set[int]:
    """The numbers of what stands in the index under other words than it holds."""
    if is_sqlite(connection):
        return _differing(_in_index(connection, table), _would_be(words))
    found: set[int] = set()
    asked = text(f"SELECT rowid FROM {table} WHERE rowid = :number AND words = to_tsvector('simple', :words)")  # noqa: S608
    for part in words:
        for number, told in part:
            if connection.execute(asked, {"number": number, "words": told}).first() is None:
                found.add(number)
    return found


def _in_index(connection: Connection, table: str) -> dict[int, int]:
    """By number, a sum over the words under which it stands, each with its place."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(driver)
    return _sums(driver, table)


def _would_be(words: _Words) -> dict[int, int]:
    """The same of an index made anew, in a file that goes again."""
    with (
        tempfile.TemporaryDirectory(prefix="communique-") as scratch,
        closing(sqlite3.connect(Path(scratch) / "words.db", isolation_level=None)) as made,
    ):
        made.execute("PRAGMA synchronous = OFF")
        made.execute("BEGIN")
        made.execute(_MAKE.format("made"))
        for part in words:
            made.executemany("INSERT INTO made (rowid, words) VALUES (?, ?)", part)
        return _sums(made, "made")


def _sums(connection: sqlite3.Connection, table: str) -> dict[int, int]:
    connection.execute(f"CREATE VIRTUAL TABLE temp.standing USING fts5vocab('main', '{table}', 'instance')")
    try:
        found: dict[int, int] = {}
        for term, number, place in connection.execute("SELECT term, doc, offset FROM temp.standing"):
            found[number] = found.get(number, 0) + hash((term, place))
        return found
    finally:
        connection.execute("DROP TABLE temp.standing")


def _differing(one: dict[int, int], other: dict[int, int]) -> set[int]:
    return {number for number in one.keys() | other.keys() if one.get(number) != other.get(number)}
