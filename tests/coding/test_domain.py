"""Sport, business, culture and parish life are not coded, however martial their words."""

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from communique.language.tokens import tokenize
from communique.pipeline import Reader, read

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"

SPORT = """Norway attacked from the first whistle and bombarded Sweden's goalkeeper. The referee rejected their
demand for a penalty. After half time the coach agreed to send on a substitute, and the sides met for peace talks."""
BUSINESS = """The takeover war ended in a truce. The carmaker's chief executive rejected the hostile bid, shareholders
revolted, and the boardroom agreed to a merger after the dividend was cut and the share price fell under siege."""
CULTURE = """In her new novel the poet stages a war between two theatre companies. The film of it, with an actress who
demands a ransom for the album of a dead singer, has its premiere at the festival; critics attacked the screenplay."""
BOMBED = """A bomb killed twelve people at a cricket stadium in Kabul on Friday during a league match. The Taliban
condemned the attack, Islamic State claimed responsibility. Players, the coach and fans fled the pitch as the innings
ended; the team's captain was wounded. The batsman and the bowler were treated, and the tournament was suspended."""
SUMMIT = """Foreign Minister Anders Dahl of Norway met his Swedish counterpart at the World Cup final and agreed
to resume talks on prisoners. They sat in the stadium as the striker scored in the first half and the coach celebrated.
"Football brought us to one table," Dahl said after the match. Sweden rejected a demand to withdraw troops from the
border before the tournament. Fans cheered the goalkeeper."""
LISTED = """The European Union imposed sanctions on Belavia, the national airline of Belarus, on Friday. Investors sold
stock, revenue dropped and the chief executive said customers would suffer. Minsk condemned the measures."""
SCREENED = """Ukraine called on Friday for a boycott of the Berlin film festival over a Russian film. The
director and the actors came to the premiere. Russia condemned the demand. Ukraine said it glorified the occupation."""
EXPELLED = """France expelled three Russian diplomats on Friday after a plot against the Olympics. Coaches were
told in the stadium; a gold medal match went ahead and the tournament continued. Russia denied the accusation."""
AMONG_OTHERS = [BOMBED, SUMMIT, LISTED, SCREENED, EXPELLED]
"""Politics and violence where sport is played, money made and films are shown."""
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


@pytest.mark.parametrize("text", AMONG_OTHERS)
def test_politics_among_sport_business_and_culture_are_not_screened_out(text: str, reader: Reader) -> None:
    assert not reader.screen.is_off_topic(tokens_of(text))


@pytest.mark.parametrize("text", [SCREENED, EXPELLED])
def test_politics_among_sport_and_culture_are_read(text: str, reader: Reader) -> None:
    assert read(text, published="2025-05-17").events


def tokens_of(text: str) -> Iterator[str]:
    """The words of a text."""
    return (text[p.start : p.end] for sentence in tokenize(text) for p in sentence)


@pytest.mark.parametrize("text", OFF_TOPIC)
def test_other_domains_are_told_before_a_report_is_parsed(text: str, reader: Reader) -> None:
    with patch.object(reader.encoder, "run", side_effect=AssertionError):
        assert read(text).events == ()


@pytest.mark.parametrize("word", ["batsmen", "Wickets", "bowler", "pawns", "film's", "audiences", "home runs"])
def test_terms_are_known_in_every_form(word: str, reader: Reader) -> None:
    many = f"The goalkeeper, the referee and the striker saw {word}."
    assert reader.screen.is_off_topic(tokens_of(f"{many} The umpire and a tournament."))


def test_no_report_that_tells_events_is_left_out(reader: Reader) -> None:
    seen = 0
    for path in sorted(CORPUS.glob("*.json")):
        core = any(fact["core"] for fact in json.loads(path.read_text("utf8"))["facts"])
        seen += core
        assert not (core and reader.screen.is_off_topic(tokens_of(path.with_suffix(".txt").read_text("utf8")))), path
    assert seen > 400
