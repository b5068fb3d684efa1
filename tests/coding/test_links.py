"""Whom a word speaks of and who stands behind an event, by the model's word, which is written by hand."""

from collections.abc import Collection, Mapping

import numpy as np
import pytest
from tests.coding.told_by_hand import tell

from communique.coding.anaphora import Cast
from communique.coding.coder import code_report
from communique.coding.links import behind
from communique.coding.scene import Scene
from communique.language.pairs import DISTANCES, WORD_CLASSES, distance_of, word_class
from communique.language.parse import parse
from communique.pipeline import Reader
from communique.record import EventType, Report


def scene_of(
    reader: Reader,
    text: str,
    *,
    links: Mapping[str, Collection[str]] | None = None,
    events: Mapping[str, Mapping[str, float]] | None = None,
    sides: Mapping[str, Mapping[str, str]] | None = None,
    publisher: str | None = None,
) -> Scene:
    doc = parse(text, reader.encoder)
    tell(doc, events or {}, links=links, behind=sides)
    return Scene(Report(id="x", name="x", publisher=publisher, text=text), doc, reader.lexicon, reader.gazetteer)


def whom(scene: Scene, form: str) -> list[str]:
    """Whom the last such word speaks of."""
    index = max(t.index for t in scene.doc.tokens if t.text == form)
    return [p.name for p in Cast(scene).at(index)]


WORDS: list[tuple[str, str, dict[str, list[str]], list[str]]] = [
    # The model is sure of one party.
    ("Norway met Sweden in Geneva. On Monday it left.", "it", {"it": ["Norway"]}, ["Norway"]),
    # A word for several speaks of all of whom it is sure.
    ("Norway met Sweden and Finland. They agreed.", "They", {"They": ["Norway", "Finland"]}, ["Norway", "Finland"]),
    # Troops and rebels are one party, however many they are.
    ("Norway met Sweden. The soldiers left.", "soldiers", {"soldiers": ["Norway", "Sweden"]}, ["Norway"]),
    # Militants are no government.
    ("Hamas met Israel. The militants left.", "militants", {"militants": ["Israel"]}, ["Hamas"]),
    # Where it is not sure, the rules say whom.
    ("Norway rejected the plan. It left.", "It", {}, ["Norway"]),
    # "the army" is no person, whatever the model says.
    ("Jonas Store spoke. The army of Norway left. The army fired.", "army", {"army": ["Store"]}, ["Norway"]),
]


@pytest.mark.parametrize(("text", "form", "links", "names"), WORDS, ids=[w[0] for w in WORDS])
def test_a_word_speaks_of_whom_the_model_is_sure(
    reader: Reader, text: str, form: str, links: dict[str, list[str]], names: list[str]
) -> None:
    assert sorted(whom(scene_of(reader, text, links=links), form)) == sorted(names)


def test_a_word_that_only_describes_is_nobody(reader: Reader) -> None:
    scene = scene_of(reader, "Norway met Sweden. Local officials left.")
    assert whom(scene, "Local") == []


def test_one_word_of_a_name_stands_for_it(reader: Reader) -> None:
    text = "The Blue Valley Front of Harvest met Norway. On Monday the Front left."
    scene = scene_of(reader, text)
    assert whom(scene, "Front") == whom(scene, "Harvest")


def test_whose_troops_they_are_is_told_by_the_pronoun(reader: Reader) -> None:
    assert whom(scene_of(reader, "Norway rejected the plan. Its troops stayed."), "troops") == ["Norway"]


def test_i_is_who_is_quoted_and_we_who_publishes(reader: Reader) -> None:
    quoted = 'Norway met Sweden. "I will not sign a thing of this kind," said Jonas Store.'
    assert whom(scene_of(reader, quoted), "I") == ["Jonas Store"]
    ours = scene_of(reader, "Sweden attacked a port. We condemn the attack.", publisher="Government of Norway")
    assert whom(ours, "We") == ["Norway"]


