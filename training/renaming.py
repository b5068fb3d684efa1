"""Swaps names of the lexicon into training sentences, so that the model learns names' places and not the names."""

import random
from dataclasses import dataclass, replace

from communique.lexicon import load_lexicon
from communique.lexicon.words import split_name
from training.treebank import TreeSentence

SHARE = 0.3
"""Of the names that can be swapped, how many are."""
KINDS = {"person": "person", "place": "place", "organization": "organization"}


@dataclass(frozen=True, slots=True)
class Names:
    """Names by kind of mention and number of words."""

    by_shape: dict[tuple[str, int], list[tuple[str, ...]]]


def names_of_the_lexicon() -> Names:
    """People by full name, countries and capitals, organisations and armed groups, as words."""
    lexicon = load_lexicon()
    found: dict[tuple[str, int], list[tuple[str, ...]]] = {}

    def add(kind: str, name: str) -> None:
        words = split_name(name)
        if words and all(w[:1].isupper() and w.isalpha() for w in words):
            found.setdefault((kind, len(words)), []).append(words)

    for name in lexicon.people:
        add("person", name)
        add("person", name.split()[-1])
    for country in lexicon.countries.values():
        for name in (country.name, *country.capitals):
            add("place", name)
    for name, entries in lexicon.by_name.items():
        if entries[0].type in ("organization", "armed_group"):
            add("organization", name)
    return Names(found)


def renamed(sentence: TreeSentence, names: Names, rng: random.Random) -> TreeSentence:
    """The sentence with some of its plain names swapped for others of the same kind and length; trees stay as they are."""
    if not sentence.mentions:
        return sentence
    words, lemmas = list(sentence.words), list(sentence.lemmas)
    changed = False
    for first, last, kind, _ in sentence.mentions:
        span = range(first, last + 1)
        choices = names.by_shape.get((KINDS.get(kind, ""), len(span)))
        if not choices or rng.random() > SHARE:
            continue
        if any(sentence.upos[i] != "PROPN" or not words[i].isalpha() or words[i] != lemmas[i] for i in span):
            continue
        for i, word in zip(span, rng.choice(choices), strict=True):
            words[i] = lemmas[i] = word
        changed = True
    return replace(sentence, words=words, lemmas=lemmas) if changed else sentence
