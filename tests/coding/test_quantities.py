"""Counts and durations that belong to an event."""

import pytest
from tests.coding.reading import events

Told = tuple[float | None, float | None, float | None, str, str | None]

CASES: list[tuple[str, list[Told]]] = [
    # Text, and for each quantity: value, low, high, what, per.
    ("Norway released 50 prisoners.", [(50, None, None, "prisoners", None)]),
    ("Norway released more than 50 prisoners.", [(None, 50, None, "prisoners", None)]),
    ("Norway and Sweden agreed to exchange 200 prisoners each.", [(200, None, None, "prisoners", "side")]),
    (
        "Norway and Sweden agreed to exchange 1,000 prisoners from each side.",
        [(1000, None, None, "prisoners", "side")],
    ),
    ("Norway and Sweden held talks for three hours.", [(3, None, None, "hour", None)]),
    ("Norway and Sweden agreed on a 30-day ceasefire.", [(30, None, None, "day", None)]),
    ("Norway and Sweden agreed on a truce for a week.", [(1, None, None, "week", None)]),
    ("Norway and Sweden agreed to extend the truce by five days.", [(5, None, None, "day", None)]),
    # A deadline is no quantity, nor is a date.
    ("Norway demanded the release of 20 prisoners within 48 hours.", [(20, None, None, "prisoners", None)]),
    ("Norway released 50 prisoners on 3 May.", [(50, None, None, "prisoners", None)]),
    ("Norway and Sweden held talks in 2019.", []),
    # The dead are casualties.
    ("The attack killed 12 soldiers.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_an_event_has_what_its_content_counts(text: str, expected: list[Told]) -> None:
    (event,) = events(text)
    assert [(q.value, q.low, q.high, q.what, q.per) for q in event.quantities] == expected
    assert all(text[q.start : q.end] == q.text for q in event.quantities)
