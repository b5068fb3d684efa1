"""Words -> what the encoder takes: subword ids, letter shapes, and where each word begins and ends.

The vocabulary is uncased, so capitals reach the encoder as one shape a word, added to its subwords' embeddings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

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


def _readable(word: str) -> str:
    # A surrogate without its partner, from a broken decoder, is no character that the vocabulary's code could take.
    return word.translate(_PLAIN).encode("utf8", "replace").decode("utf8")


class Subwords:
    """The vocabulary. `code` is the one thing it does; many sentences at once are quicker than one by one."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def code(self, sentences: Sequence[Sequence[str]]) -> list[Coded]:
        """Each sentence of words, coded; a word that the vocabulary cannot spell becomes one unknown subword."""
        plain = [[_readable(word) for word in words] for words in sentences]
        encodings = self._tokenizer.encode_batch(plain, is_pretokenized=True, add_special_tokens=False)
        return [
            self._align(words, encoding.ids, encoding.word_ids)
            for words, encoding in zip(sentences, encodings, strict=True)
        ]

    @staticmethod
    def _align(words: Sequence[str], subwords: list[int], word_ids: list[int | None]) -> Coded:
        ids, shapes, first, last = [CLS], [len(SHAPES) - 1], [0], [0]
        at = 0
        for index, word in enumerate(words):
            begin = at
            while at < len(word_ids) and word_ids[at] == index:
                at += 1
            pieces = subwords[begin:at] or [UNK]
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([shape_of(word)] * len(pieces))
            last.append(len(ids) - 1)
        ids.append(SEP)
        shapes.append(len(SHAPES) - 1)
        return Coded(ids, shapes, first, last)
