"""What the model says of events, asked for word by word."""

import numpy as np
import pytest

from communique.language.encoder import Encoder
from communique.language.parse import parse
from communique.language.told import HEADS, Told

TEXT = "Norway's army shelled the port of Malmö on Friday, killing four people. Sweden demanded a truce."


@pytest.fixture(scope="module")
def told(encoder: Encoder) -> Told:
    found = parse(TEXT, encoder).told
    assert found is not None
    return found


def word(encoder: Encoder, form: str) -> int:
    return next(t.index for t in parse(TEXT, encoder).tokens if t.text == form)


def test_each_word_has_shares_that_make_one(told: Told) -> None:
    for head in HEADS:
        assert np.allclose(told.heads[head].sum(-1), 1, atol=1e-4)


def test_verbs_that_tell_events_are_its_triggers_with_their_types(told: Told, encoder: Encoder) -> None:
    shelled, demanded = word(encoder, "shelled"), word(encoder, "demanded")
    assert {shelled, demanded} <= set(told.triggers(0.5))
    assert told.best("trigger", shelled)[0] == "ASSAULT"
    assert told.best("trigger", demanded)[0] == "REQUEST"


def test_words_fill_roles_of_their_own_event(told: Told, encoder: Encoder) -> None:
    roles = told.roles(word(encoder, "demanded"))
    sweden = word(encoder, "Sweden")
    assert roles["actor"].max() == roles["actor"][sweden]
    assert roles["actor"][sweden] > 0.5
    assert all(shares.min() >= 0 and shares.max() <= 1 for shares in roles.values())


def test_an_event_is_no_other_and_the_table_is_symmetric(told: Told, encoder: Encoder) -> None:
    table = told.one_event([word(encoder, "shelled"), word(encoder, "demanded")])
    assert table.shape == (2, 2)
    assert table[0, 1] == table[1, 0] < 0.5


def test_a_text_without_words_tells_nothing(encoder: Encoder) -> None:
    found = parse("", encoder).told
    assert found is not None
    assert found.triggers(0.5) == []
