"""What is told only to say that it is not so gives no event."""

import pytest
from tests.coding.reading import events

from communique.record import EventType

NOT_SO: list[tuple[str, EventType]] = [
    ("It is not true that Norway bombed the harbour, the army said.", EventType.ASSAULT),
    ("Sweden rejected the claim that its army had shelled Kharkiv.", EventType.ASSAULT),
    ("Reports that Finland had closed the border are false, Helsinki said.", EventType.COERCE),
    ("Kenya dismissed a report that it had armed the rebels.", EventType.AID),
    ("Had Norway not closed the border, Sweden would have sent troops.", EventType.COERCE),
    ("Had Norway not closed the border, Sweden would have sent troops.", EventType.MOBILIZE),
    ("Has Norway bombed the harbour?", EventType.ASSAULT),
    ("The World Health Organization warned of a cholera outbreak in Kharkiv.", EventType.THREATEN),
]


@pytest.mark.parametrize(("text", "kind"), NOT_SO, ids=[f"{n[0]} {n[1]}" for n in NOT_SO])
def test_what_is_not_so_is_no_event(text: str, kind: EventType) -> None:
    assert events(text, kind) == []


def test_who_puts_a_toll_at_a_number_says_so_and_did_not_do_it() -> None:
    for event in events("The Red Cross put the toll at nine.", EventType.ASSAULT):
        assert event.actors == ()
        assert [p.name for p in event.attribution] == ["International Committee of the Red Cross"]


def test_a_denial_is_addressed_to_nobody_who_is_not_named() -> None:
    text = "Norway and Sweden met on Monday. Norway denied the report that it had agreed to disarm."
    assert [e.recipients for e in events(text, EventType.REJECT)] == [()]


def test_a_visit_to_come_has_no_meeting_in_the_past() -> None:
    found = events("Norway's president will visit China on Monday to meet the Chinese president.", EventType.CONSULT)
    assert {e.modality.value for e in found} == {"planned"}
