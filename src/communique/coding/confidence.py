"""How sure the frames are of an event: a plain sum for now, until a learned reader calibrates it."""

from communique.coding.draft import Draft

BASE, STEP = 0.5, 0.08


def confidence_of(draft: Draft) -> float:
    """Between 0 and 1: more for what the pattern asks for, for roles that were read, for a second telling."""
    score = BASE + STEP * min(2, draft.match.weight / 2)
    score += STEP * bool(draft.actors) + STEP * bool(draft.recipients) + STEP * bool(draft.issue)
    score += STEP * (len(draft.evidence) > 1)
    if draft.assumed:
        score -= 2 * STEP
    return round(min(0.95, max(0.05, score)), 2)
