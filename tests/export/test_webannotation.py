"""Web Annotations: selectors that find the very words, whatever characters stand there."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.export.invented import STRIKE, TEXT, entry, event, report, strike

from communique.export import ExportEntry
from communique.export.webannotation import AROUND, to_webannotation
from communique.record import Report, Span

ANY = st.text(st.characters(codec="utf-8"))


def collection(*entries: ExportEntry) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("".join(to_webannotation(entries)))
    return read


def selectors(annotation: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    position, quote = annotation["target"]["selector"]
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    return position, quote


def test_an_annotation_for_each_span() -> None:
    spans = (Span.of(TEXT, 0, 11), *strike().evidence)
    found = collection(ExportEntry(report=report(), event=strike(evidence=spans)), entry("ACCUSE", id="e2"))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"], found["total"]) == ("AnnotationCollection", "AnnotationPage", 3)
    assert "Unicode code points" in found["label"]
    first, second, third = found["first"]["items"]
    assert len({first["id"], second["id"], third["id"]}) == 3
    assert first["body"] == second["body"]
    assert first["target"]["source"] == "https://example.org/talks"
    position, quote = selectors(second)
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == STRIKE
    assert quote["prefix"] == TEXT[position["start"] - AROUND : position["start"]]
    assert len(quote["suffix"]) == AROUND
    values = [body["value"] for body in first["body"]]
    assert values[:2] == ["ASSAULT", "Kenya → residents of Orlin (KEN)"]
    assert {"mode:drone", "modality:actual", "polarity:positive", "status:machine"} <= set(values)


def test_a_report_without_an_address_has_a_urn() -> None:
    told = entry("ACCUSE")
    [only] = collection(ExportEntry(report=report(url=None), event=told.event))["first"]["items"]
    assert only["target"]["source"] == f"urn:communique:report:{told.report.id}"


def test_nothing_is_a_collection_too() -> None:
    assert collection()["total"] == 0


@given(ANY, st.text(st.characters(codec="utf-8"), min_size=1), ANY)
def test_any_words_are_found_again(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    span = Span.of(text, len(before), len(before) + len(quote))
    told = event("ACCUSE", evidence=(span,))
    whole: Report = report(text)
    [only] = collection(ExportEntry(report=whole, event=told))["first"]["items"]
    position, found = selectors(only)
    assert text[position["start"] : position["end"]] == found["exact"] == quote
    assert found["prefix"] + found["exact"] + found["suffix"] in text
    assert before.endswith(found["prefix"])
    assert after.startswith(found["suffix"])
