"""Which predicted event is which gold fact.

An event can be a fact where the type is acceptable, the evidence overlaps (half of the shorter quote, and no quote of
more than 500 code points, which points at nothing) and, where the fact has actors, one of them is right. Of the pairs
that can be, those with the most slots right are taken first, a core fact before an optional one; each event and each
fact once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from communique.evaluation.gold import Fact, GoldReport
from communique.evaluation.slots import Slot, actors_agree, slots_right
from communique.record import Event

EVIDENCE_LIMIT = 500
"""Code points; a longer quote is no evidence."""

_CORE_FIRST = 0.5  # Less than a slot: between two facts that fit equally well, the one that counts.


@dataclass(frozen=True, slots=True)
class Match:
    """A predicted event and the fact that it is, by their places in the outcome's lists; `right` of each slot."""

    event: int
    fact: int
    right: Mapping[Slot, bool]

    @property
    def exact(self) -> bool:
        """Is every slot right?"""
        return all(self.right.values())


class Reason(StrEnum):
    """Why a fact was missed."""

    NOTHING = "no event stands there"
    TYPE = "an event of another type stands there"
    ACTOR = "an event of its type stands there, with other actors"
    TAKEN = "the event that stands there was counted for another fact"


@dataclass(frozen=True, slots=True)
class Miss:
    """A core fact that was not found, and the event that comes nearest, by their places; None where there is none."""

    fact: int
    reason: Reason
    nearest: int | None


@dataclass(frozen=True)
class Outcome:
    """One report: its facts, the events predicted for it, and which is which."""

    report: GoldReport
    events: tuple[Event, ...]
    matches: tuple[Match, ...]

    @cached_property
    def spurious(self) -> tuple[int, ...]:
        """The events that are no fact."""
        matched = {match.event for match in self.matches}
        return tuple(number for number in range(len(self.events)) if number not in matched)

    @cached_property
    def missed(self) -> tuple[Miss, ...]:
        """The core facts that no event is, each with the reason."""
        matched = {match.fact for match in self.matches}
        facts = enumerate(self.report.facts)
        return tuple(self._miss(number) for number, fact in facts if fact.core and number not in matched)

    def _miss(self, number: int) -> Miss:
        fact = self.report.facts[number]
        there = sorted(
            ((shared, -event) for event in range(len(self.events)) if (shared := self.shared(event, number))),
            reverse=True,
        )
        near = [-event for _, event in there]
        free = [event for event in near if event in self.spurious]
        for event in free:
            if self.events[event].event_type in fact.event_type:
                return Miss(number, Reason.ACTOR, event)
        if free:
            return Miss(number, Reason.TYPE, free[0])
        for event in near:
            if _can_be(self.events[event], fact):
                return Miss(number, Reason.TAKEN, event)
        return Miss(number, Reason.NOTHING, None)

    def shared(self, event: int, fact: int) -> int:
        """How many code points the evidence of an event and of a fact share at most; 0 where it does not overlap."""
        return evidence_shared(self.events[event], self.report.spans[fact])


def match_events(report: GoldReport, events: Sequence[Event]) -> Outcome:
    """The outcome of predicting these events for a report."""
    pairs = sorted(_pairs(report, events), key=lambda pair: (-_worth(pair, report), pair.event, pair.fact))
    events_used: set[int] = set()
    facts_used: set[int] = set()
    taken: list[Match] = []
    for pair in pairs:
        if pair.event not in events_used and pair.fact not in facts_used:
            events_used.add(pair.event)
            facts_used.add(pair.fact)
            taken.append(pair)
    return Outcome(report=report, events=tuple(events), matches=tuple(taken))


def evidence_shared(event: Event, spans: Sequence[tuple[int, int]]) -> int:
    """How many code points a quote of the event shares with one of `spans` at most, of those that overlap enough."""
    most = 0
    for quote in event.evidence:
        length = quote.end - quote.start
        for start, end in spans:
            shared = min(quote.end, end) - max(quote.start, start)
            shorter = min(length, end - start)
            if length <= EVIDENCE_LIMIT and shorter > 0 and 2 * shared >= shorter:
                most = max(most, shared)
    return most


def _pairs(report: GoldReport, events: Sequence[Event]) -> Iterator[Match]:
    for number, event in enumerate(events):
        for place, (fact, spans) in enumerate(zip(report.facts, report.spans, strict=True)):
            if _can_be(event, fact) and evidence_shared(event, spans):
                yield Match(event=number, fact=place, right=slots_right(event, fact))


def _can_be(event: Event, fact: Fact) -> bool:
    """Type and one actor are right; whether the evidence overlaps is not asked."""
    if event.event_type not in fact.event_type:
        return False
    return not fact.actors or any(actors_agree(given, wanted) for given in event.actors for wanted in fact.actors)


def _worth(pair: Match, report: GoldReport) -> float:
    return sum(pair.right.values()) + (_CORE_FIRST if report.facts[pair.fact].core else 0.0)
