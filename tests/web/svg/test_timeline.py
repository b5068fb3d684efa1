"""A timeline draws days as marks and vague dates as bars, apart from each other, and bundles what is too much."""

from datetime import date, timedelta
from typing import Any

from tests.making import NORTH, SOUTH, entries, on, reading, report

from communique.record import Entry
from communique.web.classes import LANES
from communique.web.lines import lines_of, whole
from communique.web.svg.scale import Window
from communique.web.svg.timeline import MOST, Drawing, draw

MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
WORDS = "Norland and Southland met."


def _told(*slots: dict[str, Any], kind: str = "CONSULT", day: str = "2026-03-10") -> list[Entry]:
    told = []
    for number, each in enumerate(slots):
        source = report(f"{WORDS} {number}", day=day, name=f"{number}.txt")
        told.append(reading(source, (WORDS, kind, {"actors": (NORTH, SOUTH), **each})))
    return entries(*told)


def _drawn(told: list[Entry], shown: Window = MARCH) -> Drawing:
    return draw(lines_of(told, {}), shown, LANES, date(2026, 3, 20))


def test_a_day_is_a_mark_and_a_month_is_a_bar_as_long_as_it() -> None:
    mark, bar = sorted(
        _drawn(_told({"time": on("2026-03-16")}, {"time": {"start": "2026-03", "end": "2026-03"}})).shapes,
        key=lambda s: s.width,
    )
    assert (mark.x, mark.width, mark.dated) == (50.0, 0, True)
    assert (bar.x, bar.width) == (0.0, 100.0)


def test_a_year_reaches_beyond_a_month() -> None:
    (bar,) = _drawn(_told({"time": {"start": "2026", "end": "2026"}})).shapes
    assert bar.x < 0
    assert bar.x + bar.width > 100
    assert bar.centre == 50


def test_what_only_the_report_dates_is_drawn_as_such() -> None:
    (mark,) = _drawn(_told({})).shapes
    assert not mark.dated
    assert mark.lines[0].days is not None
    assert mark.lines[0].days.first == date(2026, 3, 10)


def test_planned_things_have_a_lane_of_their_own() -> None:
    told = _told({"time": on("2026-03-09")}, {"time": on("2026-03-09"), "modality": "planned"})
    drawing = _drawn(told)
    assert {(s.lines[0].lane, s.form) for s in drawing.shapes} == {("talks", "actual"), ("planned", "planned")}
    assert [lane.total for lane in drawing.lanes] == [1, 0, 0, 0, 1]


def test_tellings_of_one_thing_on_one_day_are_one_mark_with_their_number() -> None:
    told = _told(*[{"time": on("2026-03-09")}] * 3)
    (mark,) = draw(lines_of(told, {e.act: "7" for e in told}), MARCH, LANES).shapes
    assert mark.count == 3
    assert len(mark.lines) == 1


def test_marks_do_not_cover_each_other() -> None:
    shapes = _drawn(_told(*[{"time": on("2026-03-09")}] * 5)).shapes
    assert len({(s.x, s.y) for s in shapes}) == len(shapes) == 5


def test_what_is_too_much_is_bundled_and_nothing_is_lost() -> None:
    days = [date(2026, 3, 1) + timedelta(days=n % 31) for n in range(600)]
    kinds = ("CONSULT", "REQUEST", "REJECT", "ASSAULT", "AGREE", "ASSESS")
    told = [
        one.model_copy(update={"act": 6 * n + k})
        for k, kind in enumerate(kinds)
        for n, one in enumerate(_told(*[{"time": on(day.isoformat())} for day in days], kind=kind))
    ]
    drawing = _drawn(told)
    assert drawing.bundled
    assert len(drawing.shapes) <= MOST
    assert sum(shape.count for shape in drawing.shapes) == len(told)


def test_bars_and_marks_are_never_bundled_together() -> None:
    week = {"time": {"start": "2026-03-01", "end": "2026-03-02"}}
    drawing = _drawn(_told(*[week] * 100, *[{"time": on("2026-03-01")}] * 100))
    assert sorted((s.count, s.width > 0) for s in drawing.shapes) == [(100, False), (100, True)]


def test_what_lies_outside_the_window_is_not_drawn() -> None:
    told = _told({"time": on("2026-02-27")}, {"time": on("2026-04-01")})
    assert not _drawn(told).shapes
    everything = whole(lines_of(told, {}))
    assert everything is not None
    assert len(_drawn(told, everything).shapes) == 2
