"""Which words tell that a report is of sport, business, culture or parish life."""

from functools import cache
from importlib.resources import files

import yaml

from communique.lexicon.words import fold, split_name

FILE = "domains.yml"
POLITICS = "politics"
"""The terms that stand against all other domains."""


@cache
def load_domains() -> dict[str, frozenset[tuple[str, ...]]]:
    """Terms by domain, each a folded sequence of lemmas."""
    loaded = yaml.safe_load(files("communique.lexicon").joinpath(FILE).read_text("utf-8"))
    return {
        domain: frozenset(
            tuple(fold(word) for word in split_name(term.strip())) for term in terms.split("|") if term.strip()
        )
        for domain, terms in loaded.items()
    }
