"""The days that a time of the record covers, and how they count as precision."""

from datetime import date

from communique.record import Days, EventTime, days_covered

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # English whatever the locale.


def days_of(time: EventTime | None) -> Days | None:
    """The days that `time` covers; None without a time, where it is no ISO date, or where it ends before it begins."""
    found = days_covered(time)
    return found if found is not None and found.first <= found.last else None


def acled_day(day: date) -> str:
    """`16 May 2025`, as ACLED's files write it; the day has two digits."""
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year:04}"
