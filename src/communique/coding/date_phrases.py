"""What the patterns of dates mean: each match becomes an `Atom`, a time expression not yet set on a calendar.

'last Friday' is a weekday with `which` = 'last'. Prepositions and parts ('since', 'late', 'the end of') are read by
`dates`; days and months are counted by `date_calendar`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from communique.coding.date_patterns import COMPILED, may_stand
from communique.coding.date_words import ORDINALS, SP, count_value, month_number, weekday_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One time expression as it was said; `kind` says which other fields count, `date_calendar.resolve` reads them."""

    start: int
    end: int
    kind: str
    year: int | None = None
    year_shift: int | None = None  # a year told by its distance from publication: 'last year' is -1
    month: int | None = None
    day: int | None = None
    day_last: int | None = None
    weekday: int | None = None
    which: str = ""
    unit: str = ""
    count: int | None = None
    name: str = ""
    weak: bool = False  # a date only beside another one: 'and May', 'to 2023'
    calendar: bool = False  # its digits are those of a date, never a quantity


_Match = re.Match[str]
_WEAK = frozenset({"and", "or", "to"})
_NAMES = frozenset({"april", "may", "june", "august", "march"})  # months that are also names of people
_NAME_LEADS = frozenset({"by", "from", "after", "before", "of", "the", "and", "or", "to", "than", "about", "over"})
_AFTER_THE_MONTH = re.compile(rf"{SP}(?!(?:on|for|of|in|to)\b)[a-z0-9]")
_PAUSE = re.compile(r"\s?[.,;:!?)]|\Z|\n")
_CAPITAL = re.compile(rf"{SP}[A-Z]")
_ANCHORED = frozenset({"following", "previous", "preceding", "same"})
_SENTENCE_START = re.compile(r"(?:\A|[.?!:\"\u201c\u2018'\n(])\s*\Z")


def _plain(text: str | None) -> str:
    return " ".join((text or "").lower().split())


def _year(match: _Match) -> tuple[int | None, int | None]:
    """The year that was told, and its distance from publication where it was told so."""
    groups = match.groupdict()
    shift = {"last": -1, "this": 0, "next": 1}.get(groups.get("rel") or "")
    return (int(groups["year"]) if groups.get("year") else None), shift


def _day_number(text: str) -> int:
    return int(text.rstrip("stndrh"))


def _numeric(match: _Match) -> Atom | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if month > 12:  # the American order: no month is told twice
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = year if year > 99 else 2000 + year
    return Atom(start=match.start(), end=match.end(), kind="date", year=year, month=month, day=day, calendar=True)


def _date(match: _Match) -> Atom:
    year, shift = _year(match)
    return Atom(
        start=match.start(),
        end=match.end(),
        kind="date",
        year=year,
        year_shift=shift,
        month=month_number(match["m"]),
        day=_day_number(match["d1"]),
        day_last=_day_number(match["d2"]) if match["d2"] else None,
        calendar=True,
    )


def _month_year(match: _Match) -> Atom:
    year, shift = _year(match)
    month = month_number(match["m"])
    start, end = match.span()
    return Atom(start=start, end=end, kind="month", year=year, year_shift=shift, month=month, calendar=True)


def _month_alone(match: _Match) -> Atom | None:
    lead, which, name = _plain(match["lead"]), _plain(match["which"]), match["m"].lower()
    after = match.string[match.end() : match.end() + 5]
    if name in _NAMES and lead in _NAME_LEADS and _CAPITAL.match(after):
        return None  # 'by June Smith', 'after May Day'
    if lead == "the" and not _AFTER_THE_MONTH.match(after):
        return None  # 'the March on the capital'
    start = match.start("which") if which else match.start("m")
    month = month_number(name)
    return Atom(start=start, end=match.end(), kind="month", month=month, which=which, weak=lead in _WEAK, calendar=True)


def _year_alone(match: _Match) -> Atom | None:
    lead = _plain(match["lead"])
    if lead in {"the", "than", "over", "about"}:
        return None  # 'the 2019 accord' names an accord; 'more than 2000' is a number
    start, end = match.span("year")
    return Atom(start=start, end=end, kind="year", year=int(match["year"]), weak=lead in _WEAK, calendar=True)


