"""The slots of an event in words, for people."""

from datetime import date

from communique.record import (
    Attribution,
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
    Quantity,
)

_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
_ISSUE_WORDS = {Issue.LEADERS_MEETING: "a leaders' meeting"}
_DURATIONS = frozenset({"minute", "hour", "day", "week", "month", "year"})
_CERTAIN = 0.5  # Below it the reader holds the event to be more likely wrong than right.


def parties_phrase(event: Event) -> str:
    """Who, or who → whom; two sides of a mutual event are joined by ↔."""
    actors = [party_phrase(party) for party in event.actors]
    if len(actors) == 2 and not event.recipients and event.event_type in _MUTUAL:
        return " ↔ ".join(actors)
    who = ", ".join(actors)
    if not event.recipients:
        return who or "not named"
    whom = ", ".join(party_phrase(party) for party in event.recipients)
    return f"{who or 'not named'} → {whom}"


def party_phrase(party: Party) -> str:
    """The name, with the country of what is not itself a country's government."""
    if party.country is None or party.kind is PartyKind.GOVERNMENT:
        return party.name
    return f"{party.name} ({party.country})"


def chips(event: Event) -> list[str]:
    """What keeps an event from being plainly so."""
    found = [] if event.modality is Modality.ACTUAL else [event.modality.value]
    if event.polarity is Polarity.NEGATIVE:
        found.append("did not happen")
    if event.confidence < _CERTAIN:
        found.append("uncertain")
    return found


def facts(event: Event) -> list[str]:
    """How, about what, how many, when and where: those that are told."""
    told = [
        event.mode,
        issue_phrase(event.issue) if event.issue else None,
        *map(quantity_phrase, event.quantities),
        time_phrase(event.time) if event.time else None,
        place_phrase(event.place) if event.place else None,
    ]
    return [fact for fact in told if fact]


def issue_phrase(issue: Issue) -> str | None:
    """`about humanitarian access`; nothing where all that is known is that it is none of the list."""
    if issue is Issue.OTHER:
        return None
    return f"about {_ISSUE_WORDS.get(issue, issue.value.replace('_', ' '))}"


def casualties_phrase(casualties: Casualties) -> str:
    """`killed at least 8 · injured 5`."""
    told = (("killed", casualties.killed), ("injured", casualties.injured))
    return " · ".join(f"{what} {bounds_phrase(bounds)}" for what, bounds in told if bounds is not None)


def bounds_phrase(bounds: Bounds) -> str:
    """A number with what is known of it; inclusive at both ends."""
    return _range_phrase(bounds.low, bounds.high) or "an unknown number"


def quantity_phrase(quantity: Quantity) -> str:
    """`1,000 prisoners per side`, `at least 30 days`."""
    if quantity.value is not None:
        number = _number(quantity.value)
    else:
        number = _range_phrase(quantity.low, quantity.high)
    plural = "s" if quantity.what in _DURATIONS and number != "1" else ""
    per = f" per {quantity.per}" if quantity.per else ""
    return f"{number} {quantity.what}{plural}{per}".strip()


def attribution_phrase(attribution: tuple[Attribution, ...]) -> str:
    """`according to X, via Y; Z`."""
    return "according to " + "; ".join(map(_source_phrase, attribution))


def time_phrase(time: EventTime) -> str:
    """`17 May 2025`, `16–17 May 2025`, `May 2025`; a date that is not ISO 8601 stands as it is."""
    if time.start == time.end:
        return _day_phrase(time.start)
    start, end = _day_phrase(time.start), _day_phrase(time.end)
    first, last = start.split(" "), end.split(" ")
    while len(first) > 1 and len(first) == len(last) and first[-1] == last[-1] and first[:-1] != last[:-1]:
        first.pop()
        last.pop()
    joint = "–" if len(first) == 1 else " – "
    return f"{' '.join(first)}{joint}{end}"


def day_phrase(day: date) -> str:
    """`17 May 2025`, in English whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def place_phrase(place: Place) -> str:
    """The name and the country's code."""
    return f"{place.name}, {place.country}" if place.country else place.name


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day_phrase(written: str) -> str:
    year, _, rest = written.partition("-")
    month, _, day = rest.partition("-")
    try:
        if not month:
            return year
        return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if day else f"{_MONTHS[int(month) - 1]} {year}"
    except (ValueError, IndexError):
        return written


def _source_phrase(source: Attribution) -> str:
    unnamed = " (unnamed)" if source.anonymous else ""
    via = f", via {source.via}" if source.via else ""
    return f"{party_phrase(source)}{unnamed}{via}"


def _range_phrase(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"at least {_number(low)}" if low is not None else f"up to {_number(high)}"
    return _number(low) if low == high else f"{_number(low)}–{_number(high)}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
