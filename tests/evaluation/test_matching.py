from collections.abc import Sequence
from typing import Any

import pytest
from tests.evaluation.invented import DOLN, FACTS, FRONT, TALKS, event_of

from communique.evaluation import GoldReport, Outcome, Reason, Slot, match_events
from communique.evaluation.matching import EVIDENCE_LIMIT, evidence_shared
from communique.record import Event

TALKS_FACTS = FACTS["talks"]


def outcome(gold: Sequence[GoldReport], *events: dict[str, Any]) -> Outcome:
    return match_events(gold[1], [Event.model_validate(event) for event in events])


def found(result: Outcome) -> list[tuple[str, str]]:
    return sorted((result.events[m.event].id, result.report.facts[m.fact].id) for m in result.matches)


def quote(start: int, end: int) -> list[dict[str, Any]]:
    return [{"start": start, "end": end, "quote": TALKS[start:end]}]


def test_a_perfect_event_is_its_fact_with_every_slot(gold: tuple[GoldReport, ...]) -> None:
    result = outcome(gold, *(event_of(fact, TALKS) for fact in TALKS_FACTS))
    assert found(result) == [(f"e{n}", f"f{n}") for n in range(1, 6)]
    assert all(match.exact for match in result.matches)
    assert result.missed == ()
    assert result.spurious == ()


def test_any_of_the_acceptable_types_will_do(gold: tuple[GoldReport, ...]) -> None:
    assert found(outcome(gold, event_of(TALKS_FACTS[1], TALKS, event_type="THREATEN"))) == [("e2", "f2")]


def test_slots_count_where_the_fact_has_them(gold: tuple[GoldReport, ...]) -> None:
    [match] = outcome(gold, event_of(TALKS_FACTS[0], TALKS, issue="talks", place=None)).matches
    assert match.right == {
        Slot.ACTORS: True,
        Slot.RECIPIENTS: True,
        Slot.MODALITY: True,
        Slot.POLARITY: True,
        Slot.ATTRIBUTION: True,
        Slot.TIME: True,
        Slot.PLACE: False,
    }


def test_half_of_the_shorter_quote_must_be_shared(gold: tuple[GoldReport, ...]) -> None:
    start, end = gold[1].spans[0][0]
    middle = (start + end) // 2
    assert found(outcome(gold, event_of(TALKS_FACTS[0], TALKS, evidence=quote(start + 20, start + 30))))
    assert found(outcome(gold, event_of(TALKS_FACTS[0], TALKS, evidence=quote(middle, end + 30))))
    assert not found(outcome(gold, event_of(TALKS_FACTS[0], TALKS, evidence=quote(middle + 2, end + 60))))


def test_a_quote_of_everything_is_no_evidence() -> None:
    text = "word " * 200
    span = {"start": 0, "end": EVIDENCE_LIMIT, "quote": text[:EVIDENCE_LIMIT]}
    event = event_of(TALKS_FACTS[0], TALKS, evidence=[span])
    assert evidence_shared(Event.model_validate(event), [(0, 40)]) == 40
    longer = {"start": 0, "end": EVIDENCE_LIMIT + 1, "quote": text[: EVIDENCE_LIMIT + 1]}
    assert evidence_shared(Event.model_validate(event | {"evidence": [longer]}), [(0, 40)]) == 0


def test_each_event_and_each_fact_counts_once_the_better_pair_first(gold: tuple[GoldReport, ...]) -> None:
    worse = event_of(TALKS_FACTS[0], TALKS, id="worse", time=None)
    better = event_of(TALKS_FACTS[0], TALKS, id="better")
    result = outcome(gold, worse, better)
    assert found(result) == [("better", "f1")]
    assert result.spurious == (0,)


@pytest.mark.parametrize(
    ("changes", "reason", "nearest"),
    [
        ({"event_type": "ACCUSE"}, Reason.TYPE, 0),
        ({"actors": [{"name": "Kaldavia", "kind": "government", "country": "KAL"}]}, Reason.ACTOR, 0),
        ({"evidence": quote(0, 20)}, Reason.NOTHING, None),
    ],
)
def test_a_miss_has_its_reason(
    gold: tuple[GoldReport, ...], changes: dict[str, Any], reason: Reason, nearest: int | None
) -> None:
    result = outcome(gold, event_of(TALKS_FACTS[1], TALKS, **changes))
    [miss] = [miss for miss in result.missed if result.report.facts[miss.fact].id == "f2"]
    assert (miss.reason, miss.nearest) == (reason, nearest)


def test_an_event_that_went_to_another_fact_is_told(gold: tuple[GoldReport, ...]) -> None:
    talks = gold[1]
    twice = talks.facts[1].model_copy(update={"id": "f9", "issue": None})
    report = GoldReport(name="talks", text=talks.text, facts=(talks.facts[1], twice))
    result = match_events(report, [Event.model_validate(event_of(TALKS_FACTS[1], TALKS))])
    [miss] = result.missed
    assert (miss.fact, miss.reason, miss.nearest) == (1, Reason.TAKEN, 0)


def test_optional_facts_are_never_missed(gold: tuple[GoldReport, ...]) -> None:
    missed = [miss.fact for miss in outcome(gold).missed]
    assert missed == [0, 1, 2, 3]


def test_the_invented_parties_are_what_the_tests_take_them_for() -> None:
    assert (DOLN["kind"], FRONT["country"]) == ("person", None)
