"""The part of the model that reads events: layers of its own over the lower half of the encoder, and their heads."""

import torch
from torch import Tensor, nn

from communique.language.coreference import FEATURES
from communique.language.pairs import DISTANCES, WORD_CLASSES
from communique.language.windows import ORDERS
from communique.record import PartyKind
from training.bert import WIDTH, Encoder, Layer
from training.model import Biaffine, Projection, Reader

SHARED = 3
"""Layers of the encoder that parsing and events share; `hidden` of reader.onnx is what the last of them gives."""
OWN = 3
"""Layers above them that events have for themselves."""
EVENT_WIDTH, PAIR_WIDTH, FEATURE_WIDTH = 256, 128, 32
LABELLED = ("trigger", "issue", "modality", "polarity", "mode")
"""What is said of one word that may tell an event, in the order of the model's output `event`."""
OFFSETS = 9
"""Sentences from a trigger to a filler of it: four before it to four after it."""


class Pairs(nn.Module):
    """What is said of two words, each already projected: roles of events, one event told twice, coreference, parties.

    These are small and look across the whole report, so they run outside the graph (language/pairs.py), on `pairs.npz`.
    """

    def __init__(self, roles: int, issues: int) -> None:
        super().__init__()
        self.role = Biaffine(PAIR_WIDTH, roles)
        self.same_event = Biaffine(PAIR_WIDTH, 1)
        self.same_entity = Biaffine(PAIR_WIDTH, 1)
        self.side = Biaffine(PAIR_WIDTH, 2)
        self.same_party = Biaffine(PAIR_WIDTH, 1)
        self.issue_from = Biaffine(PAIR_WIDTH, 1)
        for head in (self.role, self.same_event, self.same_entity, self.side, self.same_party, self.issue_from):
            # From nothing, neither side would learn before the other has.
            nn.init.normal_(head.weight, std=0.02)
        self.role_offset = nn.Parameter(torch.full((OFFSETS, roles), -4.0))
        self.side_distance = nn.Parameter(torch.full((2 * len(DISTANCES) - 1, 2), -2.0))
        self.party_distance = nn.Parameter(torch.full((2 * len(DISTANCES) - 1,), -2.0))
        self.party_kind = nn.Parameter(torch.zeros(len(WORD_CLASSES), len(PartyKind)))
        self.party_word = nn.Parameter(torch.zeros(1))
        self.issue_of = nn.Linear(PAIR_WIDTH, issues, bias=False)
        self.feature_in = nn.Linear(FEATURES, FEATURE_WIDTH)
        self.feature_out = nn.Linear(FEATURE_WIDTH, 1)

    def roles_of(self, triggers: Tensor, fillers: Tensor, offsets: Tensor) -> Tensor:
        """(t, width), (n, width), offsets (t, n) from 0 to OFFSETS - 1 -> (t, n, roles)."""
        return self.role(triggers[None], fillers[None])[0] + self.role_offset[offsets]

    def sides(self, triggers: Tensor, mentions: Tensor, distances: Tensor) -> Tensor:
        """(t, width), (m, width), distances (t, m) -> (t, m, 2): which mention is the actor's, the recipient's."""
        return self.side(triggers[None], mentions[None])[0] + self.side_distance[distances]

    def parties(self, mentions: Tensor, distances: Tensor, classes: Tensor, kinds: Tensor, alike: Tensor) -> Tensor:
        """Whether the first mention speaks of the party that the second names: (m, m).

        `mentions` (m, width), `distances` (m, m), `classes` (m,) of their words and `kinds` (m,) of their parties,
        `alike` (m, m) whether two are the same word.
        """
        scores = self.same_party(mentions[None], mentions[None])[0, ..., 0] + self.party_distance[distances]
        return scores + self.party_kind[classes][:, kinds] + alike * self.party_word

    def issues(self, triggers: Tensor) -> Tensor:
        """(t, width) -> (t, issues): what the triggers of a report add to each other's issue."""
        shares = torch.softmax(self.issue_from(triggers[None], triggers[None])[0, ..., 0], -1)
        return self.issue_of(shares @ triggers)

    def entities(self, mentions: Tensor, pairs: Tensor, features: Tensor) -> Tensor:
        """(m, width), pairs (p, 2) of later and earlier mention, features (p, FEATURES) -> (p,)."""
        scores = self.same_entity(mentions[None], mentions[None])[0, ..., 0]
        own = self.feature_out(torch.relu(self.feature_in(features)))[..., 0]
        return scores[pairs[:, 0], pairs[:, 1]] + own


class EventReader(nn.Module):
    """From what the shared layers give of each sentence to events, in windows of several sentences."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        """`sizes` gives the number of labels of each head."""
        super().__init__()
        self.order = nn.Embedding(ORDERS + 1, WIDTH)
        nn.init.zeros_(self.order.weight)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(OWN))
        self.dropout = nn.Dropout(head_dropout)
        self.event = Projection(EVENT_WIDTH, head_dropout)
        self.labelled = nn.Linear(EVENT_WIDTH, sum(sizes[name] for name in LABELLED))
        self.sizes = [sizes[name] for name in LABELLED]
        self.trigger, self.filler = Projection(PAIR_WIDTH, head_dropout), Projection(PAIR_WIDTH, head_dropout)
        self.entity = Projection(PAIR_WIDTH, head_dropout)
        self.pairs = Pairs(sizes["role"], sizes["issue"])

    def words(self, hidden: Tensor, order: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """One vector a word, the mean of its first and last subword: (sentences, words, width).

        `hidden` (windows, subwords, width) and `order` (windows, subwords), each subword's sentence of its window from
        1; `first`, `last` (sentences, words) count over all windows.
        """
        x = hidden + self.order(order)
        bias = (order == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = x.flatten(0, 1)
        return self.dropout((x[first] + x[last]) * 0.5)

    def events(self, x: Tensor) -> dict[str, Tensor]:
        """Scores of each word for being a trigger of each type, and of what holds if it is one."""
        scores = self.labelled(self.event(x)).split(self.sizes, -1)
        return dict(zip(LABELLED, scores, strict=True))


class Together(nn.Module):
    """The parser, and the event layers that stand on its shared layers."""

    def __init__(self, reader: Reader, events: EventReader) -> None:
        super().__init__()
        self.reader, self.events = reader, events


def shared_layers(encoder: Encoder, ids: Tensor, shapes: Tensor) -> Tensor:
    """What the encoder's shared layers give of sentences: (sentences, subwords, width)."""
    places = torch.arange(ids.shape[1])
    x = encoder.dropout(encoder.norm(encoder.words(ids) + encoder.positions(places) + encoder.shapes(shapes)))
    bias = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
    for layer in list(encoder.layers)[:SHARED]:
        x = layer(x, bias)
    return x