def test_we_before_the_speaker_is_named_is_the_speaker(reader: Reader) -> None:
    text = 'Ulf Kristersson attacked the plan. "We shall defend every inch of this land and more," he said.'
    assert whom(scene_of(reader, text), "We") == ["Ulf Kristersson"]


@pytest.mark.parametrize("publisher", ["University of Oslo", "Norwegian Peace Research Institute", None, ""])
def test_a_country_in_a_publishers_name_does_not_speak(reader: Reader, publisher: str | None) -> None:
    text = "Sweden attacked a port. We condemn the attack."
    assert whom(scene_of(reader, text, publisher=publisher), "We") == []


def test_what_is_quoted_of_nobody_is_not_the_publishers(reader: Reader) -> None:
    text = 'Sweden attacked a port.\n\n"We shall defend every inch of this land and more."'
    assert whom(scene_of(reader, text, publisher="Government of Norway"), "We") == []


def test_foreign_troops_are_nobodys_that_the_report_names(reader: Reader) -> None:
    text = "Norway rejected the plan. Foreign troops attacked a port."
    assert whom(scene_of(reader, text), "troops") == []


def test_another_council_is_not_the_one_named_before(reader: Reader) -> None:
    text = "The UN Security Council met on Monday. The Council of Elders left."
    assert whom(scene_of(reader, text), "Council") != ["UN Security Council"]


def test_both_of_whom_a_word_speaks_stand_behind_an_event(reader: Reader) -> None:
    scene = scene_of(reader, "Norway met Sweden in Geneva. They signed a truce.", sides={"signed": {"actor": "They"}})
    told = scene.doc.told
    assert told is not None
    trigger = next(t.index for t in scene.doc.tokens if t.text == "signed")
    shares = {p.name: actor for p, actor, _ in behind(told, trigger, Cast(scene).spoken)}
    assert {name for name, share in shares.items() if share > 0.9} == {"Norway", "Sweden"}


def test_a_verb_without_a_subject_is_the_publishers(reader: Reader) -> None:
    text = "Strongly condemns the attack by Sweden on a port."
    (event,) = code_report(scene_of(reader, text, events={"condemns": {"ACCUSE": 0.99}}, publisher="African Union"))
    assert [p.name for p in event.actors] == ["African Union"]


def test_who_stands_behind_an_event_is_told_by_the_whole_report(reader: Reader) -> None:
    scene = scene_of(
        reader,
        "Norway met Sweden. The rest was put paid to within a day.",
        events={"paid": {"REJECT": 0.99}},
        sides={"paid": {"actor": "Norway", "recipient": "Sweden"}},
    )
    (event,) = code_report(scene, frames=False)
    assert [p.name for p in (*event.actors, *event.recipients)] == ["Norway", "Sweden"]


def test_the_own_side_of_an_actor_is_no_recipient_by_the_whole_report(reader: Reader) -> None:
    scene = scene_of(
        reader,
        "Norway met Sweden. Norwegian minister Ivar Brandt rejected the plan.",
        events={"rejected": {"REJECT": 0.99}},
        sides={"rejected": {"actor": "Brandt", "recipient": "Norway"}},
    )
    (event,) = (e for e in code_report(scene) if e.event_type is EventType.REJECT)
    assert [p.name for p in event.actors] == ["Ivar Brandt"]
    assert "Norway" not in [p.name for p in event.recipients]


def test_distances_are_told_apart_both_ways_and_end_at_the_farthest() -> None:
    found = distance_of(np.array([-99, -13, -4, -1, 0, 1, 5, 99])).tolist()
    assert found == [0, 0, 3, 6, 7, 8, 11, 2 * len(DISTANCES) - 2]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("She", "he"),
        ("their", "they"),
        ("We", "we"),
        ("US", "name"),
        ("I", "i"),
        ("Oslo", "name"),
        ("troops", "many"),
        ("press", "one"),
    ],
)
def test_words_have_the_class_that_their_letters_tell(word: str, name: str) -> None:
    assert WORD_CLASSES[word_class(word)] == name