def _years(match: _Match) -> Atom | None:
    first, tail = int(match["y1"]), match["y2"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if not first < last <= first + 150:
        return None
    return Atom(start=match.start(), end=match.end(), kind="years", year=first, count=last, calendar=True)


def _decade(match: _Match) -> Atom:
    return Atom(start=match.start(), end=match.end(), kind="decade", year=int(match["decade"]), calendar=True)


def _weekday(match: _Match) -> Atom:
    weekday, which = weekday_number(match["w"]), _plain(match["which"])
    kind = "anchored" if which in {"following", "previous", "preceding"} else "weekday"
    which = {"preceding": "previous", "same": "", "recent": ""}.get(which, which)
    return Atom(start=match.start(), end=match.end(), kind=kind, weekday=weekday, which=which)


def _named_day(match: _Match) -> Atom | None:
    window = match.string[max(0, match.start() - 3) : match.start()]
    if match["day"][0].isupper() and match.start() and not _SENTENCE_START.search(window):
        return None  # the channel 'Russia Today'
    return Atom(start=match.start(), end=match.end(), kind="named_day", name=_plain(match["day"]))


def _unit(match: _Match) -> Atom | None:
    groups = match.groupdict()
    which, unit, the = _plain(groups.get("which")), match["unit"].lower(), bool(groups.get("the"))
    start, end = match.span()
    if which in _ANCHORED or (unit == "day" and which == "next"):
        which = "following" if which == "next" else "previous" if which == "preceding" else which
        return Atom(start=start, end=end, kind="anchored", which=which, unit=unit, count=1)
    rolling = which in {"past", "this past", "coming", "this coming"} or (the and which in {"last", "next"})
    if (rolling and unit in {"week", "fortnight", "month", "year", "decade"}) or (which == "past" and unit == "day"):
        return Atom(start=start, end=end, kind="window", which=which, unit=unit, count=1)
    if unit == "day" or which == "recent":
        return None  # 'the last day of talks'
    return Atom(start=start, end=end, kind="unit", which=which, unit=unit)


def _unit_end(match: _Match) -> Atom:
    """'By year's end': the last day."""
    return Atom(start=match.start(), end=match.end(), kind="unit", which="this", unit=match["unit"].lower(), name="end")


def _window(match: _Match) -> Atom | None:
    which, unit, count = _plain(match["which"]), match["unit"].lower(), count_value(match["n"])
    if which in {"this", "current", "same"} or (match["n"] is None and which in {"last", "next"}):
        return None
    kind = "shift" if which == "following" else "window"  # 'the following three days': after what is not told
    count = None if which == "following" else count
    return Atom(start=match.start(), end=match.end(), kind=kind, which=which, unit=unit, count=count)


def _distance(match: _Match) -> Atom | None:
    unit, rel = match["unit"].lower(), _plain(match["rel"])
    if match["n"] is None and not unit.endswith("s"):
        return None  # 'the day before' has its own pattern
    if rel in {"before", "after"} and _PAUSE.match(match.string[match.end() : match.end() + 2]):
        rel = {"before": "earlier", "after": "later"}[rel]
    kind = "ago" if rel == "ago" else "in" if rel in {"from now", "from today", "hence"} else "shift"
    count = count_value(match["n"])
    start, end = match.span()
    return Atom(start=start, end=end, kind=kind, which=rel, unit=unit.removesuffix("s"), count=count)


def _ahead(match: _Match) -> Atom | None:
    lead, unit, count = match["lead"].lower(), match["unit"].lower(), count_value(match["n"])
    if match["n"] is None and (lead == "in" or match["next"] or not unit.endswith("s")):
        return None
    which = "of" if match["of"] else "next" if match["next"] else "from now" if match["time"] else ""
    end = match.end("time") if match["time"] else match.end("unit")
    return Atom(start=match.start(), end=end, kind=lead, which=which, unit=unit.removesuffix("s"), count=count)


def _duration(match: _Match) -> Atom | None:
    unit, amount = match["unit"].lower(), match["n"]
    singular = not unit.endswith("s")
    if singular and " the " in f" {_plain(match.group())} ":
        return None  # 'for the week'
    start, end = match.span()
    count = 1 if singular and not amount else count_value(amount)
    return Atom(start=start, end=end, kind="duration", unit=unit.removesuffix("s"), count=count)


def _quarter(match: _Match) -> Atom | None:
    unit, number = match["unit"].lower(), ORDINALS[match["ord"].lower()]
    number = {"quarter": 4, "half": 2}[unit] if number < 0 else number
    if (unit == "half" and (number > 2 or not match["tail"])) or (unit == "quarter" and match["m"]):
        return None  # the second half of anything
    year, shift = _year(match)
    shift = 0 if match["the_year"] else shift
    month = month_number(match["m"]) if match["m"] else None
    start, end = match.span()
    return Atom(start=start, end=end, kind=unit, count=number, year=year, year_shift=shift, month=month, calendar=True)


def _quarter_short(match: _Match) -> Atom:
    start, end = match.span()
    return Atom(start=start, end=end, kind="quarter", count=int(match["q"]), year=_year(match)[0], calendar=True)


def _season(match: _Match) -> Atom:
    groups, (year, shift) = match.groupdict(), _year(match)
    name = (groups["s"] or groups["s2"]).lower().replace("fall", "autumn")
    start, which = match.start("body" if "body" in groups else 0), _plain(groups.get("which"))
    shown = year is not None
    return Atom(
        start=start, end=match.end(), kind="season", name=name, which=which, year=year, year_shift=shift, calendar=shown
    )


def _holiday(match: _Match) -> Atom:
    year, shift = _year(match)
    name = _plain(match["feast"]).replace("\u2019", "'")
    return Atom(start=match.start(), end=match.end(), kind="holiday", name=name, year=year, year_shift=shift)


def _nth(match: _Match) -> Atom:
    start, end = match.span("body")
    shift = {"last": -1, "next": 1, "this": 0, "the": 0}.get((match["whose"] or "").lower())
    return Atom(start=start, end=end, kind="nth", day=_day_number(match["d"]), count=shift, calendar=True)


def _day_beside(match: _Match) -> Atom:
    """'The day before': of an event unless the sentence pauses there; `dates` looks for a date beside it."""
    start, end = match.span()
    kind = "anchored" if match["bare"] is not None else "shift"
    which = match["side"].lower()
    which = {"before": "previous", "after": "following"}[which] if kind == "anchored" else which
    return Atom(start=start, end=end, kind=kind, which=which, unit="day", count=1)


def _same_day(match: _Match) -> Atom:
    unit = match["unit"].lower()
    unit = unit if unit in {"week", "month", "year"} else "day"
    return Atom(start=match.start(), end=match.end(), kind="anchored", which="same", unit=unit, count=0)


def _rest_of(match: _Match) -> Atom:
    start, end = match.span("body")
    return Atom(start=start, end=end, kind="unit", which="this", unit=match["unit"].lower())


_BUILDERS: Final[dict[str, Callable[[_Match], Atom | None]]] = {
    "iso": _numeric,
    "slashed": _numeric,
    "short": _numeric,
    "day_month": _date,
    "month_day": _date,
    "month_year": _month_year,
    "month_alone": _month_alone,
    "year_alone": _year_alone,
    "years": _years,
    "decade": _decade,
    "weekday": _weekday,
    "named_day": _named_day,
    "unit": _unit,
    "weekend": _unit,
    "unit_end": _unit_end,
    "window": _window,
    "distance": _distance,
    "ahead": _ahead,
    "duration": _duration,
    "quarter": _quarter,
    "quarter_short": _quarter_short,
    "season_year": _season,
    "season_which": _season,
    "season_alone": _season,
    "holiday": _holiday,
    "nth": _nth,
    "day_beside": _day_beside,
    "same_day": _same_day,
    "rest_of": _rest_of,
}


@lru_cache(maxsize=4)
def find_atoms(text: str) -> tuple[Atom, ...]:
    """Every time expression of `text`, sorted, without overlap: the earliest and then the longest reading wins.

    Dates and numbers of one report both ask for them, one after the other.
    """
    folded = text.casefold()
    found = [
        atom
        for name, build in _BUILDERS.items()
        if may_stand(name, folded)
        for match in COMPILED[name].finditer(text)
        if (atom := build(match)) is not None
    ]
    found.sort(key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    end = 0
    for atom in found:
        if atom.start >= end:
            kept.append(atom)
            end = atom.end
    return tuple(kept)
