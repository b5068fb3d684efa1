"""Two readings of one report: what both have, what only one has, in what they differ; neither is held to be right."""

from typing import Any

import pytest
from tests.making import NORTH, SOUTH, reading, report

from communique.evaluation import EvaluationError, Slot, agreement, beside, parse_readings, side_by_side, told_of
from communique.record import EventType, Reading

SOURCE = report("Norland demanded that Southland leave the valley. Southland refused. Shells fell on Orlin.")
DEMAND = "Norland demanded that Southland leave the valley"
BY_NORTH: dict[str, Any] = {"actors": (NORTH,), "recipients": (SOUTH,)}


def test_events_of_one_type_that_share_their_words_are_one() -> None:
    first = reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH), ("Southland refused", "REJECT", {"actors": (SOUTH,)}))
    second = reading(
        SOURCE, ("Norland demanded that Southland leave", "REQUEST", BY_NORTH), ("Shells fell", "ASSAULT", {})
    )
    found = side_by_side(first, second)
    assert [(p.first.event_type, p.differs) for p in found.pairs] == [(EventType.REQUEST, ())]
    assert [e.event_type for e in found.only_first] == [EventType.REJECT]
    assert [e.event_type for e in found.only_second] == [EventType.ASSAULT]


DIFFERENT: list[tuple[dict[str, Any], Slot]] = [
    ({"actors": (SOUTH,)}, Slot.ACTORS),
    ({"actors": ()}, Slot.ACTORS),
    ({"recipients": ()}, Slot.RECIPIENTS),
    ({"issue": "withdrawal"}, Slot.ISSUE),
    ({"modality": "possible"}, Slot.MODALITY),
    ({"polarity": "negative"}, Slot.POLARITY),
    ({"attribution": ({"name": "aide", "kind": "person", "anonymous": True},)}, Slot.ATTRIBUTION),
    ({"quantities": ({"value": 3, "what": "day"},)}, Slot.QUANTITIES),
    ({"casualties": {"killed": {"low": 1, "high": None}}}, Slot.CASUALTIES),
    ({"time": {"start": "2026-03-01", "end": "2026-03-01"}}, Slot.TIME),
    ({"place": {"name": "Orlin"}}, Slot.PLACE),
]


@pytest.mark.parametrize(("slots", "slot"), DIFFERENT, ids=[f"{n}-{s}" for n, (_, s) in enumerate(DIFFERENT)])
def test_a_slot_differs_whichever_of_the_two_has_it(slots: dict[str, Any], slot: Slot) -> None:
    plain, other = (reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH | more)) for more in ({}, slots))
    for first, second in ((plain, other), (other, plain)):
        (pair,) = side_by_side(first, second).pairs
        assert pair.differs == (slot,)


def test_of_several_that_could_be_one_those_that_agree_most_are() -> None:
    first = reading(SOURCE, (DEMAND, "REQUEST", {"actors": (SOUTH,)}), (DEMAND, "REQUEST", BY_NORTH))
    second = reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH))
    found = side_by_side(first, second)
    assert [p.first.actors for p in found.pairs] == [(NORTH,)]
    assert [e.actors for e in found.only_first] == [(SOUTH,)]


def test_an_event_of_another_type_on_the_same_words_is_told_of() -> None:
    first = reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH))
    second = reading(SOURCE, (DEMAND, "THREATEN", BY_NORTH), ("Southland refused", "REJECT", {}))
    found = side_by_side(first, second)
    assert found.pairs == ()
    assert [e.event_type for e in beside(found.only_first[0], found.only_second)] == [EventType.THREATEN]


def test_the_sums_are_those_of_the_reports() -> None:
    first = reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH), ("Southland refused", "REJECT", {}))
    second = reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH | {"issue": "withdrawal"}))
    found = side_by_side(first, second)
    told = agreement([found, found])
    assert told == {
        "reports": 2,
        "both": 2,
        "only_first": 2,
        "only_second": 0,
        "alike": 0,
        "differing": {"issue": 2},
    }
    assert told_of(found)["both"][0]["differs"] == {"issue": {"first": "nothing", "second": "withdrawal"}}


def test_other_texts_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not the same text"):
        side_by_side(Reading(report=SOURCE), Reading(report=report("Another text.")))


def test_readings_are_read_from_json_lines() -> None:
    one = reading(SOURCE, (DEMAND, "REQUEST", BY_NORTH))
    assert parse_readings(one.model_dump_json() + "\n\n", name="a.jsonl") == {SOURCE.id: one}


MOVED = reading(SOURCE, (DEMAND, "REQUEST", {})).model_dump_json().replace('"start":0,"end":48', '"start":1,"end":49')
"""A reading whose quote does not stand where it says."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no readings in it"),
        ("{}", "line 1: not a reading"),
        (Reading(report=SOURCE).model_dump_json() + "\nx", "line 2: not a reading"),
        ("\n".join([Reading(report=SOURCE).model_dump_json()] * 2), "line 2: a second reading"),
        (MOVED, "not a reading"),
    ],
    ids=range(5),
)
def test_what_is_no_file_of_readings_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(EvaluationError, match=words):
        parse_readings(text, name="a.jsonl")
