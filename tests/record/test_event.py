from typing import Any

import pytest
from pydantic import ValidationError

from communique.record import CONTEXTS, MODES, SECTORS, Event, EventType, Party, Span

TEXT = "Norland demanded that Sudmark free 40 captives, an aide said."


def said(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def event(**slots: Any) -> Event:
    given = {
        "id": "e1",
        "event_type": "REQUEST",
        "actors": [{"name": "Norland", "kind": "government"} | said("Norland")],
        "recipients": [{"name": "Sudmark", "kind": "government"} | said("Sudmark")],
        "attribution": [{"name": "aide", "kind": "person", "anonymous": True} | said("an aide")],
        "quantities": [{"value": 40, "what": "captives"} | said("40")],
        "evidence": [Span.of(TEXT, 0, 46)],
        "confidence": 0.8,
        "coder": "frame:test@1",
    }
    return Event.model_validate(given | slots)


def test_an_event_whose_quotes_all_stand_is_given_back() -> None:
    whole = event()
    assert whole.checked(TEXT) is whole


def test_what_is_understood_rather_than_said_needs_no_place() -> None:
    quiet = event(actors=[{"name": "Norland", "kind": "government"}], quantities=[{"value": 40, "what": "captives"}])
    assert quiet.checked(TEXT) is quiet


NORLAND, AIDE = {"name": "Norland", "kind": "government"}, {"name": "aide", "kind": "person"}
# (slot, its value, the quote that the message names, where)
CASES: list[tuple[str, list[dict[str, Any]], str, str]] = [
    ("evidence", [{"start": 1, "end": 8, "quote": "Norland"}], "Norland", "1-8"),
    ("evidence", [{"start": 0, "end": 7, "quote": "Sudmark"}], "Sudmark", "0-7"),
    ("evidence", [{"start": 0, "end": 7, "quote": "Norland"}, {"start": 90, "end": 92, "quote": "no"}], "no", "90-92"),
    ("actors", [NORLAND | said("Norland") | {"end": 6}], "Norland", "0-6"),
    ("recipients", [NORLAND | {"text": "norland", "start": 0, "end": 7}], "norland", "0-7"),
    ("attribution", [AIDE | {"text": "an aide"}], "an aide", "0-0"),
    ("quantities", [{"value": 40, "what": "captives"} | said("40") | {"text": "14"}], "14", "35-37"),
]


@pytest.mark.parametrize(("slot", "value", "quote", "where"), CASES)
def test_a_quote_that_does_not_stand_is_named(slot: str, value: list[dict[str, Any]], quote: str, where: str) -> None:
    with pytest.raises(ValueError, match=f"event e1: '{quote}' does not stand at {where} of the report"):
        event(**{slot: value}).checked(TEXT)


@pytest.mark.parametrize("event_type", EventType)
def test_a_mode_must_be_one_of_the_type(event_type: EventType) -> None:
    modes = MODES.get(event_type, frozenset())
    for mode in modes:
        assert event(event_type=event_type, mode=mode).mode == mode
    others = frozenset[str]().union(*MODES.values(), {"by-mail"}) - modes
    for mode in others:
        with pytest.raises(ValidationError, match=f"{event_type} has no mode '{mode}'"):
            event(event_type=event_type, mode=mode)


WRONG = [
    ({"evidence": []}, "at least 1 item"),
    ({"confidence": 1.01}, "less than or equal to 1"),
    ({"confidence": -0.1}, "greater than or equal to 0"),
    ({"event_type": "DEMAND"}, "'AGREE'"),
    ({"issue": "peace"}, "'ceasefire'"),
    ({"modality": "certain"}, "'actual'"),
    ({"polarity": "neutral"}, "'positive' or 'negative'"),
    ({"actors": [{"name": "", "kind": "person"}]}, "at least 1 character"),
    ({"actors": [{"name": "Norland", "kind": "state"}]}, "'government'"),
    ({"actors": [{"name": "Norland", "kind": "government", "country": "NL"}]}, "pattern"),
    ({"actor": []}, "Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("slots", "message"), WRONG)
def test_an_event_that_cannot_be_is_refused(slots: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        event(**slots)


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        event().confidence = 1


def test_a_party_without_words_has_none() -> None:
    party = Party.model_validate({"name": "Norland", "kind": "government"})
    assert (party.text, party.start, party.end) == ("", 0, 0)


def test_the_lists_of_codes_are_as_long_as_their_source_says() -> None:
    assert len(EventType) == 17
    assert len(MODES) == 11
    assert len(CONTEXTS) == 37
    assert len(SECTORS) == 32
