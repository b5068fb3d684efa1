"""The patterns of dates in news English, one for each way of telling a date; `date_phrases` says what each one means.

Month and weekday names must be capitalised ('march', 'may', 'sat' are words); the words around them may be in any case.
Repetition is bounded everywhere, so each search is linear in the length of the text.
"""

import re
from typing import Final

from communique.coding.date_words import (
    APOSTROPHE,
    COUNT,
    DASH,
    DAY,
    FULL_MONTH,
    MONTH,
    MONTHS,
    NO_DIGITS,
    NOT_COUNTED,
    REL_YEAR,
    SP,
    UNIT,
    VAGUE,
    YEAR,
    YEAR_TAIL,
)

_LEAD = (
    rf"(?<!\w)(?P<lead>(?i:in|during|since|until|till|by|before|after|from|of|throughout|around|through|between|early|"
    rf"mid|late|than|over|about|starting|beginning|year|and|or|to|the))(?:{SP}|{DASH})"
)
_AFTER_DATE = (
    r"(?:in|at|on|by|with|when|where|while|as|for|to|and|or|but|after|before|that|the|a|an|of|from|is|was|were|has|had|"
    r"will|would|could|if|under|near|across|over|between|following)(?!\w)"
)
_NOT_A_COUNT = rf"(?!{SP}(?!{_AFTER_DATE})[a-z])"  # 'October 7 and 10 people'
_TO = rf"(?:\s?{DASH}\s?|/)"
_AND = rf"{SP}(?:to|and|or|through|until|till){SP}"
_WHICH = (
    rf"(?P<which>this{SP}past|this{SP}coming|last|past|this|current|next|coming|previous|preceding|following|same|"
    r"recent)"
)
_SEASON = "[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter"
_FEAST = (
    rf"Orthodox{SP}Christmas|Christmas{SP}Eve|Christmas{SP}Day|Christmas|Boxing{SP}Day|New{SP}Year{APOSTROPHE}s{SP}Eve|"
    rf"New{SP}Year{APOSTROPHE}s{SP}Day|May{SP}Day|Orthodox{SP}Easter|Easter{SP}Sunday|Easter{SP}Monday|Easter|"
    rf"Good{SP}Friday|Palm{SP}Sunday|Ramadan|Eid{SP}al-(?:Fitr|Adha)|Eid|Nowruz|Passover|Hanukkah|Yom{SP}Kippur|Ashura"
)
_NOT_A_FEAST = rf"(?!{SP}(?:Island|(?i:agreement|accords?|deal|declaration|peace{SP}(?:deal|accord|agreement)))(?!\w))"
_NOT_A_DAY = "".join(
    f"(?<!{word} )" for word in ("Bloody", "Black", "Palm", "Easter", "Good", "Mail on", "Independent on", "Sheffield")
)
_NOT_A_PAPER = rf"(?!{SP}(?:Times|Telegraph|Mirror|Express|Mail|Herald|World|Post|Independent|Tribune|Mosque)(?!\w))"
_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY|"
    rf"(?:Tues?|Thu(?:rs?)?|Fri)(?!\w)\.?|(?:(?<=on )|(?<=last )|(?<=next ))(?:Mon|Wed|Sat|Sun)(?!\w)\.?|"
    rf"(?:Mon|Wed|Sat|Sun)(?:\.,?|,)(?={SP}(?:{DAY}|{MONTH}{SP}\d)))"
)
_TIME_OF_DAY = r"(?i:early{SP}|late{SP})?(?i:morning|afternoon|evening|night|noon|midnight|midday|overnight)".replace(
    "{SP}", SP
)
_AMOUNT = rf"(?P<n>{COUNT}|{VAGUE})"

