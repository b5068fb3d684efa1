"""Read a file of ACLED's that a user has downloaded. Nothing of ACLED's travels with this package."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from communique.export.outside import (
    Cells,
    OnBad,
    OutsideFileError,
    OutsideRow,
    count_in,
    degrees_in,
    ignore,
    iso3_by_number,
    number_in,
    read_rows,
    table_of,
)
from communique.export.times import MONTHS

NEEDED = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "country", "location", "fatalities")
"""Columns without which a file is not taken for ACLED's; the others of the 31 may be missing, and more may stand."""


def read_acled(lines: Iterable[str], *, on_bad: OnBad = ignore) -> Iterator[OutsideRow]:
    """The rows of an ACLED export, as they are read; `lines` is a text file opened with newline="" in UTF-8.

    A byte order mark, columns in another order and further columns are fine. A row that cannot be read is skipped and
    given to `on_bad`. Raises OutsideFileError where the header lacks a needed column.
    """
    table = table_of(lines)
    header = [name.strip().lower() for name in next(table, (0, []))[1]]
    if missing := [name for name in NEEDED if name not in header]:
        raise OutsideFileError(
            f"the first line lacks {', '.join(missing)}: an ACLED export begins with the names of its columns; "
            "download it again with all columns"
        )
    yield from read_rows(table, header, row_of, on_bad)


def row_of(cells: Cells) -> OutsideRow:
    """One row by the names of ACLED's columns; ValueError says what is wrong with it."""
    numeric = number_in(cells, "iso")
    deaths = count_in(cells, "fatalities")
    return OutsideRow(
        id=cells["event_id_cnty"],
        day=day_of(cells["event_date"]),
        country=iso3_by_number().get(int(numeric)) if numeric else None,
        country_name=cells["country"],
        place=cells["location"],
        lat=degrees_in(cells, "latitude", most=90),
        lon=degrees_in(cells, "longitude", most=180),
        type=cells["event_type"],
        kind=cells["sub_event_type"],
        low=deaths,
        best=deaths,
        high=deaths,
    )


def day_of(written: str) -> date:
    """The day of `16 May 2025` or `2025-05-16`, whatever the locale; ValueError where it is neither."""
    if found := re.fullmatch(r"\s*(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})\s*", written, re.ASCII):
        number, name, year = found.groups()
        for month, full in enumerate(MONTHS, 1):
            if name.casefold() in (full.casefold(), full[:3].casefold()):
                return date(int(year), month, int(number))
    try:
        return date.fromisoformat(written.strip()[:10])
    except ValueError:
        raise ValueError(f"event_date {written!r} is neither like 16 May 2025 nor like 2025-05-16") from None
