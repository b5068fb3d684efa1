"""A window of time keeps its middle when zoomed, stays in the calendar, and has ticks that fit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.web.svg.scale import LABELS, LEAST, Window, ticks, window


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2026, 3, 1), date(2026, 3, 5), ["1 Mar 2026", "2 Mar", "3 Mar", "4 Mar", "5 Mar"]),
        (date(2026, 2, 28), date(2026, 4, 2), ["2 Mar 2026", "9 Mar", "16 Mar", "23 Mar", "30 Mar"]),
        (date(2025, 11, 10), date(2026, 5, 2), ["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr", "May"]),
        (date(2019, 1, 1), date(2025, 6, 1), ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]),
    ],
)
def test_ticks_are_days_weeks_months_or_years(first: date, last: date, labels: list[str]) -> None:
    assert [tick.label for tick in ticks(Window(first, last))] == labels


@given(st.integers(1, date.max.toordinal()), st.integers(0, 3_700_000))
def test_any_window_lies_in_the_calendar_and_has_room_for_its_labels(first: int, days: int) -> None:
    shown = window(first, days)
    assert shown.days >= LEAST
    assert len(ticks(shown)) <= LABELS + 1
    for other in (shown.zoomed(shown.days * 2), shown.zoomed(shown.days // 2), shown.moved(-0.5), shown.moved(0.5)):
        assert other.first <= other.last


def test_zooming_in_keeps_the_middle() -> None:
    near = Window(date(2026, 3, 1), date(2026, 3, 31)).zoomed(11)
    assert near == Window(date(2026, 3, 11), date(2026, 3, 21))
