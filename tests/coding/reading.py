"""Whole sentences read by frames alone, for tests of what the rules find; what the model adds is tested apart."""

from datetime import date

from communique import Event, Party
from communique.pipeline import load_reader
from communique.record import EventType, Report

PUBLISHED = date(2025, 5, 17)
"""A Saturday."""


def events(text: str, *event_types: EventType, title: str | None = None) -> list[Event]:
    """The events of a text; with types, those of these types."""
    report = Report(id="test", name="test", title=title, published=PUBLISHED, text=text)
    found = load_reader().read(report, by="frames").events
    return [e for e in found if not event_types or e.event_type in event_types]


def only(text: str, event_type: EventType) -> Event:
    """The one event of that type; ValueError where there is none or several."""
    (event,) = events(text, event_type)
    return event


def names(parties: tuple[Party, ...]) -> list[str]:
    """The canonical names of parties, in order."""
    return [party.name for party in parties]
