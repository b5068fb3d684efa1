"""Folding and splitting of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.lexicon.words import fold, in_capitals, match_end, match_start, split_name, split_variants

CASES = [
    ("U.S.", "us"),
    ("Élysée", "elysee"),
    ("Sana’a", "sanaa"),
    ("Łódź", "lodz"),
    ("Defense", "defence"),
    ("Organization", "organisation"),
    ("demilitarize", "demilitarise"),
    ("size", "size"),
    ("-", ""),
]


@pytest.mark.parametrize(("word", "folded"), CASES)
def test_spellings_fold_to_one(word: str, folded: str) -> None:
    assert fold(word) == folded


SPLITS = [
    ("People's Republic", ("People", "'s", "Republic")),
    ("al-Nusra Front", ("al", "Nusra", "Front")),
    ("CPI (Maoist)", ("CPI", "(", "Maoist", ")")),
    ("Sana'a", ("Sana'a",)),
    ("SLM/A", ("SLM", "A")),
]


@pytest.mark.parametrize(("name", "parts"), SPLITS)
def test_a_name_is_split_as_a_tokeniser_does(name: str, parts: tuple[str, ...]) -> None:
    assert split_name(name) == parts


def test_a_name_with_hyphen_or_elision_has_more_than_one_way_to_be_cut() -> None:
    assert split_variants("al-Nusra Front") == [("al", "Nusra", "Front"), ("alNusra", "Front")]
    assert split_variants("Quai d'Orsay") == [("Quai", "d'Orsay"), ("Quai", "d", "Orsay")]


@given(st.text())
def test_folding_twice_changes_nothing_more(word: str) -> None:
    once = fold(word)
    assert fold(once) == once or not word.isascii()


@given(st.lists(st.sampled_from(["peace", "-", "talk", "'", "the"]), max_size=8), st.integers(0, 7))
def test_matching_forwards_and_backwards_agree(words: list[str], start: int) -> None:
    phrase = ("peace", "talk")
    end = match_end(phrase, words, start)
    if end and words[start] == "peace":
        assert match_start(phrase, words, end) == start


def test_capitals_need_three_words() -> None:
    assert in_capitals(["TALKS", "BEGIN", "TODAY", "."])
    assert not in_capitals(["UN", "US"])
    assert not in_capitals(["UN", "TALKS", "Begin"])
