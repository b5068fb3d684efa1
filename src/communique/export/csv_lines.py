"""Entries as CSV, and the lines of every other table that is CSV: RFC 4180, with CRLF and a header always."""

import csv
import io
from collections.abc import Iterable, Iterator

from communique.export.entry import ExportEntry
from communique.export.table import ENTRY_COLUMNS, Cell, Column, Row, entry_row, names_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be a formula to a spreadsheet, the wide signs where it is set to an East Asian language;
text from the web must not be run."""


def to_csv(entries: Iterable[ExportEntry], *, spreadsheet_safe: bool = True) -> Iterator[str]:
    """A header line, then a line an entry.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, unless `spreadsheet_safe` is off.
    """
    yield from csv_table(ENTRY_COLUMNS, map(entry_row, entries), spreadsheet_safe=spreadsheet_safe)


def csv_table(columns: Iterable[Column], rows: Iterable[Row], *, spreadsheet_safe: bool) -> Iterator[str]:
    """A header line, then a line a row."""
    names = names_of(columns)
    yield csv_line(names)
    for row in rows:
        yield csv_line((row[name] for name in names), spreadsheet_safe=spreadsheet_safe)


def csv_line(cells: Iterable[Cell], *, spreadsheet_safe: bool = True) -> str:
    """One line with its CRLF."""
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(cell) if spreadsheet_safe else plain_cell(cell) for cell in cells])
    return line.getvalue()


def safe_cell(value: Cell) -> str:
    """A cell's text; numbers and dates stand as they are, text that would be a formula is neutralised."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return plain_cell(value)


def plain_cell(value: Cell) -> str:
    """A cell's text; nothing for None, ISO 8601 for a date."""
    return "" if value is None else str(value)
