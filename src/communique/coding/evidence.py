"""The quote that holds an event: the clause of its predicate, from its first argument to its last."""

import re

from communique.coding.arguments import preposition
from communique.coding.match import Match
from communique.coding.modality import condition_of
from communique.coding.scene import Scene
from communique.language.doc import Doc, Token
from communique.record import Span

LONGEST = 400
"""Code points of a quote; a longer one would point at nothing."""
REACH = 25
"""Tokens back from the verb to a subject that the quote takes in."""
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
LONG_CLAUSE = 22
"""Tokens of a clause that stays in the quote as what the verb speaks of."""
SHORT = 7
"""Tokens of an apposition that stays in the quote."""
LOOSE = frozenset({"parataxis", "punct", "discourse", "dep", "list", "vocative"})
"""Relations of what is only joined to a clause."""


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
    if first == last and doc.tokens[first].head >= 0:
        # One word points at nothing: its clause's own words go with it.
        above = _core(scene, doc.tokens[first].head)
        first, last = min(first, *above), max(last, *above)
    return quote(doc, first, last, around=match.predicate)


def condition_evidence(match: Match, scene: Scene) -> Span | None:
    """The words of the condition that an event hangs on; None where there is none."""
    found = condition_of(scene.doc, match)
    return None if found is None else quote(scene.doc, *found, around=found[0])


def quote(doc: Doc, first: int, last: int, *, around: int) -> Span:
    """The words from token `first` to `last`; where they are too many, those nearest to `around` that fit.

    A single token that is too long for a quote is cut.
    """
    low = high = around
    while low > first and doc.tokens[high].end - doc.tokens[low - 1].start <= LONGEST // 2:
        low -= 1
    while high < last and doc.tokens[high + 1].end - doc.tokens[low].start <= LONGEST:
        high += 1
    while low > first and doc.tokens[high].end - doc.tokens[low - 1].start <= LONGEST:
        low -= 1
    start, end = doc.span(low, high)
    return Span.of(doc.text, start, min(end, start + LONGEST))


def _core(scene: Scene, index: int) -> list[int]:
    """The predicate's subtree without conjuncts, asides and verbs of saying beside it."""
    doc = scene.doc
    found = [index]
    for child in doc.children(index):
        base = child.deprel.split(":")[0]
        if base in LOOSE or base == "cc" or (base == "conj" and child.index > index):
            continue
        if child.index > index and (child.deprel == "acl:relcl" or (base == "advcl" and not _says_what(scene, child))):
            continue
        if base == "appos" and len(doc.subtree(child.index)) > SHORT:
            continue
        found += _without_tail(scene, child.index)
    return found


def _says_what(scene: Scene, clause: Token) -> bool:
    """Whether an adverbial clause is what a verb speaks of: "accused Ruritania of shelling", "called on it to go"."""
    word = preposition(scene.doc, clause.index)
    return word in ("of", "to", "for", "with", "from", "on") and len(scene.doc.subtree(clause.index)) <= LONG_CLAUSE


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
    if not end and CLOCK.fullmatch(token.text):
        # The time that a live blog puts before an entry is not part of what it tells.
        return False
    return token.deprel != "cc" and token.upos != "CCONJ" and not (token.deprel == "mark" and token.lemma == "that")
