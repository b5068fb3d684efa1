"""What an observer says of the matter is an event of its own."""

import pytest
from tests.coding.reading import events, names

from communique.record import EventType, Issue

OBSERVED = [
    "“The ceasefire is a fragile pause,” said Ola Nord, an analyst.",
    "“The ceasefire is a fragile pause,” said Ola Nord, a professor at the university.",
]
NONE = {
    "who acts in the matter": "“The ceasefire is a fragile pause,” said Norway's foreign minister.",
    "who tells what befell him": "“The ceasefire is a fragile pause,” said Ola Nord, a resident.",
    "what is not on the matter": "“The bread here is really very good,” said Ola Nord, a professor.",
}


@pytest.mark.parametrize("text", OBSERVED)
def test_an_observer_judges(text: str) -> None:
    (event,) = events(text, EventType.ASSESS)
    assert names(event.actors) == ["Ola Nord"]
    assert event.issue is Issue.CEASEFIRE
    assert [s.quote for s in event.evidence] == ["The ceasefire is a fragile pause"]


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_others_do_not(text: str) -> None:
    assert events(text, EventType.ASSESS) == []
