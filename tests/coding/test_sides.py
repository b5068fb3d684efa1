"""The two main sides of a report."""

import pytest
from tests.coding.reading import events, names

from communique.coding.scene import Scene
from communique.coding.sides import main_pair
from communique.language.parse import parse
from communique.lexicon import load_lexicon
from communique.lexicon.places import load_gazetteer
from communique.pipeline import load_reader
from communique.record import EventType, Party, PartyKind, Report

ASSAULT, REQUEST, AGREE = EventType.ASSAULT, EventType.REQUEST, EventType.AGREE
HOSTED = (
    "Eritrea and Ethiopia opened talks in Kenya. The talks in Kenya ended on Monday. Eritrea complained. "
    "In Kenya, both sides agreed to exchange prisoners."
)
URGED = (
    "Chad and Sudan met again on Monday. Qatar praised Chad. Qatar proposed a truce. "
    "Qatar urged both sides to release their prisoners."
)
MEDIATED = (
    "Mali accused Niger of arming rebels. Niger denied it. Mediators from Togo met Mali. "
    "Togo's envoy praised the talks. The army shelled a village."
)


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        (HOSTED, AGREE, ["Eritrea", "Ethiopia"], []),
        (URGED, REQUEST, ["Qatar"], ["Chad", "Sudan"]),
        (MEDIATED, ASSAULT, ["Mali"], []),
    ],
    ids=["where talks are held", "who asks both", "whose army does not fight"],
)
def test_hosts_and_mediators_are_no_side(
    text: str, event_type: EventType, actors: list[str], recipients: list[str]
) -> None:
    (event,) = events(text, event_type)
    assert sorted(names(event.actors)) == actors
    assert sorted(names(event.recipients)) == recipients


def test_of_a_group_and_several_states_the_group_is_a_side() -> None:
    text = "Sudan met the Rapid Support Forces. Egypt and Chad watched. The Rapid Support Forces left. Sudan waited."
    kinds = dict.fromkeys(("Sudan", "Egypt", "Chad"), "government") | {"Forces": "armed_group"}
    assert _pair(text, kinds) == ["Forces", "Sudan"]


def test_fewer_than_two_sides_are_no_pair() -> None:
    assert _pair("Sudan waited.", {"Sudan": "government"}) == []


def _pair(text: str, kinds: dict[str, str]) -> list[str]:
    report = Report(id="test", name="test", text=text)
    scene = Scene(report, parse(text, load_reader().encoder), load_lexicon(), load_gazetteer())
    named = {
        t.index: (Party(name=t.text, text=t.text, start=t.start, end=t.end, kind=PartyKind(kinds[t.text])),)
        for t in scene.doc.tokens
        if t.text in kinds
    }
    return sorted(party.name for party in main_pair(scene, named))
