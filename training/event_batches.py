"""Lessons and treebank documents -> tensors for the layers that read events."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from communique.language.conllu import TreeSentence
from communique.language.coreference import Candidate, pair_table
from communique.language.pairs import distance_of, word_class
from communique.language.subwords import Subwords
from communique.language.windows import lay_out, windows_of
from communique.record import MODES, EventType, Issue, Modality, PartyKind, Polarity
from training.batches import pad
from training.bert import Encoder
from training.event_model import shared_layers
from training.lessons import REACH, ROLES, SIDES, Lesson


@dataclass(frozen=True, slots=True)
class EventLabels:
    """The labels of the events' heads, in the order of the model's outputs; the first of each stands for nothing."""

    trigger: list[str]
    issue: list[str]
    modality: list[str]
    polarity: list[str]
    mode: list[str]
    role: list[str]

    @property
    def sizes(self) -> dict[str, int]:
        """Number of labels by head."""
        return {name: len(getattr(self, name)) for name in self.__slots__}


def event_labels() -> EventLabels:
    """The labels, from the record's closed lists."""
    return EventLabels(
        trigger=["none", *(t.value for t in EventType)],
        issue=["none", *(i.value for i in Issue)],
        modality=[m.value for m in Modality],
        polarity=[p.value for p in Polarity],
        mode=["none", *sorted({m for modes in MODES.values() for m in modes})],
        role=list(ROLES),
    )


@dataclass(frozen=True, slots=True)
class Inputs:
    """See EventReader.words."""

    hidden: Tensor
    order: Tensor
    first: Tensor
    last: Tensor


def make_inputs(
    documents: Sequence[Sequence[Sequence[str]]], subwords: Subwords, encoder: Encoder, *, window: int
) -> Inputs:
    """Documents of sentences of words, in windows of at most `window` subwords within each document."""
    coded = [c for document in documents for c in subwords.code(document)]
    windows: list[range] = []
    begin = 0
    for document in documents:
        end = begin + len(document)
        found = windows_of([len(c.ids) for c in coded[begin:end]], window)
        windows += [range(w.start + begin, w.stop + begin) for w in found]
        begin = end
    layout = lay_out(coded, windows)
    states = shared_layers(encoder, pad([c.ids for c in coded]), pad([c.shapes for c in coded]))
    # The last row, all zeros, stands where a window is not full.
    at = np.full(layout.order.size, states.shape[0] * states.shape[1])
    for i, start in enumerate(layout.starts):
        at[start : start + len(coded[i].ids)] = i * states.shape[1] + np.arange(len(coded[i].ids))
    flat = torch.cat([states.flatten(0, 1), states.new_zeros(1, states.shape[-1])])
    hidden = flat[torch.from_numpy(at)]
    return Inputs(
        hidden.view(*layout.order.shape, -1),
        torch.from_numpy(layout.order),
        torch.from_numpy(layout.first),
        torch.from_numpy(layout.last),
    )


def tree_chunks(sentences: Sequence[TreeSentence], budget: int) -> list[list[TreeSentence]]:
    """Consecutive sentences of one document, of about `budget` words together."""
    chunks: list[list[TreeSentence]] = []
    size = 0
    for s in sentences:
        if not chunks or s.begins_document or size + len(s.words) > budget:
            chunks.append([])
            size = 0
        chunks[-1].append(s)
        size += len(s.words)
    return chunks


@dataclass(frozen=True, slots=True)
class Entities:
    """The mentions of one document of a chunk: heads as (sentence of the chunk, word), pairs, features, chains."""

    heads: Tensor
    pairs: Tensor
    features: Tensor
    same: Tensor


