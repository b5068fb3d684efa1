"""What is searched is found whatever its case, accents or spelling, the same on both databases."""

from datetime import date

import pytest
from tests.making import NORTH, reading, report

from communique.lexicon import load_lexicon
from communique.pipeline.keeping import keep_reading
from communique.store import Store, StoreError
from communique.store.search import search

TEXTS = {
    "a": "Zelenskyy spoke in Córdoba of a cease-fire.",
    "b": "Президент Зеленський молчал.",
    "c": "In CORDOBA the envoys met; nobody spoke of a fire.",
    "d": "Zelensky's office said nothing.",
}


@pytest.fixture
def filled(store: Store) -> Store:
    for n, (name, text) in enumerate(TEXTS.items()):
        source = report(text, day=f"2026-03-0{n + 1}", publisher=name, name=name)
        with store.writing() as connection:
            told = reading(source, (text[:12], "PROTEST", {"actors": (NORTH,)}))
            keep_reading(connection, told, coder="t", extractor="t")
    return store


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("cordoba", "ca"),
        ("Córdoba spoke", "ca"),
        ('"spoke in"', "a"),
        ('"fire of"', ""),
        ("cease-fire", "a"),
        ("zelensky", "dba"),
        ("Zelenskiy", "dba"),
        ("Зеленский", "dba"),
        ("nothing AND", ""),
        ("office)", "d"),
        ('he said "', ""),
        ("Норланд", ""),
    ],
)
def test_reports_by_their_words(filled: Store, asked: str, names: str) -> None:
    with filled.reading() as connection:
        found = search(connection, asked, lexicon=load_lexicon())
    assert "".join(r.name for r in found.reports) == names


def test_events_by_quote_and_by_the_names_of_their_parties(filled: Store) -> None:
    with filled.reading() as connection:
        assert len(search(connection, "Norland").entries) == 4
        assert [e.report.name for e in search(connection, "Zelenskyy").entries] == ["a"]


def test_reports_without_a_date_come_after_those_with_one(filled: Store) -> None:
    told = reading(report("Zelensky said more.", name="e"), ("Zelensky said", "PROTEST", {"actors": (NORTH,)}))
    undated = told.model_copy(update={"report": told.report.model_copy(update={"published": None})})
    with filled.writing() as connection:
        keep_reading(connection, undated, coder="t", extractor="t")
        found = search(connection, "zelensky", lexicon=load_lexicon())
        assert "".join(r.name for r in found.reports) == "dbae"
        assert [e.report.name for e in found.entries] == ["d", "a", "e"]
        assert [r.name for r in search(connection, "zelensky", lexicon=load_lexicon(), most=1).reports] == ["d"]


def test_since_a_day(filled: Store) -> None:
    with filled.reading() as connection:
        assert [r.name for r in search(connection, "spoke", since=date(2026, 3, 2)).reports] == ["c"]


def test_nothing_to_search_for_is_an_error(filled: Store) -> None:
    with filled.reading() as connection, pytest.raises(StoreError, match="nothing to search for"):
        search(connection, " - ")
