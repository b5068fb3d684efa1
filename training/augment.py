"""The same lesson told otherwise: denied, planned or possible, under a dateline, in other letters.

Only where the change of words surely changes the label and nothing else: "attacked" -> "did not attack", "will attack",
"may attack". What refuses or agrees changes its type when it is denied, so those verbs are left as they are.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from training.lessons import Lesson, Trigger

DENIED = frozenset("ASSAULT CONSULT RETREAT AID MOBILIZE COERCE PROTEST SANCTION COOPERATE".split())
AHEAD = frozenset("RETREAT AID CONSULT MOBILIZE SANCTION COOPERATE PROTEST COERCE".split())
TURNS: tuple[tuple[tuple[str, ...], dict[str, str], frozenset[str]], ...] = (
    (("did", "not"), {"polarity": "negative"}, DENIED),
    (("will",), {"modality": "planned"}, AHEAD),
    (("is", "to"), {"modality": "planned"}, AHEAD),
    (("may",), {"modality": "possible"}, AHEAD),
    (("could",), {"modality": "possible"}, AHEAD),
)
TURNED, DATELINED, RECASED = 0.06, 0.15, 0.05
"""How often a fitting verb is turned, a report gets a dateline, a sentence other letters."""


def augmented(lesson: Lesson, rng: random.Random) -> Lesson:
    """The lesson, changed here and there by chance."""
    for trigger in sorted(lesson.triggers, key=lambda t: -t.token):
        lemma = lesson.verbs.get(trigger.token)
        if lemma is None or trigger.modality != "actual" or trigger.polarity != "positive" or rng.random() > TURNED:
            continue
        words, change, types = rng.choice(TURNS)
        if trigger.types[0] in types and sum(t.fact == trigger.fact for t in lesson.triggers) == 1:
            lesson = _turned(lesson, trigger, lemma, words, change)
    if rng.random() < DATELINED and lesson.sentences:
        town = rng.choice(["GENEVA", "NAIROBI", "Doha", "Vienna", "CAIRO", "Bogotá", "Jakarta", "TUNIS"])
        agency = rng.choice([[], ["(", "Wire", ")"], [",", "May", "4"], ["(", "AP", ")"]])
        lesson = _inserted(lesson, 0, [town, *agency, rng.choice(["—", "-", "–"])])
    sentences = [_recased(s, rng) if rng.random() < RECASED else s for s in lesson.sentences]
    return replace(lesson, sentences=sentences)


def _turned(lesson: Lesson, trigger: Trigger, lemma: str, words: Sequence[str], change: dict[str, str]) -> Lesson:
    at = trigger.token
    out = _inserted(lesson, at, words)
    moved = at + len(words)
    sentences = [list(s) for s in out.sentences]
    begin = 0
    for s in sentences:
        if begin <= moved < begin + len(s):
            s[moved - begin] = lemma
        begin += len(s)
    triggers = [_changed(t, change) if t.token == moved else t for t in out.triggers]
    return replace(out, sentences=sentences, triggers=triggers)


def _changed(trigger: Trigger, change: dict[str, str]) -> Trigger:
    return replace(
        trigger,
        modality=change.get("modality", trigger.modality),
        polarity=change.get("polarity", trigger.polarity),
    )


def _inserted(lesson: Lesson, at: int, words: Sequence[str]) -> Lesson:
    """The lesson with words put in before token `at`, in its sentence."""
    count = len(words)

    def moved(i: int) -> int:
        return i + count if i >= at else i

    sentences, begin, done = [], 0, False
    for s in lesson.sentences:
        if not done and begin <= at < begin + len(s):
            sentences.append([*s[: at - begin], *words, *s[at - begin :]])
            done = True
        else:
            sentences.append(s)
        begin += len(s)
    triggers = [
        replace(
            t,
            token=moved(t.token),
            roles={r: [moved(i) for i in v] for r, v in t.roles.items()},
            others={r: [moved(i) for i in v] for r, v in t.others.items()},
        )
        for t in lesson.triggers
    ]
    return replace(
        lesson,
        sentences=sentences,
        triggers=triggers,
        unsure={moved(i) for i in lesson.unsure},
        verbs={moved(i): lemma for i, lemma in lesson.verbs.items()},
        mentions=[(moved(i), party, named) for i, party, named in lesson.mentions],
    )


def _recased(words: Sequence[str], rng: random.Random) -> list[str]:
    draw = rng.random()
    if draw < 0.4:
        return [w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(words)]
    return [w.upper() for w in words] if draw < 0.7 else [w.lower() for w in words]
