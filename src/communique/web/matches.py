"""Which words of a text a search has found: the words themselves and other spellings of a name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from communique.store.words import folded, skeleton

Marked = list[tuple[str, bool]]
"""A text in pieces, each with whether it was found."""
AROUND = 140
"""Code points before and after the first found word that a snippet shows."""
LOOKED_AT = 200_000
"""Code points of a text in which the first found word is looked for."""
_WORD = re.compile(r"\w+")


def marked(text: str, words: Sequence[Sequence[str]]) -> Marked:
    """The text in pieces; `words` as search.groups_of gives them."""
    found: Marked = []
    at = 0
    for start, end in _found(text, words):
        if start > at:
            found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    if at < len(text) or not found:
        found.append((text[at:], False))
    return found


def snippet(text: str, words: Sequence[Sequence[str]]) -> Marked:
    """The text around the first found word, in pieces; its beginning where none stands in it."""
    first = next(iter(_found(text[:LOOKED_AT], words)), (0, 0))
    start = max(0, first[0] - AROUND)
    if start:
        blank = text.find(" ", start, first[0])
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), first[1] + AROUND)
    if end < len(text):
        blank = text.rfind(" ", first[1], end)
        end = blank if blank > first[1] else end
    around = " ".join(text[start:end].split())
    return marked(("… " if start else "") + around + (" …" if end < len(text) else ""), words)


def spelled(*names: str) -> str:
    """The spellings of a thing's names, to be asked for by `holds`."""
    plain = [folded(name) for name in names]
    sounds = [skeleton(word) for name in plain for word in name.split()]
    return f" {'  '.join((*plain, *sounds))} "


def holds(spellings: str, words: Sequence[Sequence[str]]) -> bool:
    """Whether a name holds one phrase of each group, in any spelling; `spellings` as `spelled` gives them."""
    return bool(words) and all(any(f" {phrase} " in spellings for phrase in group) for group in words)


@lru_cache(maxsize=50_000)
def _word(word: str) -> tuple[str, str]:
    plain = folded(word)
    return plain, skeleton(plain) if word[:1].isupper() else ""


def _found(text: str, words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where phrases stand, from the left, none within another."""
    phrases: dict[str, list[list[str]]] = {}
    for phrase in sorted({p for group in words for p in group}, key=len, reverse=True):
        parts = phrase.split()
        if parts:
            phrases.setdefault(parts[0], []).append(parts)
    tokens = [(m.start(), m.end(), _word(m.group())) for m in _WORD.finditer(text)]
    found: list[tuple[int, int]] = []
    number = 0
    while number < len(tokens):
        plain, sound = tokens[number][2]
        fits = [p for p in phrases.get(plain, ()) if [t[2][0] for t in tokens[number : number + len(p)]] == p]
        fits += phrases.get(sound, [])[:1] if sound else []
        length = len(fits[0]) if fits else 0
        if length:
            found.append((tokens[number][0], tokens[number + length - 1][1]))
        number += length or 1
    return found
