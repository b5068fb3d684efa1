import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.abbreviations import Kind, abbreviations
from communique.language.sentences import LONGEST, sentence_bounds
from communique.language.tokens import token_spans, tokenize

WRAPPED = """Talks Resume in Port Vale

PORT VALE, Oct. 3 - Delegates resumed talks on Tuesday
after three weeks off, the mediator's office said. The
government's delegation is led by Foreign Minister Ada
Brook; the rebels sent three commanders. "We came to talk," Ms.
Brook said.
The rebels gave no comment.
Fighting went on in the north, where the army said that it
had taken the airport.
"""

# Line breaks and runs of blanks inside a sentence are shown as one blank.
CASES = [
    ("He said: “We will go. We won't stay.” They left.", ["He said: “We will go.", "We won't stay.”", "They left."]),
    ('"We agreed." Then he left. (She had not.) It ended.',
     ['"We agreed."', "Then he left.", "(She had not.)", "It ended."]),
    ("“Will you go?” he asked. “No!” she said.", ["“Will you go?” he asked.", "“No!” she said."]),
    ('She asked, "Why?" "Because," he said.', ['She asked, "Why?"', '"Because," he said.']),
    ("Gen. Ali Bey met Lt. Col. J. K. Osei. Mr. Lund left.",
     ["Gen. Ali Bey met Lt. Col. J. K. Osei.", "Mr. Lund left."]),
    ("The envoy left the U.S. The army stayed.", ["The envoy left the U.S.", "The army stayed."]),
    ("The U.S. Secretary of State met the U.N. envoy.", ["The U.S. Secretary of State met the U.N. envoy."]),
    ("They met at 9 a.m. in the hall. It ended at 5 p.m. Officials left.",
     ["They met at 9 a.m. in the hall.", "It ended at 5 p.m.", "Officials left."]),
    ("Shells hit No. 5 Dock Road. The group said no. It left.",
     ["Shells hit No. 5 Dock Road.", "The group said no.", "It left."]),
    ("They hold the north; the army holds the south.", ["They hold the north; the army holds the south."]),
    ("Will it hold? Nobody knows! Talks go on.", ["Will it hold?", "Nobody knows!", "Talks go on."]),
    ("The text said so.[2] Others did not.", ["The text said so.[2]", "Others did not."]),
    ("The fee rose 3.5 percent. It fell by 1.2 percent later.",
     ["The fee rose 3.5 percent.", "It fell by 1.2 percent later."]),
    # lines
    ("Violence Goes On Despite Talks\nThe two sides met. They agreed on nothing.",
     ["Violence Goes On Despite Talks", "The two sides met.", "They agreed on nothing."]),
    ("The plan has three parts:\n- a truce\n- prisoners\n\n• aid",
     ["The plan has three parts:", "- a truce", "- prisoners", "• aid"]),
    ("Points\n1. Aid routes open\n2. Guns fall silent", ["Points", "1. Aid routes open", "2. Guns fall silent"]),
    ("One half\n\nof a thing", ["One half", "of a thing"]),
    ("One half\r\n\r\nof a thing", ["One half", "of a thing"]),
    ("The ministers of both countries met in secret\nand signed a paper.",
     ["The ministers of both countries met in secret and signed a paper."]),
    (WRAPPED,
     ["Talks Resume in Port Vale",
      "PORT VALE, Oct. 3 - Delegates resumed talks on Tuesday after three weeks off, the mediator's office said.",
      "The government's delegation is led by Foreign Minister Ada Brook; the rebels sent three commanders.",
      '"We came to talk," Ms. Brook said.',
      "The rebels gave no comment.",
      "Fighting went on in the north, where the army said that it had taken the airport."]),
    ("Он ушёл. Она осталась.", ["Он ушёл.", "Она осталась."]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    sentences = [text[sentence[0].start : sentence[-1].end] for sentence in tokenize(text)]
    assert [" ".join(sentence.split()) for sentence in sentences] == expected


LONG = [
    ("word " * 100 + "; " + "word " * 150, 101),
    ("word " * 90 + "— " + "word " * 40 + ", " + "word " * 90, 91),
    ("word " * 90 + ", " + "word " * 150, 91),
    ("word " * 300, LONGEST),
]


@pytest.mark.parametrize(("text", "first"), LONG)
def test_an_overlong_sentence_is_cut_at_its_best_place(text: str, first: int) -> None:
    assert len(tokenize(text)[0]) == first


@given(
    st.lists(st.sampled_from(["word", ",", ";", "—", "”", "The", ".", "\n", "“", '"', "Gen.", "…", "["]), max_size=600)
)
def test_sentences_follow_one_another_and_none_is_too_long(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = token_spans(text)
    bounds = sentence_bounds(text, spans)
    assert [a for a, _ in bounds] == [0, *(b for _, b in bounds)][: len(bounds)]
    assert not bounds or bounds[-1][1] == len(spans)
    assert all(0 < b - a <= LONGEST for a, b in bounds)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_sentence_spans_a_blank_line(before: str, after: str) -> None:
    gap = len(before)
    sentences = tokenize(f"{before}\n\n{after}")
    assert not any(sentence[0].start < gap < sentence[-1].end for sentence in sentences)


def test_every_kind_of_abbreviation_is_listed() -> None:
    assert set(abbreviations().values()) == set(Kind)
