"""Whom a word speaks of and who stands behind an event, as the model sees it, among all whom the report names.

The model scores a word against each naming of each party; the namings of one party are taken together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.language.pairs import sigmoid
from communique.language.told import Told
from communique.record import Party, PartyKind

Floats = NDArray[np.float32]
KINDS = tuple(PartyKind)
AHEAD = 1
"""Sentences after a word in which a party may be named that it speaks of."""
NEVER = -1e9
MANY, NEAREST = 512, 8
"""Where a report names parties more than MANY times, the NEAREST namings of each on either side count."""


@dataclass(frozen=True, slots=True)
class Namings:
    """The parties of a report with the words that name or mean each: those of party i begin at `starts[i]`.

    `kinds` numbers each word's party's kind in PartyKind.
    """

    parties: tuple[Party, ...]
    words: NDArray[np.int64]
    starts: NDArray[np.int64]
    kinds: NDArray[np.int64]


def party_key(party: Party) -> tuple[str, str | None]:
    """What tells parties apart: the country of a government, else name and country."""
    if party.kind is PartyKind.GOVERNMENT and party.country:
        return "", party.country
    return party.name, party.country


def namings_of(names: Mapping[int, Sequence[Party]]) -> Namings:
    """The namings by party, from the parties that each word stands for."""
    found: dict[tuple[str, str | None], tuple[Party, list[int]]] = {}
    for word, parties in names.items():
        for party in parties:
            found.setdefault(party_key(party), (party, []))[1].append(word)
    counts = [len(words) for _, words in found.values()]
    return Namings(
        parties=tuple(party for party, _ in found.values()),
        words=np.array([word for _, words in found.values() for word in words], dtype=np.int64),
        starts=np.cumsum([0, *counts[:-1]], dtype=np.int64) if counts else np.zeros(0, dtype=np.int64),
        kinds=np.array([KINDS.index(party.kind) for party, words in found.values() for _ in words], dtype=np.int64),
    )


def spoken_of(told: Told, token: int, namings: Namings, kinds: frozenset[PartyKind]) -> list[tuple[Party, float]]:
    """The parties of some kinds with the probability that a word speaks of each, likeliest first."""
    if not namings.parties:
        return []
    near, starts = _nearest(namings, token)
    words = namings.words[near]
    scores = told.one_party(token, words, namings.kinds[near])
    late = told.sentences[words] > told.sentences[token] + AHEAD
    scores = np.where(late | (words == token), NEVER, scores)
    shares = sigmoid(np.logaddexp.reduceat(scores, starts))
    found = [(p, s) for p, s in zip(namings.parties, shares.tolist(), strict=True) if p.kind in kinds]
    return sorted(found, key=lambda each: -each[1])


def behind(told: Told, trigger: int, namings: Namings) -> list[tuple[Party, float, float]]:
    """Each party with the probability that it is an actor, and a recipient, of what the trigger tells."""
    if not namings.parties:
        return []
    near, starts = _nearest(namings, trigger)
    shares = sigmoid(np.logaddexp.reduceat(told.sides(trigger, namings.words[near]), starts, axis=0))
    return [(p, actor, recipient) for p, (actor, recipient) in zip(namings.parties, shares.tolist(), strict=True)]


def _nearest(namings: Namings, token: int) -> tuple[NDArray[np.int64] | slice, NDArray[np.int64]]:
    """Which of the namings are looked at, and where each party's begin: all of an ordinary report, else those near by.

    What is looked at for one word must not grow with the report, or a long one takes the square of its length.
    """
    if len(namings.words) <= MANY:
        return slice(None), namings.starts
    ends = [*namings.starts[1:].tolist(), len(namings.words)]
    kept = []
    for start, end in zip(namings.starts.tolist(), ends, strict=True):
        at = start + int(np.searchsorted(namings.words[start:end], token))
        kept.append(range(max(start, at - NEAREST), min(end, at + NEAREST)))
    starts = np.cumsum([0, *map(len, kept[:-1])], dtype=np.int64)
    return np.array([i for part in kept for i in part], dtype=np.int64), starts
