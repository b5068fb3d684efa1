"""A quick look at the event layers while they train; what is shipped is measured by benchmarks/."""

from collections.abc import Sequence

import torch

from communique.language.subwords import Subwords
from communique.language.windows import WINDOW
from training.bert import Encoder
from training.event_batches import EventLabels, make_inputs, told_of
from training.event_model import EventReader
from training.lessons import ROLES, Lesson


def f1(hit: float, found: float, expected: float) -> float:
    """The harmonic mean of precision and recall, to four places; 0 where nothing is found or expected."""
    return round(2 * hit / (found + expected), 4) if found + expected else 0.0


@torch.no_grad()
def measure_lessons(
    model: EventReader,
    encoder: Encoder,
    lessons: Sequence[Lesson],
    subwords: Subwords,
    labels: EventLabels,
) -> dict[str, float]:
    """F1 of triggers, of triggers with their type, of each role on gold triggers; shares right of each label."""
    model.eval()
    counts = dict.fromkeys(("found", "expected", "hit", "typed"), 0)
    right = dict.fromkeys(("issue", "modality", "polarity", "mode"), 0)
    roles = {role: [0, 0, 0] for role in ROLES}
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
        for name, wanted in told.labels.items():
            right[name] += int((scores[name][at].argmax(-1) == wanted).sum())
        pair = model.pairs.roles_of(model.trigger(x)[at], model.filler(x)[rows, columns], told.offsets) > 0
        for n, role in enumerate(ROLES):
            said, meant = pair[..., n] & told.known[..., n], told.roles[..., n].bool() & told.known[..., n]
            roles[role][0] += int((said & meant).sum())
            roles[role][1] += int(said.sum())
            roles[role][2] += int(meant.sum())
    model.train()
    return (
        {
            "triggers": f1(counts["hit"], counts["found"], counts["expected"]),
            "typed": f1(counts["typed"], counts["found"], counts["expected"]),
        }
        | {name: round(n / max(1, counts["expected"]), 4) for name, n in right.items()}
        | {role: f1(*n) for role, n in roles.items()}
    )
