"""Frames, model and both: what each leaves out."""

from datetime import date

import pytest

from communique.pipeline import Reader
from communique.record import EventType, Report

TEXT = (
    "Norway's army shelled the port of Malmö on Friday, killing at least four people. Sweden demanded a truce and "
    "said that the envoys would meet in Oslo on Monday. The rebels put paid to any thought of a handshake."
)
REPORT = Report(id="x", name="x", published=date(2025, 5, 17), text=TEXT)


def test_frames_alone_make_no_event_of_the_model(reader: Reader) -> None:
    events = reader.read(REPORT, by="frames").events
    assert {e.event_type for e in events} >= {EventType.ASSAULT, EventType.REQUEST}
    assert all(e.coder.startswith("frame:") and not e.coder.startswith("frame:model") for e in events)


def test_the_model_alone_makes_no_event_of_a_frame(reader: Reader) -> None:
    events = reader.read(REPORT, by="model").events
    assert {e.event_type for e in events} >= {EventType.ASSAULT, EventType.REQUEST}
    assert all(e.coder.startswith("model:") or e.coder.startswith("frame:assess.quoted") for e in events)


def test_both_find_the_attack_with_its_place_date_and_dead(reader: Reader) -> None:
    (attack,) = (e for e in reader.read(REPORT).events if e.event_type is EventType.ASSAULT)
    assert [p.name for p in attack.actors] == ["Norway"]
    assert attack.time is not None
    assert attack.time.start == "2025-05-16"
    assert attack.casualties is not None
    assert attack.casualties.killed is not None
    assert (attack.casualties.killed.low, attack.casualties.killed.high) == (4, None)


@pytest.mark.parametrize("by", ["frames", "model", "both"])
def test_every_quote_stands_where_it_says(reader: Reader, by: str) -> None:
    for event in reader.read(REPORT, by=by).events:  # type: ignore[arg-type]
        assert all(TEXT[s.start : s.end] == s.quote for s in event.evidence)
        assert 0 < event.confidence < 1
