"""Find the dates that a news text tells and resolve them against its day of publication.

A phrase covers its preposition where that is one of time ('on Friday', 'since 2022', 'late on Wednesday'), and stops
before a possessive ("Tuesday" in "Tuesday's attack"). The grammar is in `date_phrases`, the calendar and its policies
in `date_calendar`. What cannot be resolved has `first` and `last` None and precision `open`; nothing is guessed.

Directions, where the words leave room: 'by', 'no later than', 'before' and 'until' look ahead whatever the clause,
unless the words around tell of the past ('By Friday, 30 people had died', 'lasted until Friday'); 'since' looks back;
anything else follows `future`. A weekday that is the publication's own is that very day in both directions.
'In three days' is the third day from publication where the clause speaks of the future, and a duration elsewhere
('took the town in three days'). 'After' and 'before' a date leave that date out.

Parts: early, mid, late are the days 1-10, 11-20 and from 21 of a month; a third of a year, though its start is January
and its end December; Monday to Wednesday, Tuesday to Thursday and Thursday to Sunday of a week; the years 0-3, 4-6 and
7-9 of a decade.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from communique.coding.date_calendar import UNKNOWN, Interval, days, first_day, last_day, resolve
from communique.coding.date_phrases import Atom, find_atoms
from communique.coding.date_words import DASH, SP


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """One date as told, and the interval it names.

    `start` and `end` are code points of the text, `text` the words between them. `first` and `last` are inclusive, ISO
    days or, where no more is known, months ('2025-05') or years ('2025'); None is an open end. `precision` is that of
    the words: day, days, week, month, year, range, or open where nothing could be resolved. `role` is point, since,
    until, deadline or duration.
    """

    start: int
    end: int
    text: str
    first: str | None
    last: str | None
    precision: str
    role: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An expression or a pair of them with the words that govern it."""

    start: int
    end: int
    atom: Atom
    last: Atom | None
    part: str
    preposition: str


_WINDOW = 48  # code points looked at on either side of an expression: longer than any of the phrases below
_PART: Final = re.compile(
    rf"(?<!\w)(?P<part>(?:(?:the{SP})?(?:very{SP})?(?P<word>end|close|beginning|start|middle)|(?:the{SP})?(?:early|small){SP}"
    rf"hours|(?:the{SP})?(?:night|morning|evening|afternoon|dawn)){SP}of(?:{SP}the(?={SP}\d))?|"
    rf"overnight(?:{SP}(?:on|into|to))?|(?P<plain>early|mid|late|earlier|later)(?:{SP}(?:on|in))?)(?:{SP}|{DASH})\Z",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(
    rf"(?<!\w)(?P<word>on|in|at|during|over|throughout|ever{SP}since|since|starting(?:{SP}(?:on|from))?|"
    rf"beginning(?:{SP}(?:on|from))?|effective(?:{SP}from)?|as{SP}of|from|until|till|up{SP}to|through|by|"
    rf"(?:no|not){SP}(?:later|earlier|sooner){SP}than|not{SP}before|before|prior{SP}to|ahead{SP}of|after|between|for)(?:{SP}the(?={SP}(?:end|close)))?{SP}\Z",
    re.IGNORECASE,
)
_JOINS: Final = re.compile(
    rf"\s?{DASH}\s?|{SP}(?P<word>to|until|till|through|and|or|into){SP}(?:early{SP}|late{SP})?|/"
)
_APPOSED: Final = re.compile(rf",?{SP}\(?(?:the{SP})?|{SP}\(")
_BESIDE: Final = re.compile(rf"{SP}(?:the{SP}|on{SP})?")
_INTO: Final = re.compile(rf"{SP}(?:(?:on|into|to){SP})?")
_POSSESSIVE: Final = re.compile(r"['\u2019]s?(?!\w)")
_HAD: Final = re.compile(r"(?:[^.;\n]{0,60}\s)?had\s")
_LASTED: Final = re.compile(
    rf"\b(?:lasted|continued|raged|remained|stayed|persisted|fought|(?:went|dragged){SP}on)\b[^.;\n]{{0,24}}\Z"
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"\u201d')]*\s|\n\n")
_NOT_BEFORE: Final = frozenset(
    {"no earlier than", "not earlier than", "no sooner than", "not sooner than", "not before"}
)
_SINCE: Final = _NOT_BEFORE | {"since", "ever since", "from", "starting", "beginning", "effective"}
_UNTIL: Final = frozenset({"until", "till", "up to", "through"})
_DEADLINE: Final = frozenset({"by", "no later than", "not later than"})
_BEFORE: Final = frozenset({"before", "prior to", "ahead of"})
_DAYLIKE: Final = frozenset({"date", "weekday", "named_day", "nth", "holiday"})
_JOINABLE: Final = _DAYLIKE | {"month", "year", "season", "quarter"}
_THIRDS: Final = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}


