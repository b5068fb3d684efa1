"""Numbers, times and places of an answer -> slots of the record: read from the report's own words by our own rules.

The model only points: which words give the toll, the time, the place. What they say is resolved as the other reader
resolves it.
"""

import re

from communique.coding.numbers import Number
from communique.llm.answer import text_of
from communique.llm.ground import Ground, tokens
from communique.llm.parties import Spot, Told
from communique.llm.words import Words
from communique.record import Bounds, Days, EventTime, Modality, Place, Quantity, days_covered

UNITS = frozenset("minute hour day week month year".split())
_ONE = re.compile(r"(?:a|an|one)\s", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|either|per|both)\s+(?:side|party)\b|\bapiece\b|\beach\b", re.IGNORECASE)
_NO_TIME = frozenset({"duration", "deadline", "until"})


def quantity_of(told: Told, ground: Ground, passage: Words, near: Spot) -> Quantity | None:
    """A count or duration: the number that the words hold, of what stands in them; None where they hold none."""
    spot = passage.find(text_of(told, "words"), near=near)
    number = _number(ground, spot)
    if spot is None or number is None:
        return None
    what = _counted(text_of(told, "what"), ground.report.text[number.end : spot[1]], passage)
    if not what:
        return None
    around = ground.report.text[near[0] : max(near[1], spot[1])]
    per_side = told.get("per") == "side" and _EACH.search(around) is not None
    low, high = number.low, number.high
    bounds = {"value": low} if low == high else {"low": low, "high": high}
    start, end = min(number.start, spot[0]), max(number.end, spot[1])
    return Quantity(
        **bounds,
        what=what,
        per="side" if per_side else None,
        text=ground.report.text[start:end],
        start=start,
        end=end,
    )


def bounds_of(words: str, ground: Ground, passage: Words, near: Spot) -> Bounds | None:
    """How many people some words tell: "at least eight people", "a woman"; None where they tell no number."""
    spot = passage.find(words, near=near) if words else None
    number = _number(ground, spot)
    if number is not None:
        low, high = (None if bound is None else round(bound) for bound in (number.low, number.high))
        return Bounds(low=low, high=high)
    return Bounds(low=1, high=1) if _ONE.match(ground.text_at(spot)) else None


def time_of(words: str, ground: Ground, passage: Words, near: Spot, modality: Modality) -> EventTime | None:
    """When an event took place, by the date among some words; None where it cannot have been then."""
    spot = passage.find(words, near=near) if words else None
    if spot is None:
        return None
    for phrase in ground.dates_in(*spot, future=modality is not Modality.ACTUAL):
        first, last = phrase.first or phrase.last, phrase.last or phrase.first
        if phrase.role == "since" and ground.report.published is not None:
            last = ground.report.published.isoformat()
        if phrase.role in _NO_TIME or not first or not last:
            continue
        time = EventTime(start=first, end=last, text=phrase.text)
        days = days_covered(time)
        if days is not None and not _wrong_side(days, ground, modality):
            return time
    return None


def place_of(words: str, ground: Ground, passage: Words, near: Spot) -> Place | None:
    """The first place that some words name: as the gazetteer has it, else as the report calls it, without degrees."""
    spot = passage.find(words, near=near) if words else None
    quoted = " ".join(ground.text_at(spot).split())
    found = tokens(quoted)
    for at in range(len(found)):
        length, candidates = ground.gazetteer.find(found, at)
        if not candidates:
            continue
        text = _spelled(quoted, found[at : at + length])
        known = ground.gazetteer.resolve(text, countries=ground.countries) or candidates[0]
        return Place(
            name=known.name if known.type == "country" else text,
            country=known.country,
            admin1=known.admin1,
            lat=known.lat,
            lon=known.lon,
            geonames_id=known.geonames_id,
            text=text,
        )
    capital = re.search(r"[^\W\d_]", quoted)
    named = any(word[:1].isupper() for word in found)
    return Place(name=_inside(quoted), text=_inside(quoted)) if capital and named else None


def _number(ground: Ground, spot: Spot | None) -> Number | None:
    found = ground.numbers_in(*spot) if spot is not None else []
    return found[0] if found else None


def _counted(what: str, after: str, passage: Words) -> str:
    """A unit of time, the thing counted where the passage has the word, else what stands after the number."""
    unit = what.casefold().removesuffix("s")
    if unit in UNITS and unit in after.casefold():
        return unit
    if what and passage.find(what) is not None:
        return " ".join(what.split())
    rest = " ".join(after.split())
    return rest if rest else "people"


def _wrong_side(days: Days, ground: Ground, modality: Modality) -> bool:
    """Whether something that happened would lie after the report, or something yet to come before it."""
    published = ground.report.published
    if published is None:
        return False
    return days.first > published if modality is Modality.ACTUAL else days.last < published


def _spelled(quoted: str, found: list[str]) -> str:
    """The tokens of a name as the report writes them, with its hyphens and apostrophes."""
    between = re.search(r"\W{0,2}".join(map(re.escape, found)), quoted)
    return between[0] if between else " ".join(found)


def _inside(quoted: str) -> str:
    """Words for a place without what stands before them: "in the Tarn valley" is "Tarn valley"."""
    return re.sub(
        r"\A(?:(?:in|at|on|near|outside|inside|from|to|across|around|of|the|a|an)\s+)+", "", quoted, flags=re.I
    )
