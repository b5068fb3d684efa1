"""ACLED's layout: its columns, which events get which type, what a row says and what is lost."""

import csv
import io
from typing import Any

import pytest
from tests.export.invented import (
    DAY,
    FRONT,
    KENYA,
    LEAGUE,
    NAIROBI,
    RESIDENTS,
    STRIKE,
    UGANDA,
    entry,
    event,
    report,
    strike,
    thread,
)

from communique.export import ExportEntry
from communique.export.acled import ACLED_COLUMNS, EMPTY, acled_losses, acled_rows, to_acled
from communique.export.acled_codes import KINDS, inter_of, interaction_of, kind_of
from communique.export.loss import Losses
from communique.export.sides import two_sides
from communique.export.table import Row, names_of
from communique.record import MODES, EventType, Party

COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")

CIVILIANS, REMOTE, STRATEGIC = "Violence against civilians", "Explosions/Remote violence", "Strategic developments"

TYPES: list[tuple[str, str | None, list[dict[str, Any]], list[dict[str, Any]], tuple[str, str | None] | None]] = [
    ("ASSAULT", "drone", [KENYA], [RESIDENTS], (REMOTE, "Air/drone strike")),
    ("ASSAULT", "aerial", [KENYA], [], (REMOTE, "Air/drone strike")),
    ("ASSAULT", "heavy-weapons", [], [], (REMOTE, "Shelling/artillery/missile attack")),
    ("ASSAULT", "suicide-attack", [FRONT], [KENYA], (REMOTE, "Suicide bomb")),
    ("ASSAULT", "explosives", [FRONT], [KENYA], (REMOTE, "Remote explosive/landmine/IED")),
    ("ASSAULT", "unconventional", [FRONT], [KENYA], (REMOTE, None)),
    ("ASSAULT", "abduct", [FRONT], [RESIDENTS], (CIVILIANS, "Abduction/forced disappearance")),
    ("ASSAULT", "sexual", [FRONT], [RESIDENTS], (CIVILIANS, "Sexual violence")),
    ("ASSAULT", "destroy", [FRONT], [RESIDENTS], (STRATEGIC, "Looting/property destruction")),
    ("ASSAULT", "firearms", [FRONT], [RESIDENTS], (CIVILIANS, "Attack")),
    ("ASSAULT", None, [], [RESIDENTS], (CIVILIANS, "Attack")),
    ("ASSAULT", None, [FRONT], [KENYA], ("Battles", "Armed clash")),
    ("ASSAULT", "firearms", [FRONT, LEAGUE], [], ("Battles", "Armed clash")),
    ("ASSAULT", None, [FRONT], [KENYA, RESIDENTS], ("Battles", "Armed clash")),
    ("ASSAULT", None, [RESIDENTS], [RESIDENTS], ("Riots", "Mob violence")),
    ("ASSAULT", None, [FRONT], [], None),
    ("ASSAULT", "targeted", [], [KENYA], None),
    ("PROTEST", "demo", [RESIDENTS], [KENYA], ("Protests", "Peaceful protest")),
    ("PROTEST", None, [RESIDENTS], [], ("Protests", None)),
    ("PROTEST", "riot", [RESIDENTS], [], ("Riots", "Violent demonstration")),
    ("PROTEST", "strike", [RESIDENTS], [], None),
    ("AGREE", None, [KENYA, FRONT], [], (STRATEGIC, "Agreement")),
    ("AGREE", None, [KENYA], [FRONT], (STRATEGIC, "Agreement")),
    ("AGREE", None, [KENYA], [], None),
    ("RETREAT", "ceasefire", [KENYA, FRONT], [], (STRATEGIC, "Agreement")),
    ("RETREAT", "withdraw", [KENYA], [], (STRATEGIC, "Non-violent transfer of territory")),
    ("RETREAT", "resign", [KENYA], [], None),
    ("COERCE", "arrest", [KENYA], [RESIDENTS], (STRATEGIC, "Arrests")),
    ("COERCE", "curfew", [KENYA], [], None),
    ("MOBILIZE", "troops", [KENYA], [], (STRATEGIC, "Change to group/activity")),
    ("CONSULT", None, [KENYA, UGANDA], [], None),
    ("REQUEST", "yield", [KENYA], [FRONT], None),
]


