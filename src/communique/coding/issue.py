"""The matter negotiated: terms in the content, then in the clause, then what "this demand" or "the deal" speaks of."""

from collections import Counter
from collections.abc import Iterable

from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.frames import Frame
from communique.lexicon import IssueTerm
from communique.record import EventType, Issue

TELLING = 2
"""Weight from which a term alone shows an issue."""
REFERRING = frozenset(
    "demand proposal deal agreement accord offer request condition idea plan it this that pact initiative arrangement "
    "step move decision".split()
)
"""Nouns that speak of a matter named before."""


def resolve_issue(match: Match, content: Iterable[int], scene: Scene) -> Issue | None:
    """The issue of one event by its own words; None where its clause shows none."""
    frame = match.frame
    if frame.issue == "none" or frame.event_type is EventType.ASSAULT:
        # What is attacked, a port or a depot, is not what is negotiated.
        return None
    if isinstance(frame.issue, Issue):
        return frame.issue
    doc = scene.doc
    heads = tuple(content)
    below = {i for head in heads for i in doc.subtree(head)}
    own = {i for head in heads for i in _without_clauses(scene, head)}
    found = (
        weigh(scene, own)
        or weigh(scene, below)
        or weigh(scene, _phrase(scene, match.predicate))
        or weigh(scene, _clause(scene, match))
    )
    if found is None and not refers(scene, frame, heads):
        found = weigh(scene, below, at_least=1)
    return found


def _without_clauses(scene: Scene, head: int) -> set[int]:
    """What is below a word, but not the relative and adverbial clauses, nor what is coordinated with it."""
    found, stack = set(), [head]
    while stack:
        at = stack.pop()
        found.add(at)
        stack += [
            c.index
            for c in scene.doc.children(at)
            if c.deprel.split(":")[0] not in ("advcl", "parataxis") and c.deprel != "acl:relcl"
        ]
    return found


def weigh(scene: Scene, tokens: Iterable[int], *, at_least: int = TELLING) -> Issue | None:
    """The issue that the tokens' terms show: the heaviest term decides, then their sum, then which comes first.

    Terms lighter than `at_least` only add to others: alone they show nothing.
    """
    wanted = sorted(tokens)
    if not wanted:
        return None
    inside = set(wanted)
    first, last = wanted[0], wanted[-1] + 1
    terms = scene.lexicon.issues_in(scene.lemmas[first:last])
    places = scene.place_words
    own = (t for s, e, t in terms if inside.issuperset(r := range(first + s, first + e)) and not places.issuperset(r))
    return heaviest(own, at_least=at_least)


def heaviest(terms: Iterable[IssueTerm], *, at_least: int = TELLING) -> Issue | None:
    """The issue of the heaviest of some terms, see `weigh`."""
    most: dict[str, int] = {}
    total: Counter[str] = Counter()
    for term in terms:
        most[term.issue] = max(most.get(term.issue, 0), term.weight)
        total[term.issue] += term.weight
    best = max(most, key=lambda issue: (most[issue], total[issue]), default=None)
    return Issue(best) if best is not None and most[best] >= at_least else None


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
