"""Tolls go to the attack of their sentence."""

from communique.coding.casualties import find_toll
from communique.coding.draft import Draft
from communique.coding.scene import Scene
from communique.record import EventType


def add_tolls(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """The drafts, each attack with the casualties told in its sentence; of several there, the nearest takes them."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.event_type is EventType.ASSAULT:
            by_sentence.setdefault(scene.doc.tokens[draft.match.predicate].sentence, []).append(draft)
    for number, attacks in by_sentence.items():
        sentence = scene.doc.sentences[number]
        toll = find_toll(scene, sentence.first, sentence.last)
        if toll.casualties is None:
            continue
        nearest = min(attacks, key=lambda d: min(abs(d.match.predicate - w) for w in toll.words))
        nearest.casualties = toll.casualties
    return drafts
