"""What a search over everything finds, a part at a time: reports, events and threads that hold the words.

Of what holds a common word, the MOST that were added last are looked at.
"""

from typing import Any

from sqlalchemy import Connection, Integer, Select, column, func, select, text

from communique.record import Entry, Report, Status
from communique.store import schema
from communique.store.events import entries_of
from communique.store.reports import load_reports
from communique.store.words import matching, question

MOST = 10_000
Words = list[list[str]]
"""Phrases of which one of each must stand there; see search.groups_of."""


def reports_with(connection: Connection, words: Words, *, most: int, after: int = 0) -> tuple[list[Report], int]:
    """Reports whose words hold it, the newest first, from the one in the place `after`; and how many there are."""
    report = schema.report.c
    hits = _hits(connection, "report_words", words)
    asked = select(report.number).where(report.number.in_(hits))
    total = _count(connection, asked)
    asked = asked.order_by(report.published.desc().nulls_last(), report.number.desc()).limit(most).offset(after)
    numbers = list(connection.execute(asked).scalars())
    loaded = load_reports(connection, numbers)
    return [loaded[n][0] for n in numbers], total


def events_with(connection: Connection, words: Words, *, most: int, after: int = 0) -> tuple[list[Entry], int]:
    """Events that stand whose quotes or names hold it, the latest first; and how many there are."""
    asked = _events(connection, words)
    total = _count(connection, asked)
    event = schema.event.c
    asked = asked.order_by(event.day.desc().nulls_last(), event.uid.desc()).limit(most).offset(after)
    uids = list(connection.execute(asked).scalars())
    latest = select(schema.event).where(event.uid.in_(uids)).order_by(event.day.desc().nulls_last(), event.uid.desc())
    return entries_of(connection, latest, with_text=False), total


def threads_with(connection: Connection, words: Words, *, most: int, after: int = 0) -> tuple[list[int], int]:
    """Numbers of threads of several events that such events belong to, those with most of them first; and how many."""
    event, link, thread = schema.event.c, schema.link.c, schema.thread.c
    held = func.count()
    asked = (
        select(link.thread, held.label("held"))
        .join(schema.event, event.act == link.act)
        .join(schema.thread, thread.number == link.thread)
        .where(event.uid.in_(_events(connection, words)), thread.size > 1)
        .group_by(link.thread, thread.last_day)
    )
    total = _count(connection, asked)
    asked = (
        asked.order_by(held.desc(), thread.last_day.desc().nulls_last(), link.thread.desc()).limit(most).offset(after)
    )
    return [row.thread for row in connection.execute(asked)], total


def _hits(connection: Connection, table: str, words: Words) -> Any:
    # The name of the table is one of two; what is asked goes by parameter.
    asked = f"SELECT rowid AS uid FROM {table} WHERE {matching(connection, table)} ORDER BY rowid DESC LIMIT {MOST}"  # noqa: S608
    found = text(asked).bindparams(asked=question(connection, words))
    return select(found.columns(column("uid", Integer)).subquery().c.uid)


def _events(connection: Connection, words: Words) -> Select[Any]:
    event = schema.event.c
    hits = _hits(connection, "event_words", words)
    return select(event.uid).where(event.uid.in_(hits), event.current, event.status != Status.REJECTED)


def _count(connection: Connection, asked: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one())
