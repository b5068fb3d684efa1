"""A turned verb keeps its fillers and changes one label."""

import random

from training.augment import TURNS, augmented
from training.lessons import Lesson, Trigger


def lesson() -> Lesson:
    trigger = Trigger(2, 0, ["ASSAULT"], "none", "actual", "positive", "none", True, {"actor": [1]}, {"actor": [0]})
    other = Trigger(7, 1, ["REQUEST"], "ceasefire", "actual", "positive", "none", True, {"actor": [6]}, {})
    return Lesson("x", [["The", "army", "attacked", "the", "port", "."], ["Envoys", "demanded", "calm", "."]],
                  [trigger, other], {3}, {2: "attack"})  # fmt: skip


def words(of: Lesson) -> list[str]:
    return [w.lower() for s in of.sentences for w in s]


def test_whatever_changes_triggers_and_fillers_stay_on_their_words() -> None:
    turned = 0
    for seed in range(400):
        out = augmented(lesson(), random.Random(seed))
        first, second = out.triggers
        assert words(out)[first.token] in ("attacked", "attack")
        assert words(out)[second.token] == "demanded"
        assert [words(out)[i] for i in first.roles["actor"]] == ["army"]
        assert [words(out)[i] for i in second.roles["actor"]] == ["envoys"]
        if words(out)[first.token] == "attack":
            turned += 1
            assert words(out)[first.token - 2 : first.token] == ["did", "not"]
            assert first.polarity == "negative"
    assert turned


def test_what_refuses_or_agrees_is_never_turned() -> None:
    for _, _, types in TURNS:
        assert not types & {"AGREE", "REJECT", "REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "CONCEDE", "ASSESS"}
