"""What the model says of two words: whether one fills a role of the event that the other tells, and the like.

These scores look across the whole report and are asked for of few words, so they are taken here, from `pairs.npz`, and
not in the graph. Each word comes as three vectors: as a trigger, as a filler, as a mention.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The weights, by what they score; see training/model.py, which makes them."""

    role: Floats
    role_offset: Floats
    same_event: Floats
    same_entity: Floats
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
        return _sigmoid(scores)

    def one_event(self, triggers: Floats) -> Floats:
        """Probabilities (t, t) that two of t triggers tell one event, in the order of the text: rows before columns."""
        sides = _with_one(triggers)
        return _sigmoid(sides @ self.same_event @ sides.T)

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
    return Pairs(
        role=held["role"],
        role_offset=held["role_offset"],
        same_event=held["same_event"],
        same_entity=held["same_entity"],
        feature_in=(held["feature_in"], held["feature_in_bias"]),
        feature_out=(held["feature_out"], held["feature_out_bias"]),
    )


def _with_one(x: Floats) -> Floats:
    ones = np.ones((*x.shape[:-1], 1), dtype=np.float32)
    return np.concatenate([x, ones], axis=-1)


def _sigmoid(x: NDArray[np.floating]) -> Floats:
    found: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return found
