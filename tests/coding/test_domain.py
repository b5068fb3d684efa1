"""Sport, business, culture and parish life are not coded, however martial their words."""

import pytest

from communique.pipeline import Reader, read

SPORT = """Norway attacked from the first whistle and bombarded Sweden's goalkeeper. The referee rejected their
demand for a penalty. After half time the coach agreed to send on a substitute, and the sides met for peace talks."""
BUSINESS = """The takeover war ended in a truce. The carmaker's chief executive rejected the hostile bid, shareholders
revolted, and the boardroom agreed to a merger after the dividend was cut and the share price fell under siege."""
CULTURE = """In her new novel the poet stages a war between two theatre companies. The film of it, with an actress who
demands a ransom for the album of a dead singer, has its premiere at the festival; critics attacked the screenplay."""
OFF_TOPIC = [SPORT, BUSINESS, CULTURE]
ON_TOPIC = [
    "Norway rejected Sweden's demand for a withdrawal from the border stadium, and the two sides met in Geneva.",
    "The rebels shelled the football stadium in the capital of Kenya on Sunday, killing six fans, the army said.",
]


@pytest.mark.parametrize("text", OFF_TOPIC)
def test_other_domains_give_no_events(text: str) -> None:
    assert read(text, published="2025-05-17").events == ()


@pytest.mark.parametrize("text", ON_TOPIC)
def test_a_place_of_sport_does_not_make_a_report_of_sport(text: str, reader: Reader) -> None:
    assert read(text, published="2025-05-17").events
