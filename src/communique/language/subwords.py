"""Words -> what the encoder takes: subword ids, letter shapes, and where each word begins and ends.

The vocabulary is uncased, so capitals reach the encoder as one shape a word, added to its subwords' embeddings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from communique.language.wordpiece import WordPiece

CLS, SEP, UNK = 101, 102, 100
"""Ids of BERT's uncased vocabulary."""

SHAPES = ("lower", "capitalised", "upper", "mixed", "initial", "number", "sign", "other")
"""Letter shapes; "initial" is a single capital letter."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "..."})
SUBWORDS_A_CHARACTER = 3
"""The most that one character can become: "…" three stops, a Hangul syllable three letters."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence as the encoder takes it.

    `first` and `last` hold each word's first and last subword, as positions in `ids`; the root, at 0, has 0.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


@lru_cache(maxsize=1 << 16)
def shape_of(word: str) -> int:
    """Index into SHAPES of a word's letters."""
    if any(c.isdigit() for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6
    if not any(c.isupper() for c in letters):
        return 0 if any(c.islower() for c in letters) else 7
    if len(letters) == 1:
        return 4
    if all(c.isupper() for c in letters):
        return 2
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 1
    return 3


class Subwords:
    """The vocabulary. `code` is the one thing it does."""

    def __init__(self, path: Path) -> None:
        self._vocabulary = WordPiece(path)

    def code(self, sentences: Sequence[Sequence[str]]) -> list[Coded]:
        """Each sentence of words, coded; a word that the vocabulary cannot spell becomes one unknown subword."""
        return [self._code(words) for words in sentences]

    def whole_words(self) -> frozenset[str]:
        """The vocabulary's pieces that are words of letters alone."""
        return self._vocabulary.whole_words()

    def _code(self, words: Sequence[str]) -> Coded:
        ids, shapes, first, last = [CLS], [len(SHAPES) - 1], [0], [0]
        for word in words:
            pieces = self._vocabulary.pieces(word.translate(_PLAIN)) or (UNK,)
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([shape_of(word)] * len(pieces))
            last.append(len(ids) - 1)
        ids.append(SEP)
        shapes.append(len(SHAPES) - 1)
        return Coded(ids, shapes, first, last)
