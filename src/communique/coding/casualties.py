"""The dead and the injured of an attack, with bounds, from the clause that tells them."""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.coding.arguments import is_passive
from communique.coding.numbers import Number
from communique.coding.scene import Scene
from communique.frames import load_cues
from communique.language.doc import Token
from communique.record import Bounds, Casualties


@dataclass(frozen=True, slots=True)
class Toll:
    """Casualties with the numbers that tell them and the words of harm that they hang on."""

    casualties: Casualties | None
    numbers: tuple[Number, ...]
    words: tuple[int, ...]


def find_toll(scene: Scene, first: int, last: int) -> Toll:
    """The casualties told between tokens `first` and `last`, the latter not included."""
    bounds: dict[str, Bounds] = {}
    numbers: list[Number] = []
    words: list[int] = []
    harm = list(_harm_words(scene, first, last))
    for index, kind in harm:
        others = {i for i, _ in harm if i != index}
        found = _number_of(scene, index, first, last, others, {n.start for n in numbers})
        if found is None:
            single = _single(scene, index)
            if single:
                words.append(index)
                bounds.setdefault(kind, Bounds(low=1, high=1))
            continue
        words.append(index)
        numbers.append(found)
        if kind not in bounds:
            bounds[kind] = _bounds(found)
    casualties = Casualties(**bounds) if bounds else None
    return Toll(casualties, tuple(numbers), tuple(words))


def _bounds(number: Number) -> Bounds:
    return Bounds(
        low=None if number.low is None else round(number.low), high=None if number.high is None else round(number.high)
    )


def _harm_words(scene: Scene, first: int, last: int) -> Iterator[tuple[int, str]]:
    cues = load_cues().casualties
    for i in range(first, last):
        token = scene.doc.tokens[i]
        lemma = token.lemma.lower()
        for kind, cue in (("killed", cues.killed), ("injured", cues.injured)):
            if (
                (token.upos == "VERB" and (lemma in cue.verbs or token.text.lower() in cue.adjectives))
                or (token.upos == "ADJ" and (lemma in cue.adjectives or token.text.lower() in cue.adjectives))
                or (token.upos == "NOUN" and lemma in cue.nouns)
            ):
                yield i, kind
                break


def _number_of(scene: Scene, index: int, first: int, last: int, others: set[int], used: set[int]) -> Number | None:
    """The number that a word of harm takes: of its subject if they suffer it, else of its object."""
    token = scene.doc.tokens[index]
    best: tuple[int, Number] | None = None
    for number in scene.numbers:
        at = scene.token_at(number.core_start)
        if not first <= at < last or number.kind not in ("cardinal", "multiplier") or number.start in used:
            continue
        if any(p.start <= number.core_start < p.end for p in scene.dates) or _counts_time(scene, at):
            continue
        low, high = sorted((at, index))
        if any(low < other < high for other in others):
            continue
        distance = abs(at - index)
        if distance > 14:
            continue
        if _after(scene, token) != (at > index):
            distance += 20
        if best is None or distance < best[0]:
            best = distance, number
    return best[1] if best is not None and best[0] <= 20 else None


def _after(scene: Scene, token: Token) -> bool:
    """Whether the harmed stand after the word: an active "killed", "death toll", not "were killed", "ten dead"."""
    if token.upos == "NOUN":
        return token.lemma.lower() in ("toll", "death toll")
    if token.upos == "ADJ" or token.lemma.lower() in ("die", "perish") or is_passive(scene.doc, token):
        return False
    if token.deprel in ("acl", "amod"):
        return token.feats.get("VerbForm") == "Ger" or token.text.lower().endswith("ing")
    if token.deprel == "conj" and scene.doc.tokens[token.head].upos in ("NOUN", "NUM", "ADJ"):
        return False
    return (
        bool(scene.doc.child(token.index, "obj"))
        or token.text.lower().endswith("ing")
        or bool(scene.doc.child(token.index, "nsubj"))
    )


def _counts_time(scene: Scene, token: int) -> bool:
    at = scene.doc.tokens[token]
    above = scene.doc.tokens[at.head] if at.head >= 0 else at
    return above.lemma.lower() in (
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "o'clock",
        "kilometre",
        "kilometer",
        "mile",
        "metre",
    )


def _single(scene: Scene, index: int) -> bool:
    """ "killed a soldier", "one woman was injured": one person, told by an article or possessive."""
    token = scene.doc.tokens[index]
    if token.upos != "VERB":
        return False
    harmed = (
        scene.doc.children(index, "nsubj:pass")
        if is_passive(scene.doc, token) or token.lemma == "die"
        else scene.doc.children(index, "obj")
    )
    if token.lemma == "die":
        harmed = scene.doc.children(index, "nsubj")
    for noun in harmed:
        kinds = {m.kind for m in scene.doc.mentions if m.head == noun.index}
        dets = {c.lemma.lower() for c in scene.doc.children(noun.index, "det", "nmod:poss")}
        if (
            noun.feats.get("Number") == "Sing"
            and "person" in kinds
            and (dets & {"a", "an", "one", "another"} or noun.upos == "PROPN")
        ):
            return True
        if noun.feats.get("Number") == "Sing" and "person" in kinds and scene.doc.child(noun.index, "nmod:poss"):
            return True
    return False
