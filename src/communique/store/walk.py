"""The whole record, page by page, in the order in which it was added."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select

from communique.record import Entry
from communique.store import schema
from communique.store.events import entries_of, standing

PAGE = 200
"""Reports at a time."""


def entries_in_order(connection: Connection, *, since: date | None = None) -> Iterator[list[Entry]]:
    """The events that stand, those of some reports at a time; `since` is the first day of publication."""
    report, last = schema.report.c, 0
    asked = select(report.number).order_by(report.number).limit(PAGE)
    if since is not None:
        asked = asked.where(report.published >= since)
    while numbers := connection.execute(asked.where(report.number > last)).scalars().all():
        event = schema.event.c
        found = standing().where(event.report.in_(numbers)).order_by(event.report, event.start, event.uid)
        yield entries_of(connection, found)
        last = numbers[-1]
