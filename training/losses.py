"""What each head of the event layers is told about its answers."""

import torch
from torch import Tensor
from torch.nn import functional

from training.event_batches import Entities, Told
from training.event_model import EventReader

WORDS_A_TRIGGER = 18.0
"""Words of a report for each that tells an event: so a word's loss is on the scale of those by trigger."""
ROLE_WEIGHT, SAME_WEIGHT, ENTITY_WEIGHT, SIDE_WEIGHT, PARTY_WEIGHT = 2.0, 0.3, 0.5, 0.7, 1.0
NAMED_WEIGHT = 0.3
"""What a name weighs among the words that speak of a party: most are told by their letters."""


def event_loss(model: EventReader, x: Tensor, lessons: list[Told]) -> Tensor:
    """Triggers and their labels by word, roles by pair of trigger and word, which triggers tell one event."""
    scores = model.events(x)
    trigger, filler, entity = model.trigger(x), model.filler(x), model.entity(x)
    words = positives = 0
    total = torch.zeros(())
    word_sum = label_sum = role_sum = same_sum = side_sum = party_sum = torch.zeros(())
    queries = 0.0
    for told in lessons:
        rows, columns = told.tokens[:, 0], told.tokens[:, 1]
        logits = scores["trigger"][rows, columns].float()
        losses = functional.cross_entropy(logits, told.word_types, reduction="none")
        word_sum = word_sum + losses[told.word_known].sum()
        words += int(told.word_known.sum())
        mentions = entity[rows[told.mentions], columns[told.mentions]]
        if len(told.mentions) > 1:
            losses, shares = party_losses(party_scores(model, mentions, told).float(), told)
            party_sum, queries = party_sum + (losses * shares).sum(), queries + float(shares.sum())
        if not len(told.triggers):
            continue
        at = (rows[told.triggers], columns[told.triggers])
        positives += len(told.triggers)
        around = model.pairs.issues(trigger[at])
        for name, gold in told.labels.items():
            weight = 0.5 if name == "mode" else 1.0
            logits = scores[name][at] + around if name == "issue" else scores[name][at]
            label_sum = label_sum + weight * functional.cross_entropy(logits.float(), gold, reduction="sum")
        if len(told.mentions):
            by_party = side_scores(model, trigger[at], mentions, told)
            side_sum = side_sum + functional.binary_cross_entropy_with_logits(by_party, told.sides, reduction="sum")
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
        by_trigger = label_sum + ROLE_WEIGHT * role_sum * 0.25 + SAME_WEIGHT * same_sum + SIDE_WEIGHT * side_sum
        total = total + by_trigger / positives
    return total + PARTY_WEIGHT * party_sum / max(1, queries)


def of_parties(scores: Tensor, party: Tensor) -> Tensor:
    """Scores of mentions (…, m), each of the party `party` (m,) numbers -> of parties (…, p)."""
    return torch.stack([scores[..., party == k].logsumexp(-1) for k in range(int(party.max()) + 1)], -1)


def side_scores(model: EventReader, triggers: Tensor, mentions: Tensor, told: Told) -> Tensor:
    """Pairs.sides of a lesson's triggers (t, width) and mentions (m, width), by party: (t, p, 2)."""
    sides = model.pairs.sides(triggers, mentions, told.side_distances).float()
    return of_parties(sides.movedim(1, -1), told.party).movedim(-1, 1)


def party_scores(model: EventReader, mentions: Tensor, told: Told) -> Tensor:
    """Pairs.parties of a lesson's mentions, given as vectors (m, width)."""
    return model.pairs.parties(mentions, told.party_distances, told.classes, told.kinds, told.alike)


def party_losses(scores: Tensor, told: Told) -> tuple[Tensor, Tensor]:
    """Each mention says of each party whether it speaks of it, by the party's names; scores (m, m).

    Gives the loss of each mention and what it weighs. A name that always stands in the same words has nothing to learn,
    and a name none from its like.
    """
    alike = told.alike & told.named[None, :] & told.named[:, None]
    itself = told.mentions[:, None] == told.mentions[None, :]
    can = told.named[None, :] & ~alike & ~itself
    by_party = of_parties(scores.masked_fill(~can, -1e4), told.party)
    parties = by_party.shape[1]
    gold = (itself.float() @ functional.one_hot(told.party, parties).float()).clamp(max=1.0)
    reachable = torch.stack([can[:, told.party == k].any(1) for k in range(parties)], 1)
    losses = functional.binary_cross_entropy_with_logits(by_party.clamp(min=-30), gold, reduction="none") * reachable
    asked = ~told.named | (gold * reachable).any(1)
    return losses.sum(1)[asked], torch.where(told.named[asked], NAMED_WEIGHT, 1.0)


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
