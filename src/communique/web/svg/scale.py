"""The stretch of time that a drawing shows, and the ticks of its axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from communique.export.wording import day_phrase
from communique.record import Days

LABELS = 11
"""Ticks at most: so many labels stand side by side without touching."""
LEAST = 3
"""Days at least of a window."""
MONTH = 30
"""Days of the window that is called a month."""
_Unit = Literal["day", "month", "year"]
_STEPS: tuple[tuple[_Unit, int], ...] = (
    ("day", 1),
    ("day", 2),
    ("day", 7),
    ("day", 14),
    ("month", 1),
    ("month", 3),
    ("month", 6),
    ("year", 1),
    ("year", 2),
    ("year", 5),
    ("year", 10),
    ("year", 20),
    ("year", 50),
    ("year", 100),
    ("year", 1000),
)
_NEAR_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to `last`, both inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def at(self, day: date) -> float:
        """Where a day begins, in percent of the width; below 0 or above 100 outside."""
        return round(100 * (day.toordinal() - self.first.toordinal()) / self.days, 2)

    def middle_of(self, day: date) -> float:
        """Where the noon of a day is."""
        return round(100 * (day.toordinal() - self.first.toordinal() + 0.5) / self.days, 2)

    def end_of(self, day: date) -> float:
        """Where a day ends."""
        return round(100 * (day.toordinal() - self.first.toordinal() + 1) / self.days, 2)

    def touches(self, days: Days) -> bool:
        """Whether it shows something of those days."""
        return days.first <= self.last and days.last >= self.first

    def zoomed(self, days: int) -> "Window":
        """A window of so many days around the same middle."""
        return window(self.first.toordinal() + (self.days - days) // 2, days)

    def moved(self, part: float) -> "Window":
        """A window as long, later by a part of its length; a negative part goes back."""
        return window(self.first.toordinal() + round(self.days * part), self.days)


def window(first: int, days: int) -> Window:
    """The window of so many days from a day on, given as its ordinal; kept within the calendar."""
    days = max(LEAST, min(days, date.max.toordinal() - 2))
    first = max(1, min(first, date.max.toordinal() - days))
    return Window(date.fromordinal(first), date.fromordinal(first + days - 1))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis; `side` says on which side of it the label begins."""

    x: float
    label: str
    side: Literal["start", "middle", "end"]


def ticks(shown: Window) -> list[Tick]:
    """The ticks of the finest step whose labels have room: days, weeks from Mondays, months, quarters, years."""
    for unit, step in _STEPS:
        rough = shown.days / {"day": 1, "month": 30.4, "year": 365.2}[unit] / step
        if rough <= LABELS:
            break
    found: list[Tick] = []
    year = None
    for day in _days(shown, unit, step):
        x = shown.at(day) if unit != "day" or step > 2 else shown.middle_of(day)
        written = day_phrase(day).split(" ")
        label = {"day": written[:2], "month": written[1:2], "year": []}[unit]
        if day.year != year:
            label = [*label, str(day.year)]
        year = day.year
        side: Literal["start", "middle", "end"] = "middle"
        if x < _NEAR_EDGE:
            side = "start"
        elif x > 100 - _NEAR_EDGE:
            side = "end"
        found.append(Tick(x, " ".join(label), side))
    return found


def _days(shown: Window, unit: _Unit, step: int) -> Iterator[date]:
    """The days of the ticks within the window."""
    if unit == "day":
        # Ordinal 1 is a Monday, so weeks begin there; two days are counted from the first one.
        first = shown.first.toordinal()
        begin = first if step < 7 else first + (1 - first) % step
        for ordinal in range(begin, shown.last.toordinal() + 1, step):
            yield date.fromordinal(ordinal)
        return
    months = step if unit == "month" else 12 * step
    at = (shown.first - timedelta(days=1)) if shown.first > date.min else shown.first
    number = -(-(at.year * 12 + at.month) // months) * months
    while number // 12 <= date.max.year:
        day = date(max(1, number // 12), number % 12 + 1, 1)
        if day > shown.last:
            return
        if day >= shown.first:
            yield day
        number += months
