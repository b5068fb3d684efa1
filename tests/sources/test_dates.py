from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources.dates import parse_date

CASES = [
    ("2026-03-14", date(2026, 3, 14)),
    (" 2026-03-14 ", date(2026, 3, 14)),
    ("2026-03-14T23:30:00+02:00", date(2026, 3, 14)),  # its own zone's day, though it is already the 15th further east
    ("2026-03-14T23:30:00Z", date(2026, 3, 14)),
    ("2026-03-14 21:04", date(2026, 3, 14)),
    ("14 March 2026", date(2026, 3, 14)),
    ("Saturday, 14 March 2026, 9.15 a.m.", date(2026, 3, 14)),
    ("1st Sept. 2026", date(2026, 9, 1)),
    ("March 14, 2026", date(2026, 3, 14)),
    ("Mar 14 2026", date(2026, 3, 14)),
    ("03/04/2026", None),
    ("31 June 2026", None),
    ("14 Smarch 2026", None),
    ("yesterday", None),
    ("2026", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_dates_are_read_where_they_mean_one_day(written: str, expected: date | None) -> None:
    assert parse_date(written) == expected


@given(st.dates())
def test_every_iso_date_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.text())
def test_no_text_makes_it_fail(written: str) -> None:
    found = parse_date(written)
    assert found is None or isinstance(found, date)
