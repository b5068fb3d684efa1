"""A quick look at the event layers while they train; what is shipped is measured by benchmarks/."""

from collections.abc import Sequence

import torch
from torch import Tensor

from communique.language.subwords import Subwords
from communique.language.windows import WINDOW
from training.event_batches import EventLabels, make_inputs, told_of
from training.event_model import Together
from training.lessons import ROLES, SIDES, Lesson
from training.losses import party_losses, party_scores, side_scores

LIKELIER = 0.693
"""A loss below this, the logarithm of 2, means a probability over one half."""


def f1(hit: float, found: float, expected: float) -> float:
    """The harmonic mean of precision and recall, to four places; 0 where nothing is found or expected."""
    return round(2 * hit / (found + expected), 4) if found + expected else 0.0


@torch.no_grad()
def measure_lessons(
    together: Together,
    lessons: Sequence[Lesson],
    subwords: Subwords,
    labels: EventLabels,
) -> dict[str, float]:
    """F1 of triggers, of triggers with their type, of each role on gold triggers; shares right of each label."""
    together.eval()
    model, encoder = together.events, together.reader.encoder
    counts = dict.fromkeys(("found", "expected", "hit", "typed"), 0)
    right = dict.fromkeys(("issue", "modality", "polarity", "mode"), 0)
    roles = {role: [0, 0, 0] for role in (*ROLES, *(f"whole_{side}" for side in SIDES))}
    spoken_of = [0, 0]
    for lesson in lessons:
        inputs = make_inputs([lesson.sentences], subwords, encoder, window=WINDOW)
        x = model.words(inputs.hidden, inputs.order, inputs.first, inputs.last)
        told = told_of(lesson, labels, 0)
        scores = model.events(x)
        rows, columns = told.tokens[:, 0], told.tokens[:, 1]
        best = scores["trigger"][rows, columns].argmax(-1)
        best[~told.word_known] = 0
        gold = told.word_types.clone()
        told_at = gold[:, 0] == 0
        counts["found"] += int((best > 0).sum())
        counts["expected"] += int(told_at.sum())
        counts["hit"] += int(((best > 0) & told_at).sum())
        counts["typed"] += int(((gold.gather(1, best[:, None])[:, 0] > 0) & told_at & (best > 0)).sum())
        if not len(told.triggers):
            continue
        at = (rows[told.triggers], columns[told.triggers])
        scores["issue"][at] += model.pairs.issues(model.trigger(x)[at])
        for name, wanted in told.labels.items():
            right[name] += int((scores[name][at].argmax(-1) == wanted).sum())
        if len(told.mentions) > 1:
            mentions = model.entity(x)[rows[told.mentions], columns[told.mentions]]
            by_party = side_scores(model, model.trigger(x)[at], mentions, told) > 0
            for n, side in enumerate(SIDES):
                count_of(roles[f"whole_{side}"], by_party[..., n], told.sides[..., n].bool())
            losses, shares = party_losses(party_scores(model, mentions, told), told)
            spoken_of[0] += int(((losses < LIKELIER) & (shares == 1)).sum())
            spoken_of[1] += int((shares == 1).sum())
        pair = model.pairs.roles_of(model.trigger(x)[at], model.filler(x)[rows, columns], told.offsets) > 0
        for n, role in enumerate(ROLES):
            known = told.known[..., n]
            count_of(roles[role], pair[..., n] & known, told.roles[..., n].bool() & known)
    together.train()
    return (
        {
            "triggers": f1(counts["hit"], counts["found"], counts["expected"]),
            "typed": f1(counts["typed"], counts["found"], counts["expected"]),
        }
        | {name: round(n / max(1, counts["expected"]), 4) for name, n in right.items()}
        | {role: f1(*n) for role, n in roles.items()}
        | {"party": round(spoken_of[0] / max(1, spoken_of[1]), 4)}
    )


def count_of(counts: list[int], said: Tensor, meant: Tensor) -> None:
    """Adds to hits, found and expected."""
    for n, where in enumerate((said & meant, said, meant)):
        counts[n] += int(where.sum())
