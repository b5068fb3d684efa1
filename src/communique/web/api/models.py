"""What the API gives that the record has no noun for: an event with where it stands, a report without its text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from communique.record import Entry, Event, Report, Status, Thread
from communique.record.span import Noun
from communique.store import Connection
from communique.store.decision_log import last_decisions
from communique.store.lists import acts_of_threads
from communique.store.reports import Listed
from communique.store.threads import threads_of_acts

_HEAD: dict[str, Any] = {
    "id": "0f8a1c22d3e4b596",
    "name": "harbour-2.txt",
    "title": "Envoys to meet in Kiel",
    "publisher": "The Harbour Wire",
    "published": "2026-03-02",
    "language": "en",
    "url": None,
    "dateline": None,
}
_EVENT: dict[str, Any] = {
    "id": "e1",
    "event_type": "CONSULT",
    "issue": "talks",
    "actors": [{"name": "Norway", "text": "Norway", "start": 0, "end": 6, "kind": "government", "country": "NOR"}],
    "modality": "planned",
    "time": {"start": "2026-03-09", "end": "2026-03-09", "text": "on 9 March"},
    "evidence": [{"start": 7, "end": 35, "quote": "will meet in Kiel on 9 March"}],
    "confidence": 0.9,
    "coder": "frames 0.1.0",
}


class ReportHead(Noun):
    """A report without its text."""

    id: str = Field(description="16 hexadecimal digits, of its text and publisher.")
    name: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    dateline: str | None = None

    @classmethod
    def of(cls, report: Report) -> "ReportHead":
        """The head of a report."""
        return cls(**_head(report))


class ReportListed(ReportHead):
    """A report of a list: `added` is when it came into the record (UTC); reports of one `family` copy one another."""

    model_config = ConfigDict(json_schema_extra={"examples": [_HEAD | {"added": "2026-03-02T07:00:00", "family": 2}]})

    added: str
    family: int


class EventTold(Noun):
    """An event, where it stands and what was decided on it.

    `act` is its number, which it keeps when its report is read again; `thread` the number of its thread; `decision`
    that of the last decision on it, 0 for none: what the next one expects.
    """

    act: int
    status: Status
    thread: int | None
    decision: int
    event: Event


class ReportRecord(ReportListed):
    """A report with its text, in which all offsets count Unicode code points, and the events that it tells."""

    text: str
    events: tuple[EventTold, ...]


class EventRecord(EventTold):
    """An event with its report; `family` is that of the report."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "act": 12,
                    "status": "machine",
                    "thread": 5,
                    "decision": 0,
                    "event": _EVENT,
                    "family": 2,
                    "report": _HEAD,
                }
            ]
        }
    )

    family: int
    report: ReportHead


class ThreadRecord(Thread):
    """A thread; `acts` are the numbers of its events, in the order of its links (0 where one was rejected)."""

    acts: tuple[int, ...]


def _head(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in ReportHead.model_fields}


def report_listed(listed: Listed) -> ReportListed:
    """A report as lists show it."""
    return ReportListed(**_head(listed.report), added=listed.added, family=listed.family)


def report_record(connection: Connection, listed: Listed, entries: Iterable[Entry]) -> ReportRecord:
    """A report with its events."""
    told = _told(connection, list(entries))
    events = tuple(EventTold(**each) for each in told)
    text = listed.report.text
    return ReportRecord(**_head(listed.report), added=listed.added, family=listed.family, text=text, events=events)


def event_records(connection: Connection, entries: Sequence[Entry]) -> list[EventRecord]:
    """Events with their reports, in the order of the entries."""
    told = _told(connection, entries)
    return [
        EventRecord(**each, family=entry.family, report=ReportHead.of(entry.report))
        for each, entry in zip(told, entries, strict=True)
    ]


def _told(connection: Connection, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    acts = [entry.act for entry in entries]
    placed, decided = threads_of_acts(connection, acts), last_decisions(connection, acts)
    return [
        {
            "act": entry.act,
            "status": entry.status,
            "thread": placed[entry.act][0] if entry.act in placed else None,
            "decision": decided.get(entry.act, 0),
            "event": entry.event,
        }
        for entry in entries
    ]


def thread_records(connection: Connection, threads: Sequence[Thread]) -> list[ThreadRecord]:
    """Threads with the acts of their events."""
    acts = acts_of_threads(connection, threads)
    return [
        ThreadRecord(
            **{name: getattr(thread, name) for name in Thread.model_fields},
            acts=tuple(acts.get(link.member.pair, 0) for link in thread.links),
        )
        for thread in threads
    ]