def find_dates(text: str, published: date | None, *, future: Callable[[int], bool] | bool = False) -> list[DatePhrase]:
    """The dates and durations told in `text`, sorted and without overlap.

    `published` is the day that relative dates count from; without it only absolute dates resolve. `future` says whether
    the clause at a phrase's start offset speaks of the future. No text is an error; a day that does not exist
    ('31 June 2025') stays unresolved.
    """
    phrases = _phrases(text)
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    found: list[DatePhrase] = []
    anchor: tuple[int, date] | None = None
    for phrase in phrases:
        ahead = _looks_ahead(phrase, text, future(phrase.start) if callable(future) else future)
        near = anchor if anchor and bisect_right(ends, phrase.start) - bisect_right(ends, anchor[0]) <= 1 else None
        interval = _resolve(phrase, published, future=ahead, anchor=near[1] if near else None)
        role, interval = _with_role(phrase, interval)
        found.append(
            DatePhrase(
                phrase.start,
                phrase.end,
                text[phrase.start : phrase.end],
                interval.first,
                interval.last,
                interval.precision,
                role,
            )
        )
        if interval.precision == "day" and interval.first and role == "point":
            anchor = (phrase.start, first_day(interval.first))
    return found


def calendar_spans(text: str) -> list[tuple[int, int]]:
    """Where the digits of `text` belong to a date or year, and count nothing; sorted, without overlap."""
    return [(atom.start, atom.end) for atom in find_atoms(text) if atom.calendar and not atom.weak]


def _phrases(text: str) -> list[_Phrase]:
    """The expressions of a text, joined into pairs and with the words before them."""
    atoms = find_atoms(text)
    phrases: list[_Phrase] = []
    index = 0
    floor = 0
    while index < len(atoms):
        atom, used = _with_weekday(text, atoms, index)
        if atom.weak or _opens_night(text, atoms, index):
            index += used
            continue
        start, part, preposition = _words_before(text, atom, floor)
        last = None
        if index + used < len(atoms):
            last, more = _partner(text, atom, atoms, index + used, preposition)
            used += more
        end = (last or atom).end
        if text[atom.start : end].count("(") > text[atom.start : end].count(")") and text[end : end + 1] == ")":
            end += 1
        phrases.append(_Phrase(start, end, atom, last, part, preposition))
        floor = end
        index += used
    return phrases


def _opens_night(text: str, atoms: Sequence[Atom], index: int) -> bool:
    """'Overnight into Tuesday': the word belongs to the day that follows it."""
    if atoms[index].name != "overnight" or index + 1 == len(atoms):
        return False
    following = atoms[index + 1]
    between = text[atoms[index].end : following.start]
    return following.kind in _DAYLIKE and len(between) < 9 and bool(_INTO.fullmatch(between))


def _with_weekday(text: str, atoms: Sequence[Atom], index: int) -> tuple[Atom, int]:
    """'Thursday, 15 May' and '15 May (Thursday)' are one date; the weekday helps to tell the year."""
    atom = atoms[index]
    if index + 1 < len(atoms):
        following = atoms[index + 1]
        between = text[atom.end : following.start]
        if len(between) < 8 and _APPOSED.fullmatch(between):
            if atom.kind == "weekday" and following.kind in {"date", "nth"}:
                merged = replace(following, start=atom.start, weekday=atom.weekday)
                return (merged if following.day_last is None else replace(merged, weekday=None)), 2
            if "(" in between and atom.kind == "date" and following.kind == "weekday":
                return replace(atom, end=following.end, weekday=following.weekday), 2
    return atom, 1


