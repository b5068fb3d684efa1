from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from communique.export.wording import (
    attribution_phrase,
    bounds_phrase,
    casualties_phrase,
    chips,
    day_phrase,
    facts,
    parties_phrase,
    place_phrase,
    quantity_phrase,
    time_phrase,
)
from communique.record import Attribution, Bounds, Casualties, Event, EventTime, PartyKind, Place, Quantity

QUOTE = "A summit may follow"

BOUNDS = [
    (8, 8, "8"),
    (8, None, "at least 8"),
    (None, 1200, "up to 1,200"),
    (8, 12, "8–12"),
    (0, 0, "0"),
    (None, None, "an unknown number"),
]
TIMES = [
    ("2026-03-13", "2026-03-13", "13 Mar 2026"),
    ("2026-03-13", "2026-03-14", "13–14 Mar 2026"),
    ("2026-03-30", "2026-04-02", "30 Mar – 2 Apr 2026"),
    ("2025-12-30", "2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
    ("2025-03-13", "2026-03-13", "13 Mar 2025 – 13 Mar 2026"),
    ("2026-03", "2026-03", "Mar 2026"),
    ("2026-03", "2026-05", "Mar–May 2026"),
    ("2019", "2021", "2019–2021"),
    ("2026-13-01", "2026-13-01", "2026-13-01"),
]
QUANTITIES: list[tuple[dict[str, Any], str]] = [
    ({"value": 1000, "what": "prisoners", "per": "side"}, "1,000 prisoners per side"),
    ({"value": 30, "what": "day"}, "30 days"),
    ({"value": 1, "what": "week"}, "1 week"),
    ({"value": 2.5, "what": "hour"}, "2.5 hours"),
    ({"low": 3, "what": "round"}, "at least 3 round"),
    ({"low": 3, "high": 5, "what": "month"}, "3–5 months"),
    ({"what": "prisoners"}, "prisoners"),
]


@pytest.mark.parametrize(("low", "high", "expected"), BOUNDS)
def test_bounds_say_what_is_known(low: int | None, high: int | None, expected: str) -> None:
    assert bounds_phrase(Bounds(low=low, high=high)) == expected


@pytest.mark.parametrize(("start", "end", "expected"), TIMES)
def test_times_repeat_nothing(start: str, end: str, expected: str) -> None:
    assert time_phrase(EventTime(start=start, end=end)) == expected


@pytest.mark.parametrize(("slots", "expected"), QUANTITIES)
def test_quantities_read_as_prose(slots: dict[str, Any], expected: str) -> None:
    assert quantity_phrase(Quantity(**slots)) == expected


def test_casualties_leave_out_what_is_not_told() -> None:
    killed, injured = Bounds(low=8, high=None), Bounds(low=5, high=5)
    assert casualties_phrase(Casualties(killed=killed, injured=injured)) == "killed at least 8 · injured 5"
    assert casualties_phrase(Casualties(injured=injured)) == "injured 5"


def test_sides_of_a_mutual_event_are_joined(make_event: Callable[..., Event], make_party: Callable[..., Any]) -> None:
    sides = (make_party("Ostrenia"), make_party("Kaldavia"))
    person = make_party("Mara Doln", country="OST")
    cases = [
        (make_event("CONSULT", QUOTE, actors=sides), "Ostrenia ↔ Kaldavia"),
        (make_event("AGREE", QUOTE, actors=(*sides, person)), "Ostrenia, Kaldavia, Mara Doln (OST)"),
        (make_event("ACCUSE", QUOTE, actors=sides), "Ostrenia, Kaldavia"),
        (make_event("ACCUSE", QUOTE, actors=sides[:1], recipients=sides[1:]), "Ostrenia → Kaldavia"),
        (make_event("ASSAULT", QUOTE, recipients=sides[1:]), "not named → Kaldavia"),
        (make_event("ASSAULT", QUOTE), "not named"),
    ]
    for event, expected in cases:
        assert parties_phrase(event) == expected


def test_chips_mark_what_is_not_plainly_so(make_event: Callable[..., Event]) -> None:
    assert chips(make_event("CONSULT", QUOTE)) == []
    event = make_event("CONSULT", QUOTE, modality="planned", polarity="negative", confidence=0.2)
    assert chips(event) == ["planned", "did not happen", "uncertain"]


def test_facts_are_those_that_are_told(make_event: Callable[..., Event]) -> None:
    assert facts(make_event("CONSULT", QUOTE)) == []
    assert facts(make_event("CONSULT", QUOTE, issue="other")) == []
    march = {"start": "2026-03", "end": "2026-03"}
    event = make_event("CONSULT", QUOTE, mode="phone", issue="humanitarian_access", time=march)
    assert facts(event) == ["phone", "about humanitarian access", "Mar 2026"]


def test_attribution_names_the_chain() -> None:
    anonymous = Attribution(
        name="diplomat", kind=PartyKind.PERSON, country="OST", anonymous=True, via="Northern Ledger"
    )
    named = Attribution(name="United Nations", kind=PartyKind.ORGANIZATION)
    said = attribution_phrase((anonymous, named))
    assert said == "according to diplomat (OST) (unnamed), via Northern Ledger; United Nations"


def test_places_and_days() -> None:
    assert place_phrase(Place(name="Marenka", country="LOR")) == "Marenka, LOR"
    assert place_phrase(Place(name="Marenka")) == "Marenka"
    assert day_phrase(date(2026, 3, 4)) == "4 Mar 2026"
