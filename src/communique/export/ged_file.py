"""Read a file of UCDP's Georeferenced Event Dataset that a user has downloaded. None travels with this package."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from communique.export.ged import GED_COLUMNS
from communique.export.outside import (
    Cells,
    OnBad,
    OutsideFileError,
    OutsideRow,
    count_in,
    degrees_in,
    ignore,
    iso3_by_gw,
    number_in,
    read_rows,
    table_of,
)
from communique.export.table import names_of

NEEDED = ("id", "type_of_violence", "date_start", "country", "best", "high", "low")
"""Columns without which a header is not taken for GED's."""

TYPES = {1: "state-based", 2: "non-state", 3: "one-sided"}


def read_ged(lines: Iterable[str], *, on_bad: OnBad = ignore) -> Iterator[OutsideRow]:
    """The rows of a GED or Candidate file, as they are read; `lines` is a text file opened with newline="" in UTF-8.

    CSV or tab-separated. Some releases have no header: a file whose first row has all 49 columns and begins with a
    number is read by their order. A row that cannot be read is skipped and given to `on_bad`. Raises OutsideFileError
    where there is no such header and the number of columns is another.
    """
    table = table_of(lines)
    number, first = next(table, (0, []))
    header = [name.strip().lower() for name in first]
    names = list(names_of(GED_COLUMNS))
    if all(name in header for name in NEEDED):
        yield from read_rows(table, header, row_of, on_bad)
    elif len(first) == len(names) and first[0].strip().isdecimal():
        yield from read_rows(chain([(number, first)], table), names, row_of, on_bad)
    else:
        missing = ", ".join(name for name in NEEDED if name not in header)
        raise OutsideFileError(
            f"the first line has {len(first)} columns and lacks {missing}: a GED file has the names of its columns "
            f"there, or, without names, a row of {len(names)}"
        )


def row_of(cells: Cells) -> OutsideRow:
    """One row by the names of GED's columns; ValueError says what is wrong with it."""
    violence, gw = number_in(cells, "type_of_violence"), number_in(cells, "country_id")
    return OutsideRow(
        id=cells["id"],
        day=_day(cells["date_start"]),
        country=iso3_by_gw().get(int(gw)) if gw else None,
        country_name=cells["country"],
        place=cells.get("where_coordinates", ""),
        lat=degrees_in(cells, "latitude", most=90),
        lon=degrees_in(cells, "longitude", most=180),
        type=TYPES.get(int(violence), "") if violence else "",
        kind="",
        low=count_in(cells, "low"),
        best=count_in(cells, "best"),
        high=count_in(cells, "high"),
    )


def _day(written: str) -> date:
    """The day of `2025-05-16`, with or without a time after it."""
    try:
        return date.fromisoformat(written.strip()[:10])
    except ValueError:
        raise ValueError(f"date_start {written!r} is not like 2025-05-16") from None
