"""Files of ACLED and GED that a user has: invented rows are read, broken ones are named and skipped."""

from datetime import date

import pytest
from tests.export.invented import NAIROBI, entry, report, strike

from communique.export import ExportEntry
from communique.export.acled import ACLED_COLUMNS, to_acled
from communique.export.acled_file import day_of, read_acled
from communique.export.counts import CountRow, rows_of, side_by_side
from communique.export.csv_lines import csv_line
from communique.export.ged import GED_COLUMNS, to_ged
from communique.export.ged_file import read_ged
from communique.export.loss import Losses
from communique.export.outside import BadRow, OutsideFileError, OutsideRow
from communique.export.table import names_of

ACLED = {
    "event_id_cnty": "KEN1",
    "event_date": "02 March 2026",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "iso": "404",
    "country": "Kenya",
    "location": "Orlin, north",
    "latitude": "1.5",
    "longitude": "36.5",
    "fatalities": "3",
}
GED = {
    "id": "77",
    "type_of_violence": "2",
    "where_coordinates": "Orlin",
    "latitude": "1.5",
    "longitude": "36.5",
    "country": "Kenya",
    "country_id": "501",
    "date_start": "2026-03-02 00:00:00.000",
    "best": "4",
    "high": "6",
    "low": "3",
}
DATES = ["16 May 2025", "16-May-2025", "16 may 2025", "2025-05-16", "2025-05-16T00:00:00Z", " 16 May 2025 "]


def file_of(columns: list[str], *rows: dict[str, str], header: bool = True, delimiter: str = ",") -> list[str]:
    lines = [columns] if header else []
    lines += [[row.get(column, "") for column in columns] for row in rows]
    if delimiter == "\t":
        return ["\t".join(line) + "\n" for line in lines]
    return [csv_line(line) for line in lines]


def acled(*rows: dict[str, str]) -> list[str]:
    return file_of(list(names_of(ACLED_COLUMNS)), *rows)


def test_a_row_of_acled_is_read() -> None:
    [row] = read_acled(acled(ACLED))
    assert row == OutsideRow(
        id="KEN1",
        day=date(2026, 3, 2),
        country="KEN",
        country_name="Kenya",
        place="Orlin, north",
        lat=1.5,
        lon=36.5,
        type="Battles",
        kind="Armed clash",
        low=3,
        best=3,
        high=3,
    )


@pytest.mark.parametrize("written", DATES)
def test_dates_of_acled(written: str) -> None:
    assert day_of(written) == date(2025, 5, 16)


@pytest.mark.parametrize("written", ["", "May 2025", "31 June 2025", "16 Mai 2025", "05/16/2025"])
def test_what_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"event_date|day is out of range"):
        day_of(written)


def test_a_byte_order_mark_and_further_columns_are_fine() -> None:
    columns = [*sorted(names_of(ACLED_COLUMNS), reverse=True), "population_best"]
    first, *rest = file_of(columns, ACLED)
    [row] = read_acled(["\ufeff" + first, "\r\n", *rest])
    assert row.id == "KEN1"


def test_bad_rows_are_named_and_skipped() -> None:
    bad: list[BadRow] = []
    faults = [
        ACLED | {"event_date": "soon"},
        ACLED | {"fatalities": "many"},
        ACLED | {"fatalities": "-1"},
        ACLED | {"latitude": "120"},
        ACLED | {"longitude": "nan"},
        ACLED | {"fatalities": "inf"},
    ]
    lines = [*acled(ACLED, *faults), "one,cell\r\n", *acled(ACLED)[1:]]
    assert len(list(read_acled(lines, on_bad=bad.append))) == 2
    assert [row.line for row in bad] == [3, 4, 5, 6, 7, 8, 9]
    assert bad[0].why == "event_date 'soon' is neither like 16 May 2025 nor like 2025-05-16"
    assert bad[1].why == "fatalities 'many' is no number"
    assert bad[-1].why == "2 columns, not 31"
    assert len(list(read_acled(lines))) == 2, "nobody need ask"


def test_what_is_no_file_of_acled_says_what_is_missing() -> None:
    with pytest.raises(OutsideFileError, match="lacks event_id_cnty"):
        list(read_acled(["a,b\r\n", "1,2\r\n"]))
    with pytest.raises(OutsideFileError, match="lacks"):
        list(read_acled([]))


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_row_of_ged_is_read_with_and_without_header(header: bool, delimiter: str) -> None:
    [row] = read_ged(file_of(list(names_of(GED_COLUMNS)), GED, header=header, delimiter=delimiter))
    assert (row.id, row.day, row.country, row.place) == ("77", date(2026, 3, 2), "KEN", "Orlin")
    assert (row.low, row.best, row.high, row.type) == (3, 4, 6, "non-state")


def test_what_is_no_file_of_ged_says_what_is_missing() -> None:
    with pytest.raises(OutsideFileError, match="lacks id, type_of_violence"):
        list(read_ged(["a,b\r\n", "1,2\r\n"]))
    bad: list[BadRow] = []
    lines = file_of(list(names_of(GED_COLUMNS)), GED | {"date_start": "2026"}, GED | {"best": "4.5"})
    assert list(read_ged(lines, on_bad=bad.append)) == []
    assert [row.why for row in bad] == ["date_start '2026' is not like 2025-05-16", "best '4.5' is no number of people"]


def test_what_we_write_can_be_read() -> None:
    told = ExportEntry(report=report(), event=strike())
    [theirs] = read_acled("".join(to_acled([told], losses=Losses())).splitlines(keepends=True))
    assert [theirs] == list(rows_of([told], layout="acled"))
    assert (theirs.day, theirs.country, theirs.best) == (date(2026, 3, 13), "KEN", 8)
    [theirs] = read_ged("".join(to_ged([told], losses=Losses())).splitlines(keepends=True))
    assert [theirs] == list(rows_of([told], layout="ged"))
    assert (theirs.type, theirs.high) == ("one-sided", 8)


def test_both_counts_stand_side_by_side() -> None:
    kosovo = NAIROBI | {"name": "Pristina", "country": "XKX", "geonames_id": None}
    ours = [ExportEntry(report=report(), event=strike()), ExportEntry(report=report(), event=strike(place=kosovo))]
    ours.append(entry("ACCUSE"))
    april = ACLED | {"event_date": "2026-04-01", "fatalities": ""}
    theirs = read_acled(acled(ACLED, ACLED, april, ACLED | {"iso": "0", "country": "Kosovo"}))
    assert side_by_side(ours, theirs, layout="acled") == [
        CountRow("2026-03", "KEN", ours=1, theirs=2, our_deaths=8, their_deaths=6),
        CountRow("2026-03", "Kosovo", ours=1, theirs=1, our_deaths=8, their_deaths=3),
        CountRow("2026-04", "KEN", ours=0, theirs=1, our_deaths=0, their_deaths=0),
    ]
    lethal = side_by_side(ours, read_ged(file_of(list(names_of(GED_COLUMNS)), GED)), layout="ged")
    assert lethal[0] == CountRow("2026-03", "KEN", ours=1, theirs=1, our_deaths=8, their_deaths=4)
