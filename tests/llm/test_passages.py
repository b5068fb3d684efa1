import itertools

from hypothesis import given
from hypothesis import strategies as st

from communique.llm.passages import SHORTEST, Passage, passages

ANY = st.text(alphabet=st.sampled_from("ab .!?\n\t“é😀"), max_size=400)


@given(ANY, st.integers(1, 60))
def test_passages_are_stretches_of_the_text_that_lose_only_white_space(text: str, longest: int) -> None:
    found = passages(text, longest=longest)
    assert all(text[p.start : p.end] == p.text and len(p.text) <= longest for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(p.text.split()) for p in found) == "".join(text.split())


def test_paragraphs_stay_whole_where_they_fit() -> None:
    text = "One is here. It is short.\n\nTwo is here.\n\nThree is long, and longer than the others are."
    assert [p.text for p in passages(text, longest=50)] == [
        "One is here. It is short.\n\nTwo is here.",
        "Three is long, and longer than the others are.",
    ]


def test_a_paragraph_that_is_too_long_is_parted_between_sentences() -> None:
    assert [p.text for p in passages("One is here. Two is there. Three.", longest=20)] == [
        "One is here.",
        "Two is there. Three.",
    ]


@given(st.integers(0, 9), ANY)
def test_halves_are_at_most_two_and_stand_where_they_say(offset: int, part: str) -> None:
    text = (part + " and ") * (SHORTEST // (len(part) + 5) + 1)
    report = "." * offset + text
    halves = Passage(offset, offset + len(text), text).halves()
    assert 1 <= len(halves) <= 2
    assert all(report[p.start : p.end] == p.text for p in halves)
    assert "".join("".join(p.text.split()) for p in halves) == "".join(text.split())


def test_a_short_passage_is_not_halved() -> None:
    passage = Passage(0, 5, "Short")
    assert passage.halves() == (passage,)
