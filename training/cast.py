"""Where a report names each of its parties, so that a reader learns whom "the army" or "they" stand for.

A party is named by its name, its aliases and, of a state, its demonyms and capital; a person also by the last name.
What the annotation marks as filling a role speaks of a party too, in whatever words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from training.swap import Told

ROLES = ("actors", "recipients")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the body that speaks of a party, by its name or not."""

    start: int
    end: int
    party: str
    named: bool


def mentions_in(told: Told) -> list[Mention]:
    """All mentions of the report's parties that are known, in the order of the text.

    A stretch that speaks of several ("both sides") stands once for each; what the annotation says of a name goes before
    what its letters say.
    """
    found = {(m.start, m.end, m.party): m for m in _names(told)}
    named = {(m.start, m.end): m.party for m in found.values()}
    for fact, spans in zip(told.facts, told.spans, strict=True):
        for role in ROLES:
            parties = [party for party, words in fact[role] if words]
            for party, (start, end) in zip(parties, spans[role], strict=True):
                own = named.get((start, end))
                if own != party:
                    found.setdefault((start, end, party), Mention(start, end, party, named=False))
                    found.pop((start, end, own or ""), None)
    return sorted(found.values(), key=lambda m: (m.start, m.end, m.party))


def _names(told: Told) -> Iterator[Mention]:
    owners: dict[str, set[str]] = {}
    for key, party in told.cast.items():
        fields = ("aliases", "demonyms", "capital")
        called = [party["name"], *(n for name in fields for n in party.get(name) or ())]
        if party["kind"] == "person" and len(party["name"].split()) > 1:
            called.append(party["name"].split()[-1])
        for name in called:
            owners.setdefault(name, set()).add(key)
    # "the bloc" and "residents" describe, and a name that several parties have tells none of them.
    names = {name: min(keys) for name, keys in owners.items() if len(keys) == 1 and name[:1].isupper()}
    if not names:
        return
    choice = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for m in re.finditer(rf"(?<!\w)(?:{choice})(?!\w)", told.body):
        yield Mention(*m.span(), names[m.group()], named=True)
