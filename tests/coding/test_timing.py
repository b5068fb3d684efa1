"""When an event took place; the texts are published on Saturday, 17 May 2025."""

import pytest
from tests.coding.reading import events

from communique import read

CASES: list[tuple[str, tuple[str, str] | None]] = [
    # A weekday is the last one in the past and the next one ahead.
    ("Norway attacked a port on Friday.", ("2025-05-16", "2025-05-16")),
    ("Norway and Sweden will meet on Friday.", ("2025-05-23", "2025-05-23")),
    ("Norway and Sweden held talks on Monday.", ("2025-05-12", "2025-05-12")),
    ("Norway and Sweden will hold talks on Monday.", ("2025-05-19", "2025-05-19")),
    ("Norway attacked a port yesterday.", ("2025-05-16", "2025-05-16")),
    ("Norway attacked a port on 3 May.", ("2025-05-03", "2025-05-03")),
    ("Norway and Sweden held talks from 3 to 5 May.", ("2025-05-03", "2025-05-05")),
    ("Norway and Sweden held talks last week.", ("2025-05-05", "2025-05-11")),
    ("Norway and Sweden will hold talks next month.", ("2025-06", "2025-06")),
    ("Norway attacked a port in March 2024.", ("2024-03", "2024-03")),
    ("Norway and Sweden held talks in 2019.", ("2019", "2019")),
    # The occasion on which something was said lends its date.
    ("Chad's president, speaking in Faya on Monday, praised Sudan.", ("2025-05-12", "2025-05-12")),
    # The day of publication is never put in the place of a date that is not told; a deadline is none.
    ("Norway attacked a port.", None),
    ("Norway demanded an apology by Friday.", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_an_event_has_the_date_of_its_clause(text: str, expected: tuple[str, str] | None) -> None:
    (event,) = events(text)
    assert (event.time and (event.time.start, event.time.end)) == expected


def test_without_a_date_of_publication_only_full_dates_are_resolved() -> None:
    (weekday,) = read("Norway attacked a port on Friday.").events
    (full,) = read("Norway attacked a port on 3 May 2024.").events
    assert weekday.time is None
    assert full.time is not None
    assert full.time.start == "2024-05-03"
