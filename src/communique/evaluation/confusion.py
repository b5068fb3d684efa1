"""Which type was predicted where another was right."""

from collections import Counter
from collections.abc import Mapping, Sequence

from communique.evaluation.matching import Outcome
from communique.record import EventType

Cell = tuple[EventType | None, EventType | None]
"""The type in the gold and the type predicted; None where nothing stands there."""


def confuse(outcomes: Sequence[Outcome]) -> Mapping[Cell, int]:
    """How often each pair of types met.

    A fact that was found counts under the type that it was found by. A missed core fact counts under its first type,
    against the spurious event whose evidence overlaps most, each event once; against None where there is none left, as
    every further spurious event counts against None on the other side.
    """
    cells: Counter[Cell] = Counter()
    for outcome in outcomes:
        for match in outcome.matches:
            kind = outcome.events[match.event].event_type
            cells[kind, kind] += 1
        facts = [miss.fact for miss in outcome.missed]
        events = list(outcome.spurious)
        near = ((outcome.shared(event, fact), -event, -fact) for event in events for fact in facts)
        for shared, event, fact in sorted(near, reverse=True):
            if shared and -event in events and -fact in facts:
                events.remove(-event)
                facts.remove(-fact)
                cells[_wanted(outcome, -fact), outcome.events[-event].event_type] += 1
        for fact in facts:
            cells[_wanted(outcome, fact), None] += 1
        for event in events:
            cells[None, outcome.events[event].event_type] += 1
    return cells


def _wanted(outcome: Outcome, fact: int) -> EventType:
    return outcome.report.facts[fact].event_type[0]
