"""What opens an agency's report is told from the report's first sentence."""

import pytest
from tests.coding.reading import events, names

from communique.language.datelines import dateline_end
from communique.language.tokens import tokenize

FIRST = "Kenya rejected the demand on Friday."


@pytest.mark.parametrize(
    "written",
    [
        "NAIROBI - ",
        "NAIROBI (Wire) - ",
        "NAIROBI, May 3 (The Wire) — ",
        "NAIROBI, 3 May 2025 – ",
        "NEW YORK/ADDIS ABABA, Sept. 12 -- ",
        "ADDIS ABABA, Ethiopia (TW) — ",
        "Nairobi, Kenya, June 1 (Wire) – ",
        "PORT-AU-PRINCE, Haiti — ",
        "Goma (Wire) - ",
        "Goma, Congo – ",
        "UNITED NATIONS - ",
        "GENEVA/BRUSSELS - ",
        "Lesser Marsh, June 1 (Wire) – ",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence_after_it(written: str) -> None:
    text = written + FIRST
    assert dateline_end(text) == len(written)
    second = tokenize(text)[1]
    assert text[second[0].start : second[-1].end] == FIRST
    (event,) = events(text)
    assert (names(event.actors), [e.quote for e in event.evidence]) == (["Kenya"], [FIRST.rstrip(".")])


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        "Norway – Sweden's neighbour – rejected the demand.",
        "NATO - the alliance of 32 - rejected the demand.",
        "The truce - Norway's third - ended.",
        "Ann Odera (Kenya) rejected the demand.",
        "RASHID ODERA: Good afternoon - Kenya rejected it.",
        "Iran, Israel — The rivals signed a ceasefire.",
        "UKRAINE, RUSSIA - Delegations met.",
        "HAMAS - Leaders of the group left.",
        "Zelensky — Ukraine's president — left.",
        "Hezbollah (backed by Iran) - Fighters left.",
        "John Smith, Foreign Minister — Kenya's — left.",
        "On Monday, May 3 - Kenya rejected it.",
        "BREAKING - Kenya rejected it.",
        "",
    ],
)
def test_a_sentence_that_opens_like_one_is_left_whole(text: str) -> None:
    assert dateline_end(text) == 0
