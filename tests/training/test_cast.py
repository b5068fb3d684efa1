"""Where a report names its parties, by hand and in the corpus."""

from pathlib import Path

import pytest
from training.cast import mentions_in
from training.corpus import load_report, names_in
from training.swap import Told, told_as_written

CORPUS = Path(__file__).parents[2] / "corpus"


def told(body: str, fillers: list[tuple[list[str], str]]) -> Told:
    """A report on Vorland and Anna Reed with one fact, whose actors fill it by a stretch each."""
    cast = {
        "vor": {
            "name": "Vorland",
            "kind": "government",
            "demonyms": ["Vorlander"],
            "capital": ["Vorburg"],
            "aliases": [],
        },
        "anna": {"name": "Anna Reed", "kind": "person", "aliases": []},
    }
    actors = [(party, words) for parties, words in fillers for party in parties]
    spans = [(body.index(words), body.index(words) + len(words)) for _, words in actors]
    fact = {"actors": [list(a) for a in actors], "recipients": []}
    return Told("x", "", "", "", None, body, [fact], [{"actors": spans, "recipients": []}], cast)


def found(report: Told) -> list[tuple[str, str, bool]]:
    return [(report.body[m.start : m.end], m.party, m.named) for m in mentions_in(report)]


def test_a_party_is_named_by_name_demonym_capital_and_last_name() -> None:
    report = told("Vorland, or Vorburg, sent Anna Reed. Reed met Vorlander men.", [])
    assert found(report) == [
        ("Vorland", "vor", True),
        ("Vorburg", "vor", True),
        ("Anna Reed", "anna", True),
        ("Reed", "anna", True),
        ("Vorlander", "vor", True),
    ]


def test_what_fills_a_role_speaks_of_its_party_and_both_of_both() -> None:
    report = told("They met both sides.", [(["anna"], "They"), (["anna", "vor"], "both sides")])
    assert found(report) == [("They", "anna", False), ("both sides", "anna", False), ("both sides", "vor", False)]


def test_a_description_is_no_name_though_it_is_an_alias_and_the_annotation_goes_before_the_letters() -> None:
    report = told("The bloc left. Reed stayed.", [(["anna"], "The bloc"), (["vor"], "Reed")])
    report.cast["anna"]["aliases"] = ["bloc"]
    assert found(report) == [("The bloc", "anna", False), ("Reed", "vor", False)]


@pytest.mark.parametrize("name", names_in(CORPUS)[::37])
def test_every_mention_of_the_corpus_stands_in_the_text(name: str) -> None:
    report = told_as_written(load_report(CORPUS, name))
    for mention in mentions_in(report):
        assert 0 <= mention.start < mention.end <= len(report.body)
        assert mention.party in report.cast
