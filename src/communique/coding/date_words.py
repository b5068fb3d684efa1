"""The English words that dates are told with: months, weekdays, units of time, counts, and the pieces of patterns.

Every piece is bounded (no open repetition of white space), so a search over a text takes time linear in its length.
"""

import re
from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}
UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}

_ONES: Final = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL: Final = {word: value for value, word in enumerate(_ONES, start=1)}
_ROUND: Final = {word: 10 * value for value, word in enumerate(_TENS, start=2)}

SP: Final = r"(?:[^\S\n]|\n(?!\n)){1,3}"  # white space inside a paragraph
DASH: Final = r"[-\u2010-\u2015]"
APOSTROPHE: Final = r"['\u2019]"
YEAR: Final = r"(?:1[89]\d\d|20\d\d)"
DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w)"
_COUNTED = (
    "people|persons?|civilians|troops|soldiers|fighters|men|women|children|prisoners|captives|hostages|refugees|"
    "homes|houses|families|villages|drones|missiles|rockets|shells|tons|tonnes|km|kilomet(?:re|er)s|miles|met(?:re|er)s|"
    "dollars|euros|pounds|million|billion|thousand|hundred|percent|per{SP}cent|others|dead|injured|wounded"
).replace("{SP}", SP)
NOT_COUNTED: Final = rf"(?!{SP}(?:{_COUNTED})(?!\w))"  # '2000 people' is a number, not a year
NO_DIGITS: Final = r"(?!\w|[%:]|[.,]\d)"
_FULL = "|".join(MONTHS)
FULL_MONTH: Final = rf"(?:{_FULL}|{_FULL.upper()})(?!\w)"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
MONTH: Final = rf"(?:{FULL_MONTH}|(?:{_SHORT})(?!\w)\.?)"
REL_YEAR: Final = rf"(?P<rel>last|this|next){SP}year"
YEAR_TAIL: Final = (
    rf"(?:,?{SP}(?:of{SP})?(?P<year>{YEAR}){NO_DIGITS}{NOT_COUNTED}|,?{SP}(?:of{SP})?(?:{REL_YEAR})(?!\w))"
)
COUNT: Final = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(reversed(_ONES))}|\d{{1,4}})"
VAGUE: Final = (
    rf"(?:a{SP}few|few|several|some|many|a{SP}couple{SP}of|couple{SP}of|a{SP}number{SP}of|number{SP}of|"
    rf"a{SP}handful{SP}of|a{SP}matter{SP}of)"
)
UNIT: Final = r"(?:minute|hour|day|week|fortnight|month|year|decade)"

_MONTH_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_WEEKDAY_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_BLANK: Final = re.compile(r"[\s-]+")


def month_number(word: str) -> int:
    """The number 1 to 12 of a month's name or abbreviation."""
    return _MONTH_NUMBERS[word[:3].lower()]


def weekday_number(word: str) -> int:
    """The number of a weekday's name or abbreviation, Monday being 0."""
    return _WEEKDAY_NUMBERS[word[:3].lower()]


def count_value(words: str | None) -> int | None:
    """The value of a count ('a', 'three', 'forty-eight', '72'); None where it is vague or missing."""
    if not words:
        return None
    text = words.lower()
    if text.isdecimal():
        return int(text)
    if text in {"a", "an"}:
        return 1
    value = 0
    for part in _BLANK.split(text):
        step = _SMALL.get(part) or _ROUND.get(part)
        if step is None:
            return None
        value += step
    return value
