"""Treebank sentences -> tensors, in batches of about equal numbers of subwords."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from communique.language.conllu import TreeSentence
from communique.language.lemmas import derive_script
from communique.language.subwords import Coded, Subwords

UNMARKED = -100
"""Label of what a loss leaves out."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The model's labels by head, in the order of its outputs."""

    upos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]
    mention: list[str]

    @property
    def sizes(self) -> dict[str, int]:
        """Number of labels by head."""
        return {name: len(getattr(self, name)) for name in ("upos", "feats", "lemma", "deprel", "mention")}


def collect_labels(sentences: Sequence[TreeSentence], *, min_scripts: int = 2) -> Labels:
    """Every label of the training data; lemma scripts seen less often than `min_scripts` are left out."""
    scripts: dict[str, int] = {}
    for s in sentences:
        for word, lemma in zip(s.words, s.lemmas, strict=True):
            script = derive_script(word, lemma)
            scripts[script] = scripts.get(script, 0) + 1
    return Labels(
        upos=sorted({x for s in sentences for x in s.upos}),
        feats=sorted({x for s in sentences for x in s.feats}),
        lemma=sorted(k for k, v in scripts.items() if v >= min_scripts),
        deprel=sorted({x for s in sentences for x in s.deprels}),
        mention=sorted({m[2] for s in sentences for m in s.mentions or ()}),
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of a batch: inputs (see Reader.forward), word mask, and gold labels, UNMARKED where there is none."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    mask: Tensor
    gold: dict[str, Tensor]


def altered(words: Sequence[str], rng: random.Random) -> list[str]:
    """The words in a heading's capitals, in all capitals or in none, now and then: reports hold all of them."""
    draw = rng.random()
    if draw < 0.06:
        return [w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(words)]
    if draw < 0.08:
        return [w.upper() for w in words]
    if draw < 0.10:
        return [w.lower() for w in words]
    return list(words)


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """Rows of integers as one tensor, filled up with `value`."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows])


def make_batch(sentences: Sequence[TreeSentence], coded: Sequence[Coded], labels: Labels) -> Batch:
    """One batch; word position 0 is the root and carries no gold."""
    inputs = (
        pad([c.ids for c in coded]),
        pad([c.shapes for c in coded]),
        pad([c.first for c in coded]),
        pad([c.last for c in coded]),
    )
    index = {name: {label: i for i, label in enumerate(getattr(labels, name))} for name in labels.sizes}

    def column(name: str, values: Sequence[Sequence[str]]) -> Tensor:
        rows = [[UNMARKED, *(index[name].get(v, UNMARKED) for v in row)] for row in values]
        return pad(rows, UNMARKED)

    scripts = [[derive_script(w, x) for w, x in zip(s.words, s.lemmas, strict=True)] for s in sentences]
    gold = {
        "upos": column("upos", [s.upos for s in sentences]),
        "feats": column("feats", [s.feats for s in sentences]),
        "lemma": column("lemma", scripts),
        "rel": column("deprel", [s.deprels for s in sentences]),
        "arc": pad([[UNMARKED, *s.heads] for s in sentences], UNMARKED),
    }
    batch, width = gold["arc"].shape
    spans = torch.full((batch, width, width), UNMARKED)
    for row, s in enumerate(sentences):
        if s.mentions is None:
            continue
        n = len(s.words)
        upper = torch.triu(torch.ones(n, n, dtype=torch.bool))
        spans[row, 1 : n + 1, 1 : n + 1][upper] = 0
        for first, last, kind, _ in s.mentions:
            spans[row, first + 1, last + 1] = 1 + index["mention"].get(kind, -1)
    gold["span"] = spans
    return Batch(inputs, gold["arc"] != UNMARKED, gold)


def plan(lengths: Sequence[int], budget: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Indices of sentences batch by batch, alike in length, each batch of about `budget` subwords with padding."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + (rng.random() * 6 if rng else 0))
    batches: list[list[int]] = [[]]
    for i in order:
        if batches[-1] and (len(batches[-1]) + 1) * lengths[i] > budget:
            batches.append([])
        batches[-1].append(i)
    if rng:
        rng.shuffle(batches)
    yield from batches


def coded_words(sentences: Sequence[TreeSentence], subwords: Subwords, rng: random.Random | None) -> list[Coded]:
    """The sentences coded, altered by `rng` where one is given."""
    return subwords.code([altered(s.words, rng) if rng else s.words for s in sentences])
