"""CSV and TSV to rows: the first line names the columns; a cell in quotation marks may hold line ends."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import cast

from communique.sources.errors import MAX_BYTES, BadContainerError, BadRowError, TooLargeError
from communique.sources.tables import Row, check_header, known_columns, row_name

_DELIMITERS = ",;\t|"
_LINE = 64  # What a line takes beside its characters, in about as many of them.
_MOST_SKIPPED = 16 * MAX_BYTES
_ENDLESS = "a record that does not end, nor does what was read after it; the rest is not read"
_TOO_LONG = "too long"
_UNREADABLE = "quotation marks that do not fit: inside a cell they are doubled, and each cell's are closed"


def delimited_rows(stream: io.BufferedIOBase, *, name: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a table by their number, the header being row 1, as a spreadsheet counts; empty ones are left out.

    Raises BadContainerError where the header has no column for the text. Bytes that are no UTF-8 are kept as
    surrogate escapes: whoever reads the report judges them.
    """
    text = _text(stream)
    try:
        yield from _rows(text, name=name, columns=columns)
    finally:
        text.detach()  # The stream is its opener's to close.


def _rows(text: io.TextIOWrapper, *, name: str, columns: Mapping[str, str]) -> Iterator[Row]:
    # Of a line that is too long, pieces of more than MAX_BYTES characters.
    lines = iter(partial(text.readline, MAX_BYTES + 1), "")
    first = next(lines, "")
    if not first:
        raise BadContainerError(name, "empty, without even a line that names the columns")
    delimiter = _delimiter(first, columns)
    records = _records(chain([first], lines), delimiter)
    header = next(records, _UNREADABLE)
    if isinstance(header, str):
        raise BadContainerError(name, f"its first line should name the columns, and has {_UNREADABLE}")
    places: dict[str, int] = {}
    for place, column in enumerate(header):
        places.setdefault(column.strip(), place)
    check_header(places, name=name, columns=columns)
    for number, cells in enumerate(records, start=2):
        if cells == _TOO_LONG:
            yield number, TooLargeError(row_name(name, number))
        elif cells == _ENDLESS:
            raise BadContainerError(name, _ENDLESS)
        elif isinstance(cells, str):
            yield number, BadRowError(row_name(name, number), cells)
        elif len(cells) > len(header):
            reason = f"{len(cells)} cells under {len(header)} columns; put cells with {delimiter!r} in quotation marks"
            yield number, BadRowError(row_name(name, number), reason)
        elif any(cell.strip() for cell in cells):
            yield number, {column: cells[place] for column, place in places.items() if place < len(cells)}


def _text(stream: io.BufferedIOBase) -> io.TextIOWrapper:
    start = stream.read(2)
    stream.seek(-len(start), io.SEEK_CUR)
    wide = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", "surrogateescape")
    return io.TextIOWrapper(cast("io.BufferedReader", stream), encoding=encoding, errors=errors, newline="")


def _delimiter(first: str, columns: Mapping[str, str]) -> str:
    """The one by which the most columns of a report are found, or the most columns at all."""

    def found(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in first[:10_000].split(delimiter)]
        asked = sum(name in names for name in columns.values())
        return len(known_columns(names, {})) + asked, len(names)

    return max(_DELIMITERS, key=found)


def _records(lines: Iterator[str], delimiter: str) -> Iterator[list[str] | str]:
    """The cells of each record, or in words why they cannot be told apart."""
    held: list[str] = []  # The physical lines of the record that is being read.
    reader = csv.reader(_noted(lines, held), delimiter=delimiter, strict=True)
    while True:
        held.clear()
        found: list[str] | str
        try:
            found = _next_record(reader)
        except StopIteration:
            return
        except TooLargeError:
            found = _TOO_LONG
        except csv.Error:
            # Most writers of TSV know no quotation marks.
            bare = delimiter == "\t" and len(held) == 1
            found = held[0].rstrip("\r\n").split(delimiter) if bare else _UNREADABLE
        else:
            yield found
            continue
        ended = _skip_record(held, lines, delimiter)
        yield found
        if not ended:
            yield _ENDLESS
            return
        reader = csv.reader(_noted(lines, held), delimiter=delimiter, strict=True)


def _next_record(reader: "Iterator[list[str]]") -> list[str]:
    limit = csv.field_size_limit(MAX_BYTES + 1)  # A setting of the whole module: put back at once.
    try:
        return next(reader)
    finally:
        csv.field_size_limit(limit)


def _noted(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    """Lines for one record after the other, kept in `held`; raises TooLargeError where one record has too many."""
    size = 0
    for line in lines:
        size = len(line) + _LINE if not held else size + len(line) + _LINE
        held.append(line)
        if size > MAX_BYTES:
            raise TooLargeError("record")
        yield line


def _skip_record(held: list[str], lines: Iterator[str], delimiter: str) -> bool:
    """Takes from `lines` what is left of a record that begins with `held`; False where that would take too long."""
    state, skipped = "start", 0
    for line in chain(held, lines):
        skipped += len(line) + _LINE
        if skipped > _MOST_SKIPPED:
            return False
        state = _state_after(line, state, delimiter)
        if state != "quoted" and line.endswith(("\n", "\r")):
            return True
    return True


def _state_after(line: str, state: str, delimiter: str) -> str:
    """Where in a record its line leaves off: at a cell's start, in a plain or quoted cell, or after a closing mark."""
    position = 0
    while position < len(line):
        if state == "quoted":
            mark = line.find('"', position)
            if mark < 0:
                return state
            state, position = "closing", mark + 1
        elif state in ("start", "closing") and line[position] == '"':
            state, position = "quoted", position + 1
        else:
            # Only a mark that begins a cell changes anything: a line of millions of cells is not gone through.
            cut = line.find(f'{delimiter}"', position)
            if cut < 0:
                return "start" if line.endswith(delimiter) else "plain"
            state, position = "quoted", cut + 2
    return state
