"""One entry of an answer -> an event whose every word is the report's, or the reason why there is none.

How sure the reader is follows a fixed rule, not what the model says of itself (see `confidence_of`).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from communique.llm.answer import code_of, entries_of, is_empty, text_of, texts_of
from communique.llm.ground import Ground
from communique.llm.parties import Spot, Told, party_of, source_of
from communique.llm.slots import bounds_of, place_of, quantity_of, time_of
from communique.llm.tally import Reason
from communique.llm.words import Words
from communique.record import (
    MODES,
    Attribution,
    Casualties,
    Event,
    EventType,
    Issue,
    Modality,
    Party,
    Polarity,
    Span,
)

LONGEST_QUOTE = 500
"""Code points of evidence: more points at nothing."""
SURE, STEP, MOST = 0.5, 0.1, 0.8

_Slot = TypeVar("_Slot")


@dataclass(frozen=True)
class Check:
    """One entry while it is checked: `dropped` counts the slots of it that are not in the text."""

    told: Told
    ground: Ground
    passage: Words
    dropped: Counter[Reason] = field(default_factory=Counter)

    def kept(self, key: str, reason: Reason, read: Callable[[Told], _Slot | None]) -> tuple[_Slot, ...]:
        """The entries under a key that stand in the text."""
        found = [read(entry) for entry in entries_of(self.told, key)]
        kept = tuple(slot for slot in found if slot is not None)
        self._drop(reason, len(found) - len(kept))
        return kept

    def one(self, key: str, reason: Reason, read: Callable[[str], _Slot | None]) -> _Slot | None:
        """What the words under a key give, if there are any."""
        words = text_of(self.told, key)
        found = read(words) if words else None
        self._drop(reason, int(found is None and not is_empty(self.told.get(key))))
        return found

    def _drop(self, reason: Reason, number: int) -> None:
        if number:
            self.dropped[reason] += number


def event_of(told: object, ground: Ground, passage: Words, *, coder: str) -> tuple[Event | Reason, Counter[Reason]]:
    """The event that an entry tells, or why it is none; and the slots of it that were dropped.

    Its id is to be given by who collects them.
    """
    if not isinstance(told, dict):
        return Reason.SHAPE, Counter()
    check = Check(told, ground, passage)
    kind = code_of(told, "type", EventType)
    if kind is None:
        return (Reason.CODE if "type" in told else Reason.SHAPE), check.dropped
    evidence, failed = _evidence(check)
    if not evidence:
        return failed, check.dropped
    near = evidence[0].start, evidence[0].end
    actors = check.kept("actors", Reason.PARTY, lambda entry: party_of(entry, ground, passage, near))
    if entries_of(told, "actors") and not actors:
        return Reason.NOBODY, Counter()
    recipients = check.kept("recipients", Reason.PARTY, lambda entry: party_of(entry, ground, passage, near))
    sources = check.kept("sources", Reason.SOURCE, lambda entry: source_of(entry, ground, passage, near))
    modality = _code(check, "modality", Modality, Modality.ACTUAL)
    condition = check.one("condition", Reason.CONDITION, lambda words: passage.find(words, near=near))
    actors = _each_once(actors)
    event = Event(
        id="e",
        event_type=kind,
        mode=_mode(check, kind),
        issue=_issue(check),
        actors=actors,
        recipients=tuple(p for p in _each_once(recipients) if p.key not in {a.key for a in actors}),
        modality=modality,
        polarity=_code(check, "polarity", Polarity, Polarity.POSITIVE),
        attribution=_others(sources, actors),
        quantities=check.kept("quantities", Reason.NUMBER, lambda entry: quantity_of(entry, ground, passage, near)),
        casualties=_casualties(check, near),
        time=check.one("when", Reason.TIME, lambda words: time_of(words, ground, passage, near, modality)),
        place=check.one("where", Reason.PLACE, lambda words: place_of(words, ground, passage, near)),
        condition=Span.of(ground.report.text, *condition) if condition and modality is Modality.CONDITIONAL else None,
        evidence=evidence,
        confidence=0,
        coder=coder,
    )
    confidence = confidence_of(event, whole=not check.dropped)
    return event.model_copy(update={"confidence": confidence}), check.dropped


def confidence_of(event: Event, *, whole: bool) -> float:
    """0.5, and a step of 0.1 more for each sign that it is well anchored, up to 0.8.

    The signs: an actor is named within the evidence; a recipient, a source or an issue is there; nothing of what the
    model told of it was dropped (`whole`). It is a rule, fitted to nothing: another model may be right more often.
    """
    named = any(p.text and s.start <= p.start and p.end <= s.end for p in event.actors for s in event.evidence)
    filled = bool(event.recipients or event.attribution or event.issue)
    return round(min(MOST, SURE + STEP * (named + filled + whole)), 2)


def _evidence(check: Check) -> tuple[tuple[Span, ...], Reason]:
    """The quotes that stand in the passage, in the order of the text; the reason why the last other one does not."""
    found: dict[Spot, Span] = {}
    failed = Reason.QUOTE
    quotes = texts_of(check.told, "evidence")
    for quote in quotes:
        spot = check.passage.find(quote) if quote else None
        if spot is None:
            failed = Reason.QUOTE
        elif spot[1] - spot[0] > LONGEST_QUOTE:
            failed = Reason.LONG
        elif len(check.ground.text_at(spot).split()) < 2:
            failed = Reason.SHORT
        else:
            found[spot] = Span.of(check.ground.report.text, *spot)
            continue
        check.dropped[failed] += 1
    if not found:
        check.dropped.clear()
    return tuple(found[spot] for spot in sorted(found)), failed


_Code = TypeVar("_Code", Modality, Polarity)


def _code(check: Check, key: str, codes: type[_Code], usual: _Code) -> _Code:
    """The code under a key; the usual one, and a count, where it is in no list."""
    found = code_of(check.told, key, codes)
    if found is None:
        check.dropped[Reason.CODE] += 1
    return found or usual


def _mode(check: Check, kind: EventType) -> str | None:
    mode = check.one("mode", Reason.CODE, lambda words: words.casefold())
    if mode is None or mode in MODES.get(kind, frozenset()):
        return mode
    check.dropped[Reason.CODE] += 1
    return None


def _issue(check: Check) -> Issue | None:
    return check.one("issue", Reason.CODE, lambda _: code_of(check.told, "issue", Issue))


def _casualties(check: Check, near: Spot) -> Casualties | None:
    killed, injured = (
        check.one(key, Reason.NUMBER, lambda words: bounds_of(words, check.ground, check.passage, near))
        for key in ("killed", "injured")
    )
    return Casualties(killed=killed, injured=injured) if killed or injured else None


def _each_once(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({party.key: party for party in parties}.values())


def _others(sources: tuple[Attribution, ...], actors: tuple[Party, ...]) -> tuple[Attribution, ...]:
    """The sources who are none of those who act: an act of one's own needs no source."""
    own = {actor.name for actor in actors}
    return tuple({s.key: s for s in sources if s.name not in own}.values())
