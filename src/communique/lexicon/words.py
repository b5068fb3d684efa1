"""Words made comparable: accents, apostrophes, dots, case and British or American spelling do not count."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

JOINERS = frozenset("- / \u2010 \u2011 \u2013 ' \u2018 \u2019 \u02bc".split())
"""Tokens that may stand between the words of a name without counting."""

_APOSTROPHES = "'\u2018\u2019\u02bc\u02bb`\u00b4"
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
    | dict.fromkeys(_APOSTROPHES + ".\u2010\u2011\u2013-/")
)
_POSSESSIVE = re.compile(rf"(?<=\w)([{_APOSTROPHES}]s)\b", re.IGNORECASE)
_MARKS = re.compile(r"([,()])")
_HYPHENS = re.compile(r"(?<=\w)[\u2010\u2011\u2013/-](?=\w)")
_SPLIT = re.compile(r"[\s\u2010\u2011\u2013/-]+")
_BRITISH = {
    "defense": "defence",
    "center": "centre",
    "centers": "centres",
    "labor": "labour",
    "program": "programme",
    "programs": "programmes",
    "neighbor": "neighbour",
    "neighbors": "neighbours",
    "neighboring": "neighbouring",
    "honor": "honour",
    "armor": "armour",
    "armored": "armoured",
    "harbor": "harbour",
    "counselor": "counsellor",
    "adviser": "advisor",
    "gray": "grey",
}


def plain(word: str) -> str:
    """`word` without accents, apostrophes, hyphens, slashes and dots, its case kept: "U.S." and "US" agree."""
    if word.isalnum() and word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """`word` as the lexicon compares it: `plain`, lower case, British spelling. Empty for a bare joiner or dot."""
    folded = plain(word).lower()
    if "iz" in folded and len(folded) > 5:
        folded = folded.replace("ization", "isation").replace("izing", "ising")
        if folded.endswith(("ize", "ized", "izes", "izer", "izers")):
            folded = "is".join(folded.rsplit("iz", 1))
    return _BRITISH.get(folded, folded)


def split_name(name: str) -> tuple[str, ...]:
    """The tokens of a name as a UD tokeniser makes them, without its hyphens: "People's" is "People", "'s"."""
    if name.replace(" ", "").isalnum():
        return tuple(name.split())
    apart = _MARKS.sub(r" \1 ", _POSSESSIVE.sub(r" \1", name))
    return tuple(part for part in _SPLIT.split(apart) if part.strip(_APOSTROPHES + "."))


def split_variants(name: str) -> list[tuple[str, ...]]:
    """`split_name`, and what tokenisers make that leave "al-Nusra" whole or cut "d'Ivoire" in two."""
    tokens = split_name(name)
    if name.replace(" ", "").isalnum():
        return [tokens]
    whole = split_name(_HYPHENS.sub("", name))
    cut = tuple(part for token in tokens for part in (token.split("'", 1) if token[1:2] == "'" else [token]) if part)
    return list(dict.fromkeys((tokens, whole, cut)))


def fold_all(words: Sequence[str]) -> tuple[str, ...]:
    """Each word folded."""
    return tuple(fold(word) for word in words)


def match_end(phrase: Sequence[str], words: Sequence[str], start: int) -> int:
    """The end of folded `phrase` in `words` from `start`, stepping over joiners; 0 where it does not stand there."""
    at = start
    for number, part in enumerate(phrase):
        while number and at < len(words) and words[at] in JOINERS:
            at += 1
        if at >= len(words) or fold(words[at]) != part:
            return 0
        at += 1
    return at


def match_start(phrase: Sequence[str], words: Sequence[str], end: int) -> int:
    """The start of folded `phrase` that ends before `end`, stepping over joiners; -1 where it does not stand there."""
    at = end
    for number, part in enumerate(reversed(phrase)):
        while number and at > 0 and words[at - 1] in JOINERS:
            at -= 1
        if at <= 0 or fold(words[at - 1]) != part:
            return -1
        at -= 1
    return at


def in_capitals(words: Sequence[str]) -> bool:
    """Whether all of at least three words with letters are in capitals, as in some headlines."""
    letters = [word for word in words if any(map(str.isalpha, word))]
    return len(letters) >= 3 and all(word.isupper() for word in letters)
