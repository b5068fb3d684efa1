"""The corpus of our own: quotes stand where they say, and every annotation holds."""

from pathlib import Path

import pytest
from training.corpus import CorpusError, gold_of, load_report, names_in, place_quote, problems_of

CORPUS = Path(__file__).parents[2] / "corpus"
BODY = "The talks began. The talks ended when Kestria left; it left Velden behind."

PLACED = [
    ("Kestria", "Kestria"),
    ("ended", "ended"),
    ("Kestria |left", "left"),
    ("it |left| Velden", "left"),
    (". The |talks", "talks"),
]


@pytest.mark.parametrize(("quote", "word"), PLACED)
def test_a_quote_is_found_where_its_surroundings_say(quote: str, word: str) -> None:
    start, end = place_quote(BODY, quote)
    assert BODY[start:end] == word


def test_a_quote_is_looked_for_in_its_evidence_first() -> None:
    evidence = (17, 50)
    start, _ = place_quote(BODY, "talks", [evidence])
    assert start == BODY.index("talks", 17)


@pytest.mark.parametrize(
    ("quote", "reason"), [("talks", "2 times"), ("Orrenmark", "not in the report"), ("x|", "no word")]
)
def test_a_quote_that_is_not_there_once_is_refused(quote: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        place_quote(BODY, quote)


@pytest.mark.parametrize("name", names_in(CORPUS))
def test_every_annotation_holds(name: str) -> None:
    report = load_report(CORPUS, name)
    assert list(problems_of(report)) == []
    assert len(gold_of(report)["facts"]) == len(report.annotation["facts"])
