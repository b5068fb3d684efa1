"""Which matches are events: conditions, questions and contents of other events are none."""

import pytest
from tests.coding.reading import events

from communique.record import EventType, Modality

CASES: list[tuple[str, dict[EventType, Modality]]] = [
    (
        "Norway will withdraw its troops if Sweden agrees to a ceasefire.",
        {EventType.RETREAT: Modality.CONDITIONAL},
    ),
    ("If Norway attacks, Sweden will impose sanctions.", {EventType.SANCTION: Modality.CONDITIONAL}),
    (
        "Norway threatened to impose sanctions unless Sweden withdrew.",
        {EventType.THREATEN: Modality.CONDITIONAL},
    ),
    # What is demanded is part of the demand.
    ("Norway demanded the withdrawal of Swedish troops.", {EventType.REQUEST: Modality.ACTUAL}),
    # Questions tell nothing.
    ("Will Norway attack Sweden?", {}),
    ("Norway asked whether Sweden would withdraw its troops.", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_what_is_asked_or_only_a_condition_is_no_event(text: str, expected: dict[EventType, Modality]) -> None:
    assert {e.event_type: e.modality for e in events(text)} == expected
