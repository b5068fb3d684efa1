"""Precision, recall, F1 and slots: of all reports, and by type, genre and construction.

An event is right where it is a fact, core or optional; only core facts can be missed. Slots are measured on the core
facts that were found. Each share is 0 where there is nothing to share.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from communique.evaluation.constructions import Construction, constructions_of
from communique.evaluation.matching import Outcome, Reason
from communique.evaluation.slots import Slot
from communique.record import EventType

_Key = TypeVar("_Key")

Chooser = Callable[[Outcome, int], bool]
"""Does the fact, or the event, of this number belong to the group that is counted?"""


@dataclass(frozen=True)
class Counts:
    """What the scores of a group are made of.

    `core` facts, of which `hits` were found and `exact` with every slot right; `predicted` events, of which `found` are
    facts, optional ones among them; by slot, on how many hits it was `seen` and on how many `right`.
    """

    core: int = 0
    hits: int = 0
    exact: int = 0
    predicted: int = 0
    found: int = 0
    seen: Counter[Slot] = field(default_factory=Counter)
    right: Counter[Slot] = field(default_factory=Counter)

    @property
    def missed(self) -> int:
        """Core facts that were not found."""
        return self.core - self.hits

    @property
    def spurious(self) -> int:
        """Events that are no fact."""
        return self.predicted - self.found

    @property
    def precision(self) -> float:
        """Which share of the events are facts."""
        return share(self.found, self.predicted)

    @property
    def recall(self) -> float:
        """Which share of the core facts was found."""
        return share(self.hits, self.core)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def exact_share(self) -> float:
        """Which share of the core facts was found with every slot right."""
        return share(self.exact, self.core)

    @property
    def slot(self) -> Mapping[Slot, float]:
        """The accuracy of each slot that was seen, to three places."""
        return {slot: round(share(self.right[slot], self.seen[slot]), 3) for slot in Slot if self.seen[slot]}

    @property
    def slots(self) -> float:
        """The mean of the slots' accuracies: each slot counts alike, however often it is told."""
        # Added up as the project's scorer does it: a more exact mean would be rounded the other way now and then.
        return sum(self.slot.values()) / len(self.slot) if self.slot else 0.0


@dataclass(frozen=True)
class Breakdown:
    """The scores of all reports, and of their parts; the parts come worst first, only those that there are.

    By type: recall by the first of a fact's acceptable types, precision by the type predicted. By construction: of
    facts only, so without precision.
    """

    overall: Counts
    by_type: Mapping[EventType, Counts]
    by_genre: Mapping[str, Counts]
    by_construction: Mapping[Construction, Counts]
    reasons: Mapping[Reason, int]


def share(part: int, whole: int) -> float:
    """A part of a whole, 0 of nothing."""
    return part / whole if whole else 0.0


def break_down(outcomes: Sequence[Outcome]) -> Breakdown:
    """The scores of these reports."""
    told = {outcome.report.name: constructions_of(outcome.report) for outcome in outcomes}
    types = {kind: count(outcomes, facts=_facts_of_type(kind), events=_events_of_type(kind)) for kind in EventType}
    genres = {
        genre: count([outcome for outcome in outcomes if outcome.report.genre == genre])
        for genre in sorted({outcome.report.genre for outcome in outcomes})
    }
    constructions = {way: count(outcomes, facts=_facts_told(way, told), events=_none) for way in Construction}
    return Breakdown(
        overall=count(outcomes),
        by_type=dict(sorted(_kept(types), key=lambda item: _rank(item[1]))),
        by_genre=dict(sorted(_kept(genres), key=lambda item: _rank(item[1]))),
        by_construction=dict(sorted(_kept(constructions), key=lambda item: (item[1].recall, -item[1].core))),
        reasons=Counter(miss.reason for outcome in outcomes for miss in outcome.missed),
    )


def _rank(counts: Counts) -> tuple[bool, float, int]:
    """The worst F1 first, of equals the one of more facts; last what has no facts to be missed."""
    return not counts.core, counts.f1, -counts.core


def _all(_outcome: Outcome, _number: int) -> bool:
    return True


def _none(_outcome: Outcome, _number: int) -> bool:
    return False


def _facts_of_type(kind: EventType) -> Chooser:
    return lambda outcome, number: outcome.report.facts[number].event_type[0] is kind


def _events_of_type(kind: EventType) -> Chooser:
    return lambda outcome, number: outcome.events[number].event_type is kind


def _facts_told(way: Construction, told: Mapping[str, Sequence[frozenset[Construction]]]) -> Chooser:
    return lambda outcome, number: way in told[outcome.report.name][number]


def count(outcomes: Iterable[Outcome], *, facts: Chooser = _all, events: Chooser = _all) -> Counts:
    """The counts over the facts and events that are chosen; all of them where nothing else is said."""
    core = hits = exact = predicted = found = 0
    seen: Counter[Slot] = Counter()
    right: Counter[Slot] = Counter()
    for outcome in outcomes:
        core += sum(fact.core and facts(outcome, number) for number, fact in enumerate(outcome.report.facts))
        predicted += sum(events(outcome, number) for number in range(len(outcome.events)))
        for match in outcome.matches:
            found += events(outcome, match.event)
            if outcome.report.facts[match.fact].core and facts(outcome, match.fact):
                hits += 1
                exact += match.exact
                seen.update(match.right.keys())
                right.update(slot for slot, so in match.right.items() if so)
    return Counts(core, hits, exact, predicted, found, seen, right)


def worst_slots(counts: Counts) -> Sequence[Slot]:
    """The slots that were seen, the one that is most often wrong first."""
    return sorted(counts.slot, key=lambda slot: (counts.slot[slot], -counts.seen[slot]))


def _kept(groups: Mapping[_Key, Counts]) -> Iterable[tuple[_Key, Counts]]:
    return [(key, counts) for key, counts in groups.items() if counts.core or counts.predicted]
