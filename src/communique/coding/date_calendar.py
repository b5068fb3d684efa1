"""Set a time expression on the calendar: from an `Atom` and the day of publication to an interval of ISO dates.

Policies, where English leaves room:

- weeks run from Monday to Sunday; 'last Friday' is the latest one before publication, 'next Friday' the one of the
  week after; of numeric dates the day comes first unless it cannot;
- a day or month without a year is the latest one up to publication, or the next one from it on where the clause
  speaks of the future; a day that lies more than 335 days off in that direction is taken from the other one;
- seasons are those of the northern hemisphere in whole months, and winter belongs to the year of its December;
- 'two weeks ago' and farther is a span of seven days around that day; 'two months ago' a month; 'years ago' a year;
- how many 'the coming days' are is not told: that end stays open.
"""

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from communique.coding.date_phrases import Atom
from communique.coding.date_words import UNIT_DAYS
from communique.coding.feasts import feast_day


@dataclass(frozen=True, slots=True)
class Interval:
    """Inclusive bounds, each 'YYYY-MM-DD', 'YYYY-MM', 'YYYY' or None (open), and how precise the words were."""

    first: str | None
    last: str | None
    precision: str


UNKNOWN: Final = Interval(None, None, "open")
_MAX_DISTANCE = 335  # days; about eleven months
_SEASON_MONTHS: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_PAST: Final = frozenset({"last", "past", "this past", "previous", "preceding", "recent"})
_COMING: Final = frozenset({"next", "coming", "this coming", "following"})


