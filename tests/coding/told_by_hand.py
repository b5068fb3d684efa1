"""What a model could say, written by hand, so that the weighing is tested without one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from communique.language.doc import Doc
from communique.language.encoder import Encoder
from communique.language.pairs import DISTANCES, WORD_CLASSES, Floats, Pairs
from communique.language.told import Told
from communique.record import EventType, Issue, Modality, PartyKind, Polarity

LABELS = {
    "trigger": ["none", *EventType],
    "issue": ["none", *Issue],
    "modality": [*Modality],
    "polarity": [*Polarity],
    "mode": ["none"],
    "role": ["actor", "recipient", "attribution", "time", "place", "quantity", "killed", "injured"],
}


SIDES = ("actor", "recipient")


class Silent(Encoder):
    """Stands where the encoder would, with weights that link nothing to anything."""

    def __init__(self) -> None:
        nothing = np.zeros((2, 2), dtype=np.float32)
        offset = np.full((9, len(LABELS["role"])), -9, dtype=np.float32)
        role = np.zeros((2, 2 * len(LABELS["role"])), dtype=np.float32)
        far = np.full(2 * len(DISTANCES) - 1, -9, dtype=np.float32)
        kinds = np.zeros((len(WORD_CLASSES), len(PartyKind)), dtype=np.float32)
        none = (np.zeros((1, 30), dtype=np.float32), np.full(1, -9, dtype=np.float32))
        out = (np.zeros((1, 1), dtype=np.float32), np.full(1, -9, dtype=np.float32))
        self.pairs = Pairs(
            role=role,
            role_offset=offset,
            same_event=nothing - 9,
            same_entity=nothing,
            side=np.zeros((2, 4), dtype=np.float32),
            side_distance=np.stack([far, far], 1),
            same_party=nothing,
            party_distance=far,
            party_kind=kinds,
            party_word=np.zeros(1, dtype=np.float32),
            issue_from=nothing,
            issue_of=np.zeros((len(LABELS["issue"]), 1), dtype=np.float32),
            feature_in=none,
            feature_out=out,
        )


@dataclass(slots=True)
class Linking(Told):
    """Told, with links by form: which forms name the party that a form speaks of, and who stands behind a trigger."""

    links: Mapping[str, Collection[str]] = field(default_factory=dict)
    behind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def one_party(self, token: int, names: NDArray[np.int64], kinds: NDArray[np.int64]) -> Floats:  # noqa: ARG002
        """Sure of the links, and of nothing else."""
        linked = self.links.get(self.words[token], ())
        return np.array([3.0 if self.words[i] in linked else -9.0 for i in names], dtype=np.float32)

    def sides(self, token: int, mentions: NDArray[np.int64]) -> Floats:
        """Sure of who stands behind, and of nobody else."""
        told = self.behind.get(self.words[token], {})
        return np.array(
            [[3.0 if told.get(side) == self.words[i] else -9.0 for side in SIDES] for i in mentions], dtype=np.float32
        ).reshape(-1, 2)


def tell(
    doc: Doc,
    events: Mapping[str, Mapping[str, float]],
    *,
    links: Mapping[str, Collection[str]] | None = None,
    behind: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Gives the doc a model's word: for each form its shares by event type, what is left of one being "none".

    `links` says which names a form speaks of, `behind` of a trigger's form which name is its actor and its recipient.
    """
    n = len(doc.tokens)
    heads = {}
    for name, labels in LABELS.items():
        if name != "role":
            heads[name] = np.zeros((n, len(labels)), dtype=np.float32)
            heads[name][:, 0] = 1
    for token in doc.tokens:
        for event_type, share in events.get(token.text, {}).items():
            heads["trigger"][token.index, 0] -= share
            heads["trigger"][token.index, LABELS["trigger"].index(EventType(event_type))] = share
    doc.told = Linking(
        heads=heads,
        labels=LABELS,
        sentences=np.array([t.sentence for t in doc.tokens]),
        words=[t.text for t in doc.tokens],
        _encoder=Silent(),
        _vectors=np.zeros((n, 3), dtype=np.float32),
        links=links or {},
        behind=behind or {},
    )
