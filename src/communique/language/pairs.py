"""What the model says of two words: whether one fills a role of the event that the other tells, and the like.

These scores look across the whole report and are asked for of few words, so they are taken here, from `pairs.npz`, and
not in the graph. Each word comes as three vectors: as a trigger, as a filler, as a mention.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 13)
"""Distances in sentences that are told apart, either way; see `distance_of`."""

_STEPS = np.searchsorted(DISTANCES, np.arange(DISTANCES[-1] + 1), side="right") - 1
"""By distance, up to the last that is told apart, its number in DISTANCES."""


def distance_of(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of each distance in sentences: from 0, far before, to 2 * len(DISTANCES) - 2, far after."""
    steps = _STEPS[np.minimum(np.abs(offsets), DISTANCES[-1])]
    return np.where(offsets < 0, -steps, steps).astype(np.int64) + len(DISTANCES) - 1


WORD_CLASSES = ("name", "one", "many", "he", "it", "they", "i", "we", "you", "who")
"""Classes of words that speak of a party, as far as their letters tell; see `word_class`."""
_PRONOUNS = {
    "he": "he him his himself she her hers herself",
    "it": "it its itself",
    "they": "they them their theirs themselves both",
    "i": "i me my mine myself",
    "we": "we us our ours ourselves",
    "you": "you your yours yourselves",
    "who": "who whom whose which that",
}
_AT_ONCE = 256
"""Events that are compared with all others at once: of a long report, all with all would fill the memory."""
_CLASS_OF = {word: name for name, words in _PRONOUNS.items() for word in words.split()}


def word_class(word: str) -> int:
    """The number of a word's class: a pronoun's, else a name by its capital, else one thing or many by its ending."""
    name = None if len(word) > 1 and word.isupper() else _CLASS_OF.get(word.lower())
    if name is None:
        name = "name" if word[:1].isupper() else "many" if word.endswith("s") and not word.endswith("ss") else "one"
    return WORD_CLASSES.index(name)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The weights, by what they score; see training/model.py, which makes them."""

    role: Floats
    role_offset: Floats
    same_event: Floats
    same_entity: Floats
    side: Floats
    side_distance: Floats
    same_party: Floats
    party_distance: Floats
    party_kind: Floats
    party_word: Floats
    issue_from: Floats
    issue_of: Floats
    feature_in: tuple[Floats, Floats]
    feature_out: tuple[Floats, Floats]

    @property
    def reach(self) -> int:
        """Sentences from a trigger to a word that may fill a role of it, at the most."""
        return len(self.role_offset) // 2

    def roles(self, trigger: Floats, fillers: Floats, offsets: NDArray[np.int64]) -> Floats:
        """Probabilities (n, roles) that n words fill each role of one trigger.

        `trigger` (width,), `fillers` (n, width), `offsets` (n,): each word's sentence less the trigger's.
        """
        labels = self.role_offset.shape[1]
        mixed = (_with_one(trigger) @ self.role).reshape(labels, -1)
        apart = np.clip(offsets, -self.reach, self.reach) + self.reach
        scores: Floats = _with_one(fillers) @ mixed.T + self.role_offset[apart]
        return sigmoid(scores)

    def one_event(self, triggers: Floats) -> Floats:
        """Probabilities (t, t) that two of t triggers tell one event, in the order of the text: rows before columns."""
        sides = _with_one(triggers)
        mixed, found = sides @ self.same_event, np.empty((len(sides), len(sides)), dtype=np.float32)
        for i in range(0, len(sides), _AT_ONCE):
            found[i : i + _AT_ONCE] = sigmoid(mixed[i : i + _AT_ONCE] @ sides.T)
        return found

    def sides(self, trigger: Floats, mentions: Floats, offsets: NDArray[np.int64]) -> Floats:
        """Scores (n, 2) that each of n mentions is of the actor, and of the recipient, of what the trigger tells."""
        mixed = (_with_one(trigger) @ self.side).reshape(2, -1)
        scores: Floats = _with_one(mentions) @ mixed.T + self.side_distance[distance_of(offsets)]
        return scores

    def one_party(
        self,
        mention: tuple[Floats, str],
        names: tuple[Floats, Sequence[str]],
        offsets: NDArray[np.int64],
        kinds: NDArray[np.int64],
    ) -> Floats:
        """Scores (n,) that a mention speaks of the party that each of n others names; none of them has 0.

        Each comes as its vector and its word; `kinds` (n,) number the kind of each party in PartyKind.
        """
        vector, word = mention
        vectors, words = names
        scores: Floats = _with_one(vectors) @ (_with_one(vector) @ self.same_party)
        alike = np.array([w.lower() == word.lower() for w in words], dtype=np.float32)
        kind = self.party_kind[word_class(word)][kinds]
        found: Floats = scores + self.party_distance[distance_of(offsets)] + kind + alike * self.party_word[0]
        return found

    def issues(self, triggers: Floats) -> Floats:
        """What t triggers of a report add to the scores of each other's issue: (t, issues)."""
        sides = _with_one(triggers)
        mixed, around = sides @ self.issue_from, np.empty_like(triggers)
        for i in range(0, len(sides), _AT_ONCE):
            around[i : i + _AT_ONCE] = softmax(mixed[i : i + _AT_ONCE] @ sides.T) @ triggers
        found: Floats = around @ self.issue_of.T
        return found

    def one_entity(self, mentions: Floats, pairs: NDArray[np.int64], features: Floats) -> Floats:
        """Scores (p,) that the mentions of each pair (later, earlier) are one; above 0 is better than none."""
        sides = _with_one(mentions)
        mixed = sides @ self.same_entity
        told = np.einsum("pw,pw->p", mixed[pairs[:, 0]], sides[pairs[:, 1]])
        hidden = np.maximum(features @ self.feature_in[0].T + self.feature_in[1], 0)
        own: Floats = (hidden @ self.feature_out[0].T)[:, 0] + self.feature_out[1][0] + told
        return own


def read_pairs(path: Path) -> Pairs:
    """The weights from the file that training/export.py writes."""
    with np.load(path) as stored:
        held = {name: stored[name].astype(np.float32) for name in stored.files}
    plain = {f.name: held[f.name] for f in fields(Pairs) if not f.name.startswith("feature_")}
    return Pairs(
        **plain,
        feature_in=(held["feature_in"], held["feature_in_bias"]),
        feature_out=(held["feature_out"], held["feature_out_bias"]),
    )


def _with_one(x: Floats) -> Floats:
    found = np.empty((*x.shape[:-1], x.shape[-1] + 1), dtype=np.float32)
    found[..., :-1] = x
    found[..., -1] = 1
    return found


def sigmoid(x: NDArray[np.floating]) -> Floats:
    """Scores -> probabilities."""
    # As np.clip does, in a third of its time for the few numbers that this is mostly asked for.
    held = np.minimum(np.maximum(x, -30), 30)
    found: Floats = (1 / (1 + np.exp(-held))).astype(np.float32)
    return found


def softmax(x: NDArray[np.floating]) -> Floats:
    """The last axis of scores -> shares that sum to one."""
    if not x.size:
        return x.astype(np.float32)
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Floats = (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares
