"""Entries come together by incident, and time, place and deaths are read as far as they are known."""

from datetime import date

import pytest
from tests.export.invented import FRONT, KENYA, LEAGUE, NAIROBI, RESIDENTS, entry, report, strike, thread

from communique.export import ExportEntry
from communique.export.entry import entries_of, member_of
from communique.export.incidents import happened, incidents, leading, told_of
from communique.export.places import Precision, point_of, precision_of
from communique.export.sides import Deaths, SideKind, deaths_told, side_kind, two_sides
from communique.export.times import days_of
from communique.record import Casualties, Days, EventTime, Party, Place, Toll

TIMES = [
    ("2026-03-13", "2026-03-13", Days(date(2026, 3, 13), date(2026, 3, 13))),
    ("2026-02", "2026-02", Days(date(2026, 2, 1), date(2026, 2, 28))),
    ("2024", "2024-02", Days(date(2024, 1, 1), date(2024, 2, 29))),
    ("2025", "2025", Days(date(2025, 1, 1), date(2025, 12, 31))),
    ("2026-03-14", "2026-03-13", None),
    ("2026-02-30", "2026-03-01", None),
    ("2026-13", "2026-13", None),
    ("spring", "spring", None),
]

KILLED: list[tuple[dict[str, int | None] | None, Deaths | None]] = [
    (None, None),
    ({"low": None, "high": None}, None),
    ({"low": 8, "high": 8}, Deaths(8, 8, 8)),
    ({"low": 8, "high": None}, Deaths(8, 8, 8)),
    ({"low": 8, "high": 12}, Deaths(8, 8, 12)),
    ({"low": None, "high": 12}, Deaths(0, 0, 12)),
]

TOLLS: list[tuple[dict[str, int], Deaths | None]] = [
    ({"low": 8, "best": 10, "high": 14}, Deaths(8, 10, 14)),
    ({"low": 8, "latest": 9}, Deaths(8, 8, 9)),
    ({"best": 10}, Deaths(10, 10, 10)),
    ({}, Deaths(3, 3, 3)),
]

KINDS = [
    (KENYA, SideKind.STATE),
    (FRONT, SideKind.ARMED),
    (RESIDENTS, SideKind.CIVILIANS),
    ({"name": "Ann Oro", "kind": "person", "country": "KEN", "sector": "MIL"}, SideKind.STATE),
    ({"name": "Ann Oro", "kind": "person", "sector": "REB"}, SideKind.ARMED),
    ({"name": "Ann Oro", "kind": "person", "sector": "JRN"}, SideKind.CIVILIANS),
    ({"name": "Ann Oro", "kind": "person"}, SideKind.OTHER),
    ({"name": "Tarn Water Company", "kind": "organization"}, SideKind.OTHER),
]


@pytest.mark.parametrize(("start", "end", "expected"), TIMES)
def test_days_are_as_many_as_the_time_covers(start: str, end: str, expected: Days | None) -> None:
    assert days_of(EventTime(start=start, end=end)) == expected


def test_the_middle_of_days_is_the_earlier_of_two() -> None:
    assert Days(date(2026, 3, 13), date(2026, 3, 14)).middle == date(2026, 3, 13)
    assert Days(date(2026, 3, 1), date(2026, 3, 31)).middle == date(2026, 3, 16)


@pytest.mark.parametrize(("killed", "expected"), KILLED)
def test_an_upper_bound_alone_is_no_count(killed: dict[str, int | None] | None, expected: Deaths | None) -> None:
    assert deaths_told(Casualties.model_validate({"killed": killed}), None) == expected


@pytest.mark.parametrize(("numbers", "expected"), TOLLS)
def test_the_toll_goes_before_the_event(numbers: dict[str, int], expected: Deaths | None) -> None:
    casualties = Casualties.model_validate({"killed": {"low": 3, "high": 3}})
    assert deaths_told(casualties, Toll.model_validate({"rule": "newest", **numbers})) == expected


