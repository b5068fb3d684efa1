"""The days of feasts that a calendar alone can tell: fixed ones, and those that are counted from Easter.

Feasts of lunar calendars (Ramadan, Eid) are left out: their days depend on sightings and differ from place to place.
"""

from datetime import date, timedelta
from typing import Final

_FIXED: Final = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "may day": (5, 1),
    "orthodox christmas": (1, 7),
}
_FROM_EASTER: Final = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7}


def feast_day(name: str, year: int) -> date | None:
    """The day of a feast, named in lower case, in a year; None for a feast without a computable day."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "orthodox easter":
        return easter(year, orthodox=True)
    return easter(year) + timedelta(days=_FROM_EASTER[name]) if name in _FROM_EASTER else None


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday by the Gregorian computus, or that of the Julian calendar told in the Gregorian one (1900 to 2099).

    The Gregorian rule is the anonymous one of 1876, as in Jean Meeus, Astronomical Algorithms, "Date of Easter".
    """
    if orthodox:
        moon = (19 * (year % 19) + 15) % 30
        offset = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114
        return date(year, offset // 31, offset % 31 + 1) + timedelta(days=13)
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    offset = moon + weekday - 7 * late + 114
    return date(year, offset // 31, offset % 31 + 1)
