"""Heads over the encoder: tags, lemma scripts, biaffine trees, spans of mentions."""

import torch
from torch import Tensor, nn

from training.bert import WIDTH, Encoder

ARC_WIDTH, REL_WIDTH, SPAN_WIDTH = 256, 128, 128


class Projection(nn.Module):
    """One layer with GELU and dropout."""

    def __init__(self, out: int, dropout: float) -> None:
        super().__init__()
        self.layer = nn.Linear(WIDTH, out)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """(…, width) -> (…, out)."""
        return self.dropout(nn.functional.gelu(self.layer(x)))


class Biaffine(nn.Module):
    """Scores every pair of positions for every label (Dozat & Manning 2017); a one is appended to both sides."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(width + 1, labels * (width + 1)))
        self.labels = labels

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        """(batch, n, width) and (batch, m, width) -> (batch, n, m, labels)."""
        batch, n, width = left.shape
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        mixed = (left @ self.weight).view(batch, n * self.labels, width + 1)
        scores = mixed @ right.transpose(1, 2)
        return scores.view(batch, n, self.labels, -1).permute(0, 1, 3, 2)


class Reader(nn.Module):
    """The whole model. Position 0 of each sentence of words is the root."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        """`sizes` gives the number of labels of `upos`, `feats`, `lemma`, `deprel` and `mention`."""
        super().__init__()
        self.encoder = Encoder(dropout)
        self.dropout = nn.Dropout(head_dropout)
        self.upos = nn.Linear(WIDTH, sizes["upos"])
        self.feats = nn.Linear(WIDTH, sizes["feats"])
        self.lemma = nn.Linear(WIDTH, sizes["lemma"])
        self.arc_child, self.arc_head = Projection(ARC_WIDTH, head_dropout), Projection(ARC_WIDTH, head_dropout)
        self.rel_child, self.rel_head = Projection(REL_WIDTH, head_dropout), Projection(REL_WIDTH, head_dropout)
        self.span_first, self.span_last = Projection(SPAN_WIDTH, head_dropout), Projection(SPAN_WIDTH, head_dropout)
        self.arc = Biaffine(ARC_WIDTH, 1)
        self.rel = Biaffine(REL_WIDTH, sizes["deprel"])
        self.span = Biaffine(SPAN_WIDTH, sizes["mention"] + 1)

    def words(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """One vector a word, the mean of its first and last subword: (batch, words, width)."""
        x = self.encoder(ids, shapes)
        rows = torch.arange(x.shape[0], device=x.device)[:, None]
        return (x[rows, first] + x[rows, last]) * 0.5

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """`first`, `last` (batch, words): each word's subwords. Scores, one for each label or pair, by head."""
        x = self.dropout(self.words(ids, shapes, first, last))
        return {
            "upos": self.upos(x),
            "feats": self.feats(x),
            "lemma": self.lemma(x),
            "arc": self.arc(self.arc_child(x), self.arc_head(x))[..., 0],
            "rel": self.rel(self.rel_child(x), self.rel_head(x)),
            "span": self.span(self.span_first(x), self.span_last(x)),
        }
