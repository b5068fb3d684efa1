"""Which words tell events, by what frames and model say of them."""

from dataclasses import replace

import pytest
from tests.coding.told_by_hand import tell
from tests.coding.trees import index_of, match_at, tree

from communique.coding.chosen import Weights, choose
from communique.coding.generic import generic_match
from communique.coding.roles import Filled
from communique.language.doc import Doc
from communique.record import EventType

WEIGHTS = Weights(at_least=0.5, of_type=0.5, own_type=1.0, frame_only=0.3)
FILLED = Filled((), (), ())


@pytest.fixture
def doc() -> Doc:
    return tree("""
        Envoys envoy NOUN 2 nsubj
        reached reach VERB 0 root
        an a DET 4 det
        agreement agreement NOUN 2 obj
        . . PUNCT 2 punct
    """)


def test_a_word_that_no_frame_knows_tells_an_event_if_the_model_is_sure(doc: Doc) -> None:
    tell(doc, {"agreement": {"AGREE": 0.8}})
    (chosen,) = choose([], doc, WEIGHTS)
    assert chosen.match.frame.id == "model.agree"
    assert chosen.filled is None


def test_a_word_that_no_frame_knows_tells_none_if_the_model_doubts(doc: Doc) -> None:
    tell(doc, {"agreement": {"AGREE": 0.4}})
    assert choose([], doc, WEIGHTS) == []


def test_a_frame_helps_a_word_that_the_model_half_believes(doc: Doc) -> None:
    tell(doc, {"agreement": {"AGREE": 0.4}})
    match = match_at(doc, "agreement", verb="reached")
    (chosen,) = choose([(match, FILLED)], doc, WEIGHTS)
    assert chosen.match is match


def test_a_frame_that_the_model_does_not_believe_is_dropped(doc: Doc) -> None:
    tell(doc, {"agreement": {"AGREE": 0.05}})
    assert choose([(match_at(doc, "agreement"), FILLED)], doc, WEIGHTS) == []


def test_of_two_types_the_model_may_prefer_another_than_the_frame(doc: Doc) -> None:
    tell(doc, {"agreement": {"CONSULT": 0.85, "AGREE": 0.1}})
    (chosen,) = choose([(match_at(doc, "agreement"), FILLED)], doc, WEIGHTS)
    assert chosen.match.frame.event_type is EventType.CONSULT
    assert chosen.type_share > 0.5


def test_a_firm_frame_keeps_its_type_whatever_the_model_prefers(doc: Doc) -> None:
    tell(doc, {"agreement": {"CONSULT": 0.85}})
    match = match_at(doc, "agreement")
    firm = replace(match, frame=match.frame.model_copy(update={"firm": True}))
    assert [c.match for c in choose([(firm, FILLED)], doc, WEIGHTS)] == [firm]


def test_without_a_model_the_frames_stand(doc: Doc) -> None:
    match = match_at(doc, "agreement")
    assert [c.match for c in choose([(match, FILLED)], doc, WEIGHTS)] == [match]


def test_a_verb_that_tells_nothing_itself_goes_with_its_noun(doc: Doc) -> None:
    noun, verb = index_of(doc, "agreement"), index_of(doc, "reached")
    found = generic_match(doc, noun, EventType.AGREE, is_trigger={noun})
    assert (found.predicate, found.verb) == (noun, verb)
    assert found.arguments.subject == [index_of(doc, "Envoys")]
    alone = generic_match(doc, noun, EventType.AGREE, is_trigger={noun, verb})
    assert alone.verb == noun
