"""What the model says of a report's events: which words tell one, of what kind, and which words fill its roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from communique.language.encoder import Encoder, EventScores
from communique.language.pairs import softmax

Floats = NDArray[np.float32]
HEADS = ("trigger", "issue", "modality", "polarity", "mode")
"""The parts of EventScores.event, in order."""

SEEN = 0.3
"""Probability from which a word counts as telling an event where events of a report speak to each other's issue."""

ROLES_HELD = 100
"""Events whose roles are kept; each takes some bytes for every word of the report."""
REACH = 400
"""Words from an event to one that may fill a role of it, at the most: more only where sentences do not end."""


@dataclass(slots=True)
class Told:
    """Probabilities by token of the report.

    `heads` holds for each of HEADS an array (tokens, labels), `labels` the names of its columns. `sentences` gives each
    token's sentence, `words` are the tokens'.
    """

    heads: Mapping[str, Floats]
    labels: Mapping[str, Sequence[str]]
    sentences: NDArray[np.int64]
    words: Sequence[str]
    _encoder: Encoder
    _vectors: Floats
    _roles: dict[int, dict[str, Floats]] = field(default_factory=dict)

    def triggers(self, at_least: float) -> list[int]:
        """The tokens that tell an event, of whatever type, with at least that probability."""
        some = 1 - self.heads["trigger"][:, 0]
        return [int(i) for i in np.nonzero(some >= at_least)[0]]

    def shares(self, head: str, token: int) -> dict[str, float]:
        """The probability of each label of a head at a token; a trigger's "none" is left out."""
        row = self.heads[head][token]
        named = zip(self.labels[head], row.tolist(), strict=True)
        return {name: p for name, p in named if not (head == "trigger" and name == "none")}

    def best(self, head: str, token: int) -> tuple[str, float]:
        """The likeliest label of a head at a token, and how likely."""
        shares = self.shares(head, token)
        name = max(shares, key=lambda k: shares[k])
        return name, shares[name]

    def roles(self, token: int) -> dict[str, Floats]:
        """For each role of the event that the token tells, how likely each token of the report fills it."""
        if token not in self._roles:
            pairs = self._encoder.pairs
            offsets = self.sentences - self.sentences[token]
            near = (np.abs(offsets) <= pairs.reach) & (np.abs(np.arange(len(offsets)) - token) <= REACH)
            width = self._vectors.shape[1] // 3
            found = np.zeros((len(self.sentences), len(self.labels["role"])), dtype=np.float32)
            trigger, fillers = self._vectors[token, :width], self._vectors[near, width : 2 * width]
            found[near] = pairs.roles(trigger, fillers, offsets[near])
            while len(self._roles) >= ROLES_HELD:
                del self._roles[next(iter(self._roles))]
            self._roles[token] = {name: found[:, i] for i, name in enumerate(self.labels["role"])}
        return self._roles[token]

    def sides(self, token: int, mentions: NDArray[np.int64]) -> Floats:
        """Scores (n, 2) that each mention is of the actor, and of the recipient, of the event that the token tells."""
        width = self._vectors.shape[1] // 3
        offsets = self.sentences[mentions] - self.sentences[token]
        return self._encoder.pairs.sides(self._vectors[token, :width], self._vectors[mentions, 2 * width :], offsets)

    def one_party(self, token: int, names: NDArray[np.int64], kinds: NDArray[np.int64]) -> Floats:
        """Scores (n,) that a mention speaks of the party that each of these words names; that of none is 0.

        `kinds` number the kind of each party in PartyKind.
        """
        width = self._vectors.shape[1] // 3
        offsets = self.sentences[names] - self.sentences[token]
        return self._encoder.pairs.one_party(
            (self._vectors[token, 2 * width :], self.words[token]),
            (self._vectors[names, 2 * width :], [self.words[i] for i in names.tolist()]),
            offsets,
            kinds,
        )

    def one_entity(self, heads: Sequence[int], pairs: NDArray[np.int64], features: Floats) -> Floats:
        """Scores (p,) of pairs (later, earlier) of mentions, each given by the token of its head; see Pairs."""
        width = self._vectors.shape[1] // 3
        return self._encoder.pairs.one_entity(self._vectors[list(heads), 2 * width :], pairs, features)

    def one_event(self, tokens: Sequence[int]) -> Floats:
        """How likely two of these triggers tell one event: (t, t), symmetric; the tokens in the order of the text."""
        if not tokens:
            return np.zeros((0, 0), dtype=np.float32)
        width = self._vectors.shape[1] // 3
        found = np.triu(self._encoder.pairs.one_event(self._vectors[list(tokens), :width]), 1)
        whole: Floats = found + found.T
        return whole


def told_of(words: Sequence[Sequence[str]], scores: Sequence[EventScores], encoder: Encoder) -> Told:
    """What the model says, from the report's sentences of words and their scores."""
    labels = encoder.labels
    edges = np.cumsum([0, *(len(labels[name]) for name in HEADS)]).tolist()
    nothing = np.zeros((0, edges[-1]), dtype=np.float32)
    events = np.concatenate([nothing, *(s.event for s in scores)])
    vectors = np.concatenate([s.pair for s in scores]) if scores else np.zeros((0, 3), dtype=np.float32)
    parts = {name: events[:, a:b] for name, a, b in zip(HEADS, edges, edges[1:], strict=False)}
    shares = softmax(parts["trigger"])
    at = np.nonzero(1 - shares[:, 0] >= SEEN)[0]
    if len(at):
        parts["issue"][at] += encoder.pairs.issues(vectors[at, : vectors.shape[1] // 3])
    return Told(
        heads={name: softmax(scores) for name, scores in parts.items()},
        labels=labels,
        sentences=np.array([i for i, s in enumerate(scores) for _ in range(len(s.event))], dtype=np.int64),
        words=[word for sentence in words for word in sentence],
        _encoder=encoder,
        _vectors=vectors,
    )
