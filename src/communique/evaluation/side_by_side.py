"""Two readings of one report side by side: which events both have, which only one, and in what they differ.

Neither is held to be right. Two events are one where they have the same type and share half of the shorter quote; of
the pairs that can be, those that agree in most slots are taken first, each event once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from communique.evaluation.errors import EvaluationError, first_problem
from communique.evaluation.gold import Fact
from communique.evaluation.matching import evidence_shared
from communique.evaluation.slots import Slot, slots_right
from communique.evaluation.told import slot_phrases
from communique.record import Event, Reading, Report


@dataclass(frozen=True, slots=True)
class Pair:
    """One event as both tell it, and the slots in which they differ."""

    first: Event
    second: Event
    differs: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One report, what both readings have, and what only one has; in the order of the text."""

    report: Report
    pairs: tuple[Pair, ...]
    only_first: tuple[Event, ...]
    only_second: tuple[Event, ...]


def side_by_side(first: Reading, second: Reading) -> SideBySide:
    """Holds two readings of the same text against each other; ValueError where the texts differ."""
    if first.report.text != second.report.text:
        raise ValueError(f"{first.report.name} and {second.report.name} are not the same text")
    options = sorted(_options(first.events, second.events), key=lambda option: option[:3])
    ours: set[int] = set()
    theirs: set[int] = set()
    pairs: list[tuple[int, Pair]] = []
    for _, left, right, differs in options:
        if left not in ours and right not in theirs:
            ours.add(left)
            theirs.add(right)
            pairs.append((left, Pair(first.events[left], second.events[right], differs)))
    return SideBySide(
        report=first.report,
        pairs=tuple(pair for _, pair in sorted(pairs, key=lambda found: found[0])),
        only_first=tuple(event for number, event in enumerate(first.events) if number not in ours),
        only_second=tuple(event for number, event in enumerate(second.events) if number not in theirs),
    )


def differing(first: Event, second: Event) -> tuple[Slot, ...]:
    """The slots in which two events differ by the rules of the coding guideline, whichever is held to be right."""
    there, back = slots_right(first, _as_fact(second)), slots_right(second, _as_fact(first))
    return tuple(slot for slot in Slot if not (there.get(slot, True) and back.get(slot, True)))


def beside(event: Event, others: Iterable[Event]) -> tuple[Event, ...]:
    """The events of another type that are told by the same words."""
    return tuple(o for o in others if o.event_type is not event.event_type and evidence_shared(o, _spans(event)))


def parse_readings(text: str, *, name: str) -> dict[str, Reading]:
    """Readings by the id of their report, from JSON Lines as `communique read --format jsonl` prints them.

    EvaluationError names the line that is wrong: one that is no reading, or has a quote that is not in its text.
    """
    found: dict[str, Reading] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            reading = Reading.model_validate_json(line)
        except ValidationError as error:
            raise EvaluationError(place, f"not a reading ({first_problem(error)})") from None
        if reading.report.id in found:
            raise EvaluationError(place, f"a second reading of {reading.report.name}")
        found[reading.report.id] = reading
    if not found:
        raise EvaluationError(name, "no readings in it; make some with communique read FOLDER --format jsonl")
    return found


def agreement(found: Sequence[SideBySide]) -> dict[str, Any]:
    """Over all reports: how many events both have, how many only one, and how often each slot of the former agrees."""
    both = [pair for one in found for pair in one.pairs]
    differ = Counter(slot for pair in both for slot in pair.differs)
    return {
        "reports": len(found),
        "both": len(both),
        "only_first": sum(len(one.only_first) for one in found),
        "only_second": sum(len(one.only_second) for one in found),
        "alike": sum(not pair.differs for pair in both),
        "differing": {slot.value: differ[slot] for slot in Slot if differ[slot]},
    }


def told_of(found: SideBySide) -> dict[str, Any]:
    """One report's events side by side, as JSON has them."""
    return {
        "report": {"id": found.report.id, "name": found.report.name, "title": found.report.title},
        "both": [
            {"first": _told(pair.first), "second": _told(pair.second), "differs": _phrases(pair)}
            for pair in found.pairs
        ],
        "only_first": [_told(event) for event in found.only_first],
        "only_second": [_told(event) for event in found.only_second],
    }


def _told(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json")


def _phrases(pair: Pair) -> Mapping[str, Mapping[str, str]]:
    first, second = slot_phrases(pair.first), slot_phrases(pair.second)
    return {slot.value: {"first": first[slot], "second": second[slot]} for slot in pair.differs}


def _options(first: Sequence[Event], second: Sequence[Event]) -> Iterator[tuple[tuple[int, int], int, int, Any]]:
    """The pairs that can be, each with what makes it better than others: slots that agree, words that are shared."""
    for left, ours in enumerate(first):
        spans = _spans(ours)
        for right, theirs in enumerate(second):
            shared = evidence_shared(theirs, spans) if ours.event_type is theirs.event_type else 0
            if shared:
                differs = differing(ours, theirs)
                yield (len(differs), -shared), left, right, differs


def _spans(event: Event) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in event.evidence]


def _as_fact(event: Event) -> Fact:
    """An event as that against which another is held; of several sources the first."""
    told = event.model_dump(exclude={"attribution", "evidence", "event_type", "mode", "contexts", "condition"})
    told["attribution"] = event.attribution[0].model_dump() if event.attribution else None
    told |= {"core": True, "event_type": (event.event_type,), "evidence": tuple(s.quote for s in event.evidence)}
    return Fact.model_validate(told)
