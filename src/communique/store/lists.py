"""Lists of the record by page: each page begins where the one before it ended, so that none costs more than the first.

A place in a list is the number of its last item. What is added meanwhile has a higher number: it comes at the end of a
list from the oldest on, and does not come into one from the newest back, so that no item is given twice or left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select, text

from communique.lexicon import Lexicon
from communique.record import Decision, Entry, EventType, Issue, Modality, Polarity, Process, Status, Thread, ThreadKind
from communique.record.decision import Action
from communique.store import schema
from communique.store.batches import batches
from communique.store.decisions import decision_of_row
from communique.store.events import LONGEST, entries_of
from communique.store.processes import events_of_process
from communique.store.reports import Listed, listed_reports
from communique.store.search import matching_reports

MANY = 20_000
"""Events of a side from which on they are not looked up beforehand."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which stretch of a list is asked for: what follows the number `after`, at most `most` items.

    `newest` goes from the highest number down, else from the lowest up.
    """

    most: int
    after: int | None = None
    newest: bool = True

    def cut(self, asked: Select[Any], number: Column[int]) -> Select[Any]:
        """The question for this stretch alone; `number` is the column that the list is in the order of."""
        if self.after is not None:
            asked = asked.where(number < self.after if self.newest else number > self.after)
        return asked.order_by(number.desc() if self.newest else number).limit(self.most)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; None leaves a filter out.

    `actor` and `side` are sides (Party.side): who acts, and who takes part in any way. `first` and `last` bound the day
    on which it took place as far as told. `since` is a change of the record: what was read or decided after it.
    Without `status` those that a reviewer rejected are left out.
    """

    event_type: EventType | None = None
    issue: Issue | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    status: Status | None = None
    actor: str | None = None
    side: str | None = None
    process: Process | None = None
    report: str | None = None
    first: date | None = None
    last: date | None = None
    since: int | None = None


def events_page(connection: Connection, wanted: EventFilter, page: Page) -> list[Entry]:
    """Events, by act; their reports come without texts."""
    event = schema.event.c
    asked = select(event.uid).where(event.current)
    for column, value in (
        (event.event_type, wanted.event_type),
        (event.issue, wanted.issue),
        (event.modality, wanted.modality),
        (event.polarity, wanted.polarity),
        (event.status, wanted.status),
    ):
        if value is not None:
            asked = asked.where(column == value.value)
    if wanted.status is None:
        asked = asked.where(event.status != Status.REJECTED.value)
    if wanted.since is not None:
        asked = asked.where(event.changed > wanted.since)
    # Coalesced, so that the days are looked up in the index that has all the filters, in the order of the list.
    day = func.coalesce(event.day, "")
    if wanted.first is not None:
        asked = asked.where(day >= _at_its_vaguest(wanted.first))
    if wanted.last is not None:
        asked = asked.where(day <= wanted.last.isoformat(), day != "")
    if wanted.report is not None:
        number = select(schema.report.c.number).where(schema.report.c.id == wanted.report).scalar_subquery()
        asked = asked.where(event.report == number)
    if wanted.actor is not None:
        asked = asked.where(_taking_part(connection, wanted.actor[:LONGEST], "actor"))
    if wanted.side is not None:
        asked = asked.where(_taking_part(connection, wanted.side[:LONGEST]))
    if wanted.process is not None:
        asked = asked.where(event.uid.in_(events_of_process(wanted.process)))
    uids = connection.execute(page.cut(asked, event.act)).scalars().all()
    found = entries_of(connection, select(schema.event).where(event.uid.in_(uids)), with_text=False)
    return sorted(found, key=lambda entry: entry.act, reverse=page.newest)


def _taking_part(connection: Connection, side: str, role: str | None = None) -> ColumnElement[bool]:
    """The condition that a side takes part in an event.

    Of a side that is seldom named its events are looked up; of another each event is asked in turn, since a page is
    soon full of them.
    """
    table, event = schema.side.c, schema.event.c
    held = select(table.event).where(table.side == side)
    many = connection.execute(select(func.count()).select_from(held.limit(MANY).subquery())).scalar_one() >= MANY
    if many:
        # Coalesced, so that the sides of the one event are looked at, and not the events of the side.
        held = select(table.event).where(table.event == event.uid, func.coalesce(table.side, "") == side)
    if role is not None:
        held = held.where(table.role == role)
    return held.exists() if many else event.uid.in_(held)