def _words_before(text: str, atom: Atom, floor: int) -> tuple[int, str, str]:
    """The phrase's start, its part ('late') and its preposition, read leftwards from the expression."""
    start, part, preposition = atom.start, "", ""
    if atom.kind in {"duration", "within", "in"}:
        return start, part, preposition
    low = max(floor, start - _WINDOW)
    match = _PART.search(text[low:start]) if atom.kind not in {"distance", "shift", "window"} else None
    if match and _part_fits(atom, match):
        part = (match["word"] or match["plain"] or match["part"]).lower()
        part = "overnight" if part.startswith("overnight") else part if part in _THIRDS or match["plain"] else ""
        start = low + match.start()
    if _POSSESSIVE.match(text[atom.end : atom.end + 2]):
        return start, part, preposition  # 'since Tuesday's attack': since the attack
    low = max(floor, start - _WINDOW)
    match = _PREPOSITION.search(text[low:start])
    if match:
        word = " ".join(match["word"].lower().split())
        word = word.split()[0] if word.startswith(("starting", "beginning", "effective")) else word
        if word != "for" or atom.kind == "window":
            preposition, start = word, low + match.start()
    return start, part, preposition


def _part_fits(atom: Atom, match: re.Match[str]) -> bool:
    if match["word"]:
        return atom.kind in {"month", "year", "unit", "decade", "season", "quarter", "weekday", "named_day", "nth"}
    if match["plain"]:
        return atom.kind not in {"ago", "anchored"}
    return atom.kind in _DAYLIKE


def _partner(text: str, atom: Atom, atoms: Sequence[Atom], index: int, preposition: str) -> tuple[Atom | None, int]:
    """The other end of 'from A to B', 'between A and B', 'A-B' or 'Monday and Tuesday', and how many atoms it took."""
    following, used = _with_weekday(text, atoms, index)
    between = text[atom.end : following.start]
    if atom.kind == "shift" and following.kind in _DAYLIKE:
        beside = len(between) < 10 and atom.which in {"before", "after"} and _BESIDE.fullmatch(between)
        return (following, used) if beside else (None, 0)
    match = _JOINS.fullmatch(between) if len(between) < 18 else None
    if not match or atom.kind not in _JOINABLE or following.kind not in _JOINABLE:
        return None, 0
    if (atom.kind in _DAYLIKE) != (following.kind in _DAYLIKE):
        return None, 0
    word = match["word"] or "to"
    if word in {"and", "or"} and preposition != "between":
        neighbours = atom.kind == following.kind == "weekday" and (
            ((following.weekday or 0) - (atom.weekday or 0)) % 7 == 1
        )
        return (following, used) if neighbours or following.weak else (None, 0)
    if _POSSESSIVE.match(text[following.end : following.end + 2]) and preposition not in {"from", "between"}:
        return None, 0
    return following, used


def _looks_ahead(phrase: _Phrase, text: str, future: bool) -> bool:
    if phrase.preposition in {"since", "ever since"}:
        return False
    if phrase.preposition in _DEADLINE | _BEFORE | _NOT_BEFORE:
        return not _HAD.match(text[phrase.end : phrase.end + 64].lstrip(", "))
    if phrase.preposition in _UNTIL:
        return not _LASTED.search(text[max(0, phrase.start - _WINDOW) : phrase.start])
    return future


def _resolve(phrase: _Phrase, published: date | None, *, future: bool, anchor: date | None) -> Interval:
    atom, last = phrase.atom, phrase.last
    if last is None:
        beside = atom.kind == "shift" and atom.which in {"before", "after"}  # of something that is not a date
        interval = resolve(atom, published, future=future, anchor=None if beside else anchor)
        return _narrowed(phrase, interval, published)
    if atom.kind == "shift":
        there = resolve(last, published, future=future)
        return resolve(atom, published, anchor=first_day(there.first)) if there.first else UNKNOWN
    told = last.year is not None or last.year_shift is not None
    if told and atom.year is None and atom.year_shift is None:
        high = resolve(last, published, future=future)
        low = resolve(replace(atom, year=last.year, year_shift=last.year_shift), published)
        if low.first and high.first and first_day(low.first) > first_day(high.first):
            low = resolve(replace(atom, year=first_day(high.first).year - 1), published)
    elif future or atom.year is not None:
        low = resolve(atom, published, future=future)
        start = last_day(low.last) if low.last else None
        high = resolve(last, start, future=True)
    else:
        high = resolve(last, published)
        low = resolve(atom, first_day(high.first) if high.first else None)
    low = _narrowed(phrase, low, published) if phrase.part not in {"overnight", "end", "close"} else low
    if not (low.first and high.last) or first_day(low.first) > last_day(high.last):
        return UNKNOWN
    if low.precision == high.precision == "day":
        return days(first_day(low.first), first_day(high.last))
    return Interval(low.first, high.last, "range")


