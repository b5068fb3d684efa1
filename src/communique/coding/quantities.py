"""Counts and durations that belong to an event: what its content counts, and for how long."""

from collections.abc import Iterable
from itertools import pairwise

from communique.coding.match import Match
from communique.coding.numbers import Number
from communique.coding.scene import Scene
from communique.language.doc import Token
from communique.record import EventType, Quantity

UNITS = frozenset("minute hour day week month year".split())
CHANGING = frozenset("extend prolong lengthen renew shorten cut reduce postpone delay extension delayed".split())
"""Verbs after which "by" tells how much."""
DEADLINES = frozenset("within in by after before ago later earlier every since".split())
"""Prepositions and adverbs that make a duration a deadline or a date."""


def resolve_quantities(match: Match, content: Iterable[int], scene: Scene) -> tuple[Quantity, ...]:
    """The event's quantities; deadlines are none, and the dead of an attack are its casualties."""
    if match.frame.event_type is EventType.ASSAULT and match.frame.mode != "abduct":
        return ()
    doc = scene.doc
    own: set[int] = set()
    for head in (*content, *match.arguments.all(), match.predicate):
        if (
            head not in match.arguments.subject
            or match.frame.event_type is EventType.CONSULT
            or head == match.predicate
        ):
            own.update(doc.subtree(head) if head != match.predicate else _near(scene, match.predicate))
    own.update(_durations_of(scene, match.verb))
    found: list[Quantity] = []
    for token, number in scene.numbers_in(min(own), max(own) + 1):
        if number.kind not in ("cardinal", "multiplier") or token not in own:
            continue
        if number.low == 0 and number.high == 0:
            continue
        quantity = quantity_of(scene, number, token)
        if quantity is not None:
            found.append(quantity)
    if not found:
        found += _single_durations(scene, match)
    return tuple(found)


def _single_durations(scene: Scene, match: Match) -> list[Quantity]:
    """Durations told by an article: "for an hour", "lasted a week"."""
    found = []
    for child in scene.doc.children(match.verb, "obl", "obj", "xcomp"):
        article = scene.doc.child(child.index, "det")
        if child.lemma.lower() not in UNITS or article is None or article.lemma.lower() not in ("a", "an"):
            continue
        words = {c.lemma.lower() for c in scene.doc.children(child.index, "case")}
        if words & {"for"} or child.deprel != "obl":
            start, end = scene.doc.span(article.index, child.index)
            text = scene.doc.text[start:end]
            found.append(Quantity(value=1, what=child.lemma.lower(), text=text, start=start, end=end))
    return found


def _near(scene: Scene, index: int) -> set[int]:
    below = {index}
    for child in scene.doc.children(index):
        if child.deprel.split(":")[0] in ("nummod", "compound", "amod", "nmod", "acl", "obl", "det", "obj"):
            below.update(scene.doc.subtree(child.index))
    return below


def _durations_of(scene: Scene, verb: int) -> set[int]:
    """Tokens of the durations that hang on a verb: "for three days", "lasted two hours"."""
    below: set[int] = set()
    for child in scene.doc.children(verb, "obl", "obj", "xcomp", "advmod"):
        if child.lemma.lower() in UNITS:
            below.update(scene.doc.subtree(child.index))
    return below


def quantity_of(scene: Scene, number: Number, token: int) -> Quantity | None:
    """The count or duration that a number gives, its numeral at `token`; None where it is a deadline or no count."""
    counted = counted_noun(scene, token)
    doc = scene.doc
    if counted is None:
        return None
    if counted.upos == "NUM" and not counted.deprel.startswith(("nsubj", "obj")):
        return None
    lemma = counted.lemma.lower()
    if lemma in UNITS:
        case = next((c.lemma.lower() for c in doc.children(counted.index, "case")), "")
        adverbs = {c.lemma.lower() for c in doc.children(counted.index, "advmod", "case")}
        case = "" if case == "by" and _changes_by(scene, counted) else case
        if (
            case in DEADLINES
            or (adverbs - {"by"}) & DEADLINES
            or (counted.deprel == "nmod:unmarked" and "old" in adverbs)
        ):
            return None
        phrase = scene.date_at(number.start)
        if phrase is not None and phrase.role != "duration":
            return None
    elif scene.date_at(number.core_start):
        return None
    low, high = number.low, number.high
    bounds: dict[str, float | None] = {"value": low} if low == high else {"low": low, "high": high}
    return Quantity(
        **bounds,
        what=lemma if lemma in UNITS else _what(scene, counted, number),
        per="side" if _per_side(scene, counted) else None,
        text=number.text,
        start=number.start,
        end=number.end,
    )


def _changes_by(scene: Scene, noun: Token) -> bool:
    """Whether a duration tells by how much something is changed, and not by when: "extend it by five days"."""
    return noun.head >= 0 and scene.lemmas[noun.head] in CHANGING


def counted_noun(scene: Scene, token: int) -> Token | None:
    """The noun that a number counts; the number itself where the noun is left out ("some 250 were carried off")."""
    doc = scene.doc
    at = doc.tokens[token]
    while at.head >= 0 and at.deprel.split(":")[0] in (
        "nummod",
        "compound",
        "flat",
        "advmod",
        "fixed",
        "amod",
        "conj",
        "det",
        "dep",
    ):
        above = doc.tokens[at.head]
        if above.upos in ("NOUN", "PROPN", "ADJ") and above.upos != "ADJ":
            return above
        if above.upos not in ("NUM", "NOUN", "ADV", "ADJ", "SYM"):
            break
        at = above
    for child in doc.children(at.index, "nmod"):
        if child.upos in ("NOUN", "PROPN"):
            return child
    return at if at.upos in ("NUM", "NOUN") else None


def _what(scene: Scene, noun: Token, number: Number) -> str:
    """The thing counted in its own words, without the number and what stands before it."""
    if noun.upos == "NUM":
        return "people"
    doc = scene.doc
    last = noun.index
    for child in doc.children(noun.index, "nmod"):
        below = doc.subtree(child.index)
        if (
            below[0] == last + 1
            and len(below) <= 3
            and doc.child(child.index, "case")
            and doc.tokens[below[0]].lemma == "of"
        ):
            last = below[-1]
    first = min([noun.index, *(c.index for c in doc.children(noun.index, "amod", "compound") if c.start >= number.end)])
    return doc.words(first, last)


def _per_side(scene: Scene, noun: Token) -> bool:
    """Whether each side gives as many: "from each side", "200 apiece"."""
    words = [t.lemma.lower() for t in scene.doc.tokens[noun.index : noun.index + 7]]
    for a, b in pairwise(words):
        if (a, b) in (("each", "side"), ("per", "side"), ("either", "side"), ("each", "party")):
            return True
    after = scene.doc.tokens[noun.index + 1 : noun.index + 2]
    return "apiece" in words or bool(after and after[0].lemma.lower() == "each")
