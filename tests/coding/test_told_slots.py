"""What the model points at, and what the slots make of it; the model's word is written by hand."""

from datetime import date

import numpy as np
import pytest
from tests.coding.told_by_hand import LABELS, tell

from communique.coding.coder import code_report
from communique.coding.scene import Scene
from communique.language.doc import Doc
from communique.language.parse import parse
from communique.pipeline import Reader
from communique.record import Event, EventType, Report

PUBLISHED = date(2025, 5, 17)


def event(reader: Reader, text: str, word: str, event_type: str, **roles: str) -> Event:
    """The event that a word tells by the model's word, with the words that fill its roles."""
    doc = parse(text, reader.encoder)
    tell(doc, {word: {event_type: 0.95}})
    assert doc.told is not None
    trigger = index_of(doc, word)
    told = {name: np.zeros(len(doc.tokens), dtype=np.float32) for name in LABELS["role"]}
    for role, form in roles.items():
        told[role][index_of(doc, form)] = 0.9
    doc.told._roles[trigger] = told
    report = Report(id="x", name="x", published=PUBLISHED, text=text)
    scene = Scene(report, doc, reader.lexicon, reader.gazetteer)
    (found,) = (e for e in code_report(scene, frames=False) if e.event_type is EventType(event_type))
    return found


def index_of(doc: Doc, form: str) -> int:
    return next(t.index for t in doc.tokens if t.text == form)


def test_a_word_that_no_frame_knows_gets_the_actor_that_the_model_points_at(reader: Reader) -> None:
    found = event(reader, "It was Norway that put paid to the plan.", "paid", "REJECT", actor="Norway")
    assert [p.name for p in found.actors] == ["Norway"]
    assert found.coder == "model:reject@1"


def test_an_unknown_group_is_named_by_its_own_words(reader: Reader) -> None:
    text = "Norway gave way before the Blue Valley Dockers, who put paid to the plan."
    found = event(reader, text, "paid", "REJECT", actor="Dockers")
    assert "Dockers" in found.actors[0].name


@pytest.mark.parametrize("word", ["boat", "law"])
def test_a_thing_is_no_party_though_the_model_points_at_it(reader: Reader, word: str) -> None:
    text = f"The {word} put paid to the plan of Norway."
    assert event(reader, text, "paid", "ASSAULT", actor=word).actors == ()


def test_date_place_and_number_are_those_that_the_model_points_at(reader: Reader) -> None:
    text = "On Friday, after weeks of rain in Oslo, Norway let 40 men go home, it was told in Malmö on Saturday."
    found = event(reader, text, "let", "RETREAT", actor="Norway", time="Friday", place="Oslo", quantity="40")
    assert found.time is not None
    assert found.time.start == "2025-05-16"
    assert found.place is not None
    assert found.place.name == "Oslo"
    assert [q.value for q in found.quantities] == [40]


@pytest.mark.parametrize("event_type", ["AGREE", "REQUEST", "CONSULT"])
def test_an_act_of_will_with_nobody_whose_will_it_is_is_no_event(reader: Reader, event_type: str) -> None:
    doc = parse("There was a nod to the plan in the rain.", reader.encoder)
    tell(doc, {"nod": {event_type: 0.95}})
    report = Report(id="x", name="x", published=PUBLISHED, text=doc.text)
    assert code_report(Scene(report, doc, reader.lexicon, reader.gazetteer), frames=False) == []
