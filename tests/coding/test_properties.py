"""What holds of every reading, whatever the text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique import Reading
from communique.frames import load_frames
from communique.pipeline import Reader

LONGEST_QUOTE = 500
SENTENCES = sorted({e.text for frame in load_frames() for e in frame.examples})
UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
"""Anything but lone surrogates, which no decoded file holds."""
FEW = settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CASES = [
    "",
    " ",
    "\n\n\n",
    "\u200b",
    "No",
    "Attack.",
    ".",
    "!?",
    "»",
    "12",
    "On Friday",
    "“",
    "It rained all day in the valley and nobody came.",
    "a" * 6000,
    "Norway" + " " * 600 + "attacked" + " " * 600 + "Sweden.",
    "Norway attacked " + "x" * 3000 + " and Sweden.",
    "Norway attacked Sweden. " * 400,
    "Norway attacked " + ", ".join(["Sweden"] * 5000) + " and Chad.",
    "President " * 900 + "Ola Nord attacked Sweden.",
    "Norway’s " * 600 + "army attacked.",
    "Norway said that " * 300 + "Sweden attacked.",
    '"' * 500,
    "“Norway must go" * 200,
    "𝔑𝔬𝔯𝔴𝔞𝔶 attacked 🇸🇪 and é́ 한국 on 3 May.",
]


def check(reading: Reading) -> None:
    """Ids, quotes and their length."""
    text = reading.report.text
    ids = [event.id for event in reading.events]
    assert len(set(ids)) == len(ids)
    for event in reading.events:
        assert event.evidence
        for span in event.evidence:
            assert text[span.start : span.end] == span.quote
            assert 0 < len(span.quote) <= LONGEST_QUOTE
        for party in (*event.actors, *event.recipients, *event.attribution):
            assert text[party.start : party.end] == party.text
        for quantity in event.quantities:
            assert text[quantity.start : quantity.end] == quantity.text
        if event.time is not None:
            assert event.time.start <= event.time.end + "~"


@pytest.mark.parametrize("text", CASES, ids=[repr(text[:30]) for text in CASES])
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    check(communique.read(text))
    check(communique.read(text, title=text, published="2025-05-17"))


@FEW
@given(text=UNICODE, title=st.none() | UNICODE)
def test_any_unicode_is_read(reader: Reader, text: str, title: str | None) -> None:
    check(communique.read(text, title=title, published="2025-05-17"))


@FEW
@given(
    sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    inserted=st.lists(st.tuples(st.integers(0, 800), UNICODE), max_size=4),
    title=st.none() | st.sampled_from(SENTENCES),
)
def test_shuffled_sentences_with_noise_are_read_the_same_twice(
    reader: Reader, sentences: list[str], inserted: list[tuple[int, str]], title: str | None
) -> None:
    text = " ".join(sentences)
    for at, noise in inserted:
        text = text[:at] + noise + text[at:]
    first = communique.read(text, title=title, published="2025-05-17")
    check(first)
    assert communique.read(text, title=title, published="2025-05-17") == first
