"""Readings: their quotes, their ids, and that their JSON keeps the contract of `record.schema.json`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from communique.record import (
    MODES,
    Casualties,
    Event,
    EventType,
    Issue,
    Modality,
    PartyKind,
    Polarity,
    Reading,
    Report,
    Span,
    report_id,
)

SCHEMA = json.loads(Path(__file__).with_name("record.schema.json").read_text(encoding="utf8"))
CONTRACT = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

TEXT = "“No,” said Norland’s army 👍. Two shells hit Orlin on Monday, killing at least 8, a doctor told the Courier."


def said(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def full_event() -> Event:
    """An event with every slot filled."""
    return Event.model_validate(
        {
            "id": "e2",
            "event_type": "ASSAULT",
            "mode": "heavy-weapons",
            "contexts": ["military", "territory"],
            "issue": "civilians",
            "actors": [{"name": "Norland", "kind": "armed_group", "country": "NOR", "sector": "MIL"} | said("Norland")],
            "recipients": [{"name": "residents of Orlin", "kind": "population", "country": "XKX", "sector": "CVL"}],
            "modality": "actual",
            "polarity": "positive",
            "attribution": [
                {"name": "doctor", "kind": "person", "anonymous": True, "via": "the Courier"} | said("a doctor")
            ],
            "quantities": [{"value": 2, "what": "shells", "per": "side"} | said("Two")],
            "casualties": {"killed": {"low": 8, "high": None}, "injured": None},
            "time": {"start": "2026-03-09", "end": "2026-03-09", "text": "on Monday"},
            "place": {"name": "Orlin", "country": "NOR", "lat": 1.5, "lon": -2.25, "geonames_id": 7, "text": "Orlin"},
            "evidence": [Span.of(TEXT, 29, len(TEXT))],
            "confidence": 0.75,
            "coder": "frame:assault.shell@1",
        }
    )


def bare_event(**slots: Any) -> Event:
    """An event with nothing but what it must have."""
    return Event.model_validate(
        {"id": "e1", "event_type": "REJECT", "evidence": [Span.of(TEXT, 0, 5)], "confidence": 1, "coder": "c@1"} | slots
    )


def report(**slots: Any) -> Report:
    return Report.model_validate({"id": report_id(TEXT, None), "name": "a.txt", "text": TEXT} | slots)


DESCRIBED = report(
    title="Shells hit Orlin",
    publisher="The Courier",
    published="2026-03-10",
    language="en",
    url="https://courier.example/orlin",
    dateline="ORLIN",
)

READINGS = [
    ("nothing found", Reading(report=report())),
    ("nothing but what must be", Reading(report=report(), events=(bare_event(),))),
    ("everything", Reading(report=DESCRIBED, events=(bare_event(), full_event()))),
    ("an empty text", Reading(report=report(text=""))),
    ("every issue", Reading(report=report(), events=tuple(bare_event(issue=i) for i in Issue))),
    ("every modality", Reading(report=report(), events=tuple(bare_event(modality=m) for m in Modality))),
    ("every polarity", Reading(report=report(), events=tuple(bare_event(polarity=p) for p in Polarity))),
    (
        "every type and mode",
        Reading(
            report=report(),
            events=tuple(
                bare_event(event_type=t, mode=m) for t in EventType for m in (None, *sorted(MODES.get(t, ())))
            ),
        ),
    ),
    (
        "every kind of party",
        Reading(report=report(), events=tuple(bare_event(actors=[{"name": "x", "kind": k}]) for k in PartyKind)),
    ),
    ("no casualties told", Reading(report=report(), events=(bare_event(casualties=Casualties()),))),
]


@pytest.mark.parametrize("reading", [c[1] for c in READINGS], ids=[c[0] for c in READINGS])
def test_the_json_of_a_reading_keeps_the_contract(reading: Reading) -> None:
    line = reading.model_dump_json()
    CONTRACT.validate(json.loads(line))
    assert "\n" not in line
    assert Reading.model_validate_json(line) == reading


def test_the_contract_is_a_schema_and_refuses_what_breaks_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    whole = json.loads(READINGS[2][1].model_dump_json())
    assert CONTRACT.is_valid(whole)
    wrong: dict[str, object] = {"event_type": "DEMAND", "evidence": [], "confidence": 2, "issue": "peace", "id": 1}
    for slot, value in wrong.items():
        assert not CONTRACT.is_valid(whole | {"events": [whole["events"][0] | {slot: value}]}), slot


def test_the_contract_and_the_record_have_the_same_names() -> None:
    whole = json.loads(READINGS[2][1].model_dump_json())
    definitions = SCHEMA["$defs"]
    (quantity,), (party,) = whole["events"][1]["quantities"], whole["events"][1]["actors"]
    assert whole["events"][1].keys() - definitions["event"]["properties"].keys() == {"condition"}
    assert definitions["event"]["properties"].keys() <= whole["events"][1].keys()
    assert quantity.keys() == definitions["event"]["properties"]["quantities"]["items"]["properties"].keys()
    assert party.keys() == definitions["party"]["properties"].keys()
    assert whole["events"][1]["evidence"][0].keys() == definitions["span"]["properties"].keys()
    assert whole["report"].keys() - SCHEMA["properties"]["report"]["properties"].keys() == {"dateline"}


def test_the_codes_are_those_of_the_contract() -> None:
    properties = SCHEMA["$defs"]["event"]["properties"]
    assert set(EventType) == set(properties["event_type"]["enum"])
    assert {*Issue, None} == set(properties["issue"]["enum"])
    assert set(Modality) == set(properties["modality"]["enum"])
    assert set(Polarity) == set(properties["polarity"]["enum"])
    assert set(PartyKind) == set(SCHEMA["$defs"]["party"]["properties"]["kind"]["enum"])


WRONG = [
    bare_event(evidence=[{"start": 1, "end": 6, "quote": "“No,”"}]),
    bare_event(evidence=[{"start": 500, "end": 502, "quote": "No"}]),
    bare_event(actors=[{"name": "Norland", "kind": "government", "text": "Norland", "start": 12, "end": 19}]),
    # offsets of bytes, or of UTF-16 as browsers count, instead of code points
    bare_event(evidence=[{"start": 30, "end": 33, "quote": "Two"}]),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_reading_refuses_a_quote_that_its_report_does_not_hold(wrong: Event) -> None:
    with pytest.raises(ValidationError, match=r"event e1: .* does not stand at"):
        Reading(report=report(), events=(full_event(), wrong))


def test_a_reading_from_json_is_checked_too() -> None:
    changed = READINGS[2][1].model_dump_json().replace("Two shells", "Six shells", 1)
    with pytest.raises(ValidationError, match="does not stand at"):
        Reading.model_validate_json(changed)


def test_a_date_of_publication_is_a_date() -> None:
    assert DESCRIBED.published == date(2026, 3, 10)
    with pytest.raises(ValidationError, match="published"):
        report(published="10 March 2026")


def test_an_id_belongs_to_a_text_and_its_publisher() -> None:
    assert report_id("Talks failed.", "The Courier") == report_id("Talks failed.", "The Courier")
    assert report_id("Talks failed.", None) == report_id("Talks failed.", "")
    ids = {
        report_id(text, by) for text in ("Talks failed.", "Talks failed") for by in ("The Courier", "The Star", None)
    }
    assert len(ids) == 6


@given(st.text(st.characters()), st.none() | st.text(st.characters()))
def test_any_text_has_an_id(text: str, publisher: str | None) -> None:
    assert len(report_id(text, publisher)) == 16
    assert int(report_id(text, publisher), 16) >= 0