PATTERNS: Final[dict[str, str]] = {
    "iso": (
        rf"(?<![\w/.-])(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
        r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    ),
    "slashed": rf"(?<![\w/.-])(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<year>{YEAR})(?![\w/])",
    "short": r"(?<![\w/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d\d)(?![\w/])",
    "day_month": (
        rf"(?<![\w.,:/$£€-])(?:[Tt]he{SP})?(?P<d1>{DAY})(?:(?:,{SP}{DAY}){{0,2}}(?:{_TO}|{_AND})(?P<d2>{DAY}))?"
        rf"(?:{SP}|-)(?:of{SP})?(?P<m>{MONTH}){YEAR_TAIL}?"
    ),
    "month_day": (
        rf"(?<!\w)(?P<m>{MONTH}){SP}(?:the{SP})?(?P<d1>{DAY}){NO_DIGITS}{NOT_COUNTED}"
        rf"(?:(?:{_TO}|(?P<and>{_AND}))(?P<d2>{DAY}){NO_DIGITS}{NOT_COUNTED}(?!{SP}{MONTH})(?(and){_NOT_A_COUNT}))?{YEAR_TAIL}?"
    ),
    "month_year": rf"(?<!\w)(?P<m>{MONTH}){YEAR_TAIL}",
    "month_alone": (
        rf"(?:{_LEAD}|(?<!\w)(?P<which>(?i:last|this|next|past|this{SP}past|this{SP}coming)){SP})(?P<m>{FULL_MONTH})"
    ),
    "year_alone": rf"{_LEAD}(?P<year>{YEAR}){NO_DIGITS}(?![/-]\d){NOT_COUNTED}",
    "years": rf"(?<![\w,.-])(?P<y1>{YEAR})(?:{DASH}|/)(?P<y2>{YEAR}|\d\d){NO_DIGITS}(?![/-]\d){NOT_COUNTED}",
    "decade": rf"(?<!\w)(?i:the{SP})?(?P<decade>1[89]\d0|20\d0)s(?!\w)",
    "weekday": (
        rf"(?<!\w)(?:(?i:the{SP})?(?i:{_WHICH}){SP})?{_NOT_A_DAY}(?<!\w)(?P<w>{_WEEKDAY})(?!\w){_NOT_A_PAPER}"
        rf"(?:{SP}{_TIME_OF_DAY}(?!\w))?"
    ),
    "named_day": (
        rf"(?i:(?<!\w)(?P<day>the{SP}day{SP}before{SP}yesterday|the{SP}day{SP}after{SP}tomorrow|yesterday|today|tonight|"
        rf"tomorrow|overnight|last{SP}(?:night|evening)|this{SP}(?:morning|afternoon|evening))(?!\w))"
        rf"(?:{SP}{_TIME_OF_DAY}(?!\w))?"
    ),
    "unit": (
        rf"(?i:(?<!\w)(?P<the>the{SP})?{_WHICH}{SP}"
        r"(?P<unit>day|week|fortnight|month|year|weekend|quarter|decade)(?!\w))"
    ),
    "weekend": r"(?i:(?<!\w)the\s(?P<unit>weekend)(?!\w))",
    "unit_end": rf"(?i:(?<!\w)(?:the{SP})?(?P<unit>week|month|year)(?:{APOSTROPHE}s{SP}|-)end(?!\w))",
    "window": rf"(?i:(?<!\w)(?:the{SP})?{_WHICH}{SP}(?:{_AMOUNT}{SP})?(?P<unit>{UNIT})s(?!\w))",
    "distance": (
        rf"(?i:(?<![\w.,-])(?:(?P<n>an?|{COUNT}|{VAGUE}){SP})?(?P<unit>{UNIT}s?){SP}"
        rf"(?P<rel>ago|earlier|later|before|after|from{SP}now|from{SP}today|hence)(?!\w))"
    ),
    "ahead": (
        rf"(?i:(?<!\w)(?P<lead>in|within){SP}(?:(?:about|around|nearly|just|under|some){SP})?"
        rf"(?P<next>the{SP}(?:next|coming|following){SP})?"
        rf"(?:(?P<n>an?|{COUNT}|{VAGUE}){SP})?(?P<unit>{UNIT}s?)(?!\w)(?P<time>{APOSTROPHE}{SP}time)?(?P<of>{SP}of(?!\w))?)"
    ),
    "duration": (
        rf"(?i:(?<!\w)for{SP}(?:(?:an?|about|around|nearly|almost|some|roughly|over|more{SP}than|at{SP}least|up{SP}to|"
        rf"another|the|less{SP}than|initial|further|full){SP}){{0,3}}"
        rf"(?:(?P<n>an?|{COUNT}|{VAGUE}){SP})?(?:(?:more|full|straight|consecutive){SP})?(?P<unit>{UNIT}s?)(?!\w))"
    ),
    "quarter": (
        rf"(?i:(?<!\w)(?:the{SP})?(?P<ord>first|second|third|fourth|last|final){SP}(?P<unit>quarter|half)(?!\w))"
        rf"(?P<tail>{SP}(?:of|in){SP}(?:(?P<year>{YEAR})(?!\w)|{REL_YEAR}(?!\w)|(?P<the_year>the{SP}year)(?!\w)|(?P<m>{FULL_MONTH})))?"
    ),
    "quarter_short": rf"(?<!\w)Q(?P<q>[1-4])(?!\w)(?:{SP}(?:of{SP})?(?P<year>{YEAR})(?!\w))?",
    "season_year": (
        rf"(?<!\w)(?i:the{SP})?(?P<s>{_SEASON})(?:{SP}of)?{SP}(?:(?P<year>{YEAR})(?:{DASH}(?:{YEAR}|\d\d))?{NO_DIGITS}|{REL_YEAR}(?!\w))"
    ),
    "season_which": rf"(?<!\w)(?P<which>(?i:last|this|next)){SP}(?P<s>{_SEASON.lower()})(?!\w)",
    "season_alone": (
        rf"(?<!\w)(?i:in|during|since|by|until|over|throughout|before){SP}(?P<body>(?:the{SP})?(?P<s>spring|summer|autumn|winter)|"
        rf"the{SP}(?P<s2>fall))(?!\w)(?!{SP}of(?!\w))"
    ),
    "holiday": rf"(?<!\w)(?P<feast>{_FEAST})(?!\w){_NOT_A_FEAST}{YEAR_TAIL}?",
    "nth": (
        rf"(?<!\w)(?i:on|by|until|till|before|after|since|from){SP}(?P<body>the{SP}(?P<d>{DAY})(?<=[a-z])"
        rf"(?:{SP}of{SP}(?P<whose>the|this|last|next){SP}month)?)(?=\s?(?:[.,;:!?)]|\Z|\n)|{SP}{_AFTER_DATE})"
    ),
    "day_beside": (
        rf"(?i:(?<!\w)the{SP}(?:day|night|evening|morning){SP}(?P<side>before|after)(?!\w))(?P<bare>(?=\s?(?:[.,;:!?)]|\Z|\n)))?"
    ),
    "same_day": r"(?i:(?<!\w)that{SP}(?:same{SP})?(?P<unit>day|night|morning|evening|week|month|year)(?!\w))".replace(
        "{SP}", SP
    ),
    "rest_of": (
        rf"(?i:(?<!\w)(?:(?:end|start|beginning|middle|close|rest|course|remainder){SP}of|(?:earlier|later|early|late){SP}in){SP}"
        rf"(?P<body>the{SP}(?P<unit>day|week|month|year))(?!\w))"
    ),
}
COMPILED: Final = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}

_SEASONS = ("spring", "summer", "autumn", "winter", "fall")
_MONTHS = tuple(month.lower() for month in MONTHS)
NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "month_alone": _MONTHS,
    "decade": ("0s",),
    "weekend": ("weekend",),
    "window": ("minutes", "hours", "days", "weeks", "fortnights", "months", "years", "decades"),
    "quarter": ("quarter", "half"),
    "quarter_short": ("q",),
    "season_year": _SEASONS,
    "season_which": _SEASONS,
    "season_alone": _SEASONS,
}
"""What a text, folded, must hold one of for a pattern to find anything: most texts lack most of it."""


def may_stand(name: str, folded: str) -> bool:
    """Whether a pattern can find anything in a text, given folded."""
    return name not in NEEDS or any(word in folded for word in NEEDS[name])
