"""How sure the reader is of an event: what speaks for it, weighed so that of events at 0.8 four in five are right.

The weights are fitted by `python -m training.calibrate` on the validation part of the corpus.
"""

from math import exp, log

from communique.coding.draft import Draft

SIGNS = ("one", "sure", "type", "framed", "actor", "assumed", "recipient", "issue", "retold")
"""What is weighed, see `signs_of`."""
WEIGHTS = (-2.599, 0.149, 0.35, 0.372, 0.559, 0.812, 0.408, 0.587, 0.54)
MOST = 0.98


def signs_of(draft: Draft) -> tuple[float, ...]:
    """The signs of one event, in the order of SIGNS: logits of the model's probabilities, else 0 or 1."""
    return (
        1.0,
        _logit(draft.sure),
        _logit(draft.type_share),
        float(not draft.by_model),
        float(bool(draft.actors)),
        float(draft.assumed),
        float(bool(draft.recipients)),
        float(draft.issue is not None),
        float(len(draft.evidence) > 1),
    )


def confidence_of(draft: Draft) -> float:
    """Between 0 and 1: the share of such events that are right, by the corpus' validation part."""
    score = sum(w * s for w, s in zip(WEIGHTS, signs_of(draft), strict=True))
    return round(min(MOST, max(1 - MOST, 1 / (1 + exp(-score)))), 2)


def _logit(probability: float) -> float:
    kept = min(max(probability, 0.01), 0.99)
    return log(kept / (1 - kept))