def _narrowed(phrase: _Phrase, interval: Interval, published: date | None) -> Interval:
    """Early, mid, late, the end of an interval; the part of it that is over or to come."""
    part, first, last = phrase.part, interval.first, interval.last
    if not part or first is None or last is None:
        return interval
    low, high = first_day(first), last_day(last)
    if part == "overnight":
        return days(low - timedelta(days=1), low) if interval.precision == "day" and low > date.min else interval
    if part in {"earlier", "later"}:
        if published is None or not low < high:
            return interval
        return days(low, max(low, min(high, published))) if part == "earlier" else days(max(low, published), high)
    if interval.precision == "day":
        return interval
    if part in {"end", "close"} and phrase.preposition in _UNTIL | _DEADLINE | _BEFORE:
        return days(high, high)
    if part in {"beginning", "start"} and phrase.preposition in _SINCE:
        return days(low, low)
    third = _THIRDS[part]
    if interval.precision == "week":
        begin, end = ((0, 2), (1, 3), (3, 6))[third]
        return days(low + timedelta(days=begin), low + timedelta(days=end))
    if interval.precision == "month":
        return days(low.replace(day=1 + 10 * third), high if third == 2 else low.replace(day=10 + 10 * third))
    if interval.precision == "year" and part not in {"early", "mid", "middle", "late"}:
        month = f"{first}-{1 if third == 0 else 12:02d}"
        return Interval(month, month, "month")
    if interval.precision == "year":
        return Interval(f"{first}-{1 + 4 * third:02d}", f"{first}-{4 + 4 * third:02d}", "range")
    if phrase.atom.kind == "decade":
        begin, end = ((0, 3), (4, 6), (7, 9))[third]
        return Interval(f"{low.year + begin:04d}", f"{low.year + end:04d}", "range")
    step = ((high - low).days + 1) // 3
    begin_day = low + timedelta(days=step * third)
    return days(begin_day, high if third == 2 else begin_day + timedelta(days=step - 1))


def _with_role(phrase: _Phrase, interval: Interval) -> tuple[str, Interval]:
    """The role that the preposition gives, and the interval with the end that it leaves open."""
    word, first, last = phrase.preposition, interval.first, interval.last
    kind = phrase.atom.kind
    if kind == "duration" or (word == "for" and kind == "window"):
        return "duration", interval
    if kind == "within":
        return "deadline", interval
    if kind == "in" and interval is UNKNOWN:
        return "duration", interval
    pair = phrase.last is not None and kind != "shift"
    if word in {"between", *_SINCE} and (pair or phrase.atom.day_last or kind == "years"):
        return "point", interval
    precision = interval.precision
    if word in _SINCE:
        return "since", replace(interval, last=None) if first else interval
    if word == "after":
        return "since", Interval(_step(last, 1), None, precision) if last else interval
    if word in _UNTIL:
        return "until", replace(interval, first=None) if last else interval
    if word in _DEADLINE:
        return "deadline", replace(interval, first=None) if last else interval
    if word in _BEFORE:
        ended = phrase.part in {"end", "close"}
        bound = last if ended else _step(first, -1) if first else None
        return "until", Interval(None, bound, precision) if bound else interval
    return "point", interval


def _step(iso: str, number: int) -> str | None:
    """The ISO day, month or year beside another one; None outside of the calendar."""
    length = len(iso)
    try:
        beside = (last_day(iso) if number > 0 else first_day(iso)) + timedelta(days=number)
    except OverflowError:
        return None
    return beside.isoformat()[:length]
