"""Evidence as W3C Web Annotations (JSON-LD): what is coded, tied to the very words that say so.

Offsets of a TextPositionSelector count Unicode code points of the report's text as the record keeps it, not of the page
at its address; the TextQuoteSelector beside it finds the words in any other rendering.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.export.entry import ExportEntry, stable_key
from communique.export.wording import parties_phrase
from communique.record import Report, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after the quote that a TextQuoteSelector gives."""

_LABEL = (
    "Evidence of events, read by Communiqué. TextPositionSelector counts Unicode code points, half open, in the "
    "report's text as Communiqué keeps it."
)


def to_webannotation(entries: Iterable[ExportEntry]) -> Iterator[str]:
    """An AnnotationCollection of one page in pieces, an annotation a line: one a span of evidence."""
    head = {"@context": CONTEXT, "id": "urn:communique:evidence", "type": "AnnotationCollection", "label": _LABEL}
    page = {"id": "urn:communique:evidence:1", "type": "AnnotationPage", "partOf": head["id"], "startIndex": 0}
    yield f'{_dumped(head)[:-1]}, "first": {_dumped(page)[:-1]}, "items": ['
    before, count = "\n", 0
    for entry in entries:
        for annotation in annotations_of(entry):
            yield before + _dumped(annotation)
            before, count = ",\n", count + 1
    yield f'\n]}}, "total": {count}}}\n'


def annotations_of(entry: ExportEntry) -> Iterator[dict[str, Any]]:
    """An annotation for each span of the event's evidence; all of one event have the same bodies."""
    bodies = _bodies(entry)
    for number, span in enumerate(entry.event.evidence, 1):
        yield {
            "id": f"urn:communique:evidence:{stable_key(entry)}:{number}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": bodies,
            "target": target_of(entry.report, span),
        }


def target_of(report: Report, span: Span) -> dict[str, Any]:
    """The report, by its address or else a URN, and where in it the words stand."""
    text = report.text
    return {
        "source": report.url or f"urn:communique:report:{report.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.quote,
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }


def _bodies(entry: ExportEntry) -> list[dict[str, str]]:
    event = entry.event
    tags = {
        "mode": event.mode,
        "issue": event.issue,
        "modality": event.modality,
        "polarity": event.polarity,
        "status": entry.status,
        "thread": entry.thread.id if entry.thread else None,
    }
    return [
        _textual("classifying", event.event_type.value),
        _textual("describing", parties_phrase(event)),
        *(_textual("tagging", f"{name}:{value}") for name, value in tags.items() if value),
    ]


def _textual(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
