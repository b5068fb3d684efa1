"""Whether `confidence` says how often an event is right, and what a threshold on it gives and costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from communique.evaluation.matching import Outcome, match_events
from communique.evaluation.scores import Counts, count

BINS = 10
"""Of equal width, from 0 to 1; 1 itself is in the last."""

THRESHOLDS = tuple(step / 10 for step in range(10))
"""The confidences from which on events are kept."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The events with a confidence from `low` to below `high`: how many, their mean confidence, the share right."""

    low: float
    high: float
    events: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins that hold events, and the expected calibration error.

    The error is the mean distance of confidence and share right over the bins, each weighted by its events; 0 is
    perfect, and what no events give.
    """

    bins: tuple[Bin, ...]
    error: float


@dataclass(frozen=True, slots=True)
class Point:
    """The scores of the events with at least this confidence, matched anew."""

    threshold: float
    counts: Counts


def calibrate(outcomes: Sequence[Outcome]) -> Calibration:
    """How well confidence fits: an event is right where it is a fact."""
    filled: dict[int, list[tuple[float, bool]]] = {}
    for outcome in outcomes:
        right = {match.event for match in outcome.matches}
        for number, event in enumerate(outcome.events):
            place = min(BINS - 1, int(event.confidence * BINS))
            filled.setdefault(place, []).append((event.confidence, number in right))
    bins = tuple(
        Bin(
            low=place / BINS,
            high=(place + 1) / BINS,
            events=len(held),
            confidence=fmean(confidence for confidence, _ in held),
            right=fmean(float(so) for _, so in held),
        )
        for place, held in sorted(filled.items())
    )
    total = sum(each.events for each in bins)
    error = sum(each.events * abs(each.confidence - each.right) for each in bins) / total if total else 0.0
    return Calibration(bins=bins, error=error)


def curve(outcomes: Sequence[Outcome], thresholds: Sequence[float] = THRESHOLDS) -> tuple[Point, ...]:
    """Precision and recall at each threshold."""
    return tuple(
        Point(threshold=threshold, counts=count(_kept(outcome, threshold) for outcome in outcomes))
        for threshold in thresholds
    )


def _kept(outcome: Outcome, threshold: float) -> Outcome:
    events = [event for event in outcome.events if event.confidence >= threshold]
    return outcome if len(events) == len(outcome.events) else match_events(outcome.report, events)
