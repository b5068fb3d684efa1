"""Where digits and number words of a text count nothing: dates, clock times, names with numbers, scores, fractions.

Such places are blanked before numerals are looked for, so that '15' and '300' in 'on May 15 300 people' do not run
together. The patterns are bounded, so blanking is linear in the length of the text.
"""

import re
from typing import Final

from communique.coding.date_words import NOT_COUNTED, SP, YEAR
from communique.coding.dates import calendar_spans

BLANK: Final = "\u00b7"  # not a letter, digit, space or mark that any pattern of numbers knows

_SMALL = r"(?:\d{1,6}(?:\.\d{1,3})?[A-Za-z]?|one|two|three|four|five|six|seven|eight|nine|ten|[IVX]{1,5})(?!\w)"
_LABEL = (
    "article|resolution|chapter|section|paragraph|clause|annex|appendix|protocol|phase|tier|category|channel|version|"
    "flight|boeing|airbus|decree|directive|apollo|covid|minsk|apartment|reactor|highway|route"
)
_LABELS = "articles|resolutions|chapters|sections|paragraphs|clauses|protocols|phases|flights|decrees|directives|routes"
_PROPER_LABEL = (
    "Line|Day|Area|Zone|Sector|Building|Camp|Hill|Station|Checkpoint|Gate|Pier|Point|Block|Law|Unit|School|Room|Page|"
    "Step|Stage|Track|Level|Grade|Class|Type|Item|Battalion|Hospital"
)
_FRACTION = "halves|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?"
_NOT_OF_SCALE = rf"(?!(?:-|{SP})(?:of{SP}a{SP})?(?:dozen|hundred|thousand|million|billion|trillion))"  # 'half a dozen'
_PEOPLE = "people|children|adults|residents|households|families|civilians|women|men|voters|respondents"
_MASKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # clock times
        rf"(?<![\w.,:])\d{{1,2}}:\d\d(?::\d\d)?(?:(?:{SP})?(?:(?i:[ap]\.?m\.?)|GMT|UTC|local{SP}time))?(?!\w)",
        rf"(?<![\w.,:])\d{{1,4}}(?:\.\d\d)?(?:{SP})?(?:(?i:[ap]\.?m\.?)|o['\u2019]clock|GMT|UTC|BST|CET|EST|EDT)(?!\w)",
        r"(?<![\w.,:])(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:o['\u2019]clock|[ap]\.m\.)",
        # telephone and identity numbers, versions, sections, fractions and scores
        r"(?<![\w.,])\+\d[\d \-()]{5,18}\d(?!\w)",
        r"(?<![\w.,-])\d{2,4}(?:-\d{2,5}){2,4}(?!\w)",
        r"(?<![\w.,-])\d{3}-\d{3}[1-9](?![\w,])",
        r"(?<!\w)\d{10,}(?!\w)",
        r"(?<![\w.,])\d{1,4}(?:\.\d{1,4}){2,6}(?!\w)",
        r"(?<![\w.,/])\d{1,4}/\d{1,4}(?![\w/])",
        r"(?:#|\u2116\s?)\d{1,9}(?!\w)",
        # names with numbers
        rf"(?<!\w)(?:{_PROPER_LABEL}){SP}(?:\d{{1,5}}|One|Two|Three|Four|Five|Six|Seven)(?!\w)",
        rf"(?<!\w)[Nn]os?\.?{SP}\d{{1,5}}(?!\w)",
        r"(?<![\w-])[A-Za-z]{1,12}[-\u2010\u2011]\d{1,5}[A-Za-z]{0,3}(?!\w)",
        r"(?<!\w)\d{0,5}[A-Za-z]{1,4}\d{1,5}\w{0,4}(?!\w)",
        rf"(?<!\w)Group{SP}of{SP}(?:Seven|Eight|Twenty|\d{{1,3}})(?!\w)",
        rf"(?<!\w)(?:Five{SP}Eyes|Big{SP}(?:Three|Four|Five)|Air{SP}Force{SP}One|One{SP}China|Formula{SP}One)(?!\w)",
        r"(?<!\w)(?i:one-(?:sided|off|time|on-one|way|man|stop)|two-(?:way|faced|state|tier|pronged|fold))(?!\w)",
        # calibres and measures of weapons, decades, centuries
        r"(?<![\w.,])\d{1,3}(?:\.\d{1,2})?(?:[x\u00d7]\d{1,3})?[-\s]?(?:mm|caliber|calibre)(?!\w)",
        r"(?<![\w.,])['\u2019]?\d{0,3}0s(?!\w)",
        rf"(?<!\w)\d{{1,2}}(?:st|nd|rd|th)(?:{SP}|-)century(?!\w)",
        # shares that are told as fractions
        (
            rf"(?<![\w-])(?<!and )(?i:an?|one|two|three|four|five|seven|nine|\d)(?:-|{SP})"
            rf"(?i:{_FRACTION})(?!\w){_NOT_OF_SCALE}"
        ),
        rf"(?<!\w)(?i:one|1){SP}in{SP}(?:every{SP}\w{{1,8}}|(?:\d{{1,4}}|[a-z]{{3,5}})(?={SP}(?:{_PEOPLE})(?!\w)))",
    )
)
_LABELLED: Final = (
    re.compile(rf"(?<!\w)(?i:{_LABEL})(?:{SP}|-){_SMALL}"),
    re.compile(rf"(?<!\w)(?i:{_LABELS}){SP}{_SMALL}(?:(?:,{SP}|{SP}(?:and|or|to){SP}|[-\u2013]){_SMALL}){{0,4}}"),
)
_LABEL_WORDS: Final = tuple(_LABEL.split("|"))
_YEAR: Final = re.compile(rf"(?<![\w.,$\u20ac\u00a3-]){YEAR}(?!\w|[.,]\d){NOT_COUNTED}")
_PLURAL: Final = re.compile(
    rf"{SP}(?:[a-z]{{1,20}}{SP})?(?!(?:was|has|is|as|its|this|talks|elections|protests|accords)\b)[a-z]{{3,20}}s(?!\w)"
)
_COUNTING: Final = re.compile(
    rf"(?<!\w)(?:than|least|most|nearly|some|almost|up{SP}to|estimated|another|further|as{SP}many{SP}as){SP}\Z",
    re.IGNORECASE,
)
_ROUGHLY: Final = re.compile(rf"(?<!\w)(?:about|around|roughly|over|approximately){SP}\Z", re.IGNORECASE)
_DATING: Final = re.compile(
    rf"(?<!\w)(?:the|in|of|since|from|by|to|until|till|after|before|during|early|late|mid|annual|and|or|its|their|his|her|"
    rf"year|[a-z]{{1,20}}['\u2019]s?){SP}\Z",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """`text` with everything that counts nothing blanked, code point for code point."""
    folded = text.casefold()
    # Most texts have none of the words.
    labelled = _LABELLED if any(word in folded for word in _LABEL_WORDS) else ()
    spans = [match.span() for pattern in (*_MASKS, *labelled) for match in pattern.finditer(text)]
    spans += calendar_spans(text)
    spans += [match.span() for match in _YEAR.finditer(text) if _is_year(text, match)]
    points = list(text)
    for start, end in spans:
        points[start:end] = BLANK * (end - start)
    return "".join(points)


def _is_year(text: str, match: re.Match[str]) -> bool:
    """A bare '2014' is a year, unless the words beside it count things with it."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _COUNTING.search(before):
        return False
    if _ROUGHLY.search(before):
        return not match.group().endswith("00")
    return bool(_DATING.search(before)) or not _PLURAL.match(text[match.end() : match.end() + 48])
