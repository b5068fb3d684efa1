"""Blocking: the few keys under which threads are looked up that an event may belong to.

Two events that belong together must share a key; what shares one is then compared. So that the number of candidates
does not grow with the record, each key holds a time.
"""

from datetime import timedelta

from communique.record import Days, Entry, Event, ThreadKind
from communique.threads.told import (
    ISSUES_OF_ONE_MATTER,
    days_of,
    kind_of,
    place_key,
    said_on,
    sides_of,
    told_on,
)

INCIDENT_DAYS, MATTER_DAYS = 3, 30
"""How wide the boxes of time are, in days: for an attack, and for talks and bargains."""


def keys_of(entry: Entry) -> frozenset[str]:
    """The keys under which a thread is found that this event is part of."""
    event = entry.event
    match kind_of(event):
        case ThreadKind.INCIDENT:
            days = told_on(entry)
            found = {f"incident {where} {box}" for where in _wheres(event) for box in _boxes(days, INCIDENT_DAYS)}
            return frozenset(found | _exact_day(event))
        case ThreadKind.MEETING:
            return _by_matter("meeting", entry, ("",))
        case ThreadKind.AGREEMENT:
            return _by_matter("agreement", entry, _matters(event))
        case _:
            said = said_on(entry)
            actors = ",".join(sorted(p.side for p in event.actors))
            box = said.toordinal() // INCIDENT_DAYS if said else 0
            return frozenset({f"statement {event.event_type} {actors} {box + step}" for step in (0, 1)})


def questions_of(entry: Entry) -> frozenset[str]:
    """The keys by which candidates for this event are sought, threads of another kind that it may speak of included."""
    event = entry.event
    asked = set(keys_of(entry))
    if event.place is not None:
        # Where the place is told it is by the place that candidates are sought, not all over the world.
        asked -= _exact_day(event)
    asked |= _by_matter("agreement", entry, _matters(event))
    asked |= _by_matter("meeting", entry, ("",))
    return frozenset(asked)


def _exact_day(event: Event) -> set[str]:
    """The key of an attack whose day is told, for those that tell no place."""
    days = days_of(event)
    return {f"incident on {days.first}"} if days is not None and days.first == days.last else set()


def _wheres(event: Event) -> list[str]:
    found = [f"at {place_key(event.place)}"] if event.place else []
    if event.place and event.place.country:
        found.append(f"in {event.place.country}")
    return found or [f"of {side}" for side in sorted(sides_of(event))] or ["anywhere"]


def _matters(event: Event) -> list[str]:
    if event.issue is None:
        return []
    group = next((sorted(g)[0] for g in ISSUES_OF_ONE_MATTER if event.issue in g), event.issue)
    return [str(group)]


def _by_matter(kind: str, entry: Entry, matters: "list[str] | tuple[str, ...]") -> frozenset[str]:
    said = said_on(entry)
    days = Days(said - timedelta(days=MATTER_DAYS), said) if said else None
    told = days_of(entry.event)
    boxes = {*_boxes(days, MATTER_DAYS), *(_boxes(told, MATTER_DAYS) if told else ())}
    return frozenset(
        f"{kind} {matter} {side} {box}" for matter in matters for side in sides_of(entry.event) for box in boxes
    )


def _boxes(days: Days | None, width: int) -> list[int]:
    """The boxes of time that an interval touches, with a day to spare; the first and last of a long one."""
    if days is None:
        return [0]
    first, last = (days.first.toordinal() - 1) // width, (days.last.toordinal() + 1) // width
    return list(range(first, last + 1)) if last - first < 4 else [first, last]
