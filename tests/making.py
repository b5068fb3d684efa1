"""Readings of invented reports, for tests of what comes after reading."""

from datetime import date
from typing import Any

from communique.record import Entry, Event, Party, PartyKind, Reading, Report, Span, report_id

NORTH = Party(name="Norland", kind=PartyKind.GOVERNMENT, country="NOR")
SOUTH = Party(name="Southland", kind=PartyKind.GOVERNMENT, country="SWE")
FRONT = Party(name="Harbour Front", kind=PartyKind.ARMED_GROUP)


def report(text: str, *, day: str = "2026-03-02", publisher: str = "The Harbour Wire", name: str = "one.txt") -> Report:
    """A report of an invented publisher."""
    return Report(
        id=report_id(text, publisher),
        name=name,
        title=text.split(".")[0],
        publisher=publisher,
        published=date.fromisoformat(day),
        language="en",
        text=text,
    )


def event(source: Report, quote: str, kind: str, *, number: int = 1, **slots: Any) -> Event:
    """An event that the quote tells; the quote must stand in the report."""
    start = source.text.index(quote)
    evidence = (Span.of(source.text, start, start + len(quote)),)
    told = {"id": f"e{number}", "event_type": kind, "confidence": 0.9, "coder": "test", "evidence": evidence}
    return Event.model_validate(told | slots)


def reading(source: Report, *events: tuple[str, str, dict[str, Any]]) -> Reading:
    """A reading from quotes with their types and slots."""
    told = [event(source, quote, kind, number=n, **slots) for n, (quote, kind, slots) in enumerate(events, 1)]
    return Reading(report=source, events=tuple(told))


def entries(*readings: Reading, first: int = 1) -> list[Entry]:
    """The entries of readings, as the store would number them; each report its own family."""
    found: list[Entry] = []
    for family, one in enumerate(readings, first):
        for told in one.events:
            found.append(Entry(act=len(found) + first, report=one.report, family=family, event=told))
    return found


def on(day: str) -> dict[str, str]:
    """A time of one day."""
    return {"start": day, "end": day}
