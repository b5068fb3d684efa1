"""Find the numbers that a news text tells, with the bounds that the words around them set.

| words | low | high | exact |
|---|---|---|---|
| N | N | N | yes |
| at least, no fewer than, no less than, more than, over, above, upwards of, in excess of, | | | |
| exceeding, a minimum of, as few as N; N or more, N-plus, N+ | N | null | no |
| up to, as many as, at most, no more than, fewer than, less than, (just) under, below, | | | |
| a maximum of N; N or fewer, N or less | null | N | no |
| about, around, some, nearly, roughly, almost, close to, an estimated N; N or so | N | N | no |
| between N and M, from N to M, N to M, N-M, N or M (where N is less than M) | N | M | no |
| a couple of, a few, several, a handful, multiple | 2 | null | no |
| several hundred, a few dozen (2 of the scale) | 200, 24 | null | no |
| tens, dozens, scores, hundreds, thousands, millions | 20, 24, 40, 200, 2000, 2000000 | null | no |
| tens of thousands, hundreds of thousands | 20000, 200000 | null | no |
| no, none, nobody, no one, zero | 0 | 0 | yes |

A dozen is 12, half a million 500000. A bound on a vague number changes its low end only where it sets one; 'up to
several hundred' is open on both sides. 'Over' before a time ('over three days') is no bound. Years, dates, clock times,
numbers in names and fractions count nothing and are left out (`number_masks`).
"""

import re
from dataclasses import dataclass
from typing import Final

from communique.coding.date_words import DASH, SP, UNIT
from communique.coding.number_masks import masked
from communique.coding.number_words import Numeral, numerals


