"""Lists of reports by what is asked for, with counts of what they hold; never more than the newest MOST of them.

What a list asks of every report stands in indexes, so that a large record answers as quickly as a small one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, text

from communique.record import EventType, Noun, Process, Report, Status
from communique.store import schema
from communique.store.errors import StoreError
from communique.store.processes import events_of_process
from communique.store.reports import load_reports
from communique.store.words import matching, question

MOST = 5_000
"""Reports at most that are listed and counted."""
_AT_ONCE = 5_000
"""Numbers at most in one question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports: those that meet all of it. `words` as search.groups gives them; days are inclusive.

    `types` and `status` are asked of one event together; without a status, rejected events count for nothing.
    """

    words: list[list[str]] = field(default_factory=list)
    publisher: str = ""
    since: date | None = None
    until: date | None = None
    process: Process | None = None
    types: Collection[EventType] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of the reports that were found, the newest first, and how many each publisher has of them.

    `capped` says that there are more than are listed.
    """

    numbers: list[int]
    publishers: Counter[str]
    capped: bool


class ReportLine(Noun):
    """A report in a list: how many events of each type stand in it, by how many papers it was printed."""

    id: str
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    events: dict[str, int]
    copies: int
    papers: int


def find_reports(connection: Connection, asked: Asked) -> Found:
    """The reports that are asked for."""
    report = schema.report.c
    rows = connection.execute(
        select(report.number, report.publisher)
        .where(*_conditions(connection, asked))
        .order_by(report.published.desc().nulls_last(), report.number.desc())
        .limit(MOST + 1)
    ).all()
    publishers = Counter(row.publisher for row in rows[:MOST] if row.publisher)
    return Found([row.number for row in rows[:MOST]], publishers, capped=len(rows) > MOST)


def _conditions(connection: Connection, asked: Asked) -> list[ColumnElement[bool]]:
    report, event = schema.report.c, schema.event.c
    found: list[Any] = []
    if asked.publisher:
        found.append(report.publisher == asked.publisher)
    if asked.since is not None:
        found.append(report.published >= asked.since)
    if asked.until is not None:
        found.append(report.published <= asked.until)
    if asked.words:
        # The name of the table is ours; what is asked goes by parameter.
        words = f"report.number IN (SELECT rowid FROM report_words WHERE {matching(connection, 'report_words')})"  # noqa: S608
        found.append(text(words).bindparams(asked=question(connection, asked.words)))
    if asked.process is not None:
        of_process = events_of_process(asked.process).with_only_columns(schema.side.c.report)
        found.append(report.number.in_(of_process))
    if asked.types or asked.status is not None:
        held = [event.report == report.number, event.current]
        if asked.types:
            held.append(event.event_type.in_([t.value for t in asked.types]))
        held.append(event.status != Status.REJECTED if asked.status is None else event.status == asked.status)
        found.append(select(event.uid).where(*held).exists())
    return found


def count_events(connection: Connection, numbers: Sequence[int]) -> tuple[Counter[str], Counter[str]]:
    """In how many of these reports events of each type stand, and events of each status of review."""
    types: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    event = schema.event.c
    reports = func.count(event.report.distinct())
    for begin in range(0, len(numbers), _AT_ONCE):
        held = [event.report.in_(numbers[begin : begin + _AT_ONCE]), event.current]
        stands = event.status != Status.REJECTED
        by_type = select(event.event_type, reports).where(*held, stands).group_by(event.event_type)
        for kind, count in connection.execute(by_type):
            types[kind] += count
        for status, count in connection.execute(select(event.status, reports).where(*held).group_by(event.status)):
            statuses[status] += count
    return types, statuses


def lines_of(connection: Connection, numbers: Sequence[int]) -> list[ReportLine]:
    """These reports as lines of a list, in their order."""
    report, event = schema.report.c, schema.event.c
    rows: dict[int, Any] = {}
    events: dict[int, dict[str, int]] = {}
    for begin in range(0, len(numbers), _AT_ONCE):
        part = numbers[begin : begin + _AT_ONCE]
        columns = (report.number, report.id, report.name, report.title, report.publisher, report.published)
        for row in connection.execute(select(*columns, report.url, report.family).where(report.number.in_(part))):
            rows[row.number] = row
        counted = (
            select(event.report, event.event_type, func.count())
            .where(event.report.in_(part), event.current, event.status != Status.REJECTED)
            .group_by(event.report, event.event_type)
        )
        for number, kind, count in connection.execute(counted):
            events.setdefault(number, {})[kind] = count
    families = _families(connection, {row.family for row in rows.values()})
    return [_line(rows[n], events.get(n, {}), families) for n in numbers if n in rows]


def _line(row: Any, events: dict[str, int], families: dict[int, tuple[int, int]]) -> ReportLine:
    copies, papers = families.get(row.family, (1, 1))
    return ReportLine(
        id=row.id,
        title=row.title or row.name,
        publisher=row.publisher,
        published=row.published,
        url=row.url,
        events=events,
        copies=copies,
        papers=papers,
    )


def _families(connection: Connection, families: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each family that has more than one report, how many they are and of how many publishers."""
    report, wanted = schema.report.c, sorted(families)
    found: dict[int, tuple[int, int]] = {}
    for begin in range(0, len(wanted), _AT_ONCE):
        count = func.count()
        asked = (
            select(report.family, count, func.count(report.publisher.distinct()))
            .where(report.family.in_(wanted[begin : begin + _AT_ONCE]))
            .group_by(report.family)
            .having(count > 1)
        )
        found |= {family: (reports, papers) for family, reports, papers in connection.execute(asked).all()}
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """One report as its page shows it: its number, its family, when it was added, whose reading stands."""

    number: int
    report: Report
    family: int
    added: str
    coder: str | None


def load_report(connection: Connection, name: str) -> Shown:
    """The report of that id; StoreError where there is none."""
    table = schema.report.c
    row = connection.execute(
        select(table.number, table.family, table.added, table.coder).where(table.id == name)
    ).first()
    if row is None:
        raise StoreError(name, "no such report")
    report, family = load_reports(connection, [row.number])[row.number]
    return Shown(row.number, report, family, row.added, row.coder)


def near_copies(connection: Connection, shown: Shown, *, most: int = 20) -> tuple[list[ReportLine], int]:
    """The other reports of its family, the earliest first, and how many there are in all."""
    table = schema.report.c
    others = [table.family == shown.family, table.number != shown.number]
    asked = select(table.number).where(*others).order_by(table.published, table.number).limit(most)
    numbers = list(connection.execute(asked).scalars())
    total = connection.execute(select(func.count()).select_from(schema.report).where(*others)).scalar_one()
    return lines_of(connection, numbers), int(total)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an act is told: the report's id, whether its reading still has it, whether a reviewer rejected it."""

    report: str
    current: bool
    rejected: bool


def where_told(connection: Connection, act: int) -> Standing:
    """Where an act is told, also one that no longer stands; StoreError where there never was one of that number."""
    event, report = schema.event.c, schema.report.c
    row = connection.execute(
        select(report.id, event.current, event.status)
        .join(schema.report, report.number == event.report)
        .where(event.act == act)
        .order_by(event.current.desc(), event.uid.desc())
        .limit(1)
    ).first()
    if row is None:
        raise StoreError(str(act), "no such event")
    return Standing(row.id, bool(row.current), row.status == Status.REJECTED)
