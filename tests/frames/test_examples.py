"""Every frame's examples, read by frames alone: the examples are the frame's tests."""

import pytest
from tests.coding.reading import events

from communique.frames import CounterExample, Example, Frame, load_frames
from communique.record import Event

EXAMPLES = [(f, e) for f in load_frames() for e in f.examples]
COUNTER_EXAMPLES = [(f, e) for f in load_frames() for e in f.counter_examples]


def _of_type(frame: Frame, text: str) -> list[Event]:
    return [e for e in events(text) if e.event_type is frame.event_type]


def _names(wanted: str | tuple[str, ...]) -> set[str]:
    return {w.casefold().removeprefix("the ") for w in ([wanted] if isinstance(wanted, str) else wanted)}


def _fits(event: Event, example: Example) -> list[str]:
    """The slots that are not what the example says."""
    wrong = []
    for slot, wanted in (("actor", example.actor), ("recipient", example.recipient)):
        if wanted is None:
            continue
        parties = event.actors if slot == "actor" else event.recipients
        found = [{p.name.casefold(), p.text.casefold().removeprefix("the ")} for p in parties]
        if len(found) != len(_names(wanted)) or any(not any(w in f for f in found) for w in _names(wanted)):
            wrong.append(f"{slot} {[p.name for p in parties]}")
    if example.issue is not None and (event.issue or "none") != example.issue:
        wrong.append(f"issue {event.issue}")
    for slot in ("modality", "polarity", "mode"):
        wanted_value = getattr(example, slot)
        if wanted_value is not None and getattr(event, slot) != wanted_value:
            wrong.append(f"{slot} {getattr(event, slot)}")
    return wrong


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[f"{f.id}: {e.text}" for f, e in EXAMPLES])
def test_an_example_gives_its_event(frame: Frame, example: Example) -> None:
    found = _of_type(frame, example.text)
    assert found, f"no {frame.event_type}"
    wrong = min((_fits(e, example) for e in found), key=len)
    assert not wrong


@pytest.mark.parametrize(("frame", "example"), COUNTER_EXAMPLES, ids=[f"{f.id}: {e.text}" for f, e in COUNTER_EXAMPLES])
def test_a_counter_example_gives_no_such_event(frame: Frame, example: CounterExample) -> None:
    coders = {e.coder.split("@")[0] for e in events(example.text)}
    assert f"frame:{frame.id}" not in coders, example.why