def _at_its_vaguest(day: date) -> str:
    """The least of what is written of a day: a month that begins on it, a year that begins on it."""
    written = day.isoformat()
    return written.removesuffix("-01").removesuffix("-01") if day.day == 1 else written


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports; None leaves a filter out. `words` as in search.search, with `lexicon` for other spellings."""

    words: str | None = None
    lexicon: Lexicon | None = None
    publisher: str | None = None
    first: date | None = None
    last: date | None = None
    process: Process | None = None


def reports_page(connection: Connection, wanted: ReportFilter, page: Page) -> list[Listed]:
    """Reports without their texts, by number."""
    report = schema.report.c
    asked = select(report.number)
    if wanted.words is not None:
        found = matching_reports(connection, wanted.words, wanted.lexicon)
        if found is None:
            return []
        asked = asked.where(text(found[0]).bindparams(**found[1]))
    if wanted.publisher is not None:
        asked = asked.where(report.publisher == wanted.publisher)
    # Coalesced, so that the days are looked up in the index that has all the filters, in the order of the list.
    if wanted.first is not None:
        asked = asked.where(func.coalesce(report.published, date.min) >= wanted.first)
    if wanted.last is not None:
        asked = asked.where(func.coalesce(report.published, date.max) <= wanted.last)
        asked = asked.where(report.published.is_not(None))
    if wanted.process is not None:
        event, within = schema.event.c, events_of_process(wanted.process)
        asked = asked.where(report.number.in_(select(event.report).where(event.uid.in_(within))))
    numbers = connection.execute(page.cut(asked, report.number)).scalars().all()
    return listed_reports(connection, numbers)


@dataclass(frozen=True, slots=True)
class ThreadFilter:
    """Which threads; None leaves a filter out. `least` is how many events they have at the least."""

    kind: ThreadKind | None = None
    issue: Issue | None = None
    process: Process | None = None
    least: int = 1


def threads_page(connection: Connection, wanted: ThreadFilter, page: Page) -> list[int]:
    """The numbers of threads, in order."""
    thread = schema.thread.c
    asked = select(thread.number).where(thread.size >= wanted.least)
    if wanted.kind is not None:
        asked = asked.where(thread.kind == wanted.kind.value)
    if wanted.issue is not None:
        asked = asked.where(thread.issue == wanted.issue.value)
    if wanted.process is not None:
        link, event = schema.link.c, schema.event.c
        acts = select(event.act).where(event.current, event.uid.in_(events_of_process(wanted.process)))
        asked = asked.where(thread.number.in_(select(link.thread).where(link.act.in_(acts))))
    return list(connection.execute(page.cut(asked, thread.number)).scalars())


def acts_of_threads(connection: Connection, threads: Sequence[Thread]) -> dict[tuple[str, str], int]:
    """The acts of the members of threads, by the ids of their report and event."""
    link, event, report = schema.link.c, schema.event.c, schema.report.c
    found: dict[tuple[str, str], int] = {}
    for part in batches(int(thread.id) for thread in threads):
        asked = (
            select(report.id, event.id, event.act)
            .join(schema.event, event.report == report.number)
            .join(schema.link, link.act == event.act)
            .where(link.thread.in_(part), event.current)
        )
        found |= {(one, other): act for one, other, act in connection.execute(asked).all()}
    return found


def decisions_page(
    connection: Connection, page: Page, *, action: Action | None = None, reviewer: str | None = None
) -> list[Decision]:
    """Decisions, by number."""
    table = schema.decision
    asked = select(table)
    if action is not None:
        asked = asked.where(table.c.action == action.value)
    if reviewer is not None:
        asked = asked.where(table.c.reviewer == reviewer)
    return [decision_of_row(row) for row in connection.execute(page.cut(asked, table.c.number)).all()]
