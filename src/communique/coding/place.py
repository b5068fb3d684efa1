"""Where an event took place: the place named in its own clause, most precise first."""

from communique.coding.arguments import preposition
from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.coding.timing import clause_of
from communique.lexicon.places import Place as Known
from communique.record import EventType, Place

PLAIN_PLACE = frozenset("in at near outside inside on off around across throughout within along".split())
"""Prepositions after which a name is a place and not a party."""
NAME_LENGTH = 5
"""Tokens back from one that a name which covers it may begin."""
FINE = {"site": 0, "city": 1, "region": 2, "water": 2, "admin1": 3, "country": 5}
"""How precise a type of place is: of several in a clause, the lowest is the event's."""


def resolve_place(match: Match, scene: Scene) -> Place | None:
    """The place in the event's clause, or the place attacked; None where the clause names none."""
    own = {match.verb, match.predicate}
    arguments = set(match.arguments.all())
    struck_heads = match.arguments.object if match.frame.event_type is EventType.ASSAULT else []
    predicate = scene.doc.tokens[match.predicate]
    if predicate.upos == "NOUN" and predicate.head >= 0 and predicate.deprel.split(":")[0] in ("nsubj", "obj", "obl"):
        own.add(predicate.head)
    doc = scene.doc
    sentence = doc.sentence_of(match.predicate)
    found: list[tuple[int, int, Place]] = []
    i = sentence.first
    while i < sentence.last:
        token = doc.tokens[i]
        if token.upos != "PROPN":
            i += 1
            continue
        length, candidates = scene.gazetteer.find(scene.words, i)
        if not length or not candidates:
            i += 1
            continue
        last = min(i + length, sentence.last) - 1
        head = next((k for k in range(i, last + 1) if not i <= doc.tokens[k].head <= last), i)
        word = preposition(doc, _phrase_head(scene, head))
        place = scene.gazetteer.resolve(doc.words(i, last), countries=scene.countries) or candidates[0]
        struck = head in struck_heads and word in (None, "of") and place.type != "country"
        if struck or (word in PLAIN_PLACE and _hangs_on(scene, head, own, arguments)):
            found.append((FINE.get(place.type, 4), abs(i - match.predicate), _told(scene, place, i, last)))
        i = last + 1
    return min(found, key=lambda f: f[:2])[2] if found else None


def place_at(scene: Scene, token: int) -> Place | None:
    """The place whose name covers the token, or the words themselves where a named place is in no gazetteer."""
    doc = scene.doc
    sentence = doc.sentence_of(token)
    for first in range(max(sentence.first, token - NAME_LENGTH), token + 1):
        length, candidates = scene.gazetteer.find(scene.words, first)
        last = min(first + length, sentence.last) - 1
        if candidates and last >= token:
            place = scene.gazetteer.resolve(doc.words(first, last), countries=scene.countries) or candidates[0]
            return _told(scene, place, first, last)
    for mention in doc.mentions:
        if mention.head == token and mention.kind == "place" and mention.named:
            start, end = doc.span(mention.first, mention.last)
            words = doc.text[start:end].removeprefix("the ")
            return Place(name=words, country=None, text=words)
    return None


def _told(scene: Scene, place: Known, first: int, last: int) -> Place:
    start, end = scene.doc.span(first, last)
    return Place(
        name=place.name if place.type == "country" else scene.doc.text[start:end],
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonames_id=place.geonames_id,
        text=scene.doc.text[start:end],
    )


def _phrase_head(scene: Scene, head: int) -> int:
    """The noun whose preposition governs the name: "in Ruritania's Zenda province", "in the city of Zenda"."""
    token = scene.doc.tokens[head]
    while (
        token.head >= 0
        and token.deprel.split(":")[0] in ("compound", "nmod", "flat", "appos", "amod")
        and preposition(scene.doc, token.index) in (None, "of")
    ):
        above = scene.doc.tokens[token.head]
        if above.upos not in ("NOUN", "PROPN"):
            break
        if token.deprel == "nmod:poss" and "place" not in scene.kinds.get(above.index, ()):
            break
        token = above
    return token.index


def _hangs_on(scene: Scene, head: int, own: set[int], arguments: set[int]) -> bool:
    """Whether the name belongs to the event's clause, directly or through one of its arguments."""
    for above in (scene.doc.tokens[head], *scene.doc.ancestors(head)):
        if above.index in own or above.index in arguments:
            return True
        if above.upos == "VERB":
            break
    return clause_of(scene, head) in own
