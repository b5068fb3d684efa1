"""The matter negotiated."""

import pytest
from tests.coding.reading import events

from communique.record import EventType, Issue

CASES: list[tuple[str, Issue]] = [
    ("Norway demanded the withdrawal of Swedish troops.", Issue.WITHDRAWAL),
    ("Norway demanded the release of prisoners.", Issue.PRISONERS),
    ("Norway rejected the ceasefire.", Issue.CEASEFIRE),
    ("Norway lifted the sanctions.", Issue.SANCTIONS),
    ("Norway demanded access for aid convoys.", Issue.HUMANITARIAN_ACCESS),
    ("Norway and Sweden agreed to share power.", Issue.POWER_SHARING),
    ("Norway demanded a halt in the fighting.", Issue.CEASEFIRE),
    ("Norway demanded that Sweden let relief lorries pass.", Issue.HUMANITARIAN_ACCESS),
    ("Norway demanded that both countries withdraw their vessels.", Issue.WITHDRAWAL),
]


@pytest.mark.parametrize(("text", "issue"), CASES, ids=[c[0] for c in CASES])
def test_an_event_is_about_what_its_content_names(text: str, issue: Issue) -> None:
    (event,) = events(text)
    assert event.issue is issue


def test_the_name_of_a_place_and_a_bomb_are_no_issue() -> None:
    (event,) = events("Norway's foreign minister met Sweden's in Port Sudan on Thursday.")
    assert event.issue is not Issue.SHIPPING
    (event,) = events("Norway accused Sweden of bombing a market.")
    assert event.issue is None


def test_this_demand_is_about_what_the_demand_was_about() -> None:
    text = "Norway demanded a ceasefire. Sweden rejected this demand."
    (refusal,) = events(text, EventType.REJECT)
    assert refusal.issue is Issue.CEASEFIRE


POINTING = [
    ("Norway and Sweden agreed to exchange 40 prisoners. Finland welcomed the accord.", EventType.SUPPORT, "prisoners"),
    ("Norway proposed a ceasefire of ten days. Sweden turned it down.", EventType.REJECT, "ceasefire"),
    ("Norway demanded that Sweden withdraw its troops. Sweden rejected the demand.", EventType.REJECT, "withdrawal"),
]


@pytest.mark.parametrize(("text", "kind", "issue"), POINTING, ids=[c[0] for c in POINTING])
def test_what_points_back_is_about_what_it_points_to(text: str, kind: EventType, issue: str) -> None:
    (event,) = events(text, kind)
    assert event.issue == issue


def test_an_issue_that_nothing_in_the_report_shows_is_left_out() -> None:
    assert [e.issue for e in events("Norway rejected the demand.")] == [None]
