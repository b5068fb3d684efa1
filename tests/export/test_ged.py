"""GED's layout: its columns in their order, types of violence, codes of precision, and what is left out."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from tests.export.invented import (
    FRONT,
    KENYA,
    LEAGUE,
    RESIDENTS,
    UGANDA,
    entry,
    report,
    strike,
    thread,
)

from communique.export import ExportEntry
from communique.export.ged import EMPTY, GED_COLUMNS, ged_losses, ged_rows, priogrid_of, region_of, to_ged, violence_of
from communique.export.loss import Losses
from communique.export.table import Row, names_of
from communique.record import Party

COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
).split(",")

COMPANY = {"name": "Tarn Water Company", "kind": "organization"}
VIOLENCE: list[tuple[list[dict[str, Any]], list[dict[str, Any]], int | None]] = [
    ([KENYA], [FRONT], 1),
    ([FRONT], [KENYA], 1),
    ([KENYA], [UGANDA], 1),
    ([FRONT], [LEAGUE], 2),
    ([KENYA], [RESIDENTS], 3),
    ([FRONT], [RESIDENTS], 3),
    ([FRONT], [KENYA, RESIDENTS], 1),
    ([], [RESIDENTS], None),
    ([FRONT], [], None),
    ([COMPANY], [RESIDENTS], None),
    ([FRONT], [COMPANY], None),
    ([RESIDENTS], [RESIDENTS], None),
]

PRECISIONS = [
    ("2026-03-13", "2026-03-13", 1),
    ("2026-03-13", "2026-03-18", 2),
    ("2026-03-13", "2026-03-19", 3),
    ("2026-03-13", "2026-03-20", 4),
    ("2026-03", "2026-03", 4),
    ("2026-03", "2026-04", 5),
    ("2024", "2024", 5),
]


def rows(*entries: ExportEntry) -> tuple[list[Row], Losses]:
    losses = Losses()
    return list(ged_rows(entries, losses=losses)), losses


def struck(**slots: Any) -> ExportEntry:
    return ExportEntry(report=report(), event=strike(**slots))


def one(**slots: Any) -> Row:
    [row] = rows(struck(**slots))[0]
    return row


def test_the_columns() -> None:
    assert list(names_of(GED_COLUMNS)) == COLUMNS
    assert len(COLUMNS) == 49


@pytest.mark.parametrize(("actors", "recipients", "expected"), VIOLENCE)
def test_types_of_violence(
    actors: list[dict[str, Any]], recipients: list[dict[str, Any]], expected: int | None
) -> None:
    ours, theirs = (tuple(Party.model_validate(p) for p in side) for side in (actors, recipients))
    assert violence_of(ours, theirs) == expected


@pytest.mark.parametrize(("start", "end", "expected"), PRECISIONS)
def test_precision_of_dates(start: str, end: str, expected: int) -> None:
    assert one(time={"start": start, "end": end})["date_prec"] == expected


def test_a_row_says_what_the_event_says() -> None:
    told = struck(attribution=({"name": "Ann Oro", "kind": "person"},))
    [row] = rows(told)[0]
    key = f"{told.report.id}-{told.event.id}"
    assert 0 < int(str(row["id"])) < 2**53
    assert row == dict.fromkeys(EMPTY) | {
        "id": row["id"],
        "relid": key,
        "year": 2026,
        "type_of_violence": 3,
        "dyad_name": "Government of Kenya - Civilians",
        "side_a": "Government of Kenya",
        "side_b": "Civilians",
        "number_of_sources": 1,
        "source_article": '"The Harbour Wire,2026-03-14,Delegations meet in Marenka"',
        "source_office": "The Harbour Wire",
        "source_date": "2026-03-14",
        "source_headline": "Delegations meet in Marenka",
        "source_original": "Ann Oro",
        "where_prec": 1,
        "where_coordinates": "Nairobi",
        "where_description": "Nairobi",
        "adm_1": "Nairobi County",
        "latitude": -1.2833,
        "longitude": 36.8167,
        "geom_wkt": "POINT (36.8167 -1.2833)",
        "priogrid_gid": priogrid_of(-1.2833, 36.8167),
        "country": "Kenya",
        "country_id": 501,
        "region": "Africa",
        "date_prec": 1,
        "date_start": date(2026, 3, 13),
        "date_end": date(2026, 3, 13),
        "deaths_civilians": 8,
        "deaths_unknown": 0,
        "best": 8,
        "high": 8,
        "low": 8,
        "gwnoa": 501,
        "gwnob": None,
    }


def test_ids_stay_the_same_and_differ() -> None:
    assert one()["id"] == one(confidence=0.1)["id"]
    assert one()["id"] != one(id="e2")["id"]


def test_states_have_their_numbers_and_armed_groups_none() -> None:
    row = one(actors=(KENYA,), recipients=(UGANDA,))
    assert (row["gwnoa"], row["gwnob"], row["type_of_violence"]) == (501, 500, 1)
    row = one(actors=(FRONT,), recipients=(KENYA,))
    assert (row["gwnoa"], row["gwnob"], row["side_a"]) == (None, 501, "Tarn Front")
    assert (row["deaths_civilians"], row["deaths_unknown"]) == (None, 8)


def test_a_thread_is_one_row_with_best_high_and_low_of_its_toll() -> None:
    first, second = (ExportEntry(report=report(id=name, publisher=name), event=strike()) for name in ("r1", "r2"))
    tied = thread(first, second, state={"killed": {"low": 8, "best": 10, "high": 14, "rule": "newest"}})
    found, losses = rows(*(ExportEntry(report=e.report, event=e.event, thread=tied) for e in (first, second)))
    [row] = found
    assert [row[column] for column in ("relid", "best", "high", "low")] == ["t1", 10, 14, 8]
    assert (row["number_of_sources"], row["source_office"]) == (2, "r1;r2")
    assert losses.merged == 1


def test_only_lethal_attacks_that_happened_have_rows() -> None:
    reasons = {
        "no attack by armed force": [entry("PROTEST", mode="riot"), struck(mode="destroy")],
        "not told as a fact: planned, proposed, possible, conditional or denied": [struck(modality="possible")],
        "no death told": [struck(casualties=None), struck(casualties={"killed": {"low": 0, "high": 0}})],
        "no date told: the day of publication would not be the event's": [struck(time=None)],
        "date told more coarsely than a year": [struck(time={"start": "2019", "end": "2021"})],
        "no country told": [struck(place=None)],
    }
    found, losses = rows(*(each for entries in reasons.values() for each in entries))
    assert found == []
    assert ged_losses(losses).left_out == {reason: len(entries) for reason, entries in reasons.items()}


def test_an_upper_bound_alone_is_high_and_never_best() -> None:
    row = one(casualties={"killed": {"low": None, "high": 12}})
    assert [row[column] for column in ("best", "high", "low")] == [0, 12, 0]


def test_cells_of_the_grid() -> None:
    # Counted from the south-west corner of the world, 720 cells a row.
    assert priogrid_of(-90, -180) == 1
    assert priogrid_of(-89.75, -179.25) == 2
    assert priogrid_of(-89.25, -179.75) == 721
    assert priogrid_of(34.53, 69.17) == 179779
    assert priogrid_of(90, 180) == 720 * 360


def test_regions_go_by_number() -> None:
    regions = [(2, "Americas"), (365, "Europe"), (501, "Africa"), (651, "Middle East"), (700, "Asia"), (1, None)]
    for number, expected in regions:
        assert region_of(number) == expected


def test_the_report_names_what_is_lost() -> None:
    losses = Losses()
    text = "".join(to_ged([struck(issue="ceasefire")], losses=losses))
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert list(row) == COLUMNS
    assert all(row[column] == "" for column in EMPTY)
    said = ged_losses(losses)
    assert said.layout == "GED-compatible layout"
    assert set(said.lost) == {"issue", "mode", "casualties.injured", "evidence", "confidence", "report.url"}
