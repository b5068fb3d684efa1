"""POLECAT's layout: its columns, PLOVER's rules of what is to come, scores, and lines that are never malformed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.invented import DAY, FRONT, KALDAVIA, KENYA, OSTRENIA, SUMMIT, entry, event, report, strike

import communique
from communique.export import ExportEntry
from communique.export.loss import Losses
from communique.export.plover import MODE_SCORES, QUADS, plover_kind, score_of
from communique.export.polecat import EMPTY, POLECAT_COLUMNS, polecat_losses, to_polecat
from communique.export.table import names_of
from communique.record import MODES, EventType, Place

COLUMNS = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient "
    "Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia "
    "Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,"
    "Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
).split(",")

KINDS = [
    ("CONSULT", "phone", "actual", ("CONSULT", "phone")),
    ("CONSULT", "visit", "planned", ("AGREE", None)),
    ("CONSULT", None, "possible", None),
    ("AID", None, "planned", ("AGREE", None)),
    ("COOPERATE", None, "planned", ("AGREE", None)),
    ("SUPPORT", None, "planned", ("AGREE", None)),
    ("RETREAT", "withdraw", "planned", ("CONCEDE", None)),
    ("RETREAT", "ceasefire", "proposed", None),
    ("CONCEDE", None, "planned", None),
    ("AGREE", None, "proposed", ("AGREE", None)),
    ("AGREE", None, "possible", None),
    ("THREATEN", "violence", "conditional", ("THREATEN", "violence")),
    ("ASSAULT", "drone", "planned", None),
    ("ASSESS", None, "actual", None),
]

SCORES = [
    ("CONSULT", None, 2.5),
    ("CONSULT", "phone", 1.5),
    ("REQUEST", "meet", 0),
    ("ASSAULT", "unconventional", -10),
    ("AID", None, 10),
    ("ACCUSE", "allege", -3.5),
    ("ACCUSE", None, None),
    ("PROTEST", "vandalize", None),
]


def lines(*entries: ExportEntry) -> tuple[list[dict[str, str]], Losses]:
    losses = Losses()
    header, *body = "".join(to_polecat(entries, losses=losses)).split("\n")[:-1]
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in body], losses


def test_the_columns() -> None:
    assert list(names_of(POLECAT_COLUMNS)) == COLUMNS
    assert len(COLUMNS) == 40
    assert "".join(to_polecat([], losses=Losses())) == "\t".join(COLUMNS) + "\n"


@pytest.mark.parametrize(("kind", "mode", "modality", "expected"), KINDS)
def test_what_is_to_come_follows_plover(
    kind: str, mode: str | None, modality: str, expected: tuple[str, str | None] | None
) -> None:
    assert plover_kind(event(kind, SUMMIT, mode=mode, modality=modality)) == expected


@pytest.mark.parametrize(("kind", "mode", "expected"), SCORES)
def test_scores_are_the_manuals(kind: str, mode: str | None, expected: float | None) -> None:
    assert score_of(EventType(kind), mode) == expected


def test_every_type_has_a_quad_and_every_mode_a_score_or_none() -> None:
    assert set(QUADS) == set(EventType) - {EventType.ASSESS}
    assert {kind: frozenset(modes) for kind, modes in MODE_SCORES.items()} == MODES


def test_a_row_says_what_the_event_says() -> None:
    told = ExportEntry(report=report(), event=strike(contexts=("military", "terrorism"), actors=(KENYA, FRONT)))
    [row], _ = lines(told)
    said = {column: value for column, value in row.items() if value != "None"}
    assert said == {
        "Event ID": f"{told.report.id}-{told.event.id}",
        "Event Date": "2026-03-13",
        "Event Type": "ASSAULT",
        "Event Mode": "drone",
        "Intensity": "-9.5",
        "Quad Code": "4",
        "Contexts": "military;terrorism",
        "Actor Name": "Kenya;Tarn Front",
        "Actor Country": "KEN;None",
        "Actor COW": "KEN;None",
        "Primary Actor Sector": "MIL;REB",
        "Actor Sectors": "MIL;REB",
        "Actor Name Raw": "None;None",
        "Recipient Name": "residents of Orlin",
        "Recipient Country": "KEN",
        "Recipient COW": "KEN",
        "Primary Recipient Sector": "CVL",
        "Recipient Sectors": "CVL",
        "Placename": "Nairobi",
        "City": "Nairobi",
        "Province": "Nairobi County",
        "Country": "KEN",
        "Latitude": "-1.2833",
        "Longitude": "36.8167",
        "GeoNames ID": "184745",
        "Raw Placename": "Nairobi",
        "Source": "The Harbour Wire",
        "Publication Date": "2026-03-14",
        "Language": "en",
        "Version": f"communique-{communique.__version__}",
    }
    assert all(row[column] == "None" for column in EMPTY)


def test_codes_of_countries_are_plovers_and_cows() -> None:
    parties = [
        {"name": name, "kind": "government", "country": country}
        for name, country in (("Kosovo", "XKX"), ("Germany", "DEU"), ("Palestine", "PSE"), ("Ostrenia", "OST"))
    ]
    [row], _ = lines(entry("CONSULT", actors=parties, time=DAY))
    assert row["Actor Country"] == "KOS;DEU;PSE;OST"
    assert row["Actor COW"] == "KOS;GMY;None;None"


def test_a_planned_meeting_is_an_agreement_there_and_only_there() -> None:
    planned = entry("CONSULT", SUMMIT, mode="visit", modality="planned", actors=(OSTRENIA, KALDAVIA))
    [row], losses = lines(planned)
    assert (row["Event Type"], row["Event Mode"], row["Intensity"], row["Event Date"]) == (
        "AGREE",
        "None",
        "2.5",
        "None",
    )
    said = polecat_losses(losses)
    assert said.changed == {"planned CONSULT told as AGREE": 1}
    assert "modality" in said.lost


def test_what_plover_does_not_code_is_left_out_and_counted() -> None:
    found, losses = lines(entry("ASSESS"), entry("CONSULT", polarity="negative"), entry("CONSULT", modality="possible"))
    assert found == []
    assert polecat_losses(losses).left_out == {
        "a judgement (ASSESS): PLOVER has no such type": 1,
        "said not to have happened: the layout has no negation": 1,
        "possible, which PLOVER's rules for CONSULT do not code": 1,
    }


def test_a_date_is_never_that_of_publication() -> None:
    [row], _ = lines(entry("ACCUSE"))
    assert (row["Event Date"], row["Publication Date"]) == ("None", "2026-03-14")


@given(st.text(), st.text(min_size=1))
def test_no_text_breaks_a_line(words: str, name: str) -> None:
    place: dict[str, Any] = Place(name=name, text=words).model_dump()
    actors = ({"name": name, "kind": "person", "text": words},)
    [row], _ = lines(entry("CONSULT", actors=actors, place=place))
    assert len(row) == 40
    assert row["Actor Name"].count(";") == 0
