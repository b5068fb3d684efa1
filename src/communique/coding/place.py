"""Where an event took place: the place named in its own clause, most precise first."""

from communique.coding.arguments import DATE_WORDS, preposition
from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.coding.timing import clause_of, occasions
from communique.language.doc import Doc
from communique.lexicon.places import Place as Known
from communique.record import EventType, Place

PLAIN_PLACE = frozenset("in at near outside inside on off around across throughout within along".split())
"""Prepositions after which a name is a place and not a party."""
NAME_LENGTH = 5
"""Tokens back from one that a name which covers it may begin."""
TRAVEL = frozenset(
    "visit travel fly trip journey go arrive return head tour come drive depart leave mission visitor".split()
)
"""Words of going somewhere: where one goes is where one meets."""
TOWARDS = frozenset({"to", "for", "into"})
FINE = {"site": 0, "city": 1, "region": 2, "water": 2, "admin1": 3, "country": 5}
"""How precise a type of place is: of several in a clause, the lowest is the event's."""

AREAS = frozenset(
    "oblast province region district governorate county state city town village strip valley airport airfield "
    "base camp port harbour harbor square bridge road street highway crossing checkpoint border sea island "
    "islands station hospital university school dam park stadium prison mountain mountains river lake bay market "
    "mosque church cathedral palace hotel factory plant railway peninsula heights plateau desert area north south "
    "east west northern southern eastern western central upper lower".split()
)
"""Words that say more of a named place without being its name: "Halvik Airport" is in Halvik."""


def resolve_place(match: Match, scene: Scene) -> Place | None:
    """The place in the event's clause, or the place attacked; else where "there" or the sentence before points."""
    named = _named_place(match, scene)
    if named is not None:
        return named
    there = next((c for c in scene.doc.children(match.verb, "advmod") if c.lemma.lower() == "there"), None)
    if there is not None:
        return _last_named(scene, there.index)
    return _set_before(match, scene) if match.frame.event_type is EventType.ASSAULT else None


def _last_named(scene: Scene, index: int) -> Place | None:
    """The place named last before a word, in its sentence or the one before."""
    first = scene.doc.sentences[max(0, scene.doc.tokens[index].sentence - 1)].first
    before = (scene.doc.tokens[i] for i in range(index - 1, first - 1, -1))
    named = (t.index for t in before if t.upos == "PROPN" and t.deprel.split(":")[0] in ("obl", "obj", "nmod", "appos"))
    return next((place for i in named if (place := place_at(scene, i)) is not None and place.country), None)


def _set_before(match: Match, scene: Scene) -> Place | None:
    """The place with which the sentence before opens, in the same paragraph: "In Goma nobody slept. Shells fell"."""
    doc = scene.doc
    number = doc.tokens[match.predicate].sentence
    if not number:
        return None
    before, own = doc.sentences[number - 1], doc.sentences[number]
    opens = doc.tokens[before.first].text.lower() in PLAIN_PLACE
    if not opens or "\n\n" in doc.text[doc.tokens[before.last - 1].end : doc.tokens[own.first].start]:
        return None
    head = doc.tokens[before.first].head
    return place_at(scene, head) if head >= 0 and doc.tokens[head].upos == "PROPN" else None


def _named_place(match: Match, scene: Scene) -> Place | None:
    own = {match.verb, match.predicate} | occasions(scene, match)
    arguments = set(match.arguments.all())
    struck_heads = match.arguments.object if match.frame.event_type is EventType.ASSAULT else []
    goes = match.frame.event_type is EventType.CONSULT and scene.lemmas[match.predicate] in TRAVEL
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
            capital = capital_at(scene, i)
            if capital is not None and preposition(doc, i) in PLAIN_PLACE and _hangs_on(scene, i, own, arguments):
                found.append((FINE["city"], abs(i - match.predicate), capital))
            i += 1
            continue
        length, candidates = scene.gazetteer.find(scene.words, i)
        if not length or not candidates:
            i += 1
            continue
        last = min(i + length, sentence.last) - 1
        if name_around(doc, i, last) != (i, last):
            i = last + 1
            continue
        head = next((k for k in range(i, last + 1) if not i <= doc.tokens[k].head <= last), i)
        word = preposition(doc, _phrase_head(scene, head))
        place = scene.gazetteer.resolve(doc.words(i, last), countries=scene.countries) or candidates[0]
        struck = head in struck_heads and word in (None, "of") and place.type != "country"
        reached = goes and (word in TOWARDS or head in match.arguments.object) and place.type != "country"
        if struck or ((reached or word in PLAIN_PLACE) and _hangs_on(scene, head, own, arguments)):
            found.append((FINE.get(place.type, 4), abs(i - match.predicate), _told(scene, place, i, last)))
        i = last + 1
    return min(found, key=lambda f: f[:2])[2] if found else None


