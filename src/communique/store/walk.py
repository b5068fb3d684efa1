"""The whole record, or a process of it, page by page, in the order in which it was added."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, select

from communique.record import Entry, Process
from communique.store import schema
from communique.store.events import entries_of, standing
from communique.store.processes import events_of_process

PAGE = 200
"""Reports at a time."""
_PART = 500
"""Events of a process at a time."""


def entries_in_order(
    connection: Connection, *, since: date | None = None, process: Process | None = None
) -> Iterator[list[Entry]]:
    """The events that stand, those of some reports at a time; `since` is the first day of publication."""
    if process is not None:
        yield from _of_process(connection, process, since)
        return
    report, last = schema.report.c, 0
    asked = select(report.number).order_by(report.number).limit(PAGE)
    if since is not None:
        asked = asked.where(report.published >= since)
    while numbers := connection.execute(asked.where(report.number > last)).scalars().all():
        event = schema.event.c
        found = standing().where(event.report.in_(numbers)).order_by(event.report, event.start, event.uid)
        yield entries_of(connection, found)
        last = numbers[-1]


def _of_process(connection: Connection, process: Process, since: date | None) -> Iterator[list[Entry]]:
    # Which events belong to a process is worked out once; their numbers alone are little.
    event, report = schema.event.c, schema.report.c
    asked = select(event.uid).where(event.uid.in_(events_of_process(process)))
    if since is not None:
        asked = asked.join(schema.report, report.number == event.report).where(report.published >= since)
    uids: Sequence[int] = connection.execute(asked.order_by(event.report, event.start, event.uid)).scalars().all()
    for begin in range(0, len(uids), _PART):
        part = standing().where(event.uid.in_(uids[begin : begin + _PART]))
        yield entries_of(connection, part.order_by(event.report, event.start, event.uid))
