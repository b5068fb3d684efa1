"""The dead and the injured of an attack, with bounds, from the clause that tells them."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from communique.coding.arguments import conjuncts, is_passive
from communique.coding.numbers import Number
from communique.coding.parties import phrase_of
from communique.coding.quantities import counted_noun
from communique.coding.scene import Scene
from communique.frames import load_cues
from communique.language.doc import Token
from communique.record import Bounds, Casualties

ONE = Bounds(low=1, high=1)
"""One person, told without a number."""
DYING = frozenset({"die", "perish", "drown"})
"""Verbs of which the dead are the subject."""
SINGLE = frozenset({"a", "an", "one", "another"})
PARTS = frozenset({"one", "two", "three", "four", "five", "some", "several", "another", "many", "most"})
"""Words for some "of the injured", of whom it tells what became of them, not that they were injured."""
LISTING = frozenset({",", "include", "including", "among", "amongst", ":", ";", "–", "—", "("})
"""What begins a list of those who were counted already."""
FARTHEST = 14
"""Tokens between a word of harm and its number."""
TIMES_AND_LENGTHS = frozenset("minute hour day week month year o'clock kilometre kilometer mile metre".split())


@dataclass(frozen=True, slots=True)
class Toll:
    """Casualties, and the words of harm that tell them."""

    casualties: Casualties | None
    words: tuple[int, ...]


def find_toll(scene: Scene, first: int, last: int) -> Toll:
    """The casualties told between tokens `first` and `last`, the latter not included."""
    bounds: dict[str, Bounds] = {}
    words: list[int] = []
    used: set[int] = set()
    harm = dict(_harm_words(scene, first, last))
    for index, kind in harm.items():
        found = _number_of(scene, index, first, last, harm.keys() - {index}, used)
        if found is not None:
            at, number = found
            used.add(number.start)
            noun, told = counted_noun(scene, at), _bounds(scene, index, number)
        elif (noun := _single(scene, index)) is not None:
            told = ONE
        else:
            continue
        words.append(index)
        if kind not in bounds:
            beside = [] if noun is None else _beside(scene, noun, harm.keys(), used)
            bounds[kind] = Bounds(low=_sum(b.low for b in (told, *beside)), high=_sum(b.high for b in (told, *beside)))
    return Toll(Casualties(**bounds) if bounds else None, tuple(words))


def bounds_at(scene: Scene, token: int) -> Bounds | None:
    """The bounds of the number that covers the token, or of one person told by it; None where it tells neither."""
    for at, number in scene.numbers_in(token - 3, token + 1):
        if number.kind == "cardinal" and scene.doc.tokens[token].start < number.end and at <= token:
            if is_part(scene, number):
                return None
            low, high = (None if bound is None else round(bound) for bound in (number.low, number.high))
            return Bounds(low=low, high=high)
    return ONE if _is_one(scene, scene.doc.tokens[token]) else None


def is_part(scene: Scene, number: Number) -> bool:
    """Whether a number counts some of those who were counted before: "two more of the injured have died"."""
    after = [w.lower() for w in scene.doc.text[number.end : number.end + 24].split()[:3]]
    return after[:2] == ["of", "the"] or after[:3] in (["more", "of", "the"], ["others", "of", "the"])


def _bounds(scene: Scene, index: int, number: Number) -> Bounds:
    """The number's bounds; a toll that rose "from nine to 12" is 12."""
    low, high = (None if bound is None else round(bound) for bound in (number.low, number.high))
    if scene.lemmas[index] == "toll" and number.text.lower().startswith("from "):
        low = high
    return Bounds(low=low, high=high)


def _sum(bounds: Iterable[int | None]) -> int | None:
    """Bounds added up; open where one of them is."""
    known = list(bounds)
    return None if None in known else sum(bound for bound in known if bound is not None)


def _beside(scene: Scene, noun: Token, harm: Set[int], used: set[int]) -> list[Bounds]:
    """How many stand coordinated with the harmed who were counted: "three soldiers and a driver", "and two civilians".

    Numbers that count them are added to `used`. None are taken across another word of harm, or from a list that tells
    who the counted were: "five people, a driver and two children".
    """
    doc = scene.doc
    top = noun
    while top.deprel == "conj" and top.head >= 0 and doc.tokens[top.head].upos in ("NOUN", "PROPN"):
        top = doc.tokens[top.head]
    found: list[Bounds] = []
    for index in conjuncts(doc, top.index):
        low, high = sorted((index, noun.index))
        if index == noun.index or "person" not in scene.kinds.get(index, ()):
            continue
        phrase = range(phrase_of(scene, index)[0], index + 1)
        below = phrase if index == top.index else doc.subtree(index)
        if any(low <= i <= high or i in below for i in harm) or LISTING & set(scene.lemmas[low:high]):
            continue
        numbers = [n for _, n in scene.numbers_in(phrase.start, phrase.stop) if n.kind == "cardinal"]
        if numbers and numbers[-1].start not in used:
            used.add(numbers[-1].start)
            found.append(_bounds(scene, index, numbers[-1]))
        elif not numbers and _is_one(scene, doc.tokens[index]):
            found.append(ONE)
    return found


