"""The dead and the injured, with bounds."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from tests.coding.reading import events

from communique.coding import Scene
from communique.coding.coder import draft_report
from communique.coding.told_amounts import read_casualties
from communique.language import told as model
from communique.language.parse import parse
from communique.pipeline import Reader
from communique.record import EventType, Report

Told = tuple[int | None, int | None] | None

CASES: list[tuple[str, Told, Told]] = [
    # Text, killed, injured: low and high, both inclusive; None where not told.
    ("At least eight people were killed and five injured in an attack on Kabul.", (8, None), (5, 5)),
    ("Eight people died in the attack.", (8, 8), None),
    ("The attack killed dozens of people.", (24, None), None),
    ("More than 20 people were killed in the attack.", (20, None), None),
    ("Up to 20 people were killed in the attack.", (None, 20), None),
    ("Between 10 and 15 people were killed in the attack.", (10, 15), None),
    ("Several people were injured in the attack.", None, (2, None)),
    ("Nobody was killed in the attack.", (0, 0), None),
    ("Norway attacked a port in Sweden, killing two civilians.", (2, 2), None),
    ("The strike killed 10 people and wounded four others.", (10, 10), (4, 4)),
    ("Twelve people were killed and 30 were wounded in the attack.", (12, 12), (30, 30)),
    ("A soldier was killed in an attack by Hezbollah.", (1, 1), None),
    ("An attack in Kabul killed three soldiers and wounded a woman.", (3, 3), (1, 1)),
    ("Two soldiers were killed and another was injured in the attack.", (2, 2), (1, 1)),
    ("The attack killed a woman and her two children.", (3, 3), None),
    ("The attack killed three soldiers and two civilians.", (5, 5), None),
    ("The death toll from the attack rose to nine.", (9, 9), None),
    ("The death toll from the attack rose from nine to 12.", (12, 12), None),
    # Of the injured it is told what became of them, not that they were injured.
    ("One of the injured died after the attack in Kabul.", (1, 1), None),
    ("A medic reported at least six people killed and nine injured in the attack.", (6, None), (9, 9)),
    ("Three fishermen drowned and four were hurt in the attack.", (3, 3), (4, 4)),
    # Hours and days are no people.
    ("Six people were killed in an attack that lasted 20 minutes.", (6, 6), None),
]


@pytest.mark.parametrize(("text", "killed", "injured"), CASES, ids=[c[0] for c in CASES])
def test_an_attack_has_its_toll(text: str, killed: Told, injured: Told) -> None:
    (casualties,) = [e.casualties for e in events(text, EventType.ASSAULT) if e.casualties]
    told = [(b.low, b.high) if b else None for b in (casualties.killed, casualties.injured)]
    assert told == [killed, injured]


def test_a_toll_told_just_after_the_attack_is_the_attacks() -> None:
    text = "A Sudanese shell hit a bus in Omdurman. A doctor reported at least six people dead and nine injured."
    (casualties,) = [e.casualties for e in events(text, EventType.ASSAULT) if e.casualties]
    told = [(b.low, b.high) if b else None for b in (casualties.killed, casualties.injured)]
    assert told == [(6, None), (9, 9)]


def test_a_toll_in_another_paragraph_is_not_the_attacks() -> None:
    text = "Norway attacked a port.\n\nThe flood left at least six people dead."
    assert not [e.casualties for e in events(text, EventType.ASSAULT) if e.casualties]


def test_an_attack_without_a_toll_has_none() -> None:
    assert [e.casualties for e in events("Norway attacked a port.", EventType.ASSAULT)] == [None]


def test_some_of_the_injured_are_no_toll() -> None:
    text = "Two more of the people injured in Sunday's attack on the market in Kharkiv have died."
    found = [e.casualties for e in events(text) if e.casualties is not None]
    assert all(c.injured is None for c in found)


@pytest.mark.parametrize(("word", "other"), [("injured", "killed"), ("killed", "injured")])
def test_a_number_is_of_the_harm_that_is_told_with_it_whatever_the_model_sees(
    word: str, other: str, reader: Reader
) -> None:
    text = f"Chad attacked a base in which eight soldiers were {word}."
    doc = parse(text, reader.encoder)
    doc.told = None
    scene = Scene(Report(id="x", name="x", text=text), doc, reader.lexicon, reader.gazetteer)
    (draft,) = (d for d in draft_report(scene) if d.event_type is EventType.ASSAULT)
    seen = np.array([token.text == "eight" for token in doc.tokens], dtype=np.float32)
    doc.told = cast("model.Told", SimpleNamespace(roles=lambda _: {other: seen}))
    draft.trigger = draft.match.predicate
    read_casualties([draft], scene)
    assert draft.casualties is not None
    assert getattr(draft.casualties, other) is None
    assert getattr(draft.casualties, word).low == 8
