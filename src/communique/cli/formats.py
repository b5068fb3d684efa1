"""Readings as JSON, JSON Lines and CSV. The table for people is in `view`."""

import json
from collections.abc import Iterable, Iterator

from communique.export.csv_lines import csv_line
from communique.export.table import EVENT_COLUMNS, event_row
from communique.record import Reading

CSV_COLUMNS = {column.name: column.says for column in EVENT_COLUMNS}
"""The columns in their order, each with what it holds; docs/cli.md lists them from here."""


def to_jsonl(reading: Reading) -> str:
    """One line, in the shape of the record's JSON schema."""
    return json.dumps(reading.model_dump(mode="json"), ensure_ascii=False) + "\n"


def to_json(readings: Iterable[Reading], *, single: bool) -> Iterator[str]:
    """An indented object where `single`, an array of them otherwise, in pieces as the readings come."""
    if single:
        for reading in readings:
            yield _indented(reading) + "\n"
        return
    before = "[\n"
    for reading in readings:
        yield before + _indented(reading)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def to_csv(readings: Iterable[Reading]) -> Iterator[str]:
    """A header line, then a line an event; several values of one cell are set apart by `; `.

    RFC 4180 with CRLF. Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield csv_line(CSV_COLUMNS)
    for reading in readings:
        for event in reading.events:
            row = event_row(reading.report, event)
            yield csv_line(row[column] for column in CSV_COLUMNS)


def _indented(reading: Reading) -> str:
    return json.dumps(reading.model_dump(mode="json"), ensure_ascii=False, indent=2)
