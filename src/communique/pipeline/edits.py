"""A slot of an event as a reviewer writes it -> the event with that slot."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from communique.lexicon import Lexicon
from communique.record import (
    Bounds,
    Casualties,
    Event,
    EventTime,
    EventType,
    Issue,
    Modality,
    Party,
    PartyKind,
    Place,
    Polarity,
)

SLOTS = ("type", "mode", "issue", "modality", "polarity", "actors", "recipients", "place", "time", "killed", "injured")
"""The slots that can be edited, by the names that a reviewer types."""
_Kind = TypeVar("_Kind", EventType, Issue, Modality, Polarity, PartyKind)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_BOUNDS = re.compile(r"(\d+)?\s*(?:(-|to|\+)\s*(\d+)?)?")


def edited(event: Event, slot: str, written: str, lexicon: Lexicon, text: str) -> Event:
    """The event with one slot as written; an empty text empties the slot. ValueError says what would be understood.

    Parties are separated by semicolons and looked up in the lexicon; a kind may stand behind: "Harbour Front
    (armed_group)". A time is a day, month or year, or two of them with "..". A toll is "8", "8+", "4-9".
    """
    written = written.strip()
    match slot:
        case "type":
            kind = _one_of(EventType, written.upper(), slot)
            return _with(event, event_type=kind, mode=None)
        case "mode":
            return _with(event, mode=written or None)
        case "issue":
            return _with(event, issue=_one_of(Issue, written, slot) if written else None)
        case "modality":
            return _with(event, modality=_one_of(Modality, written, slot))
        case "polarity":
            return _with(event, polarity=_one_of(Polarity, written, slot))
        case "actors" | "recipients":
            named = (name.strip() for name in written.split(";"))
            held = {_written_party(p): p for p in (*event.actors, *event.recipients)}
            parties = tuple(held.get(name) or _party(name, lexicon, text) for name in named if name)
            return _with(event, **{slot: parties})
        case "place":
            return _with(event, place=Place(name=written) if written else None)
        case "time":
            return _with(event, time=_time(written) if written else None)
        case "killed" | "injured":
            toll = event.casualties or Casualties()
            return _with(event, casualties=toll.model_copy(update={slot: _toll(written) if written else None}))
    raise ValueError(f"no slot {slot!r}; there are: {', '.join(SLOTS)}")


def all_edited(event: Event, wanted: Mapping[str, str], lexicon: Lexicon, text: str) -> tuple[Event, dict[str, str]]:
    """The event with several slots as written, and by slot what is wrong with those that cannot be understood.

    A slot that stands as `written` gives it is left alone: what cannot be written in a line is not lost.
    """
    wrong: dict[str, str] = {}
    changed = event
    for slot in SLOTS:
        given = wanted.get(slot)
        if given is None or given.strip() == written(event, slot):
            continue
        try:
            changed = edited(changed, slot, given, lexicon, text)
        except ValueError as error:
            wrong[slot] = str(error)
    return changed, wrong


def written(event: Event, slot: str) -> str:
    """A slot as a reviewer would write it, so that `edited` understands it."""
    match slot:
        case "type":
            return event.event_type.value
        case "actors":
            return "; ".join(map(_written_party, event.actors))
        case "recipients":
            return "; ".join(map(_written_party, event.recipients))
        case "place":
            return event.place.name if event.place else ""
        case "time":
            told = event.time
            return "" if told is None else told.start if told.start == told.end else f"{told.start}..{told.end}"
        case "killed" | "injured":
            return _written_toll(getattr(event.casualties, slot)) if event.casualties else ""
    value = getattr(event, slot)
    return "" if value is None else str(value)


def _written_party(party: Party) -> str:
    return f"{party.name} ({party.kind})"


def _written_toll(told: Bounds | None) -> str:
    if told is None or (told.low is None and told.high is None):
        return ""
    if told.high is None:
        return f"{told.low}+"
    if told.low is None:
        return f"-{told.high}"
    return str(told.low) if told.low == told.high else f"{told.low}-{told.high}"


def _with(event: Event, **slots: object) -> Event:
    """The event with these slots, checked as any other."""
    try:
        return Event.model_validate({**{name: getattr(event, name) for name in Event.model_fields}, **slots})
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None


def _one_of(kinds: type[_Kind], written: str, slot: str) -> _Kind:
    try:
        return kinds(written)
    except ValueError:
        raise ValueError(f"{slot} is one of: {', '.join(kinds)}") from None


def _party(written: str, lexicon: Lexicon, text: str) -> Party:
    name, _, kind = (part.strip(" )") for part in written.partition("("))
    party = _named(name, kind, lexicon)
    at = text.find(name)
    return party if at < 0 else party.model_copy(update={"text": name, "start": at, "end": at + len(name)})


def _named(name: str, kind: str, lexicon: Lexicon) -> Party:
    if kind:
        return Party(name=name, kind=_one_of(PartyKind, kind, "kind"))
    if name.upper() in lexicon.countries:
        country = lexicon.country(name.upper())
        return Party(name=country.name, kind=PartyKind.GOVERNMENT, country=country.iso3)
    words = name.split()
    length, entries = lexicon.find(words, 0) if words else (0, ())
    if entries and length == len(words):
        entry = entries[0]
        return Party(name=entry.name, kind=PartyKind(entry.kind), country=entry.country, sector=entry.sector)
    raise ValueError(f"{name!r} is not in the lexicon; write its kind behind it: {name} ({' | '.join(PartyKind)})")


def _time(written: str) -> EventTime:
    start, _, end = (part.strip() for part in written.partition(".."))
    for part in (start, end or start):
        if not _DAY.fullmatch(part):
            raise ValueError("a time is 2026, 2026-03 or 2026-03-09, or two of them with .. between")
        date.fromisoformat(part + "-01-01"[len(part) - 4 :])
    if end and end < start:
        raise ValueError(f"{end} comes before {start}")
    return EventTime(start=start, end=end or start)


def _toll(written: str) -> Bounds:
    found = _BOUNDS.fullmatch(written)
    if not found or not (found[1] or found[3]):
        raise ValueError("a toll is 8, 8+ (at least), or 4-9")
    low = int(found[1]) if found[1] else None
    if not found[2]:
        return Bounds(low=low, high=low)
    high = int(found[3]) if found[3] else None
    if low is not None and high is not None and high < low:
        raise ValueError(f"{high} is less than {low}")
    return Bounds(low=low, high=high)
