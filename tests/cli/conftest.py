"""A reading made by hand, and a reader that needs no model."""

from collections.abc import Callable
from typing import Any

import pytest

import communique.cli.read as command
from communique.record import Event, Reading, Report, Span, report_id

TEXT = (
    "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday. They agreed to free 400 prisoners each, a senior "
    "official told the Northern Ledger.\n\nOstrenia demanded that Kaldavia leave the Tarn valley. At least eight "
    "people were killed and five injured when a drone hit a market in Orlin. “We will not [bold]yield,” said Mara "
    "Doln. A summit may follow. It was a win for Lorland."
)
GOVERNMENTS = {"Ostrenia": "OST", "Kaldavia": "KAL"}


def party(name: str, **slots: Any) -> dict[str, Any]:
    """A party that is named by its canonical name where the text has it."""
    start = max(TEXT.find(name), 0)
    said = {"text": name, "start": start, "end": start + len(name)} if name in TEXT else {}
    kind = "government" if name in GOVERNMENTS else "person"
    return {"name": name, "kind": kind, "country": GOVERNMENTS.get(name)} | said | slots


def event(event_type: str, quote: str, **slots: Any) -> Event:
    start = TEXT.index(quote)
    evidence = (Span.of(TEXT, start, start + len(quote)),)
    given = {"id": f"e{start}", "evidence": evidence, "confidence": 0.9, "coder": "frame:test@1"} | slots
    return Event.model_validate({"event_type": event_type} | given)


@pytest.fixture
def make_event() -> Callable[..., Event]:
    return event


@pytest.fixture
def make_party() -> Callable[..., dict[str, Any]]:
    return party


@pytest.fixture
def reading() -> Reading:
    sides = (party("Ostrenia"), party("Kaldavia"))
    events = (
        event(
            "CONSULT",
            "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday",
            actors=sides,
            issue="prisoners",
            time={"start": "2026-03-13", "end": "2026-03-13", "text": "on Friday"},
            place={"name": "Marenka", "country": "LOR", "lat": -3.5, "lon": 7.25},
        ),
        event(
            "AGREE",
            "They agreed to free 400 prisoners each",
            actors=sides,
            issue="prisoners",
            quantities=({"value": 400, "what": "prisoners", "per": "side"},),
            attribution=({"name": "senior official", "kind": "person", "anonymous": True, "via": "Northern Ledger"},),
        ),
        event(
            "REQUEST",
            "Ostrenia demanded that Kaldavia leave the Tarn valley",
            actors=sides[:1],
            recipients=sides[1:],
            issue="withdrawal",
            mode="yield",
        ),
        event(
            "ASSAULT",
            "At least eight people were killed and five injured when a drone hit a market in Orlin",
            mode="drone",
            recipients=(party("residents of Orlin", kind="population", country="OST"),),
            casualties={"killed": {"low": 8, "high": None}, "injured": {"low": 5, "high": 5}},
            polarity="positive",
            place={"name": "Orlin"},
        ),
        event("REJECT", "“We will not [bold]yield,” said Mara Doln", actors=(party("Mara Doln", country="OST"),)),
        event("CONSULT", "A summit may follow", modality="possible", issue="leaders_meeting", confidence=0.3),
        event("ASSESS", "It was a win for Lorland", recipients=(party("Lorland", kind="government"),)),
    )
    report = Report.model_validate(
        {
            "id": report_id(TEXT, "The Harbour Wire"),
            "name": "talks.txt",
            "title": "Delegations meet [again] in Marenka",
            "publisher": "The Harbour Wire",
            "published": "2026-03-14",
            "text": TEXT,
        }
    )
    return Reading(report=report, events=events)


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Stands in for the pipeline: each report has one event, its first word; gives the list of reports that it saw."""
    seen: list[Report] = []

    def read_report(report: Report) -> Reading:
        if "DEFECT" in report.text:
            raise ZeroDivisionError("made to fail")
        seen.append(report)
        span = Span.of(report.text, 0, len(report.text.split()[0]))
        found = Event.model_validate(
            {"id": "e1", "event_type": "CONSULT", "evidence": (span,), "confidence": 1, "coder": "frame:fake@1"}
        )
        return Reading(report=report, events=(found,))

    monkeypatch.setattr(command, "load_reader", lambda: read_report)
    return seen
