"""Whether a report is of politics and conflict at all: sport, business, culture and parish life are not coded.

It is asked before a report is parsed, which takes a hundred times as long, so lemmas come from word lists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from communique.language.lemmas import stems
from communique.lexicon import Lexicon
from communique.lexicon.domains import POLITICS, load_domains
from communique.lexicon.words import fold

DISTINCT = 4
"""Different terms of one domain that make a report of that domain, a short one; see `is_off_topic`."""
WORDS_A_TERM = 45
"""In a longer report, one term in so many words."""
DECISIVE = 3
"""The weight of terms of issues that count against a domain: "agreement" tells nothing."""

PLAIN = 2
"""Different terms of politics that make a report one to be read, whatever else it tells of."""


class Screen:
    """The terms of domains and issues, with the forms in which their words stand in texts."""

    def __init__(self, lexicon: Lexicon, lemmas: Mapping[tuple[str, str], str]) -> None:
        """`lemmas` by form and part of speech, as `Encoder.lemmas` has them."""
        self._lexicon = lexicon
        domains = load_domains()
        self._politics = domains[POLITICS]
        self._domains = tuple(terms for name, terms in domains.items() if name != POLITICS)
        terms = [*(term for domain in domains.values() for term in domain), *(t.lemmas for t in lexicon.issue_terms)]
        self._known = frozenset(word for term in terms for word in term)
        self._forms: dict[str, str] = {}
        # Folding all hundred thousand forms would take longer than all else that is loaded.
        known = [(form, lemma) for (form, _), lemma in lemmas.items() if lemma in self._known and form != lemma]
        for form, lemma in sorted(known, reverse=True):
            self._forms[fold(form)] = lemma
        self._lemma = lru_cache(maxsize=1 << 15)(self._lemma_of)

    def is_off_topic(self, words: Iterable[str]) -> bool:
        """Whether the terms of some other domain are many, more than the decisive ones of issues, and politics unnamed.

        `words`: the tokens of a text.
        """
        lemmas = [self._lemma(word) for word in words]
        told = set(lemmas_in_rows(lemmas))
        needed = max(DISTINCT, len(lemmas) // WORDS_A_TERM)
        most = max(len(told & domain) for domain in self._domains)
        if most < needed or len(told & self._politics) >= PLAIN:
            return False
        found = self._lexicon.issues_in(lemmas)
        return most > len({term.lemmas for _, _, term in found if term.weight >= DECISIVE})

    def _lemma_of(self, word: str) -> str:
        """The word of a term that this is a form of, where it is one."""
        form = fold(word)
        known = (c for c in (self._forms.get(form, form), *stems(word, "NOUN"), *stems(word, "VERB")))
        return form if form in self._known else next((c for c in known if c in self._known), form)


def lemmas_in_rows(lemmas: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every one, two and three lemmas that follow each other."""
    yield from ((lemma,) for lemma in lemmas)
    yield from pairwise(lemmas)
    yield from zip(lemmas, lemmas[1:], lemmas[2:], strict=False)
