"""When a slot of a predicted event is right: the rules of the coding guideline, one function a slot.

Names are compared without case, accents and punctuation. A country stands for its officials; a population and an armed
group stand for themselves.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from communique.evaluation.gold import (
    Fact,
    GoldCasualties,
    GoldParty,
    GoldPlace,
    GoldQuantity,
    GoldSource,
    GoldTime,
)
from communique.record import Attribution, Casualties, Event, EventTime, Party, PartyKind, Place, Quantity

_A = TypeVar("_A")
_B = TypeVar("_B")


class Slot(StrEnum):
    """The slots that are compared."""

    ACTORS = "actors"
    RECIPIENTS = "recipients"
    ISSUE = "issue"
    MODALITY = "modality"
    POLARITY = "polarity"
    ATTRIBUTION = "attribution"
    QUANTITIES = "quantities"
    CASUALTIES = "casualties"
    TIME = "time"
    PLACE = "place"


# Letters that do not decompose into a base letter and an accent, and the apostrophes that are typed for one another.
_LETTERS = str.maketrans(dict(zip("ıİłŁøØđĐ", "iIlLoOdD", strict=True)) | {"ß": "ss", "æ": "ae"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`", "'"))

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
_ITSELF = frozenset({PartyKind.POPULATION, PartyKind.ARMED_GROUP})

_DURATIONS = ("minute", "hour", "day", "week", "month", "year")
_SINGULAR = {f"{unit}s": unit for unit in _DURATIONS}

_PLACE_WORDS = frozenset("region oblast province city the district state governorate strip of near town".split())
_SMALL_WORDS = frozenset("the a an of to for and in on at by from with who that said".split())
_STEM = 5  # Letters: two descriptions of a source share a word where one's word begins the other's.
_DAY = 10  # Characters of an ISO date.


def slots_right(event: Event, fact: Fact) -> Mapping[Slot, bool]:
    """Right or wrong for each slot that the fact speaks of.

    Recipients, modality, polarity and attribution always count, for they are right to be empty or plain; the others
    count where the fact has them.
    """
    right = {
        Slot.RECIPIENTS: sides_agree(event.recipients, fact.recipients),
        Slot.MODALITY: event.modality == fact.modality,
        Slot.POLARITY: event.polarity == fact.polarity,
        Slot.ATTRIBUTION: attribution_agrees(event.attribution, fact.attribution),
    }
    if fact.actors:
        right[Slot.ACTORS] = sides_agree(event.actors, fact.actors)
    if fact.issue:
        right[Slot.ISSUE] = event.issue == fact.issue
    if fact.quantities:
        right[Slot.QUANTITIES] = quantities_agree(event.quantities, fact.quantities)
    if fact.casualties:
        right[Slot.CASUALTIES] = casualties_agree(event.casualties, fact.casualties)
    if fact.time:
        right[Slot.TIME] = time_agrees(event.time, fact.time)
    if fact.place:
        right[Slot.PLACE] = place_agrees(event.place, fact.place)
    return {slot: right[slot] for slot in Slot if slot in right}


@lru_cache(maxsize=1 << 14)
def plain(name: str) -> str:
    """A name for comparison: its words in lower case, without accents, apostrophes and punctuation."""
    apart = unicodedata.normalize("NFKD", name.translate(_LETTERS).translate(_APOSTROPHES))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare.casefold().replace("'", "")))


def names_agree(given: Party, wanted: GoldParty) -> bool:
    """A name in common; of persons the surname is enough, of others one name may be a part of the other."""
    ours, theirs = _names(given), _names(wanted)
    if ours & theirs:
        return True
    if wanted.kind is PartyKind.PERSON:
        return bool({_surname(name) for name in ours} & {_surname(name) for name in theirs} - {""})
    return any(_is_part(a, b) or _is_part(b, a) for a in ours for b in theirs)


def actors_agree(given: Party, wanted: GoldParty) -> bool:
    """The same side: an official, a capital or a person stands for its country."""
    kinds = {given.kind, wanted.kind}
    if kinds & _ITSELF and len(kinds) == 2 and kinds != {PartyKind.ARMED_GROUP, PartyKind.PERSON}:
        return False
    by_country = PartyKind.ARMED_GROUP not in kinds and wanted.kind is not PartyKind.POPULATION
    if by_country and given.country and wanted.country:
        return given.country == wanted.country
    return names_agree(given, wanted)


def parties_agree(given: Party, wanted: GoldParty) -> bool:
    """The same side, and of two persons the same one."""
    if given.kind is PartyKind.PERSON is wanted.kind:
        return names_agree(given, wanted)
    return actors_agree(given, wanted)


def sides_agree(given: Sequence[Party], wanted: Sequence[GoldParty]) -> bool:
    """Every party that is expected is there, and none besides."""
    return _covered(wanted, given, lambda w, g: parties_agree(g, w)) and _covered(given, wanted, parties_agree)


def quantities_agree(given: Sequence[Quantity], wanted: Sequence[GoldQuantity]) -> bool:
    """Every count and duration that is expected is there, with its bounds; others may be there too.

    The unit must agree where it is one of time; things counted may be called otherwise.
    """
    return _covered(wanted, given, _same_quantity)


def casualties_agree(given: Casualties | None, wanted: GoldCasualties) -> bool:
    """The bounds of the dead and of the injured are the same, where they are expected."""
    told = given or Casualties()
    pairs = ((told.killed, wanted.killed), (told.injured, wanted.injured))
    return all(w is None or (g is not None and (g.low, g.high) == (w.low, w.high)) for g, w in pairs)


def time_agrees(given: EventTime | None, wanted: GoldTime) -> bool:
    """The same days, or within the month or year that is all that is known; never less precise than expected.

    A stretch of days agrees with one that it overlaps and shares an end with.
    """
    if given is None or not given.start:
        return False
    start, end = given.start[:_DAY], (given.end or given.start)[:_DAY]
    if not wanted.start:
        return bool(wanted.end) and end == (wanted.end or "")[:_DAY]
    first, last = wanted.start[:_DAY], (wanted.end or wanted.start)[:_DAY]
    if len(first) < _DAY:
        return start.startswith(first) and end.startswith(last)
    return len(start) == _DAY and start <= last and first <= end and (start == first or end == last)


def place_agrees(given: Place | None, wanted: GoldPlace) -> bool:
    """One name has all the words of the other, and the countries, where both are told, are one."""
    if given is None or (given.country and wanted.country and given.country != wanted.country):
        return False
    ours, theirs = (set(plain(name).split()) - _PLACE_WORDS for name in (given.name, wanted.name))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def attribution_agrees(given: Sequence[Attribution], wanted: GoldSource | None) -> bool:
    """One of the sources given is the one expected; none is given where the report speaks in its own voice."""
    return any(_same_source(source, wanted) for source in given) if wanted else not given


def _same_source(given: Attribution, wanted: GoldSource) -> bool:
    """Unnamed sources by being unnamed and by side, others by name or by a word that both descriptions share."""
    if given.country and wanted.country and given.country != wanted.country:
        return False
    if wanted.anonymous:
        return given.anonymous and (not wanted.country or given.country == wanted.country)
    if names_agree(given, wanted):
        return True
    if wanted.kind is PartyKind.PERSON or given.anonymous:
        return False
    return any(_alike(a, b) for a in _words(given) for b in _words(wanted))


def _same_quantity(wanted: GoldQuantity, given: Quantity) -> bool:
    unit = _SINGULAR.get(wanted.what or "", wanted.what)
    if _bounds(given) != _bounds(wanted):
        return False
    return unit not in _DURATIONS or unit == _SINGULAR.get(given.what, given.what)


def _bounds(quantity: Quantity | GoldQuantity) -> tuple[float | None, float | None]:
    if quantity.value is not None:
        return quantity.value, quantity.value
    return quantity.low, quantity.high


def _covered(these: Sequence[_A], by: Sequence[_B], agree: Callable[[_A, _B], bool]) -> bool:
    return all(any(agree(this, other) for other in by) for this in these)


def _names(party: Party | GoldParty) -> frozenset[str]:
    further = party.aliases if isinstance(party, GoldParty) else (party.text,)
    return frozenset(plain(name) for name in (party.name, *further) if name)


def _words(party: Party | GoldParty) -> frozenset[str]:
    return frozenset(word for name in _names(party) for word in name.split()) - _SMALL_WORDS


def _surname(name: str) -> str:
    words = [word for word in name.split() if word not in _GENERATIONS]
    return words[-1] if words else ""


def _is_part(name: str, of: str) -> bool:
    return bool(name and of) and f" {name} " in f" {of} "


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= _STEM and (a.startswith(b) or b.startswith(a)))
