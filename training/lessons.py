"""Reports of the corpus as the model learns from them: words in sentences, and for each event its words by role.

A lesson is the report parsed by the present model, with every span of the annotation brought to tokens: the trigger
and the actor's mention to their heads, a count to its numeral. A filler belongs to the trigger of its own sentence,
else to the nearest one.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communique.language.doc import Doc
from communique.language.encoder import Encoder
from communique.language.parse import parse
from training.cast import mentions_in
from training.corpus import CORPUS, CorpusError, load_report, names_in
from training.swap import Told, make_world, swap, told_as_written

ROLES = ("actor", "recipient", "attribution", "time", "place", "quantity", "killed", "injured")
"""What a word can fill for an event, in the order of the model's outputs."""
_FIELDS = dict(
    zip(ROLES, ("actors", "recipients", "attribution", "time", "place", "quantities", "killed", "injured"), strict=True)
)
SIDES = ("actor", "recipient")
NUMERALS = frozenset({"quantity", "killed", "injured"})
REACH = 4
"""Sentences between a trigger and a word that fills a role of it, at the most."""

VALIDATION = frozenset({"olive-coast", "sorrel-strait"})
TEST = frozenset({"river-union", "horn-plateau"})
"""Conflicts kept from training: to set thresholds by, and to measure."""


@dataclass(slots=True)
class Trigger:
    """One word that tells an event: its token, the event's number in the report, its labels, its fillers' tokens.

    `others` are tokens inside a filler besides its head, which count neither way. `sides` are the numbers of the
    parties that are its actors and recipients, whether words near by say so or not.
    """

    token: int
    fact: int
    types: list[str]
    issue: str
    modality: str
    polarity: str
    mode: str
    core: bool
    roles: dict[str, list[int]] = field(default_factory=dict)
    others: dict[str, list[int]] = field(default_factory=dict)
    sides: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Lesson:
    """One report: its sentences of words, its triggers, and tokens inside a trigger's span that count neither way.

    `verbs` gives the lemma of each trigger that is a plain verb in the past. `mentions` are the words that speak of a
    party: the head, the party's number, whether it is named (a word for several stands
    once for each); `kinds` gives the kind of each party by its number.
    """

    name: str
    sentences: list[list[str]]
    triggers: list[Trigger]
    unsure: set[int]
    verbs: dict[int, str] = field(default_factory=dict)
    mentions: list[tuple[int, int, bool]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def split_of(conflict: str) -> str:
    """Which part of the corpus a conflict belongs to: train, validation or test."""
    return "validation" if conflict in VALIDATION else "test" if conflict in TEST else "train"


def told_reports(folder: Path = CORPUS) -> Iterator[tuple[str, Told]]:
    """Every report of the corpus with its part; what does not check is passed over with a word."""
    for name in names_in(folder):
        try:
            report = load_report(folder, name)
            yield split_of(report.annotation["conflict"]), told_as_written(report)
        except CorpusError as error:
            print(f"{name} left out: {error}")


def lesson_of(told: Told, encoder: Encoder) -> Lesson:
    """The report's lesson."""
    doc = parse(told.body, encoder)
    triggers: list[Trigger] = []
    unsure: set[int] = set()
    numbers = {party: number for number, party in enumerate(told.cast)}
    for number, (fact, spans) in enumerate(zip(told.facts, told.spans, strict=True)):
        own: list[Trigger] = []
        for span in spans["trigger"]:
            tokens = _tokens(doc, span)
            if not tokens:
                continue
            head = _head(doc, tokens)
            unsure.update(tokens)
            own.append(
                Trigger(
                    token=head,
                    fact=number,
                    types=fact["type"],
                    issue=fact["issue"] or "none",
                    modality=fact["modality"],
                    polarity=fact["polarity"],
                    mode=fact.get("mode") or "none",
                    core=fact["core"],
                    sides={role: [numbers[p] for p, _ in fact[_FIELDS[role]]] for role in SIDES},
                )
            )
        if not own:
            continue
        for role, name in _FIELDS.items():
            for span in spans.get(name, ()):
                tokens = _tokens(doc, span)
                if not tokens:
                    continue
                head = _head(doc, tokens, numeral=role in NUMERALS)
                here = [t for t in own if doc.tokens[t.token].sentence == doc.tokens[head].sentence]
                for trigger in here or [min(own, key=lambda t: abs(t.token - head))]:
                    trigger.roles.setdefault(role, []).append(head)
                    trigger.others.setdefault(role, []).extend(i for i in tokens if i != head)
        triggers += own
    sentences = [[t.text for t in doc.tokens[s.first : s.last]] for s in doc.sentences]
    verbs = {t.token: doc.tokens[t.token].lemma for t in triggers if _is_plain_past(doc, t.token)}
    unsure -= {t.token for t in triggers}
    kinds = [party["kind"] for party in told.cast.values()]
    return Lesson(told.name, sentences, triggers, unsure, verbs, _mentions(doc, told, numbers), kinds)


def _mentions(doc: Doc, told: Told, numbers: dict[str, int]) -> list[tuple[int, int, bool]]:
    found: dict[tuple[int, int], bool] = {}
    for mention in mentions_in(told):
        tokens = _tokens(doc, (mention.start, mention.end))
        if tokens:
            place = _head(doc, tokens), numbers[mention.party]
            found[place] = found.get(place, False) or mention.named
    names = {head for (head, _), named in found.items() if named}
    return [(head, party, named) for (head, party), named in sorted(found.items()) if named or head not in names]


def _is_plain_past(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    finite = token.upos == "VERB" and token.feats.get("Tense") == "Past" and token.feats.get("VerbForm") == "Fin"
    return finite and not doc.child(index, "aux", "aux:pass", "nsubj:pass") and doc.child(index, "nsubj") is not None


def _tokens(doc: Doc, span: tuple[int, int]) -> list[int]:
    return [t.index for t in doc.tokens if t.start < span[1] and t.end > span[0]]


def _head(doc: Doc, tokens: Sequence[int], *, numeral: bool = False) -> int:
    inside = set(tokens)
    if numeral:
        for i in tokens:
            if doc.tokens[i].upos == "NUM":
                return i
    return next((i for i in tokens if doc.tokens[i].head not in inside), tokens[-1])


def make_lessons(
    encoder: Encoder, told: Iterable[Told], *, variants: int, seed: int = 7, as_written: bool = True
) -> list[Lesson]:
    """Lessons of reports, each under its own names and under `variants` others."""
    world = make_world()
    lessons = []
    for report in told:
        if as_written:
            lessons.append(lesson_of(report, encoder))
        for number in range(variants):
            rng = random.Random(f"{seed} {report.name} {number}")
            lessons.append(lesson_of(swap(report, world, rng, keep=0.3), encoder))
    return lessons
