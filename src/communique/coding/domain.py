"""Whether a report is of politics and conflict at all: sport, business, culture and parish life are not coded."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from communique.coding.scene import Scene
from communique.lexicon.domains import load_domains
from communique.lexicon.words import fold

DISTINCT = 4
"""Different terms of one domain that make a report of that domain, a short one; see `is_off_topic`."""
WORDS_A_TERM = 45
"""In a longer report, one term in so many words."""


def is_off_topic(scene: Scene) -> bool:
    """Whether the terms of some other domain are many, and more than those of the issues that are negotiated.

    Only terms of issues that are decisive by themselves count: "agreement" tells nothing.
    """
    lemmas = [fold(lemma) for lemma in scene.lemmas]
    issues = {term.lemmas for _, _, term in scene.lexicon.issues_in(scene.lemmas) if term.weight > 2}
    needed = max(DISTINCT, len(lemmas) // WORDS_A_TERM)
    told = set(lemmas_in_rows(lemmas))
    for terms in load_domains().values():
        found = told & terms
        if len(found) >= needed and len(found) > len(issues):
            return True
    return False


def lemmas_in_rows(lemmas: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every one, two and three lemmas that follow each other."""
    yield from ((lemma,) for lemma in lemmas)
    yield from pairwise(lemmas)
    yield from zip(lemmas, lemmas[1:], lemmas[2:], strict=False)
