"""The matter negotiated: terms in the content, then in the clause, then what "this demand" or "the deal" speaks of."""

from collections import Counter
from collections.abc import Iterable

from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.frames import Frame
from communique.record import Issue

REFERRING = frozenset(
    "demand proposal deal agreement accord offer request condition idea plan it this that pact initiative arrangement step move decision".split()
)
"""Nouns that speak of a matter named before."""


def resolve_issue(match: Match, content: Iterable[int], scene: Scene) -> Issue | None:
    """The issue of one event by its own words; None where its clause shows none."""
    frame = match.frame
    if frame.issue == "none":
        return None
    if isinstance(frame.issue, Issue):
        return frame.issue
    doc = scene.doc
    below: set[int] = set()
    for head in content:
        below.update(doc.subtree(head))
    return weigh(scene, below) or weigh(scene, _phrase(scene, match.predicate)) or weigh(scene, _clause(scene, match))


def weigh(scene: Scene, tokens: Iterable[int]) -> Issue | None:
    """The issue whose terms weigh most among the tokens; of equals, the one named first."""
    wanted = sorted(tokens)
    if not wanted:
        return None
    inside = set(wanted)
    first, last = wanted[0], wanted[-1] + 1
    counted: Counter[str] = Counter()
    for start, end, term in scene.lexicon.issues_in(scene.lemmas[first:last]):
        if all(first + i in inside for i in range(start, end)):
            counted[term.issue] += term.weight
    best = counted.most_common(1)
    return Issue(best[0][0]) if best else None


def _phrase(scene: Scene, predicate: int) -> set[int]:
    token = scene.doc.tokens[predicate]
    below = {predicate}
    if token.upos in ("NOUN", "PROPN"):
        for child in scene.doc.children(predicate, "compound", "amod", "nmod", "acl"):
            below.update(scene.doc.subtree(child.index))
    return below


def _clause(scene: Scene, match: Match) -> set[int]:
    """The event's clause without the clauses that hang on it loosely."""
    doc = scene.doc
    found = {match.verb}
    for child in doc.children(match.verb):
        if child.deprel.split(":")[0] not in ("conj", "parataxis", "advcl", "ccomp"):
            found.update(doc.subtree(child.index))
    return found


def refers(scene: Scene, frame: Frame, content: Iterable[int]) -> bool:
    """Whether the content only points back: "this demand", "the deal", "it"."""
    return any(scene.lemmas[i] in REFERRING for i in content) or (not tuple(content) and frame.issue == "content")
