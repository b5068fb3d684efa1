"""The days that a time of the record covers."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from communique.record.event import EventTime


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both inclusive."""

    first: date
    last: date

    @property
    def number(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The middle day, the earlier one of two."""
        return self.first + timedelta(days=(self.number - 1) // 2)

    def gap(self, other: "Days") -> int:
        """How many days lie between two intervals; 0 where they share one."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)


def days_covered(time: EventTime | None) -> Days | None:
    """The days that `time` covers, a month or a year to its end; None without a time, or where it is no ISO date."""
    if time is None:
        return None
    return _between(time.start, time.end)


@lru_cache(maxsize=4096)
def _between(start: str, end: str) -> Days | None:
    try:
        return Days(_first_day(start), _last_day(end))
    except ValueError:
        return None


def _first_day(written: str) -> date:
    year, month, day = _parts(written)
    return date(year, month or 1, day or 1)


def _last_day(written: str) -> date:
    year, month, day = _parts(written)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(written: str) -> tuple[int, int | None, int | None]:
    """Year, month and day of `2019`, `2019-05` or `2019-05-17`; ValueError for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", written, re.ASCII)
    if found is None:
        raise ValueError(f"{written!r} is no ISO date")
    year, month, day = (int(part) if part else None for part in found.groups())
    return year or 0, month, day
