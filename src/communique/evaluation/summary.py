"""An evaluation as JSON: the object that `communique eval --format json` prints; shares to three places."""

from collections.abc import Iterator
from typing import Any

from communique.evaluation.analysis import Evaluation
from communique.evaluation.calibration import Calibration, Point
from communique.evaluation.matching import Outcome, Reason
from communique.evaluation.scores import Counts, worst_slots

NOTHING = "NOTHING"
"""In the confusion, the type of what is not there."""


def summary(evaluation: Evaluation) -> dict[str, Any]:
    """All scores, and the errors one by one. Groups come worst first."""
    scores = evaluation.scores
    total = scores.overall
    return {
        "reports": len(evaluation.outcomes),
        "unread": list(evaluation.unread),
        "without_gold": list(evaluation.without_gold),
        "overall": _scored(total),
        "slots": [
            {"slot": slot.value, "seen": total.seen[slot], "right": total.right[slot], "accuracy": total.slot[slot]}
            for slot in worst_slots(total)
        ],
        "types": [{"type": kind.value} | _scored(counts) for kind, counts in scores.by_type.items()],
        "genres": [{"genre": genre} | _scored(counts) for genre, counts in scores.by_genre.items()],
        "constructions": [
            {"construction": way.value} | _found(counts) | _slots(counts)
            for way, counts in scores.by_construction.items()
        ],
        "missed": {reason.name.lower(): scores.reasons.get(reason, 0) for reason in Reason},
        "confusion": [
            {"gold": str(gold or NOTHING), "predicted": str(predicted or NOTHING), "count": number}
            for (gold, predicted), number in sorted(
                evaluation.confusion.items(), key=lambda cell: (-cell[1], cell[0][0] or "", cell[0][1] or "")
            )
        ],
        "calibration": _calibration(evaluation.calibration),
        "curve": [_point(point) for point in evaluation.curve],
        "errors": [error for outcome in evaluation.outcomes for error in _errors(outcome)],
    }


def _scored(counts: Counts) -> dict[str, Any]:
    return _found(counts) | _predicted(counts) | _slots(counts)


def _found(counts: Counts) -> dict[str, Any]:
    return {"core": counts.core, "missed": counts.missed, "recall": round(counts.recall, 3)}


def _predicted(counts: Counts) -> dict[str, Any]:
    return {
        "predicted": counts.predicted,
        "spurious": counts.spurious,
        "precision": round(counts.precision, 3),
        "f1": round(counts.f1, 3),
    }


def _slots(counts: Counts) -> dict[str, Any]:
    return {"slots": round(counts.slots, 3), "exact": round(counts.exact_share, 3)}


def _calibration(calibration: Calibration) -> dict[str, Any]:
    bins = [
        {
            "low": each.low,
            "high": each.high,
            "events": each.events,
            "confidence": round(each.confidence, 3),
            "right": round(each.right, 3),
        }
        for each in calibration.bins
    ]
    return {"expected_error": round(calibration.error, 3), "bins": bins}


def _point(point: Point) -> dict[str, Any]:
    return {"threshold": point.threshold} | _found(point.counts) | _predicted(point.counts)


def _errors(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Each miss, each spurious event and each core fact that was found with a wrong slot, by the ids in the files."""
    name, facts, events = outcome.report.name, outcome.report.facts, outcome.events
    for miss in outcome.missed:
        nearest = None if miss.nearest is None else events[miss.nearest].id
        fact = facts[miss.fact].id
        yield {"report": name, "error": "missed", "fact": fact, "reason": miss.reason.name.lower(), "nearest": nearest}
    for number in outcome.spurious:
        yield {"report": name, "error": "spurious", "event": events[number].id}
    for match in sorted(outcome.matches, key=lambda match: match.fact):
        wrong = [slot.value for slot, right in match.right.items() if not right]
        if wrong and facts[match.fact].core:
            ids = {"fact": facts[match.fact].id, "event": events[match.event].id}
            yield {"report": name, "error": "slots", **ids, "wrong": wrong}
