"""The dateline that opens an agency's report, "NAIROBI, May 3 (Wire) - ": where it was filed, no part of a sentence."""

import re

from communique.lexicon import load_lexicon
from communique.lexicon.places import load_gazetteer

_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’.]+"
_NAME = r"[^\W\d_a-z][\w'’.]+"
_PLACES = rf"{_CAPITALS}(?:(?:[ /-]|, ){_CAPITALS}){{0,4}}"
_REGION = rf", {_NAME}(?: {_NAME}){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf",? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY = r" \([^\W\d_a-z][\w.&]*(?: [^\W\d_a-z][\w.&]*){0,4}\)"
_DASH = r"\s{0,2}(?:--|[-\u2010-\u2015])\s{1,2}(?=[\"'“‘]?[^\W_a-z])"
_DATELINE = re.compile(
    rf"\s{{0,9}}(?P<first>{_PLACES}|{_NAME}(?: {_NAME}){{0,2}})(?:{_REGION})?(?P<sure>(?:{_DAY})?(?:{_AGENCY})?){_DASH}"
)
_APART = re.compile(r", |/")
_CITY_STATES = frozenset("singapore djibouti monaco luxembourg macau kuwait".split()) | {"hong kong"}
_DESKS = frozenset({"united nations"})
"""What a report is filed from that is no town."""


def dateline_end(text: str) -> int:
    """Where what follows the dateline begins; 0 where the text has none. Offsets count code points.

    What stands first must be a town that a list knows, so that "Ruritania, Norland - the rivals …" stays a sentence;
    beside a day or an agency it may be one that none knows.
    """
    match = _DATELINE.match(text)
    if match is None:
        return 0
    first = _APART.split(match["first"])[0]
    return match.end() if _is_town(first) or (match["sure"] and not _is_known(first)) else 0


def _words(name: str) -> list[str]:
    return [w.capitalize() if w.isupper() else w for w in re.findall(r"[\w'’.]+|-", name)]


def _is_town(name: str) -> bool:
    """Whether it is a town's name, and no state's or party's."""
    words = _words(name)
    if name.lower() in _CITY_STATES | _DESKS:
        return True
    lexicon = load_lexicon()
    types = {entry.type for entry in lexicon.find(words, 0)[1]}
    if "capital" in types:
        return True
    length, _ = load_gazetteer().find(words, 0)
    return length == len(words) and not types & {"country", "person", "armed_group"}


def _is_known(name: str) -> bool:
    """Whether a list knows it as something else: a state, a party, a person, a word of time."""
    words = _words(name)
    return bool(load_lexicon().find(words, 0)[1]) or words[0] in ("On", "In", "At", "By", "The", "A", "An", "As", "For")
