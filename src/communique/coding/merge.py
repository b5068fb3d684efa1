"""The same event told twice in one report is one event with several pieces of evidence."""

import numpy as np

from communique.coding.draft import Draft, keys
from communique.language.told import Told
from communique.record import EventTime, EventType, Modality, Polarity

ONE_EVENT = 0.5
"""Probability from which the model's word that two tellings are one is taken."""
NEAR = 3
"""Sentences within which an attack and its toll, told apart, are one."""
LOCAL = frozenset({EventType.ASSAULT, EventType.ASSESS})
"""Types told again only near by; whether an attack is told as fact or as possible makes no difference there."""
Shelf = tuple[EventType, Polarity, Modality | int]
"""A kind of event with, of those told again near by, the sentence."""


def merge_repeated(drafts: list[Draft], sentence_of: dict[int, int], told: Told | None = None) -> list[Draft]:
    """The drafts with repetitions folded into the first telling; `sentence_of` gives each predicate's sentence.

    Rules say what must be one; then the model says which others of a type are, where nothing told speaks against it.
    """
    kept = _by_rule(drafts, sentence_of)
    return kept if told is None else _by_model(kept, told)


def _by_model(drafts: list[Draft], told: Told) -> list[Draft]:
    ordered = sorted((d for d in drafts if d.trigger >= 0), key=lambda d: d.trigger)
    shares = told.one_event([d.trigger for d in ordered])
    gone: set[int] = set()
    first, second = (np.triu(shares, 1) >= ONE_EVENT).nonzero()
    likeliest = np.lexsort((second, first, shares[first, second]))[::-1]
    for i, j in zip(first[likeliest].tolist(), second[likeliest].tolist(), strict=True):
        a, b = ordered[i], ordered[j]
        if i not in gone and j not in gone and _may_be_one(a, b):
            _fold(a, b)
            gone.add(j)
    dropped = {id(ordered[j]) for j in gone}
    return [d for d in drafts if id(d) not in dropped]


def _may_be_one(a: Draft, b: Draft) -> bool:
    """Whether nothing told of two events speaks against their being one."""
    if a.event_type is not b.event_type or a.polarity is not b.polarity or a.modality is not b.modality:
        return False
    ours, theirs = keys(a.actors), keys(b.actors)
    return not _differ(a.time, b.time) and (not ours or not theirs or bool(ours & theirs))


def _by_rule(drafts: list[Draft], sentence_of: dict[int, int]) -> list[Draft]:
    kept: list[Draft] = []
    shelves: dict[Shelf, list[int]] = {}
    for draft in drafts:
        looked_at = _shelves(draft, sentence_of[draft.match.predicate])
        rivals = sorted({n for shelf in looked_at for n in shelves.get(shelf, ())}, reverse=True)
        told = next((n for n in rivals if _same(kept[n], draft, sentence_of)), len(kept))
        if told == len(kept):
            kept.append(draft)
        else:
            _fold(kept[told], draft)
        if told not in rivals or draft.event_type in LOCAL:
            shelves.setdefault(looked_at[-1], []).append(told)
    return kept


def _shelves(draft: Draft, sentence: int) -> list[Shelf]:
    """Where tellings that could be the draft's are found, its own place last: all of a kind, or those near by."""
    if draft.event_type in LOCAL:
        return [(draft.event_type, draft.polarity, near) for near in range(sentence - NEAR, sentence + 1)]
    return [(draft.event_type, draft.polarity, draft.modality)]


def _same(a: Draft, b: Draft, sentence_of: dict[int, int]) -> bool:
    """Whether two drafts of one type, polarity and modality tell one event."""
    if _nested(a, b) and a.modality is b.modality and (not a.actors or not b.actors or keys(a.actors) & keys(b.actors)):
        return True
    if a.event_type is EventType.ASSAULT:
        return _same_attack(a, b, sentence_of)
    if _differ(a.time, b.time):
        return False
    if a.issue and b.issue and a.issue is not b.issue:
        return False
    ours, theirs = keys(a.actors), keys(b.actors)
    if a.match.frame.mutual:
        related = (
            bool(ours)
            and bool(theirs)
            and (ours <= theirs or theirs <= ours)
            and len(ours & theirs) >= min(2, len(ours), len(theirs))
        )
    else:
        related = ours == theirs and bool(ours)
        if a.recipients and b.recipients and not keys(a.recipients) & keys(b.recipients):
            return False
    if not related or a.event_type is EventType.ASSESS:
        return False
    apart = abs(sentence_of[a.match.predicate] - sentence_of[b.match.predicate])
    return (
        bool(a.issue and a.issue is b.issue)
        or a.points_back
        or b.points_back
        or (apart == 0 and a.issue is b.issue)
        or a.match.frame.mutual
    )


def _nested(a: Draft, b: Draft) -> bool:
    """Whether one stands in the other's quote and both are told by one clause: "is seen as a win"."""
    within = any(s.start <= t.start and t.end <= s.end for s in a.evidence for t in b.evidence)
    within = within or any(s.start <= t.start and t.end <= s.end for s in b.evidence for t in a.evidence)
    return within and a.event_type in (EventType.ASSESS, EventType.CONSULT, EventType.ASSAULT, EventType.RETREAT)


def _same_attack(a: Draft, b: Draft, sentence_of: dict[int, int]) -> bool:
    apart = abs(sentence_of[a.match.predicate] - sentence_of[b.match.predicate])
    if apart > NEAR or _differ(a.time, b.time):
        return False
    if a.place and b.place and not (set(a.place.name.split()) & set(b.place.name.split())):
        return False
    ours, theirs = keys(a.actors), keys(b.actors)
    if ours and theirs and ours != theirs:
        return False
    if a.casualties and b.casualties and a.casualties != b.casualties:
        return False
    if (ours and theirs) or apart == 0:
        return True
    return a.casualties is None or b.casualties is None


def _differ(a: EventTime | None, b: EventTime | None) -> bool:
    return a is not None and b is not None and (a.start, a.end) != (b.start, b.end)


def _fold(a: Draft, b: Draft) -> None:
    """Takes from the later telling what the first one left out."""
    if len(b.actors) > len(a.actors) and (not a.actors or a.assumed or keys(a.actors) < keys(b.actors)):
        a.actors = b.actors
    a.recipients = a.recipients or b.recipients
    a.issue = a.issue or b.issue
    a.quantities = a.quantities or b.quantities
    a.casualties = a.casualties or b.casualties
    a.time = a.time or b.time
    a.place = a.place or b.place
    if not a.attribution and a.casualties is b.casualties and b.casualties is not None:
        a.attribution = b.attribution
    known = {(s.start, s.end) for s in a.evidence}
    a.evidence += [s for s in b.evidence if (s.start, s.end) not in known]