def _harm_words(scene: Scene, first: int, last: int) -> Iterator[tuple[int, str]]:
    cues = load_cues().casualties
    for i in range(first, last):
        token = scene.doc.tokens[i]
        lemma = token.lemma.lower()
        if token.deprel == "nmod" and token.head >= 0 and scene.lemmas[token.head] in PARTS:
            continue
        for kind, cue in (("killed", cues.killed), ("injured", cues.injured)):
            if (
                (token.upos == "VERB" and (lemma in cue.verbs or token.text.lower() in cue.adjectives))
                or (token.upos == "ADJ" and (lemma in cue.adjectives or token.text.lower() in cue.adjectives))
                or (token.upos == "NOUN" and lemma in cue.nouns)
            ):
                yield i, kind
                break


def _number_of(
    scene: Scene, index: int, first: int, last: int, others: Set[int], used: Set[int]
) -> tuple[int, Number] | None:
    """The number that a word of harm takes, with its token: of its subject if they suffer it, else of its object."""
    token = scene.doc.tokens[index]
    best: tuple[int, int, Number] | None = None
    for at, number in scene.numbers_in(first, last):
        if number.kind != "cardinal" or number.start in used or is_part(scene, number):
            continue
        if scene.date_at(number.core_start) or _counts_time(scene, at):
            continue
        low, high = sorted((at, index))
        if any(low < other < high for other in others):
            continue
        distance = abs(at - index)
        if distance > FARTHEST or _after(scene, token) != (at > index):
            continue
        if best is None or distance < best[0]:
            best = distance, at, number
    return best[1:] if best is not None else None


def _after(scene: Scene, token: Token) -> bool:
    """Whether the harmed stand after the word: an active "killed", "death toll", not "were killed", "ten dead"."""
    if token.upos == "NOUN":
        return token.lemma.lower() in ("toll", "death toll")
    if token.upos == "ADJ" or token.lemma.lower() in DYING or is_passive(scene.doc, token):
        return False
    if token.deprel in ("acl", "amod"):
        return token.feats.get("VerbForm") == "Ger" or token.text.lower().endswith("ing")
    if token.deprel == "conj" and token.head >= 0 and scene.doc.tokens[token.head].upos in ("NOUN", "NUM", "ADJ"):
        return False
    subject = scene.doc.child(token.index, "nsubj")
    if subject is not None and scene.doc.child(token.index, "obj") is None and _counted(scene, subject):
        # "reported six people killed": who is counted in front of a verb without object suffers it.
        return False
    if scene.doc.child(token.index, "obj", "nsubj") or token.text.lower().endswith("ing"):
        return True
    # "killed 10 and wounded 4": the second verb is like the first, whatever the parser made of its number.
    above = scene.doc.tokens[token.head]
    return (
        token.deprel == "conj"
        and token.head >= 0
        and above.upos == "VERB"
        and bool(scene.doc.child(above.index, "obj"))
    )


def _counted(scene: Scene, noun: Token) -> bool:
    first, _ = phrase_of(scene, noun.index)
    return "person" in scene.kinds.get(noun.index, ()) and bool(scene.numbers_in(first, noun.index + 1))


def _counts_time(scene: Scene, token: int) -> bool:
    at = scene.doc.tokens[token]
    above = scene.doc.tokens[at.head] if at.head >= 0 else at
    return above.lemma.lower() in TIMES_AND_LENGTHS


def _single(scene: Scene, index: int) -> Token | None:
    """The one person who is harmed, told without a number: "killed a soldier", "another was injured"."""
    token = scene.doc.tokens[index]
    if token.upos != "VERB":
        return None
    if token.lemma in DYING:
        harmed = scene.doc.children(index, "nsubj")
    else:
        harmed = scene.doc.children(index, "nsubj:pass" if is_passive(scene.doc, token) else "obj")
    return next((noun for noun in harmed if _is_one(scene, noun)), None)


def _is_one(scene: Scene, noun: Token) -> bool:
    """Whether the noun is one person: "a soldier", "her son", a name, "another"."""
    if noun.lemma.lower() in ("another", "one"):
        return True
    if noun.feats.get("Number") != "Sing" or "person" not in scene.kinds.get(noun.index, ()):
        return False
    dets = {c.lemma.lower() for c in scene.doc.children(noun.index, "det")}
    return noun.upos == "PROPN" or bool(dets & SINGLE or scene.doc.child(noun.index, "nmod:poss"))
