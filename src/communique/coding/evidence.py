"""The quote that holds an event: the clause of its predicate, from its first argument to its last."""

from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.language.doc import Token
from communique.record import Span

LONGEST = 400
"""Code points of a quote; a longer one would point at nothing."""
REACH = 25
"""Tokens back from the verb to a subject that the quote takes in."""
SHORT = 7
"""Tokens of an apposition that stays in the quote."""
LOOSE = frozenset({"parataxis", "punct", "discourse", "dep", "list", "vocative"})


def clause_evidence(match: Match, scene: Scene) -> Span:
    """The words of the event's clause, without what is only joined to it, and without the marks at its ends."""
    doc = scene.doc
    wanted = {match.verb, match.predicate}
    wanted |= set(_core(scene, match.verb))
    if match.predicate != match.verb:
        wanted |= set(_core(scene, match.predicate))
    sentence = doc.sentence_of(match.predicate)
    for subject in match.arguments.subject:
        if sentence.first <= subject < match.verb and match.verb - subject < REACH:
            wanted.update(_core(scene, subject))
    first, last = min(wanted), max(wanted)
    first, last = max(first, sentence.first), min(last, sentence.last - 1)
    while first < min(match.verb, match.predicate) and not _may_edge(doc.tokens[first]):
        first += 1
    while last > max(match.verb, match.predicate) and not _may_edge(doc.tokens[last], end=True):
        last -= 1
    start, end = doc.span(first, last)
    if end - start > LONGEST:
        start, end = _shortened(scene, match, first, last)
    return Span.of(doc.text, start, end)


def _core(scene: Scene, index: int) -> list[int]:
    """The predicate's subtree without conjuncts, asides and verbs of saying beside it."""
    doc = scene.doc
    found = [index]
    for child in doc.children(index):
        base = child.deprel.split(":")[0]
        if base in LOOSE or base == "cc" or (base == "conj" and child.index > index):
            continue
        if child.index > index and (base == "advcl" or child.deprel == "acl:relcl"):
            continue
        if base == "appos" and len(doc.subtree(child.index)) > SHORT:
            continue
        found += _without_tail(scene, child.index)
    return found


def _without_tail(scene: Scene, index: int) -> list[int]:
    """A phrase with all below it, but not the relative clauses, long appositions and asides that trail after it."""
    doc = scene.doc
    found, stack = [], [index]
    while stack:
        at = stack.pop()
        found.append(at)
        for child in doc.children(at):
            long = child.deprel == "appos" and len(doc.subtree(child.index)) > SHORT
            if child.index < at or not (long or child.deprel in ("acl:relcl", "parataxis")):
                stack.append(child.index)
    return found


def _may_edge(token: Token, *, end: bool = False) -> bool:
    """Whether a quote may begin (or end) with the token."""
    if token.upos == "PUNCT":
        return token.text in "”\"'’)" if end else token.text in "“\"'‘("
    return not (token.upos in ("CCONJ",) or token.deprel == "cc")


def _shortened(scene: Scene, match: Match, first: int, last: int) -> tuple[int, int]:
    """A stretch around the predicate that fits."""
    doc = scene.doc
    low, high = sorted((match.verb, match.predicate))
    while low > first and doc.span(low - 1, high)[1] - doc.span(low - 1, high)[0] <= LONGEST // 2:
        low -= 1
    while high < last and doc.span(low, high + 1)[1] - doc.span(low, high + 1)[0] <= LONGEST:
        high += 1
    return doc.span(low, high)
