"""What each head of the event layers is told about its answers."""

import torch
from torch import Tensor
from torch.nn import functional

from training.event_batches import Entities, Told
from training.event_model import EventReader

WORDS_A_TRIGGER = 18.0
"""Words of a report for each that tells an event: so a word's loss is on the scale of those by trigger."""
ROLE_WEIGHT, SAME_WEIGHT, ENTITY_WEIGHT = 2.0, 0.3, 0.5


def event_loss(model: EventReader, x: Tensor, lessons: list[Told]) -> Tensor:
    """Triggers and their labels by word, roles by pair of trigger and word, which triggers tell one event."""
    scores = model.events(x)
    trigger, filler = model.trigger(x), model.filler(x)
    words = positives = 0
    total = torch.zeros(())
    word_sum = label_sum = role_sum = same_sum = torch.zeros(())
    for told in lessons:
        rows, columns = told.tokens[:, 0], told.tokens[:, 1]
        logits = scores["trigger"][rows, columns].float()
        losses = functional.cross_entropy(logits, told.word_types, reduction="none")
        word_sum = word_sum + losses[told.word_known].sum()
        words += int(told.word_known.sum())
        if not len(told.triggers):
            continue
        at = (rows[told.triggers], columns[told.triggers])
        positives += len(told.triggers)
        for name, gold in told.labels.items():
            weight = 0.5 if name == "mode" else 1.0
            label_sum = label_sum + weight * functional.cross_entropy(scores[name][at].float(), gold, reduction="sum")
        roles = model.pairs.roles_of(trigger[at], filler[rows, columns], told.offsets).float()
        losses = functional.binary_cross_entropy_with_logits(roles, told.roles, reduction="none")
        role_sum = role_sum + losses[told.known].sum()
        same = model.pairs.same_event(trigger[at][None], trigger[at][None])[0, ..., 0].float()
        upper = torch.ones_like(told.same).triu(1)
        if upper.any():
            losses = functional.binary_cross_entropy_with_logits(same, told.same.float(), reduction="none")
            same_sum = same_sum + losses[upper].mean() * len(told.triggers)
    total = total + word_sum * WORDS_A_TRIGGER / max(1, words)
    if positives:
        total = total + (label_sum + ROLE_WEIGHT * role_sum * 0.25 + SAME_WEIGHT * same_sum) / positives
    return total


def entity_loss(model: EventReader, x: Tensor, documents: list[Entities]) -> Tensor:
    """Each mention chooses an antecedent of its own chain, or none: mean over mentions."""
    total, count = torch.zeros(()), 0
    entity = model.entity(x)
    for found in documents:
        heads = entity[found.heads[:, 0], found.heads[:, 1]]
        scores = model.pairs.entities(heads, found.pairs, found.features).float()
        n = len(found.heads)
        later = found.pairs[:, 0]
        # The logarithm of a sum of exponents by later mention, the choice of none (0) taken in.
        top = torch.zeros(n).scatter_reduce(0, later, scores.detach(), "amax", include_self=True)
        mass = torch.exp(scores - top[later])
        everything = torch.exp(-top) + torch.zeros(n).scatter_add(0, later, mass)
        right = torch.zeros(n).scatter_add(0, later, mass * found.same)
        alone = torch.zeros(n).scatter_add(0, later, found.same.float()) == 0
        right = torch.where(alone, torch.exp(-top), right)
        total = total - torch.log((right / everything).clamp_min(1e-9)).sum()
        count += n
    return ENTITY_WEIGHT * total / max(1, count)
