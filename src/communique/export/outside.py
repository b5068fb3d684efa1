"""Rows of event data that a user has from elsewhere, in one plain form, and what is common to reading their files."""

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from communique.lexicon.state_codes import load_state_codes


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One event of another data set.

    `country` is ISO 3166-1 alpha-3, None where the file's own country is not in our lists; `country_name` is as the
    file has it. `lat` and `lon` are degrees (WGS 84). Deaths are as told there: `best` is the number to count with.
    `type` is the file's own type and `kind` its finer one.
    """

    id: str
    day: date
    country: str | None
    country_name: str
    place: str
    lat: float | None
    lon: float | None
    type: str
    kind: str
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that was skipped: its number in the file, counted from 1, and what is wrong with it."""

    line: int
    why: str


class OutsideFileError(ValueError):
    """A file is not in the layout that it was said to be in; the message says what is missing and what to do."""


OnBad = Callable[[BadRow], None]
Cells = Mapping[str, str]

_TABS = 6  # More tabs than a line of CSV has in its text, fewer than a row of either data set has columns.


def ignore(_: BadRow) -> None:
    """What is done with bad rows where the caller does not want to know."""


def table_of(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV or tab-separated text with the number of their first line, blank ones left out.

    The first line decides which of the two it is. A byte order mark before it is dropped.
    """
    rest = iter(lines)
    first = next(rest, "").removeprefix("\ufeff")
    reader = csv.reader(chain([first], rest), delimiter="\t" if first.count("\t") >= _TABS else ",")
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield before + 1, row
            before = reader.line_num
    except csv.Error as fault:
        raise OutsideFileError(f"line {reader.line_num}: {fault}; open the file with newline='' as UTF-8") from fault


def read_rows(
    table: Iterable[tuple[int, list[str]]],
    header: Sequence[str],
    row_of: Callable[[Cells], OutsideRow],
    on_bad: OnBad,
) -> Iterator[OutsideRow]:
    """The rows made by `row_of` from their cells by name; one that is too short or raises ValueError is bad."""
    for line, row in table:
        if len(row) < len(header):
            on_bad(BadRow(line, f"{len(row)} columns, not {len(header)}"))
            continue
        try:
            yield row_of(dict(zip(header, row, strict=False)))
        except ValueError as fault:
            on_bad(BadRow(line, str(fault)))


def number_in(cells: Cells, column: str) -> float | None:
    """The number in a cell, None where it is empty; ValueError names the column."""
    text = cells.get(column, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{column} {text!r} is no number")
    return number


def count_in(cells: Cells, column: str) -> int | None:
    """The whole number of people in a cell, None where it is empty; ValueError names the column."""
    number = number_in(cells, column)
    if number is None:
        return None
    if number < 0 or number != int(number):
        raise ValueError(f"{column} {cells[column]!r} is no number of people")
    return int(number)


def degrees_in(cells: Cells, column: str, *, most: int) -> float | None:
    """The degrees in a cell, None where it is empty; ValueError where they are off the globe."""
    number = number_in(cells, column)
    if number is not None and not -most <= number <= most:
        raise ValueError(f"{column} {number:g} is not within {most} degrees")
    return number


@cache
def iso3_by_number() -> Mapping[int, str]:
    """Countries by ISO 3166-1 numeric code, as in ACLED's `iso`."""
    return {codes.numeric: iso3 for iso3, codes in load_state_codes().items() if codes.numeric is not None}


@cache
def iso3_by_gw() -> Mapping[int, str]:
    """Countries by Gleditsch and Ward's number, as in GED's `country_id`."""
    return {codes.gw: iso3 for iso3, codes in load_state_codes().items() if codes.gw is not None}
