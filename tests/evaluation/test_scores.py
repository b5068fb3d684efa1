import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.invented import flawed, lines_of, perfect

from communique.evaluation import (
    Construction,
    Evaluation,
    GoldReport,
    Reason,
    Slot,
    evaluate,
    parse_predictions,
    summary,
)
from communique.evaluation.scores import Counts, worst_slots
from communique.record import EventType


def evaluated(gold: tuple[GoldReport, ...], events: dict[str, list[dict[str, Any]]]) -> Evaluation:
    return evaluate(parse_predictions(lines_of(events), name="p.jsonl"), gold)


def test_perfect_predictions_score_one(gold: tuple[GoldReport, ...]) -> None:
    found = evaluated(gold, perfect())
    total = found.scores.overall
    assert (total.precision, total.recall, total.f1, total.slots, total.exact_share) == (1, 1, 1, 1, 1)
    assert found.scores.reasons == {}
    assert all(wanted is given for wanted, given in found.confusion)


def test_flawed_predictions_score_by_hand(flawed_evaluation: Evaluation) -> None:
    total = flawed_evaluation.scores.overall
    assert (total.core, total.hits, total.exact, total.predicted, total.found) == (6, 2, 1, 6, 3)
    assert total.precision == 0.5
    assert total.recall == pytest.approx(1 / 3)
    assert total.f1 == pytest.approx(0.4)
    assert total.slot[Slot.PLACE] == 0
    assert total.slot[Slot.CASUALTIES] == 1
    assert worst_slots(total)[0] is Slot.PLACE
    assert flawed_evaluation.scores.reasons == {Reason.TYPE: 1, Reason.ACTOR: 1, Reason.NOTHING: 2}


def test_types_come_worst_first_and_those_without_facts_last(flawed_evaluation: Evaluation) -> None:
    by_type = flawed_evaluation.scores.by_type
    assert list(by_type)[-3:] == [EventType.RETREAT, EventType.ACCUSE, EventType.COERCE]
    assert [by_type[kind].f1 for kind in list(by_type)[:-3]] == sorted(c.f1 for c in by_type.values() if c.core)
    assert by_type[EventType.REJECT].recall == 0
    assert by_type[EventType.CONSULT].f1 == 1


def test_genres_and_types_add_up_to_all(flawed_evaluation: Evaluation) -> None:
    scores = flawed_evaluation.scores
    assert set(scores.by_genre) == {"wire", "unknown"}
    for groups in (list(scores.by_genre.values()), list(scores.by_type.values())):
        for field in ("core", "hits", "exact", "predicted", "found"):
            assert sum(getattr(counts, field) for counts in groups) == getattr(scores.overall, field)


def test_constructions_are_of_the_facts(flawed_evaluation: Evaluation) -> None:
    ways = flawed_evaluation.scores.by_construction
    assert (ways[Construction.NEGATED].core, ways[Construction.NEGATED].missed) == (1, 1)
    assert (ways[Construction.REPORTED].core, ways[Construction.REPORTED].hits) == (1, 1)
    assert Construction.POSSIBLE not in ways  # Only an optional fact is told so.


def test_the_confusion_counts_each_fact_and_each_event_once(flawed_evaluation: Evaluation) -> None:
    assert flawed_evaluation.confusion == {
        (EventType.CONSULT, EventType.CONSULT): 1,
        (EventType.REJECT, EventType.ACCUSE): 1,
        (EventType.AGREE, None): 1,
        (EventType.ASSAULT, EventType.ASSAULT): 1,
        (EventType.RETREAT, EventType.RETREAT): 1,
        (EventType.REQUEST, EventType.REQUEST): 1,
        (EventType.PROTEST, None): 1,
        (None, EventType.COERCE): 1,
    }


def test_calibration_by_hand(flawed_evaluation: Evaluation) -> None:
    low, middle, high = flawed_evaluation.calibration.bins
    assert (low.low, low.high, low.events, low.right) == (0.3, 0.4, 1, 0)
    assert (middle.low, middle.events, middle.confidence, middle.right) == (0.7, 4, 0.75, 0.5)
    assert (high.low, high.high, high.events, high.confidence, high.right) == (0.9, 1.0, 1, 1, 1)
    assert flawed_evaluation.calibration.error == pytest.approx((0.31 + 4 * 0.25 + 0) / 6)


def test_the_curve_keeps_the_events_from_a_threshold_on(flawed_evaluation: Evaluation) -> None:
    points = flawed_evaluation.curve
    assert points[0].counts == flawed_evaluation.scores.overall
    assert [point.counts.predicted for point in points] == [6, 6, 6, 6, 5, 5, 5, 5, 1, 1]
    assert points[-1].counts.precision == 1
    assert points[-1].counts.recall == 0


def test_nothing_scores_nothing(gold: tuple[GoldReport, ...]) -> None:
    found = evaluated(gold, {"talks": [], "march": []})
    total = found.scores.overall
    assert (total.precision, total.recall, total.f1, total.slots, total.exact_share) == (0, 0, 0, 0, 0)
    assert (found.calibration.bins, found.calibration.error) == ((), 0)


def test_the_summary_is_json_with_each_error(flawed_evaluation: Evaluation) -> None:
    made = json.loads(json.dumps(summary(flawed_evaluation)))
    assert made["overall"]["f1"] == 0.4
    assert made["missed"] == {"nothing": 2, "type": 1, "actor": 1, "taken": 0}
    talks = [error for error in made["errors"] if error["report"] == "talks"]
    assert talks == [
        {"report": "talks", "error": "missed", "fact": "f2", "reason": "type", "nearest": "e2"},
        {"report": "talks", "error": "missed", "fact": "f3", "reason": "nothing", "nearest": None},
        {"report": "talks", "error": "spurious", "event": "e2"},
        {"report": "talks", "error": "slots", "fact": "f1", "event": "e1", "wrong": ["place"]},
    ]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_scores_are_shares(core: int, hits: int, predicted: int, found: int) -> None:
    counts = Counts(core=core, hits=min(hits, core), predicted=predicted, found=min(found, predicted))
    low, high = sorted((counts.precision, counts.recall))
    assert 0 <= low <= high <= 1
    assert counts.f1 == 0 or low <= counts.f1 + 1e-9 <= high + 2e-9


def test_the_flawed_are_flawed() -> None:
    assert {name: len(events) for name, events in flawed().items()} == {"talks": 4, "march": 2}
