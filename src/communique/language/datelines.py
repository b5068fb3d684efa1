"""The dateline that opens an agency's report, "NAIROBI, May 3 (Wire) - ": where it was filed, no part of a sentence."""

import re

_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’.]+"
_NAME = r"[^\W\d_a-z][\w'’.]+"
_PLACES = rf"{_CAPITALS}(?:(?:[ /-]|, ){_CAPITALS}){{0,4}}"
_REGION = rf", {_NAME}(?: {_NAME}){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf",? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY = r" \([^()\n]{2,40}\)"
_DASH = r"\s{0,2}(?:--|[-\u2010-\u2015])\s{1,2}(?=[\"'“‘]?[^\W_a-z])"
_DATELINE = re.compile(
    # A place in capitals is one by itself; in small letters it needs more than a name.
    rf"\s{{0,9}}(?:{_PLACES}(?:{_REGION})?(?:{_DAY})?(?:{_AGENCY})?"
    rf"|{_NAME}(?: {_NAME}){{0,2}}{_REGION}(?=\s[\u2013\u2014])"
    rf"|{_NAME}(?: {_NAME}){{0,2}}(?:{_REGION})?(?:(?:{_DAY})(?:{_AGENCY})?|{_AGENCY})){_DASH}"
)


def dateline_end(text: str) -> int:
    """Where what follows the dateline begins; 0 where the text has none. Offsets count code points."""
    match = _DATELINE.match(text)
    return match.end() if match else 0
