"""What a model could say, written by hand, so that the weighing is tested without one."""

from collections.abc import Mapping

import numpy as np

from communique.language.doc import Doc
from communique.language.encoder import Encoder
from communique.language.pairs import Pairs
from communique.language.told import Told
from communique.record import EventType, Issue, Modality, Polarity

LABELS = {
    "trigger": ["none", *EventType],
    "issue": ["none", *Issue],
    "modality": [*Modality],
    "polarity": [*Polarity],
    "mode": ["none"],
    "role": ["actor", "recipient", "attribution", "time", "place", "quantity", "killed", "injured"],
}


class Silent(Encoder):
    """Stands where the encoder would, with weights that link nothing to anything."""

    def __init__(self) -> None:
        nothing = np.zeros((2, 2), dtype=np.float32)
        offset = np.full((9, len(LABELS["role"])), -9, dtype=np.float32)
        role = np.zeros((2, 2 * len(LABELS["role"])), dtype=np.float32)
        none = (np.zeros((1, 30), dtype=np.float32), np.full(1, -9, dtype=np.float32))
        out = (np.zeros((1, 1), dtype=np.float32), np.full(1, -9, dtype=np.float32))
        self.pairs = Pairs(role, offset, nothing - 9, nothing, none, out)


def tell(doc: Doc, events: Mapping[str, Mapping[str, float]]) -> None:
    """Gives the doc a model's word: for each form its shares by event type, what is left of one being "none"."""
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
    doc.told = Told(
        heads=heads,
        labels=LABELS,
        sentences=np.array([t.sentence for t in doc.tokens]),
        _encoder=Silent(),
        _vectors=np.zeros((n, 3), dtype=np.float32),
    )
