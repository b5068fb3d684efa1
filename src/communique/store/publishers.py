"""How the publishers of the record stand to one another: who was alone with what it told, early, contradicted, copied.

A report that copies another tells what the first of its family told: what stands in a family comes from the publisher
of its first report. Nothing here says who is right.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, select

from communique.record import EventType, Status, Thread
from communique.store import schema
from communique.store.browse import ReportLine, lines_of

LATEST = 400
"""Reports of a publisher, the latest, in which its contradicted threads are looked for."""


@dataclass(slots=True)
class PublisherCount:
    """What is counted of one publisher, in reports and in threads.

    `alone` are threads that it alone tells, `joint` those that others tell too, `early` those of them that it told on
    their first day, `contradicted` those that it tells and whose sources contradict each other. `copied` are reports of
    others that copy its, `copying` its own that copy others'.
    """

    name: str
    reports: int = 0
    first: date | None = None
    last: date | None = None
    events: int = 0
    alone: int = 0
    joint: int = 0
    early: int = 0
    contradicted: int = 0
    copied: Counter[str] = field(default_factory=Counter)
    copying: Counter[str] = field(default_factory=Counter)
    types: Counter[EventType] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Told:
    publisher: str | None
    published: date | None
    family: int


def count_publishers(connection: Connection) -> list[PublisherCount]:
    """Every publisher of the record, those with most reports first. Takes seconds for a large record."""
    report = schema.report.c
    rows = connection.execute(select(report.number, report.publisher, report.published, report.family))
    reports = {number: _Told(publisher, published, family) for number, publisher, published, family in rows}
    found: dict[str, PublisherCount] = {}
    for told in reports.values():
        _count_report(found, told, reports)
    disputed = set(connection.execute(select(schema.thread.c.number).where(is_contradicted())).scalars())
    for thread, members in groupby(_members(connection), key=lambda row: row[0]):
        _count_thread(found, [(reports[number], kind) for _, number, kind in members], reports, thread in disputed)
    return sorted(found.values(), key=lambda p: (-p.reports, p.name))


def is_contradicted() -> ColumnElement[bool]:
    """The condition that the sources of a thread contradict each other, by how its JSON is written.

    Within a string of it the quotation marks would be escaped, so nothing else is met.
    """
    return schema.thread.c.body.contains('"contradictions":[', autoescape=True)


def _members(connection: Connection) -> Iterator[tuple[int, int, str]]:
    """Thread, report and type of every event that stands, thread by thread."""
    link, event = schema.link.c, schema.event.c
    asked = (
        select(link.thread, event.report, event.event_type)
        .join(schema.event, event.act == link.act)
        .where(event.current, event.status != Status.REJECTED)
        .order_by(link.thread)
    )
    for row in connection.execution_options(stream_results=True).execute(asked).yield_per(2_000):
        yield row.thread, row.report, row.event_type


def _count_report(found: dict[str, PublisherCount], told: _Told, reports: dict[int, _Told]) -> None:
    origin = reports[told.family].publisher
    if told.publisher is not None:
        own = found.setdefault(told.publisher, PublisherCount(told.publisher))
        own.reports += 1
        if told.published is not None:
            own.first = min(own.first or told.published, told.published)
            own.last = max(own.last or told.published, told.published)
        if origin is not None and origin != told.publisher:
            own.copying[origin] += 1
            found.setdefault(origin, PublisherCount(origin)).copied[told.publisher] += 1


def _count_thread(
    found: dict[str, PublisherCount], members: list[tuple[_Told, str]], reports: dict[int, _Told], disputed: bool
) -> None:
    for told, kind in members:
        if told.publisher is not None:
            found[told.publisher].events += 1
            found[told.publisher].types[EventType(kind)] += 1
    days: dict[str | int, date | None] = {}
    for told, _ in members:
        first = reports[told.family]
        origin = first.publisher or told.family
        known = [day for day in (days.get(origin), first.published or told.published) if day is not None]
        days[origin] = min(known, default=None)
    earliest = min((day for day in days.values() if day is not None), default=None)
    for origin, day in days.items():
        own = found.get(origin) if isinstance(origin, str) else None
        if own is None:
            continue
        if len(days) == 1:
            own.alone += 1
        else:
            own.joint += 1
            own.early += day is not None and day == earliest
    if disputed:
        for name in {told.publisher for told, _ in members if told.publisher is not None}:
            found[name].contradicted += 1


def contradicted_threads(connection: Connection, publisher: str, *, most: int = 12) -> list[Thread]:
    """The latest threads whose sources contradict each other and that the latest reports of a publisher tell."""
    report, event, link, thread = schema.report.c, schema.event.c, schema.link.c, schema.thread.c
    latest = (
        select(report.number)
        .where(report.publisher == publisher)
        .order_by(report.published.desc().nulls_last(), report.number.desc())
        .limit(LATEST)
    )
    numbers = list(connection.execute(latest).scalars())
    told = (
        select(link.thread)
        .join(schema.event, event.act == link.act)
        .where(event.report.in_(numbers), event.current, event.status != Status.REJECTED)
    )
    asked = select(thread.body).where(thread.number.in_(told), is_contradicted())
    bodies = connection.execute(
        asked.order_by(thread.last_day.desc().nulls_last(), thread.number.desc()).limit(most)
    ).scalars()
    return [Thread.model_validate_json(body) for body in bodies]


def latest_reports(connection: Connection, publisher: str, *, most: int = 12) -> list[ReportLine]:
    """The latest reports of a publisher."""
    report = schema.report.c
    asked = select(report.number).where(report.publisher == publisher)
    asked = asked.order_by(report.published.desc().nulls_last(), report.number.desc()).limit(most)
    return lines_of(connection, list(connection.execute(asked).scalars()))
