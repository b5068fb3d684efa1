import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.llm.words import LONGEST, Words

TEXT = "He said:\u00a0“We won’t\n\n  yield” – and left.\tHe came back.   He left."


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("He said:", "He said:"),
        ('He said: "We won\'t yield" - and left', "He said:\u00a0“We won’t\n\n  yield” – and left"),
        ("  won’t \n yield ", "won’t\n\n  yield"),
        ('"and left."', "and left."),
        ("“He came back.”", "He came back."),
    ],
)
def test_white_space_and_the_form_of_marks_do_not_count(quote: str, there: str) -> None:
    spot = Words(TEXT).find(quote)
    assert spot is not None
    assert TEXT[slice(*spot)] == there


@pytest.mark.parametrize(
    "quote", ["He say:", "he said", "e said", "He lef", "and … left", "", "  ", "“”", "yield and left", "H" * LONGEST]
)
def test_words_that_do_not_stand_there_are_not_found(quote: str) -> None:
    assert Words(TEXT).find(quote) is None


def test_of_several_places_the_nearest_is_taken() -> None:
    assert Words(TEXT).find("He") == (0, 2)
    late = TEXT.rindex("He")
    assert Words(TEXT).find("He", near=(late, len(TEXT))) == (late, late + 2)


def test_more_words_than_are_looked_for_are_not_found() -> None:
    text = "word " * LONGEST
    assert Words(text).find(text) is None


@given(st.text(alphabet=st.sampled_from("ab \n\t\u00a0\u2003😀é"), max_size=60), st.data())
def test_what_is_found_is_what_was_asked_for_but_for_white_space(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = " ".join(text[start : data.draw(st.integers(start, len(text)))].split())
    spot = Words(text, offset=7).find(quote)
    if spot is not None:
        assert " ".join(text[spot[0] - 7 : spot[1] - 7].split()) == quote


@given(st.lists(st.sampled_from(["Nor", "Swe", "talks", "“a”", "met,"]), min_size=1, max_size=30), st.data())
def test_whole_words_are_always_found(words: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n", " \t ", "\n\n"]), min_size=len(words), max_size=len(words)))
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    spot = Words(text).find(" ".join(words[first : last + 1]))
    assert spot is not None
    assert text[slice(*spot)].split() == words[first : last + 1]
