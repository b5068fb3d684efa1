"""A word as subwords of BERT's uncased vocabulary: lower case, no accents, the longest piece first.

The same pieces as the package `tokenizers` gives; that package would bring a client for a model hub along, which is a
tenth of what an installation may weigh.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

LONGEST_WORD = 100
"""Characters; a longer one is unknown, as in BERT."""


class WordPiece:
    """The vocabulary, one piece a line; a piece's id is its line, from 0."""

    def __init__(self, path: Path) -> None:
        self._ids = {piece: i for i, piece in enumerate(path.read_text(encoding="utf8").split("\n"))}
        self._unknown = self._ids["[UNK]"]
        self.pieces = lru_cache(maxsize=1 << 16)(self._pieces)

    def whole_words(self) -> frozenset[str]:
        """The pieces that begin a word and are of letters alone."""
        return frozenset(piece for piece in self._ids if len(piece) > 2 and piece.isalpha())

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of a word; none where nothing of it can be read (a zero-width sign alone)."""
        return tuple(i for part in split_word(word) for i in self._spell(part))

    def _spell(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                piece = self._ids.get(prefix + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def split_word(word: str) -> list[str]:
    """The word lower-cased and without accents, parted at white space, punctuation and ideographs."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    parts: list[str] = [""]
    for char in unicodedata.normalize("NFD", word):
        category = unicodedata.category(char)
        if category == "Mn" or char in "\0\ufffd" or (category in ("Cc", "Cf", "Co") and char not in "\t\n\r"):
            continue
        if char.isspace():
            parts.append("")
        elif _is_punctuation(char, category) or _is_ideograph(char):
            parts += [char, ""]
        else:
            parts[-1] += char.lower()
    return [part for part in parts if part]


def _is_punctuation(char: str, category: str) -> bool:
    return category.startswith("P") or char in "$+<=>^`|~"


def _is_ideograph(char: str) -> bool:
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