@pytest.mark.parametrize(("slots", "expected"), KINDS)
def test_a_side_is_known_by_kind_and_sector(slots: dict[str, str], expected: SideKind) -> None:
    assert side_kind(Party.model_validate(slots)) is expected


def test_several_actors_without_recipient_fight_each_other() -> None:
    a, b = Party.model_validate(FRONT), Party.model_validate(LEAGUE)
    assert two_sides((a, b), ()) == ((a,), (b,))
    assert two_sides((a,), (b,)) == ((a,), (b,))
    assert two_sides((a,), ()) == ((a,), ())


def test_precision_is_the_gazetteers() -> None:
    places = [
        (NAIROBI, Precision.CITY),
        (NAIROBI | {"lat": 1.0}, Precision.UNKNOWN),
        (NAIROBI | {"country": "UGA"}, Precision.UNKNOWN),
        ({"name": "Kenya", "country": "KEN", "geonames_id": 192950}, Precision.COUNTRY),
        ({"name": "Marenka", "lat": 1.0, "lon": 2.0}, Precision.UNKNOWN),
    ]
    for slots, expected in places:
        assert precision_of(Place.model_validate(slots)) is expected, slots


def test_a_point_is_on_the_globe() -> None:
    assert point_of(Place(name="Marenka", lat=-3.5, lon=7.25)) == (-3.5, 7.25)
    assert point_of(Place(name="Marenka", lat=-3.5)) is None
    assert point_of(Place(name="Marenka", lat=91, lon=0)) is None
    assert point_of(None) is None


def test_an_incident_is_given_when_all_its_events_have_come() -> None:
    first, second, alone = (
        ExportEntry(report=report(id="r1"), event=strike()),
        ExportEntry(report=report(id="r2"), event=strike()),
        entry("CONSULT"),
    )
    tied = thread(first, second)
    a, b = (ExportEntry(report=e.report, event=e.event, thread=tied) for e in (first, second))
    given = incidents(iter([a, alone, b, a]))
    assert next(given).entries == (alone,)
    assert next(given).entries == (a, b)
    assert list(given) == [], "what comes again is no second incident"
    [unfinished] = incidents([b])
    assert (unfinished.entries, unfinished.key) == ((b,), "t1")


def test_entries_can_be_taken_thread_by_thread() -> None:
    first, second = (ExportEntry(report=report(id=name), event=strike()) for name in ("r1", "r2"))
    tied = thread(first, second)
    known = {member_of(first): first}
    [found] = entries_of([tied], known.get)
    assert (found.report.id, found.thread, found.independent) == ("r1", tied, 2)


def test_a_meetings_thread_makes_no_incident() -> None:
    told = entry("CONSULT")
    tied = ExportEntry(report=told.report, event=told.event, thread=thread(told, kind="meeting"))
    [one] = incidents([tied])
    assert one.thread is None
    assert one.key == f"{told.report.id}-{told.event.id}"


def test_the_leading_entry_tells_most_and_others_fill_in() -> None:
    bare = ExportEntry(report=report(id="r1", published="2026-03-15"), event=strike(actors=(), mode=None))
    whole = ExportEntry(report=report(id="r2"), event=strike(recipients=()))
    blame = ExportEntry(
        report=report(id="r3"), event=strike(id="e9", event_type="ACCUSE", mode="allege", actors=(FRONT,))
    )
    tied = thread(bare, whole, blame)
    [incident] = incidents([ExportEntry(report=e.report, event=e.event, thread=tied) for e in (bare, whole, blame)])
    lead = leading(each for each in incident.entries if each.event.event_type == "ASSAULT")
    assert lead is not None
    assert lead.report.id == "r2"
    told = told_of(incident, lead)
    assert [party.name for party in told.actors] == ["Kenya"]
    assert [party.name for party in told.recipients] == ["residents of Orlin"]
    assert told.independent == 3
    assert leading([]) is None


def test_only_facts_happened() -> None:
    assert happened(entry("ASSAULT"))
    assert not happened(entry("ASSAULT", modality="planned"))
    assert not happened(entry("ASSAULT", polarity="negative"))
