"""The same event told twice is one; two events of one kind stay two."""

import pytest
from tests.coding.reading import events

ONE = [
    "Norway and Sweden agreed on a ceasefire. Norway and Sweden agreed on a ceasefire on Friday.",
    "Norway and Sweden held talks in Geneva. Norway and Sweden held talks in Geneva on Friday.",
    "Norway attacked a port in Malmo. Four people were killed in the attack.",
    "Norway attacked a bridge. The attack killed four people.",
]
TWO = [
    "Norway attacked a port in Malmo. Norway attacked a market in Kabul.",
    "Norway attacked a bridge in Malmo. Chad attacked a bridge in Malmo.",
    "Norway attacked a bridge on Monday. Norway attacked a bridge on Friday.",
    "Norway demanded a ceasefire. Norway demanded the release of prisoners.",
    "Norway released 50 prisoners. Norway will release the prisoners if Sweden withdraws its troops.",
]


@pytest.mark.parametrize("text", ONE)
def test_a_repetition_is_a_second_piece_of_evidence(text: str) -> None:
    (event,) = events(text)
    assert len(event.evidence) == 2


def test_a_second_telling_adds_what_the_first_left_out() -> None:
    (event,) = events(ONE[0])
    assert event.time is not None
    (attack,) = events(ONE[2])
    assert attack.casualties is not None


@pytest.mark.parametrize("text", TWO)
def test_events_that_differ_in_place_party_date_issue_or_modality_stay_apart(text: str) -> None:
    assert len(events(text)) == 2


def test_an_attack_told_again_far_below_is_another() -> None:
    text = "Norway attacked a bridge. " + "It rained in the valley. " * 6 + "The attack killed four people."
    assert len(events(text)) == 2
