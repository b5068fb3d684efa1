import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.language.encoder import WEIGHTS
from communique.language.subwords import CLS, SEP, SHAPES, SUBWORDS_A_CHARACTER, UNK, Coded, Subwords, shape_of

CASES = [
    ("truce", "lower"),
    ("n't", "lower"),
    ("’s", "lower"),
    ("Truce", "capitalised"),
    ("O'brien", "capitalised"),
    ("Élan", "capitalised"),
    ("UN", "upper"),
    ("U.S.", "upper"),
    ("McCall", "mixed"),
    ("iPhone", "mixed"),
    ("UNs", "mixed"),
    ("A", "initial"),
    ("J.", "initial"),
    ("I", "initial"),
    ("a", "lower"),
    ("1,000", "number"),
    ("M23", "number"),
    ("5th", "number"),
    ("٣", "number"),
    (",", "sign"),
    ("--", "sign"),
    ("👍", "sign"),
    ("\u200b", "sign"),
    ("", "sign"),
    ("停火", "other"),
    ("هدنة", "other"),
]


@pytest.mark.parametrize(("word", "shape"), CASES)
def test_a_word_has_the_shape_of_its_letters(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


@pytest.fixture(scope="module")
def subwords() -> Subwords:
    return Subwords(WEIGHTS / "vocabulary.txt")


def assert_aligned(words: list[str], coded: Coded) -> None:
    assert coded.ids[0] == CLS
    assert coded.ids[-1] == SEP
    assert len(coded.shapes) == len(coded.ids)
    assert len(coded.first) == len(coded.last) == len(words) + 1
    assert (coded.first[0], coded.last[0]) == (0, 0)
    stretches = [range(a, b + 1) for a, b in zip(coded.first[1:], coded.last[1:], strict=True)]
    assert all(stretches), "a word without a subword"
    assert [at for stretch in stretches for at in stretch] == list(range(1, len(coded.ids) - 1))
    assert all(coded.shapes[at] == shape_of(w) for w, stretch in zip(words, stretches, strict=True) for at in stretch)
    assert all(len(s) <= max(1, SUBWORDS_A_CHARACTER * len(w)) for w, s in zip(words, stretches, strict=True))


@given(st.lists(st.text(st.characters(), max_size=12), max_size=8))
@example(["Talks", "\u200b", "resumed", "\x00", "\ud800", ""])
@example(["[CLS]", "[SEP]", "[MASK]", "[UNK]"])
@example(["……", "한국", "각닭", "ﷺ", "x" * 300, "..." * 50])
def test_every_word_has_its_own_subwords_in_order(subwords: Subwords, words: list[str]) -> None:
    (coded,) = subwords.code([words])
    assert_aligned(words, coded)


@pytest.mark.parametrize("word", ["\u200b", "\x00", "\u0301", "", "x" * 300, "𒀀"])
def test_a_word_that_cannot_be_spelt_is_one_unknown_subword(subwords: Subwords, word: str) -> None:
    (coded,) = subwords.code([["before", word, "after"]])
    assert coded.ids[coded.first[2] : coded.last[2] + 1] == [UNK]


@pytest.mark.parametrize(("one", "other"), [("“", '"'), ("’s", "'s"), ("…", "..."), ("Talks", "talks"), ("é", "e")])
def test_signs_and_letters_that_mean_the_same_are_spelt_the_same(subwords: Subwords, one: str, other: str) -> None:
    first, second = subwords.code([[one], [other]])
    assert first.ids == second.ids


def test_sentences_do_not_touch_one_another(subwords: Subwords) -> None:
    sentences = [["Both", "sides", "accepted", "."], [], ["Nothing"]]
    assert subwords.code(sentences) == [subwords.code([words])[0] for words in sentences]
