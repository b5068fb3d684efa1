"""Whole sentences through the whole reader, for tests of what the slots hold."""

from communique import Event, Party, read
from communique.record import EventType

PUBLISHED = "2025-05-17"
"""A Saturday."""


def events(text: str, *event_types: EventType, title: str | None = None) -> list[Event]:
    """The events of a text; with types, those of these types."""
    found = read(text, published=PUBLISHED, title=title).events
    return [e for e in found if not event_types or e.event_type in event_types]


def only(text: str, event_type: EventType) -> Event:
    """The one event of that type; ValueError where there is none or several."""
    (event,) = events(text, event_type)
    return event


def names(parties: tuple[Party, ...]) -> list[str]:
    """The canonical names of parties, in order."""
    return [party.name for party in parties]