def rows(*entries: ExportEntry) -> tuple[list[Row], Losses]:
    losses = Losses()
    return list(acled_rows(entries, losses=losses)), losses


def one(*entries: ExportEntry) -> Row:
    [row] = rows(*entries)[0]
    return row


def struck(**slots: Any) -> ExportEntry:
    return ExportEntry(report=report(), event=strike(**slots))


def test_the_columns() -> None:
    assert list(names_of(ACLED_COLUMNS)) == COLUMNS
    assert len(COLUMNS) == 31


@pytest.mark.parametrize(("kind", "mode", "actors", "recipients", "expected"), TYPES)
def test_types_by_table(
    kind: str,
    mode: str | None,
    actors: list[dict[str, Any]],
    recipients: list[dict[str, Any]],
    expected: tuple[str, str | None] | None,
) -> None:
    told = event(kind, mode=mode, actors=actors, recipients=recipients)
    found = kind_of(told, two_sides(told.actors, told.recipients), killed=0)
    assert (found and (found.event_type, found.sub_event_type)) == expected


def test_the_table_names_only_modes_of_the_record() -> None:
    for kind, mode in KINDS:
        assert mode is None or mode in MODES[kind]


def test_force_against_protesters_is_excessive_where_it_kills() -> None:
    told = event("ASSAULT", mode="crowd-control", actors=(KENYA,), recipients=(RESIDENTS,))
    sides = two_sides(told.actors, told.recipients)
    mild, deadly = (kind_of(told, sides, killed=n) for n in (0, 2))
    assert mild is not None
    assert deadly is not None
    assert (mild.sub_event_type, mild.disorder_type) == ("Protest with intervention", "Demonstrations")
    assert deadly.disorder_type == "Political violence; Demonstrations"


def test_kinds_of_actor() -> None:
    strike_kind, demo = KINDS[EventType.ASSAULT, "drone"], KINDS[EventType.PROTEST, "demo"]
    kenya, front, league, residents = (Party.model_validate(p) for p in (KENYA, FRONT, LEAGUE, RESIDENTS))
    assert inter_of(kenya, strike_kind, "KEN", acts=True) == "State forces"
    assert inter_of(kenya, strike_kind, "SOM", acts=True) == "External/Other forces"
    assert inter_of(kenya, strike_kind, None, acts=True) is None
    assert inter_of(front, strike_kind, "KEN", acts=True) == "Rebel group"
    assert inter_of(league, strike_kind, "KEN", acts=True) is None
    assert inter_of(residents, strike_kind, "KEN", acts=True) == "Civilians"
    assert inter_of(residents, demo, "KEN", acts=True) == "Protesters"
    assert inter_of(residents, KINDS[EventType.PROTEST, "riot"], "KEN", acts=True) == "Rioters"
    assert inter_of(residents, KINDS[EventType.PROTEST, "riot"], "KEN", acts=False) == "Civilians"
    assert interaction_of("Civilians", "State forces") == "State forces-Civilians"
    assert interaction_of("Civilians", None) is None


def test_a_row_says_what_the_event_says() -> None:
    told = struck()
    quote = told.event.evidence[0]
    assert one(told) == dict.fromkeys(EMPTY) | {
        "event_id_cnty": f"{told.report.id}-{told.event.id}",
        "event_date": "13 March 2026",
        "year": 2026,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": REMOTE,
        "sub_event_type": "Air/drone strike",
        "actor1": "Kenya",
        "assoc_actor_1": None,
        "inter1": "State forces",
        "actor2": "residents of Orlin",
        "assoc_actor_2": None,
        "inter2": "Civilians",
        "interaction": "State forces-Civilians",
        "civilian_targeting": "Civilian targeting",
        "iso": 404,
        "country": "Kenya",
        "admin1": "Nairobi County",
        "location": "Nairobi",
        "latitude": -1.2833,
        "longitude": 36.8167,
        "geo_precision": 1,
        "source": "The Harbour Wire",
        "notes": f"The Harbour Wire: “{STRIKE}” [{quote.start}-{quote.end}]",
        "fatalities": 8,
        "tags": "status=machine; independent sources=1; killed low=8; killed high=8; injured low=5; injured high=5; "
        "confidence=0.9",
    }