def entities_of(sentences: Sequence[TreeSentence], offset: int) -> Entities | None:
    """The marked mentions of a document whose sentences begin at `offset` in the chunk; None where none is marked."""
    candidates: list[Candidate] = []
    heads, names = [], []
    start = 0
    for number, s in enumerate(sentences):
        for first, last, kind, chain in s.mentions or ():
            inside = range(first, last + 1)
            head = next((i for i in inside if not first <= s.heads[i] - 1 <= last), last)
            words = tuple(w.lower() for w in s.words[first : last + 1])
            candidates.append(
                Candidate(
                    first=start + first,
                    last=start + last,
                    head=start + head,
                    sentence=number,
                    words=words,
                    head_word=s.lemmas[head].lower(),
                    kind=kind,
                    named=s.upos[head] == "PROPN",
                    plural="Number=Plur" in s.feats[head],
                )
            )
            heads.append((offset + number, head + 1))
            names.append(chain)
        start += len(s.words)
    if len(candidates) < 2:
        return None
    order = sorted(range(len(candidates)), key=lambda i: (candidates[i].first, -candidates[i].last))
    pairs, features = pair_table([candidates[i] for i in order])
    chains = np.array([names[i] for i in order])
    return Entities(
        heads=torch.tensor([heads[i] for i in order]),
        pairs=torch.from_numpy(pairs),
        features=torch.from_numpy(features),
        same=torch.from_numpy(chains[pairs[:, 0]] == chains[pairs[:, 1]]),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Gold of one lesson: word labels over (sentences, words), and for its triggers what fills them.

    `tokens` (n, 2) place every word as (sentence of the batch, word), `triggers` (t,) index into them; `roles` and
    `known` (t, n, roles), `offsets` (t, n), `same` (t, t). `mentions` (m,) index into tokens, `party` (m,) numbers the
    party of each, of p, `named` (m,) whether it names it; `sides` (t, p, 2) are actors and recipients of the triggers,
    `side_distances` (t, m) and `party_distances` (m, m) from the first to the second;
    `classes`, `kinds` (m,) and `alike` (m, m) are what Pairs.parties asks for.
    """

    tokens: Tensor
    triggers: Tensor
    labels: dict[str, Tensor]
    types: Tensor
    word_types: Tensor
    word_known: Tensor
    roles: Tensor
    known: Tensor
    offsets: Tensor
    same: Tensor
    mentions: Tensor
    party: Tensor
    named: Tensor
    sides: Tensor
    side_distances: Tensor
    party_distances: Tensor
    classes: Tensor
    kinds: Tensor
    alike: Tensor


def told_of(lesson: Lesson, labels: EventLabels, offset: int) -> Told:
    """The gold of a lesson whose sentences begin at `offset` in the batch."""
    index = {n: {label: i for i, label in enumerate(getattr(labels, n))} for n in EventLabels.__slots__}
    tokens = [(offset + s, w) for s, words in enumerate(lesson.sentences) for w in range(1, len(words) + 1)]
    sentence = torch.tensor([s for s, _ in tokens])
    triggers = sorted({t.token: t for t in lesson.triggers}.values(), key=lambda t: t.token)
    at = torch.tensor([t.token for t in triggers], dtype=torch.long)
    n, count = len(tokens), len(triggers)
    types = torch.zeros(count, len(labels.trigger))
    for row, t in enumerate(triggers):
        others = len(t.types) - 1
        for place, name in enumerate(t.types):
            types[row, index["trigger"][name]] = 1.0 if not others else 0.75 if place == 0 else 0.25 / others
    word_types = torch.zeros(n, len(labels.trigger))
    word_types[:, 0] = 1.0
    word_types[at] = types
    known = torch.ones(n, dtype=torch.bool)
    known[list(lesson.unsure)] = False
    roles = torch.zeros(count, n, len(ROLES))
    role_known = torch.ones(count, n, len(ROLES), dtype=torch.bool)
    apart = sentence[None, :] - sentence[at][:, None] if count else torch.zeros(0, n, dtype=torch.long)
    role_known &= (apart.abs() <= REACH)[..., None]
    for row, t in enumerate(triggers):
        for role, inside in t.others.items():
            role_known[row, inside, ROLES.index(role)] = False
        for role, heads in t.roles.items():
            roles[row, heads, ROLES.index(role)] = 1.0
            role_known[row, heads, ROLES.index(role)] |= apart[row, heads].abs() <= REACH
    facts = torch.tensor([t.fact for t in triggers], dtype=torch.long)
    mentions = torch.tensor([i for i, _, _ in lesson.mentions], dtype=torch.long)
    numbers = sorted({party for _, party, _ in lesson.mentions})
    sides = torch.zeros(count, len(numbers), len(SIDES))
    for row, t in enumerate(triggers):
        for side, name in enumerate(SIDES):
            sides[row, [numbers.index(p) for p in t.sides[name] if p in numbers], side] = 1.0
    here, there = sentence[at].numpy(), sentence[mentions].numpy()
    flat = [word for s in lesson.sentences for word in s]
    spoken = [flat[i] for i, _, _ in lesson.mentions]
    kinds = [kind.value for kind in PartyKind]
    return Told(
        tokens=torch.tensor(tokens),
        triggers=at,
        labels={
            name: torch.tensor([index[name][getattr(t, name)] for t in triggers], dtype=torch.long)
            for name in ("issue", "modality", "polarity", "mode")
        },
        types=types,
        word_types=word_types,
        word_known=known,
        roles=roles,
        known=role_known,
        offsets=apart.clamp(-REACH, REACH) + REACH,
        same=facts[:, None] == facts[None, :],
        mentions=mentions,
        party=torch.tensor([numbers.index(p) for _, p, _ in lesson.mentions], dtype=torch.long),
        named=torch.tensor([named for _, _, named in lesson.mentions], dtype=torch.bool),
        sides=sides,
        side_distances=torch.from_numpy(distance_of(there[None, :] - here[:, None])),
        party_distances=torch.from_numpy(distance_of(there[None, :] - there[:, None])),
        classes=torch.tensor([word_class(w) for w in spoken], dtype=torch.long),
        kinds=torch.tensor([kinds.index(lesson.kinds[p]) for _, p, _ in lesson.mentions], dtype=torch.long),
        alike=torch.tensor([[a.lower() == b.lower() for b in spoken] for a in spoken]).view(len(spoken), len(spoken)),
    )
