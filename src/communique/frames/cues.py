"""The cues: words that change modality, polarity or attribution, as data in `cues.yml`."""

from functools import cache
from importlib.resources import files

import yaml

from communique.frames.load import Loader
from communique.frames.spec import Strict

Set = frozenset[str]
NONE: Set = frozenset()


class NegationCues(Strict):
    """What makes an event one that did not happen."""

    adverbs: Set
    determiners: Set
    governors: Set
    nouns: Set
    markers: Set


class ModalityCues(Strict):
    """What moves an event from actual to possible, planned or proposed."""

    auxiliaries: Set = NONE
    adverbs: Set = NONE
    adjectives: Set = NONE
    governors: Set = NONE
    nouns: Set = NONE
    looking: Set = NONE


class ConditionCues(Strict):
    """What introduces a condition."""

    markers: Set
    nouns: Set


class ReportCues(Strict):
    """Verbs and nouns of saying."""

    verbs: Set
    nouns: Set


class Phrases(Strict):
    """Phrases looked for in the text as it stands, lower case."""

    phrases: tuple[str, ...]


class Verbs(Strict):
    """Verbs alone."""

    verbs: Set


class HarmCues(Strict):
    """Words for one kind of harm."""

    verbs: Set
    adjectives: Set
    nouns: Set


class CasualtyCues(Strict):
    """Words for the dead and for the injured."""

    killed: HarmCues
    injured: HarmCues


class Cues(Strict):
    """All cues."""

    negation: NegationCues
    hedge: ModalityCues
    plan: ModalityCues
    propose: ModalityCues
    condition: ConditionCues
    report: ReportCues
    anonymity: Phrases
    quoting: Verbs
    casualties: CasualtyCues


@cache
def load_cues() -> Cues:
    """The package's cues; pydantic's error names a key that is unknown or missing."""
    text = files("communique.frames").joinpath("cues.yml").read_text(encoding="utf8")
    return Cues.model_validate(yaml.load(text, Loader=Loader))  # noqa: S506 - a SafeLoader, see load
