"""Tolls go to the attack of their sentence, or to the one told just before where theirs tells none."""

from communique.coding.casualties import Toll, find_toll
from communique.coding.draft import Draft
from communique.coding.scene import Scene
from communique.record import EventType, Modality, Polarity


def add_tolls(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """The drafts, each attack with the casualties told of it; of several in a sentence, the nearest takes them."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.event_type is EventType.ASSAULT:
            by_sentence.setdefault(scene.doc.tokens[draft.match.predicate].sentence, []).append(draft)
    for number, attacks in by_sentence.items():
        toll = _toll_of(scene, number)
        if toll.casualties is not None:
            nearest = min(attacks, key=lambda d: min(abs(d.match.predicate - w) for w in toll.words))
            nearest.casualties = toll.casualties
        elif len(attacks) == 1 and number + 1 not in by_sentence and _took_place(attacks[0]):
            attacks[0].casualties = _told_after(scene, number).casualties
    return drafts


def _toll_of(scene: Scene, number: int) -> Toll:
    sentence = scene.doc.sentences[number]
    return find_toll(scene, sentence.first, sentence.last)


def _took_place(attack: Draft) -> bool:
    return attack.modality is Modality.ACTUAL and attack.polarity is Polarity.POSITIVE


def _told_after(scene: Scene, number: int) -> Toll:
    """The toll in the next sentence of the paragraph: "A shell hit a bus. A doctor spoke of two dead"."""
    doc = scene.doc
    if number + 1 >= len(doc.sentences):
        return Toll(None, ())
    before, after = doc.sentences[number], doc.sentences[number + 1]
    between = doc.text[doc.tokens[before.last - 1].end : doc.tokens[after.first].start]
    return _toll_of(scene, number + 1) if "\n\n" not in between else Toll(None, ())