@pytest.mark.parametrize(
    ("start", "end", "day", "precision"),
    [
        ("2026-03-13", "2026-03-14", "13 March 2026", 2),
        ("2026-03-02", "2026-03-08", "05 March 2026", 2),
        ("2026-03", "2026-03", "16 March 2026", 3),
    ],
)
def test_a_span_of_days_becomes_its_middle(start: str, end: str, day: str, precision: int) -> None:
    row = one(struck(time={"start": start, "end": end}))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_an_area_is_less_precise_and_a_place_by_hand_is_not_rated() -> None:
    country = {"name": "Kenya", "country": "KEN", "geonames_id": 192950}
    assert one(struck(place=country))["geo_precision"] == 3
    assert one(struck(place={"name": "Orlin", "country": "KEN", "lat": 1.0, "lon": 2.0}))["geo_precision"] is None


def test_a_thread_is_one_row_with_its_toll() -> None:
    first, second = (ExportEntry(report=report(id=name, publisher=name), event=strike()) for name in ("r1", "r2"))
    toll = {"low": 8, "best": 10, "high": 14, "rule": "newest"}
    state = {"killed": toll, "place": NAIROBI, "time": {"start": "2026-03-12", "end": "2026-03-12"}}
    tied = thread(first, second, state=state)
    found, losses = rows(*(ExportEntry(report=e.report, event=e.event, thread=tied) for e in (first, second)))
    [row] = found
    assert (row["event_id_cnty"], row["event_date"], row["fatalities"]) == ("t1", "12 March 2026", 10)
    assert row["source"] == "r1; r2"
    assert "killed low=8; killed high=14" in str(row["tags"])
    assert (losses.events, losses.rows, losses.merged) == (2, 1, 1)


def test_no_number_told_counts_as_none_reported() -> None:
    assert one(struck(casualties=None))["fatalities"] == 0
    assert one(struck(casualties={"killed": {"low": None, "high": 12}}))["fatalities"] == 0


def test_what_did_not_happen_has_no_row() -> None:
    reasons = {
        "not told as a fact: planned, proposed, possible, conditional or denied": [
            struck(modality="planned"),
            struck(polarity="negative"),
        ],
        "no ACLED type for CONSULT phone as told": [entry("CONSULT", mode="phone", time=DAY, place=NAIROBI)],
        "no date told: the day of publication would not be the event's": [struck(time=None)],
        "date told more coarsely than a month": [struck(time={"start": "2025", "end": "2025"})],
        "no country told": [struck(place=None), struck(place={"name": "Black Sea"})],
    }
    found, losses = rows(*(each for entries in reasons.values() for each in entries))
    assert found == []
    said = acled_losses(losses)
    assert said.left_out == {reason: len(entries) for reason, entries in reasons.items()}
    assert said.events == 7


def test_the_report_names_what_is_lost() -> None:
    told = struck(issue="ceasefire", attribution=({"name": "Ann Oro", "kind": "person"},))
    losses = Losses()
    text = "".join(to_acled([told], losses=losses))
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert list(row) == COLUMNS
    assert all(row[column] == "" for column in EMPTY)
    said = acled_losses(losses)
    assert set(said.lost) == {"issue", "attribution", "report.url", "report.title"}
    assert said.layout == "ACLED-compatible layout"
    lines = list(said.lines())
    assert lines[0] == "ACLED-compatible layout: 1 row of 1 event"
    assert "  no place for: issue (1 event)" in lines
    assert "  empty: source_scale, the record does not rate publishers" in lines