def first_day(iso: str) -> date:
    """The first day of an ISO day, month or year."""
    parts = [int(part) for part in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(iso: str) -> date:
    """The last day of an ISO day, month or year."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def days(first: date, last: date) -> Interval:
    """The interval between two days, a day where they are the same."""
    length = (last - first).days
    if length < 0:
        return UNKNOWN
    precision = "day" if length == 0 else "days" if length < 31 else "range"
    return Interval(first.isoformat(), last.isoformat(), precision)


def _months(first: tuple[int, int], last: tuple[int, int]) -> Interval:
    _check_years(first[0], last[0])
    low, high = (f"{year:04d}-{month:02d}" for year, month in (first, last))
    return Interval(low, high, "month" if low == high else "range")


def _years(first: int, last: int) -> Interval:
    _check_years(first, last)
    return Interval(f"{first:04d}", f"{last:04d}", "year" if first == last else "range")


def _check_years(*years: int) -> None:
    if not all(1 <= year <= 9999 for year in years):
        raise ValueError("a year outside of 1 to 9999 has no ISO date")


def _week(day: date) -> Interval:
    monday = day - timedelta(days=day.weekday())
    return Interval(monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "week")


def _shift_month(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(candidates: list[date], published: date, *, future: bool) -> date | None:
    """The nearest candidate in the direction of the clause, or in the other one where that is too far off."""
    before = max((day for day in candidates if day <= published), default=None)
    after = min((day for day in candidates if day >= published), default=None)
    wanted, other = (after, before) if future else (before, after)
    if wanted is None or other is None:
        return wanted or other
    return other if abs((wanted - published).days) > _MAX_DISTANCE else wanted


def _told_year(atom: Atom, published: date | None) -> int | None:
    if atom.year is not None:
        return atom.year
    if atom.year_shift is not None and published:
        return published.year + atom.year_shift
    return None


def _date(atom: Atom, published: date | None, *, future: bool) -> Interval:
    if atom.month is None or atom.day is None:
        return UNKNOWN
    year = _told_year(atom, published)
    if year is None and published:
        years = range(published.year - 1, published.year + 2)
        dated = [day for year in years if (day := _valid(year, atom.month, atom.day))]
        fitting = [day for day in dated if atom.weekday is None or day.weekday() == atom.weekday]
        first = _nearest(fitting or dated, published, future=future)
    else:
        first = _valid(year, atom.month, atom.day) if year else None
    if first is None:
        return UNKNOWN
    last = _valid(first.year, atom.month, atom.day_last) if atom.day_last else first
    return days(first, last) if last else UNKNOWN


def _month(atom: Atom, published: date | None, *, future: bool) -> Interval:
    month, year = atom.month or 1, _told_year(atom, published)
    if year is None and published:
        ahead = month - published.month
        if atom.which in {"last", "past", "this past"}:
            year = published.year - (ahead >= 0)
        elif atom.which in {"next", "this coming"} or (future and not atom.which):
            year = published.year + (ahead < 0 or (ahead == 0 and bool(atom.which)))
        else:
            year = published.year - (ahead > 0 and not atom.which)
    return _months((year, month), (year, month)) if year else UNKNOWN


def _weekday(atom: Atom, published: date, *, future: bool) -> Interval:
    weekday = atom.weekday or 0
    back = timedelta(days=(published.weekday() - weekday) % 7)
    ahead = timedelta(days=(weekday - published.weekday()) % 7)
    monday = published - timedelta(days=published.weekday())
    which = atom.which
    if which in {"last", "past", "this past"}:
        day = published - (back or timedelta(days=7))
    elif which == "next":
        day = monday + timedelta(days=7 + weekday)
    elif which in {"coming", "this coming"}:
        day = published + (ahead or timedelta(days=7))
    elif which in {"this", "current"} and not future:
        day = monday + timedelta(days=weekday)
    else:
        day = published + ahead if future else published - back
    return days(day, day)


def _named_day(atom: Atom, published: date, *, future: bool) -> Interval:
    name = atom.name
    if name == "overnight":
        return days(published, _plus(published, 1)) if future else days(_plus(published, -1), published)
    shift = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "last evening": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }.get(name, 0)
    return days(_plus(published, shift), _plus(published, shift))


def _plus(day: date, number: int) -> date:
    return day + timedelta(days=number)


def _unit(unit: str, day: date, step: int, *, future: bool = False) -> Interval:
    """The calendar unit that holds `day`, or one that lies `step` units away."""
    if unit in {"week", "fortnight"}:
        return _week(_plus(day, UNIT_DAYS[unit] * step))
    if unit == "weekend":
        saturday = _plus(day, 5 - day.weekday() + 7 * step)
        if step == 0 and day.weekday() < 5 and not future:
            saturday = _plus(saturday, -7)
        return days(saturday, _plus(saturday, 1))
    if unit == "month":
        there = _shift_month(day, step)
        return _months(there, there)
    if unit == "quarter":
        year, month = _shift_month(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3 * step)
        return _months((year, month), (year, month + 2))
    if unit == "decade":
        first = day.year // 10 * 10 + 10 * step
        return _years(first, first + 9)
    if unit == "year":
        return _years(day.year + step, day.year + step)
    return days(_plus(day, step), _plus(day, step))


def _moved(day: date, unit: str, count: int) -> Interval:
    """`count` units away from a day, as precisely as such words are meant."""
    if unit in {"minute", "hour"}:
        length = math.ceil(abs(count) / (24 if unit == "hour" else 1440))
        return days(day, _plus(day, length)) if count > 0 else days(_plus(day, -length), day)
    if unit in UNIT_DAYS:
        there = _plus(day, UNIT_DAYS[unit] * count)
        if unit != "day" and UNIT_DAYS[unit] * abs(count) > 7:
            return Interval(_plus(there, -3).isoformat(), _plus(there, 3).isoformat(), "week")
        return days(there, there)
    if unit == "month":
        month = _shift_month(day, count)
        return _months(month, month)
    years = count * (10 if unit == "decade" else 1)
    return _years(day.year + years, day.year + years)


def _reach(day: date, unit: str, count: int) -> date:
    """The day that lies `count` units away, for the far end of a window ('the past two months')."""
    if unit in {"minute", "hour"}:
        return _plus(day, int(math.copysign(math.ceil(abs(count) / (24 if unit == "hour" else 1440)), count)))
    if unit in UNIT_DAYS:
        return _plus(day, UNIT_DAYS[unit] * count)
    year, month = _shift_month(day, count * {"month": 1, "year": 12, "decade": 120}[unit])
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _window(atom: Atom, published: date) -> Interval:
    coming, name = atom.which in _COMING, {"fortnight": "week"}.get(atom.unit, atom.unit)
    precision = name if name in {"week", "month", "year"} and atom.count == 1 else ""
    if atom.count is None:  # 'in the coming days': how many is not told
        short = atom.unit in {"minute", "hour"}
        far = _plus(published, (1 if coming else -1)).isoformat() if short else None
        today = published.isoformat()
        return Interval(today, far, "days") if coming else Interval(far, today, "days")
    edge = _reach(published, atom.unit, atom.count if coming else -atom.count)
    span = days(published, edge) if coming else days(edge, published)
    return Interval(span.first, span.last, precision) if precision else span


def _part_of_year(atom: Atom, published: date | None, *, future: bool) -> Interval:
    """A quarter, half or season, of its year or of the nearest one."""
    if atom.kind == "half" and atom.month:
        month = _month(atom, published, future=future)
        if month.first is None:
            return UNKNOWN
        first, last = first_day(month.first), last_day(month.first)
        return days(first, first.replace(day=15)) if atom.count == 1 else days(first.replace(day=16), last)
    length = 6 if atom.kind == "half" else 3
    start = _SEASON_MONTHS[atom.name] if atom.kind == "season" else (atom.count or 1) * length - length + 1
    year = _told_year(atom, published)
    if year is None and published:
        if atom.which == "this":
            year = published.year
        else:
            begins = [date(published.year + step, start, 1) for step in (-2, -1, 0, 1)]
            ends = [last_day("-".join(f"{part:02d}" for part in _shift_month(day, length - 1))) for day in begins]
            if atom.which == "last":
                year = max(begin.year for begin, end in zip(begins, ends, strict=True) if end < published)
            elif atom.which == "next":
                year = min((begin.year for begin in begins if begin > published), default=published.year + 1)
            elif future:
                year = min(begin.year for begin, end in zip(begins, ends, strict=True) if end >= published)
            else:
                year = max(begin.year for begin in begins if begin <= published)
    if year is None:
        return UNKNOWN
    return _months((year, start), _shift_month(date(year, start, 1), length - 1))


def _holiday(atom: Atom, published: date | None, *, future: bool) -> Interval:
    year = _told_year(atom, published)
    if year is not None:
        day = feast_day(atom.name, year)
    elif published:
        years = range(published.year - 1, published.year + 2)
        there = [day for year in years if (day := feast_day(atom.name, year))]
        day = _nearest(there, published, future=future)
    else:
        day = None
    return days(day, day) if day else UNKNOWN


def _nth(atom: Atom, published: date, *, future: bool) -> Interval:
    steps = range(-2, 3) if atom.count is None else (atom.count,)
    places = (_shift_month(published, step) for step in steps)
    candidates = [day for place in places if (day := _valid(*place, atom.day or 1))]
    day = _nearest(candidates, published, future=future)
    return days(day, day) if day else UNKNOWN


def _around(atom: Atom, anchor: date) -> Interval:
    """What lies a told distance before or after another date of the text."""
    if atom.kind == "anchored":
        step = {"previous": -1, "following": 1}.get(atom.which, 0)
        if atom.weekday is not None:
            gap = (atom.weekday - anchor.weekday()) % 7 or 7
            day = _plus(anchor, gap if step > 0 else gap - 7 if gap < 7 else -7)
            return days(day, day)
        return _unit(atom.unit, anchor, step)
    back = atom.which in {"earlier", "before"}
    if atom.count is None:
        return _moved(anchor, atom.unit, 1) if atom.unit in {"hour", "minute"} and not back else UNKNOWN
    return _moved(anchor, atom.unit, -atom.count if back else atom.count)


def resolve(atom: Atom, published: date | None, *, future: bool = False, anchor: date | None = None) -> Interval:
    """The interval that an expression names; `UNKNOWN` where it needs a day that is not given or does not exist.

    `anchor` is the other date of the text that 'a week earlier' and 'the next day' count from.
    """
    try:
        return _resolve(atom, published, future=future, anchor=anchor)
    except (ValueError, OverflowError):  # outside of the years 1 to 9999
        return UNKNOWN


def _resolve(atom: Atom, published: date | None, *, future: bool, anchor: date | None) -> Interval:
    kind = atom.kind
    if kind == "date":
        return _date(atom, published, future=future)
    if kind == "month":
        return _month(atom, published, future=future)
    if kind == "year" and atom.year:
        return _years(atom.year, atom.year)
    if kind == "years" and atom.year and atom.count:
        return _years(atom.year, atom.count)
    if kind == "decade" and atom.year:
        return _years(atom.year, atom.year + 9)
    if kind in {"quarter", "half", "season"}:
        return _part_of_year(atom, published, future=future)
    if kind == "holiday":
        return _holiday(atom, published, future=future)
    if kind in {"anchored", "shift"}:
        return _around(atom, anchor) if anchor else UNKNOWN
    if published is None or kind == "duration":
        return UNKNOWN
    return _from_publication(atom, published, future=future)


def _from_publication(atom: Atom, published: date, *, future: bool) -> Interval:
    kind, which = atom.kind, atom.which
    if kind == "weekday":
        return _weekday(atom, published, future=future)
    if kind == "named_day":
        return _named_day(atom, published, future=future)
    if kind == "unit":
        step = -1 if which in _PAST else 1 if which in _COMING else 0
        if atom.unit == "weekend" and which in {"coming", "this coming"}:
            step, future = 0, True
        upcoming = future or (which == "this" and published.weekday() > 1)  # on a Tuesday 'this weekend' may be over
        unit = _unit(atom.unit, published, step, future=upcoming)
        return days(last_day(unit.last), last_day(unit.last)) if atom.name and unit.last else unit
    if kind == "window":
        return _window(atom, published)
    if kind == "nth":
        return _nth(atom, published, future=future)
    if kind == "ago":
        if atom.count is None:
            return Interval(None, published.isoformat(), "days" if atom.unit in {"hour", "day"} else atom.unit)
        return _moved(published, atom.unit, -atom.count)
    if kind in {"in", "within"} and which != "of":
        if atom.count is None:
            short = atom.unit in {"minute", "hour"}
            return Interval(published.isoformat(), _plus(published, 1).isoformat() if short else None, "days")
        if kind == "within" or which == "next":
            return days(published, _reach(published, atom.unit, atom.count))
        return _moved(published, atom.unit, atom.count) if future or which else UNKNOWN
    return UNKNOWN
