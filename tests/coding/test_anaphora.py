"""Pronouns and descriptions of someone named before."""

import pytest
from tests.coding.reading import events, names

from communique.record import EventType

REJECT, AGREE, REQUEST, ASSAULT = EventType.REJECT, EventType.AGREE, EventType.REQUEST, EventType.ASSAULT
TALKS = "Norway and Sweden held talks in Geneva."
SIDES = ["Norway", "Sweden"]

CASES: list[tuple[str, EventType, list[str]]] = [
    ("Vladimir Putin met Emmanuel Macron in Geneva. He rejected the plan.", REJECT, ["Vladimir Putin"]),
    ("Kenya's chief negotiator, Ann Odera, arrived in Juba. She rejected the demand.", REJECT, ["Ann Odera"]),
    ("Chad accused Sudan of arming rebels. It demanded an apology.", REQUEST, ["Chad"]),
    ("Norway accused Sweden of lying. Its army attacked a port.", ASSAULT, ["Norway"]),
    (f"{TALKS} They agreed to exchange prisoners.", AGREE, SIDES),
    ("Norway met Sweden in Geneva. They agreed to exchange prisoners.", AGREE, SIDES),
    (f"{TALKS} Both sides rejected the plan.", REJECT, SIDES),
    (f"{TALKS} The two sides agreed on a ceasefire.", AGREE, SIDES),
    (f"{TALKS} Both countries rejected the plan.", REJECT, SIDES),
    (f"{TALKS} Each side rejected the plan.", REJECT, SIDES),
    ("Hamas attacked a village. The group rejected the demand.", REJECT, ["Hamas"]),
    ("Serbia met the European Union in Geneva. The bloc rejected the demand.", REJECT, ["European Union"]),
    # A way from a state tells of no government.
    ("Sudan closed the crossing from Chad. The government rejected the demand.", REJECT, ["Sudan"]),
    # Who helps a side is not that side.
    ("Sudan attacked a port. The Chadian-backed rebels fled. The army rejected the demand.", REJECT, ["Sudan"]),
    # What a group is called is no other group.
    ("Chad condemned Hamas, which it calls a militia. The rebels rejected the demand.", REJECT, ["Hamas"]),
    # The group is the one that has a name.
    ("Hamas attacked a village. Sudan killed 20 gunmen. The group rejected the demand.", REJECT, ["Hamas"]),
    ("Kenya's foreign minister, Ann Odera, arrived in Juba. The minister rejected the demand.", REJECT, ["Ann Odera"]),
    ("Sudan rejected the plan. The army attacked a village.", ASSAULT, ["Sudan"]),
    # "It" is no person, though he or she speaks for a state.
    ("“Norway attacked a port,” the Swedish foreign minister said. “It rejected the plan.”", REJECT, ["Norway"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors"), CASES, ids=[c[0] for c in CASES])
def test_a_reference_is_to_who_was_named_before(text: str, event_type: EventType, actors: list[str]) -> None:
    assert [names(e.actors) for e in events(text, event_type)] == [actors]


def test_the_other_side_is_the_one_that_is_not_the_subject() -> None:
    (event,) = events(f"{TALKS} Norway accused the other side of lying.", EventType.ACCUSE)
    assert names(event.recipients) == ["Sweden"]


def test_a_pronoun_with_nobody_before_it_is_nobody() -> None:
    assert events("They attacked a village.", EventType.REJECT, EventType.AGREE) == []
    assert all(not e.actors for e in events("They attacked a village."))


def test_what_a_reference_quotes_are_its_own_words() -> None:
    text = f"{TALKS} Both sides rejected the plan."
    (event,) = events(text, EventType.REJECT)
    assert {text[p.start : p.end] for p in event.actors} == {"Both sides"}


@pytest.mark.parametrize("some", ["two", "dozens", "some"])
def test_some_of_a_side_are_the_side(some: str) -> None:
    (event,) = events(f"Sudan said on Monday that {some} of its soldiers had been captured by gunmen.")
    assert names(event.recipients) == ["Sudan"]
