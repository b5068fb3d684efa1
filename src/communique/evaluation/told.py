"""The slots of an event or of a fact in words, alike for both, so that a reader can hold one against the other."""

from collections.abc import Mapping

from communique.evaluation.gold import Fact, GoldBounds, GoldParty, GoldQuantity, GoldSource
from communique.evaluation.slots import Slot
from communique.record import Attribution, Bounds, Event, Party, Quantity

NOTHING = "nothing"
"""What an empty slot holds."""


def type_phrase(told: Event | Fact) -> str:
    """`AGREE`, or `RETREAT or COOPERATE` where several are acceptable."""
    if isinstance(told, Event):
        return told.event_type.value
    return " or ".join(kind.value for kind in told.event_type)


def slot_phrases(told: Event | Fact) -> Mapping[Slot, str]:
    """What each slot holds; `NOTHING` where it is empty."""
    sources = told.attribution if isinstance(told, Event) else (told.attribution,) if told.attribution else ()
    phrases = {
        Slot.ACTORS: ", ".join(map(_party, told.actors)),
        Slot.RECIPIENTS: ", ".join(map(_party, told.recipients)),
        Slot.ISSUE: told.issue.value.replace("_", " ") if told.issue else "",
        Slot.MODALITY: told.modality.value,
        Slot.POLARITY: told.polarity.value,
        Slot.ATTRIBUTION: "; ".join(map(_source, sources)),
        Slot.QUANTITIES: ", ".join(map(_quantity, told.quantities)),
        Slot.CASUALTIES: _casualties(told),
        Slot.TIME: _time(told),
        Slot.PLACE: ", ".join(filter(None, (told.place.name, told.place.country))) if told.place else "",
    }
    return {slot: phrase or NOTHING for slot, phrase in phrases.items()}


def filled_phrases(told: Event | Fact) -> Mapping[Slot, str]:
    """The slots that are not empty, and not what most are: a positive polarity."""
    phrases = slot_phrases(told)
    usual = {Slot.POLARITY: "positive"}
    return {slot: said for slot, said in phrases.items() if said != NOTHING and usual.get(slot) != said}


def _party(party: Party | GoldParty) -> str:
    kind = (party.kind.value if party.kind else "").replace("_", " ")
    return f"{party.name} ({', '.join(filter(None, (kind, party.country)))})" if kind or party.country else party.name


def _source(source: Attribution | GoldSource) -> str:
    unnamed = " unnamed" if source.anonymous else ""
    return f"{_party(source)}{unnamed}" + (f", via {source.via}" if source.via else "")


def _quantity(quantity: Quantity | GoldQuantity) -> str:
    number = _number(quantity.value) if quantity.value is not None else _range(quantity.low, quantity.high)
    return " ".join(filter(None, (number, quantity.what, quantity.per and f"per {quantity.per}")))


def _casualties(told: Event | Fact) -> str:
    if told.casualties is None:
        return ""
    pairs: tuple[tuple[str, Bounds | GoldBounds | None], ...] = (
        ("killed", told.casualties.killed),
        ("injured", told.casualties.injured),
    )
    return ", ".join(f"{what} {_range(bounds.low, bounds.high)}" for what, bounds in pairs if bounds is not None)


def _time(told: Event | Fact) -> str:
    if told.time is None:
        return ""
    start, end = told.time.start or "", told.time.end or ""
    return start if start == end or not end else f"{start} to {end}"


def _range(low: float | None, high: float | None) -> str:
    if low is not None and low == high:
        return _number(low)
    if low is not None and high is not None:
        return f"{_number(low)} to {_number(high)}"
    if low is not None:
        return f"at least {_number(low)}"
    return "an unknown number" if high is None else f"up to {_number(high)}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
