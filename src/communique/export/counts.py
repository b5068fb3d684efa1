"""Our record beside another data set: how many events each has, by month and country."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.export import acled_file, ged_file
from communique.export.acled import acled_rows
from communique.export.csv_lines import plain_cell
from communique.export.entry import ExportEntry
from communique.export.ged import ged_rows
from communique.export.loss import Losses
from communique.export.outside import OutsideRow

Layout = Literal["acled", "ged"]


@dataclass(frozen=True, slots=True)
class CountRow:
    """One month in one country. `month` is `2025-05`; `country` is ISO 3166-1 alpha-3, or the file's own name.

    `ours` and `theirs` count events, `our_deaths` and `their_deaths` add up the best number of each.
    """

    month: str
    country: str
    ours: int
    theirs: int
    our_deaths: int
    their_deaths: int


def side_by_side(entries: Iterable[ExportEntry], rows: Iterable[OutsideRow], *, layout: Layout) -> list[CountRow]:
    """Every month and country in which either has an event, in this order.

    Ours are the events that the layout would hold, an incident counted once however many reports tell it, so that both
    sides count the same kind of thing. They may differ all the same: the other set's coders work by rules of their own.
    """
    ours, our_deaths = _counted(rows_of(entries, layout=layout))
    theirs, their_deaths = _counted(rows)
    return [
        CountRow(*key, ours[key], theirs[key], our_deaths[key], their_deaths[key]) for key in sorted({*ours, *theirs})
    ]


def rows_of(entries: Iterable[ExportEntry], *, layout: Layout) -> Iterator[OutsideRow]:
    """Our entries in the form in which the other data set's rows are read."""
    if layout == "acled":
        for row in acled_rows(entries, losses=Losses()):
            yield acled_file.row_of({column: plain_cell(cell) for column, cell in row.items()})
    else:
        for row in ged_rows(entries, losses=Losses()):
            yield ged_file.row_of({column: plain_cell(cell) for column, cell in row.items()})


def _counted(rows: Iterable[OutsideRow]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    events: Counter[tuple[str, str]] = Counter()
    deaths: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (f"{row.day:%Y-%m}", row.country or row.country_name)
        events[key] += 1
        deaths[key] += row.best or 0
    return events, deaths
