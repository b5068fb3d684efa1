"""Numerals in English: the pattern that finds them and the value of each, whether in digits, spelled out or vague.

Spelled numerals follow the rules of English number names ('two hundred and five thousand'), so that a run of words is
cut into the names that it holds ('one two three' is three numerals).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from communique.coding.date_words import SP

ONES: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS: Final = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES: Final = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
}
VAGUE: Final = {
    "tens": 20.0,
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
}
_ORDINAL_ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS: Final = {
    **{word: value for value, word in enumerate(_ORDINAL_ONES, start=1)},
    **{word[:-1] + "ieth": value for word, value in TENS.items()},
    "hundredth": 100,
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral alone: its place, its value, and what it is worth as a share of a scale ('5' in '5 to 10 million')."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    vague: bool = False
    ordinal: bool = False


_NAMED_SCALES = "dozen|hundred|thousand|million|billion|trillion"
_LARGE = r"(?:dozen|thousand|million|billion|trillion)(?!\w)"
_JOIN = rf"(?:[-\u2010\u2011]|{SP})"
_ONE = rf"(?:{'|'.join(sorted(ONES, key=len, reverse=True))})(?!\w)"
_BELOW_100 = rf"(?:(?:{'|'.join(TENS)})(?!\w)(?:{_JOIN}(?:{'|'.join(list(ONES)[1:10])})(?!\w))?|{_ONE})"
_AND = rf"{SP}(?:and{SP})?"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?){_JOIN}hundred(?!\w)(?:{_AND}{_BELOW_100}(?!{_JOIN}hundred))?|{_BELOW_100})"
_HALF = rf"{SP}and{SP}a{SP}half(?!\w)"
_GROUP = rf"(?:{_BELOW_1000}(?:{_HALF})?|an?){_JOIN}{_LARGE}"
_SPELLED = rf"(?:{_GROUP}(?:{_HALF}|(?:{_AND}{_GROUP}){{0,2}}(?:{_AND}{_BELOW_1000})?)|{_BELOW_1000}(?:{_HALF})?)"
_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
NUMERAL: Final = re.compile(
    rf"(?<![\w.,])(?:"
    rf"(?P<zero>no{SP}one|no-one|nobody|none|no(?={SP}[a-z]))(?!\w)|"
    rf"(?P<vague>(?:(?:a{SP}(?:good{SP})?few|several|a{SP}couple{SP}of|a{SP}handful)(?!\w)"
    rf"(?:{SP}(?P<of_scale>{_NAMED_SCALES})(?!\w))?)|multiple(?={SP}[a-z])|"
    rf"(?:tens|dozens|hundreds|thousands|millions|billions|scores(?={SP}(?:of|more|were|have|are|died|dead|killed|injured|"
    rf"wounded)(?!\w)))(?!\w)(?:{SP}of{SP}(?P<of_plural>hundreds|thousands|millions|billions)(?!\w))?)|"
    rf"(?P<tens>(?:{'|'.join(TENS)})[- ])?(?P<ordinal>{_ORDINAL_WORDS})(?!\w)|"
    rf"(?P<half>(?:half{SP}an?|an?{SP}half|a{SP}quarter{SP}of{SP}an?)[\s-](?P<half_scale>{_NAMED_SCALES})(?!\w))|"
    rf"(?P<spelled>{_SPELLED})|"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,6}})?(?!\d)|"
    rf"\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}}){{1,4}}(?![\d,.]{{0,9}}\d)|"
    rf"\d{{1,9}}(?:\.\d{{1,6}})?)"
    rf"(?:(?P<nth>st|nd|rd|th)(?!\w)|(?:{SP}|-)?(?P<scale>{_NAMED_SCALES})(?!\w)|(?P<short>k|mn|mln|bn|m)(?!\w))?"
    rf")",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\w+")
_QUARTER = re.compile(r"quarter", re.IGNORECASE)


def numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a text in order, without overlap; digits glued to letters that are no scale are no numerals."""
    for match in NUMERAL.finditer(text):
        if match["zero"]:
            yield Numeral(match.start(), match.end(), 0.0)
        elif match["vague"]:
            yield _vague(match)
        elif match["ordinal"]:
            tens = TENS[match["tens"][:-1].lower()] if match["tens"] else 0
            value = float(tens + ORDINALS[match["ordinal"].lower()])
            yield Numeral(match.start(), match.end(), value, ordinal=True)
        elif match["half"]:
            share = 0.25 if _QUARTER.search(match["half"]) else 0.5
            scale = SCALES[match["half_scale"].lower()]
            yield Numeral(match.start(), match.end(), share * scale, scale)
        elif match["spelled"]:
            yield Numeral(match.start(), match.end(), *_spelled(match["spelled"]))
        else:
            numeral = _digits(match)
            if numeral is not None:
                yield numeral


def _vague(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    words = match["vague"].lower().split()
    scale = SCALES[match["of_scale"].lower()] if match["of_scale"] else 1.0
    if match["of_plural"]:
        scale = VAGUE[match["of_plural"].lower()] / 2
    if words[-1] == "of":
        end = match.end() - 2
        end -= len(match.string[start:end]) - len(match.string[start:end].rstrip())
    return Numeral(start, end, VAGUE.get(words[0], 2.0) * scale, scale, vague=True)


def _digits(match: re.Match[str]) -> Numeral | None:
    text, after = match.string, match.string[match.end() : match.end() + 2]
    value = float(re.sub(r"[,\s]", "", match["digits"]))
    if match["nth"]:
        return Numeral(match.start(), match.end(), value, ordinal=True)
    word = (match["scale"] or match["short"] or "").lower()
    scale = 1e6 if word == "m" else SCALES.get(word, 1.0)
    if after[:1].isalnum() or after[:1] == "_" or (after[:1] in {".", ","} and after[1:].isdecimal()):
        return None  # 'Su35', '155mm', '3.2.1'
    if word == "m" and text[match.start() - 1 : match.start()] not in {"$", "\u00a3", "\u20ac"}:
        return None  # metres, unless of money
    return Numeral(match.start(), match.end(), value * scale, scale)


def _spelled(name: str) -> tuple[float, float]:
    """The value of a number name and the scale that closes it."""
    words = _TOKEN.findall(name.lower())
    total, current, scale = 0.0, 0.0, 1.0
    for word in words:
        if word in ONES or word in TENS:
            current += ONES.get(word, TENS.get(word, 0))
        elif word == "hundred":
            current, scale = (current or 1.0) * 100, 100.0
        elif word in SCALES:
            scale = SCALES[word]
            total, current = total + (current or 1.0) * scale, 0.0
        elif word == "half" and current:
            current += 0.5
        elif word == "half":  # 'a million and a half'
            total += scale / 2
    return total + current, SCALES.get(words[-1], 1.0)
