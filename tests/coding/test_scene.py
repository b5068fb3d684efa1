"""What is found once for a report, and asked for by stretch."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.trees import tree

from communique.coding import Scene
from communique.language.doc import Doc
from communique.lexicon import load_lexicon
from communique.lexicon.places import load_gazetteer
from communique.record import Report

WORDS = ["12", "men", "on", "Friday", "3", "May", "2024", "eight", ".", "Georgia"]


def scene_of(doc: Doc) -> Scene:
    report = Report(id="r1", name="report", published=date(2025, 5, 17), text=doc.text)
    return Scene(report, doc, load_lexicon(), load_gazetteer())


@settings(max_examples=30, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), data=st.data())
def test_numbers_and_dates_of_a_stretch_are_those_that_stand_in_it(words: list[str], data: st.DataObject) -> None:
    scene = scene_of(tree("\n".join(f"{w} = X {0 if n == 0 else 1} dep" for n, w in enumerate(words))))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words)))
    assert scene.numbers_in(first, last) == [(at, n) for at, n in scene.numbers if first <= at < last]
    start, end = scene.doc.tokens[first].start, scene.doc.tokens[max(first, last - 1)].end
    assert scene.dates_in(start, end) == [p for p in scene.dates if p.end > start and p.start < end]
    for phrase in scene.dates:
        assert scene.date_at(phrase.start) == scene.date_at(phrase.end - 1) == phrase


def test_an_empty_report_has_nothing() -> None:
    scene = scene_of(tree())
    assert (scene.numbers, scene.dates, scene.names, scene.countries) == ([], [], {}, [])


def test_a_token_is_found_by_any_of_its_offsets_and_by_the_gap_before_it() -> None:
    scene = scene_of(tree("Norway = PROPN 0 root\nfell fall VERB 1 dep"))
    assert [scene.token_at(i) for i in range(len(scene.doc.text) - 1)] == [0] * 6 + [1] * 5


def test_a_name_of_a_state_and_a_region_is_the_state() -> None:
    scene = scene_of(tree("Georgia = PROPN 0 root"))
    assert [(e.country, e.type) for e in scene.names[0].entries] == [("GEO", "country")]
