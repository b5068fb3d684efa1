"""Words fall into the pieces of BERT's uncased vocabulary."""

import pytest

from communique.language.encoder import WEIGHTS
from communique.language.wordpiece import WordPiece, split_word

VOCABULARY = WordPiece(WEIGHTS / "vocabulary.txt")
PIECES = (WEIGHTS / "vocabulary.txt").read_text(encoding="utf8").split("\n")

CASES = [
    ("ceasefire", ["ceasefire"]),
    ("Ceasefire", ["ceasefire"]),
    ("São", ["sao"]),
    ("unaffordable", ["una", "##ff", "##ord", "##able"]),
    ("n't", ["n", "'", "t"]),
    ("$5bn", ["$", "5", "##bn"]),
    ("Київ", ["к", "##и", "##і", "##в"]),
    ("東京", ["東", "京"]),
    ("x" * 101, ["[UNK]"]),
    ("🙂", ["[UNK]"]),
    ("\u200b", []),
]


@pytest.mark.parametrize(("word", "expected"), CASES)
def test_a_word_falls_into_the_longest_pieces(word: str, expected: list[str]) -> None:
    assert [PIECES[i] for i in VOCABULARY.pieces(word)] == expected


def test_punctuation_and_white_space_part_a_word() -> None:
    assert split_word("a-b c") == ["a", "-", "b", "c"]