@dataclass(frozen=True, slots=True)
class Number:
    """A number as told and what it says.

    `start` and `end` (code points of the text) cover the bound words and units ('at least eight', 'more than $5
    million', '44-year-old'); `core_start` and `core_end` the numeral alone, or both and the words between for 'N to M'.
    `low` and `high` are inclusive, None where open; `exact` says that they are one number told without a bound.
    `kind` is cardinal, ordinal, percent, money (in the currency told), age (years) or multiplier ('three times' is 3).
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    exact: bool
    core_start: int
    core_end: int
    kind: str


_BEFORE = 56  # code points looked at before a numeral: longer than any bound with its filler words
_LOW = (
    rf"at{SP}least|(?:a{SP})?minimum{SP}of|(?:no|not){SP}(?:fewer|less){SP}than|(?:well{SP}|just{SP}|slightly{SP})?over|"
    rf"(?:well{SP}|far{SP}|slightly{SP}|a{SP}little{SP})?more{SP}than|above|upwards?{SP}of|in{SP}excess{SP}of|exceeding|"
    rf"greater{SP}than|as{SP}few{SP}as"
)
_HIGH = (
    rf"up{SP}to|as{SP}many{SP}as|as{SP}much{SP}as|at{SP}(?:the{SP})?most|(?:no|not){SP}more{SP}than|(?:a{SP})?maximum{SP}of|"
    rf"fewer{SP}than|(?:slightly{SP}|a{SP}little{SP})?less{SP}than|(?:just{SP}|slightly{SP})?under|below"
)
_ABOUT = (
    rf"about|around|some|nearly|roughly|almost|approximately|an{SP}estimated|estimated|close{SP}to|circa|"
    rf"an{SP}average{SP}of|~|\u2248"
)
_FILLER = rf"(?:(?:another|a{SP}further|an{SP}additional|an{SP}other|further|additional|the|a{SP}total{SP}of){SP})"
_BOUND: Final = re.compile(
    rf"(?<![\w-])(?:(?P<high>{_HIGH})|(?P<low>{_LOW})|(?P<about>{_ABOUT}))(?:{SP}|(?<=[~\u2248]))"
    rf"(?:(?P<inner>{_ABOUT}|{_LOW}|{_HIGH}){SP})?{_FILLER}?\Z",
    re.IGNORECASE,
)
_LOWS: Final = re.compile(_LOW, re.IGNORECASE)
_HIGHS: Final = re.compile(_HIGH, re.IGNORECASE)
_OPEN_AFTER: Final = re.compile(
    rf"\+|-plus(?!\w)|{SP}(?:or|and){SP}(?:more|above|over)(?!\w)(?!{SP}than)|{SP}plus(?!\w)", re.IGNORECASE
)
_CLOSED_AFTER: Final = re.compile(rf"{SP}or{SP}(?:fewer|less)(?!\w)", re.IGNORECASE)
_ABOUT_AFTER: Final = re.compile(rf"{SP}or{SP}so(?!\w)|-odd(?!\w)", re.IGNORECASE)
_TIME: Final = re.compile(rf"{SP}{UNIT}s?(?!\w)", re.IGNORECASE)
_SYMBOL = r"(?:(?:US|A|C|NZ)?[$\u00a3\u20ac\u00a5\u20b4\u20bd\u20aa\u20ba])"
_RANGE: Final = re.compile(
    rf"(?:(?:{SP})?%|{SP}per(?:{SP})?cent)?(?:(?P<dash>\s?{DASH}\s?)|-to-|{SP}(?P<word>to|or|and){SP}){_SYMBOL}?",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(rf"(?<!\w)(?:anywhere{SP})?(?P<word>between|from){SP}\Z", re.IGNORECASE)
_PERCENT: Final = re.compile(
    rf"(?:{SP})?%|(?:{SP}|-)(?:percent(?:age{SP}points?)?|per{SP}cent|pct)(?!\w)", re.IGNORECASE
)
_CURRENCY: Final = re.compile(rf"(?<!\w)(?:{_SYMBOL}|USD|EUR|GBP|UAH|RUB|CHF) ?\Z")
_MONEY: Final = re.compile(
    rf"(?:{SP}|-)(?:(?:US|Canadian|Australian){SP})?(?:dollars?|euros?|pounds?(?!{SP}of)|ro?ubles?|hryvnias?|shekels?|yen|yuan|"
    r"rials?|riyals?|liras?|francs?|dinars?|dirhams?|rupees?|zlotys?|cents|USD|EUR|GBP|UAH|RUB|CHF)(?!\w)",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(rf"{SP}times(?!\w)|-?fold(?!\w)", re.IGNORECASE)
_OLD: Final = re.compile(
    rf"[- ](?:(?:year|month|week|day)s?)[- ]olds?(?!\w)|{SP}years?{SP}of{SP}age(?!\w)", re.IGNORECASE
)
_AGED: Final = re.compile(
    rf"(?<!\w)(?:aged?|at{SP}age|(?:the{SP})?ages?{SP}of)(?:{SP}(?:of|between|from|under|over|about|around))?{SP}\Z",
    re.IGNORECASE,
)
_AFTER_NAME: Final = re.compile(r"(?<!\w)[A-Z][\w'\u2019-]{1,30}\s[A-Z][\w'\u2019-]{1,30},\s\Z")
_ONE_NAMED: Final = re.compile(
    rf"(?<!\w)(?:the|this|that|which|each|any|every|another|new|old|first|last|next|other|same|only|good|final|former|latter)"
    rf"{SP}\Z",
    re.IGNORECASE,
)
_ONE_OTHER: Final = re.compile(rf"{SP}another(?!\w)|['\u2019]s(?!\w)")
_NO_COUNT: Final = re.compile(
    rf"{SP}(?:longer|doubt|matter|later|sooner|more|fewer|less|way|idea|such|intention|plans?|reason|need|sign|other{SP}way|"
    r"means|comment|mention|question|wonder|sense|immediate|clear)(?!\w)",
    re.IGNORECASE,
)
_MULTIPLIERS_OF: Final = {
    "twice": 2.0,
    "thrice": 3.0,
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "tenfold": 10.0,
}
_MULTIPLIERS: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_MULTIPLIERS_OF)})(?!\w)", re.IGNORECASE)


_AGE_YEARS: Final = {"y": 1.0, "m": 12.0, "w": 52.0, "d": 365.0}
_OLDEST = 120  # a number beside a name that is larger is no age


def find_numbers(text: str) -> list[Number]:
    """The numbers told in `text`, sorted and without overlap. No text is an error; a text without any gives []."""
    clean = masked(text)
    found = [numeral for numeral in numerals(clean) if _counts(clean, numeral)]
    numbers: list[Number] = []
    multipliers = list(_MULTIPLIERS.finditer(clean))
    index = floor = 0
    while index < len(found):
        first = found[index]
        last = _range_end(clean, found, index, floor)
        index += 1 if last is None else 2
        if last is not None and last is first:  # '5-4': a score
            continue
        number = _number(text, clean, first, last, floor)
        numbers.append(number)
        floor = number.end
    numbers += [
        Number(*match.span(), match.group(), value, value, True, *match.span(), "multiplier")
        for match in multipliers
        if (value := _MULTIPLIERS_OF[match.group().lower()])
    ]
    return sorted(numbers, key=lambda number: number.start)


def _counts(text: str, numeral: Numeral) -> bool:
    """Whether a numeral counts something: not 'the one', 'one another', 'no longer'."""
    word = text[numeral.start : numeral.end].lower()
    after = text[numeral.end : numeral.end + 24]
    if word == "one":
        before = text[max(0, numeral.start - 16) : numeral.start]
        return not (_ONE_NAMED.search(before) or _ONE_OTHER.match(after))
    return word != "no" or not _NO_COUNT.match(after)


def _range_end(text: str, found: list[Numeral], index: int, floor: int) -> Numeral | None:
    """The other end of a range that opens here; the numeral itself where two make a score ('5-4'); None otherwise."""
    if index + 1 == len(found):
        return None
    first, last = found[index], found[index + 1]
    between = text[first.end : last.start]
    match = _RANGE.fullmatch(between) if len(between) < 24 else None
    if match is None or first.ordinal or last.ordinal or first.vague or last.vague or not first.value:
        return None
    if (match["word"] or "").lower() == "and":
        lead = _BETWEEN.search(_before(text, first.start, floor))
        if lead is None or lead["word"].lower() != "between":
            return None
    if _low_end(first, last) < last.value:
        return last
    return first if match["dash"] and between.strip() == between else None


def _low_end(first: Numeral, last: Numeral) -> float:
    """'5 to 10 million' starts at five million; '500 to 2 thousand' at 500."""
    shared = first.scale == 1 and last.scale > 1 and first.value < last.value / last.scale
    return first.value * last.scale if shared else first.value


def _before(text: str, start: int, floor: int) -> str:
    return text[max(floor, start - _BEFORE) : start]


def _number(text: str, clean: str, first: Numeral, last: Numeral | None, floor: int) -> Number:
    start, end = first.start, (last or first).end
    core_start, core_end = start, end
    low = _low_end(first, last) if last else first.value
    high = last.value if last else first.value
    kind, start, end, share = _unit(clean, first, start, end, floor)
    low, high = low / share, high / share
    if last is not None and (lead := _BETWEEN.search(_before(clean, start, floor))):
        start -= len(lead.group())
    if kind == "ordinal":
        return Number(start, end, text[start:end], low, high, True, core_start, core_end, kind)
    start, end, bound = _bound(clean, start, end, core_end, floor)
    bounds: tuple[float | None, float | None] = (low, None if first.vague else high)
    if bound == "low":
        bounds = low, None
    elif bound == "high":
        bounds = None, None if first.vague else high
    exact = not bound and last is None and not first.vague
    return Number(start, end, text[start:end], *bounds, exact, core_start, core_end, kind)


def _unit(text: str, first: Numeral, start: int, end: int, floor: int) -> tuple[str, int, int, float]:
    """The kind that the words beside a numeral give, the span with those words, and what to divide its value by."""
    before, after = _before(text, start, floor), text[end : end + 32]
    if first.ordinal:
        return "ordinal", start, end, 1.0
    if match := _OLD.match(after):
        return "age", start, end + match.end(), _AGE_YEARS[match.group().lstrip("- \n").lower()[:1]]
    if match := _AGED.search(before):
        return "age", start - len(match.group()), end, 1.0
    if first.value <= _OLDEST and after[:1] == "," and _AFTER_NAME.search(before):
        return "age", start, end, 1.0
    if match := _PERCENT.match(after):
        return "percent", start, end + match.end(), 1.0
    if match := _CURRENCY.search(before):
        return "money", start - len(match.group()), end, 1.0
    if match := _MONEY.match(after):
        return "money", start, end + match.end(), 1.0
    if match := _TIMES.match(after):
        return "multiplier", start, end + match.end(), 1.0
    return "cardinal", start, end, 1.0


def _bound(text: str, start: int, end: int, core_end: int, floor: int) -> tuple[int, int, str]:
    """The span with its bound words, and which end they leave: low, high, about, or nothing."""
    if match := _BOUND.search(_before(text, start, floor)):
        bound = (
            match.lastgroup if match["inner"] is None else "high" if match["high"] else "low" if match["low"] else ""
        )
        if not bound:  # 'about at least 50'
            inner = match["inner"]
            bound = "high" if _HIGHS.fullmatch(inner) else "low" if _LOWS.fullmatch(inner) else "about"
        if not (match["low"] and match["low"].lower() == "over" and _TIME.match(text[core_end : core_end + 12])):
            return start - len(match.group()), end, str(bound)
    after = text[end : end + 16]
    for bound, pattern in (("low", _OPEN_AFTER), ("high", _CLOSED_AFTER), ("about", _ABOUT_AFTER)):
        if match := pattern.match(after):
            return start, end + match.end(), bound
    return start, end, ""
