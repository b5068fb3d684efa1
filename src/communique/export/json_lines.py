"""Entries as JSON Lines: the event as the record has it, with the header of its report."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.export.entry import ExportEntry


def to_jsonl(entries: Iterable[ExportEntry], *, with_text: bool = False) -> Iterator[str]:
    """One line an entry; the report's text only `with_text`. Offsets count its Unicode code points either way."""
    for entry in entries:
        yield json_line(entry_object(entry, with_text=with_text))


def entry_object(entry: ExportEntry, *, with_text: bool = False) -> dict[str, Any]:
    """An entry as JSON has it; `thread` is the thread's id."""
    return {
        "report": entry.report.model_dump(mode="json", exclude=None if with_text else {"text"}),
        "event": entry.event.model_dump(mode="json"),
        "thread": entry.thread.id if entry.thread else None,
        "status": entry.status,
        "independent": entry.independent,
    }


def json_line(value: Any) -> str:
    """One line of JSON with its newline; text stays readable, and a number that JSON lacks is a ValueError."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