def place_at(scene: Scene, token: int) -> Place | None:
    """The place whose name covers the token, or the words themselves where a named place is in no gazetteer.

    Where the token is no name, a name that goes with it counts ("the Halvik road", "the town of Halvik").
    """
    doc = scene.doc
    if (capital := capital_at(scene, token)) is not None:
        return capital
    if doc.tokens[token].text.lower() in DATE_WORDS:
        return None
    sentence = doc.sentence_of(token)
    if doc.tokens[token].upos != "PROPN":
        below = doc.children(token, "compound", "nmod:poss", "amod", "nmod", "appos")
        names = (c.index for c in below if c.upos == "PROPN" and preposition(doc, c.index) in (None, "of"))
        token = next(names, token)
    for first in range(max(sentence.first, token - NAME_LENGTH), token + 1):
        length, candidates = scene.gazetteer.find(scene.words, first)
        last = min(first + length, sentence.last) - 1
        if candidates and last >= token and name_around(doc, first, last) == (first, last):
            place = scene.gazetteer.resolve(doc.words(first, last), countries=scene.countries) or candidates[0]
            return _told(scene, place, first, last)
    if doc.tokens[token].upos != "PROPN" or token in scene.names or scene.kinds.get(token) == {"person"}:
        return None
    whole = next((m for m in doc.mentions if m.head == token and m.kind == "place" and m.named), None)
    start, end = doc.span(whole.first, whole.last) if whole else doc.span(*name_around(doc, token, token))
    words = doc.text[start:end].removeprefix("the ")
    return Place(name=words, country=None, text=words)


def capital_at(scene: Scene, token: int) -> Place | None:
    """The capital that is spoken of without its name: "the Norwegian capital", "the capital" of whom the report is."""
    doc = scene.doc
    if scene.lemmas[token] != "capital" or doc.tokens[token].feats.get("Number") == "Plur":
        return None
    owners = doc.children(token, "amod", "compound", "nmod:poss", "nmod")
    named = [e.country for c in owners if (name := scene.names.get(c.index)) for e in name.entries if e.country]
    definite = any(c.lemma.lower() == "the" for c in doc.children(token, "det"))
    country = named[0] if named else next(iter(scene.countries), None) if definite and not owners else None
    capitals = scene.lexicon.country(country).capitals if country in scene.lexicon.countries else ()
    if country is None or not capitals:
        return None
    known = scene.gazetteer.resolve(capitals[0], countries=[country])
    if known is None or known.country != country:
        return None
    text = doc.tokens[token].text
    return _of_known(known, name=capitals[0], text=text)


def name_around(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """First and last word of the whole name that holds a part of it: "Tell Amra" for "Amra"."""
    while (step := _one_name(doc, first, last, -1)) is not None:
        first = step
    while (step := _one_name(doc, first, last, 1)) is not None:
        last = step
    return first, last


def _one_name(doc: Doc, first: int, last: int, step: int) -> int | None:
    """The word next to a part of a name, before (-1) or after it (1), that belongs to the same name; over a hyphen."""
    other = (first if step < 0 else last) + step
    joined = 0 <= other < len(doc.tokens) and doc.tokens[other].text == "-" and _close(doc, other)
    other += step if joined else 0
    if not 0 <= other < len(doc.tokens):
        return None
    token, inside = doc.tokens[other], doc.tokens[first]
    if token.upos != "PROPN" or token.text.lower() in AREAS or token.sentence != inside.sentence:
        return None
    if joined:
        return other
    tops = {_top(doc, i) for i in range(first, last + 1)}
    return other if _top(doc, other) in tops else None


def _close(doc: Doc, hyphen: int) -> bool:
    """Whether a hyphen has a word right before and right after it."""
    before, after = doc.tokens[hyphen - 1] if hyphen else None, doc.tokens[hyphen + 1 : hyphen + 2]
    token = doc.tokens[hyphen]
    return before is not None and before.end == token.start and all(a.start == token.end for a in after)


def _top(doc: Doc, index: int) -> int:
    """The word that the parts of a name hang on."""
    token = doc.tokens[index]
    while token.deprel in ("flat", "compound") and token.head >= 0 and doc.tokens[token.head].upos == "PROPN":
        token = doc.tokens[token.head]
    return token.index


def _told(scene: Scene, place: Known, first: int, last: int) -> Place:
    start, end = scene.doc.span(first, last)
    text = scene.doc.text[start:end]
    return _of_known(place, name=place.name if place.type == "country" else text, text=text)


def _of_known(place: Known, *, name: str, text: str) -> Place:
    return Place(
        name=name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonames_id=place.geonames_id,
        text=text,
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
