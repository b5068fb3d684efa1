"""In which order events are reviewed: by doubt, times what depends on them."""

from math import log2

from communique.record import EventType, ThreadKind
from communique.store import Connection
from communique.store.queue import Filters, Waiting, least_sure

POOL = 400
"""Events, the least sure ones, that are weighed at a time: the next POOL come when these are passed."""
_POSITIONS = frozenset(
    {
        EventType.REQUEST,
        EventType.REJECT,
        EventType.CONCEDE,
        EventType.RETREAT,
        EventType.THREATEN,
        EventType.AGREE,
        EventType.SUPPORT,
    }
)
"""What says where a party stands, where it says on which issue."""


def weight_of(event: Waiting) -> float:
    """How much depends on an event, from 1 to 6.

    1 for each; 1 more where it is part of an agreement, since the ledger counts by it; 1 more where it tells dead or
    injured, since a toll rests on it; a half more where it states a position; and for its thread half the binary
    logarithm of the number of its tellings, 2.5 at most: what many reports tell of is read by many.
    """
    weight = 1.0
    if event.thread_kind == ThreadKind.AGREEMENT:
        weight += 1
    if event.tolled:
        weight += 1
    if event.kind in _POSITIONS and event.issue not in (None, "other"):
        weight += 0.5
    return weight + min(2.5, log2(max(1, event.tellings)) / 2)


def queue(connection: Connection, filters: Filters, *, pool: int = 1) -> tuple[list[Waiting], int]:
    """The events of one pool, from 1, in the order in which they are best reviewed: by doubt times weight.

    Doubt is what is missing from certainty. Weight is the same whoever asks, so that two reviewers see one order. With
    them comes how many events wait in all, counted up to one more than store.queue.COUNTED.
    """
    found, count = least_sure(connection, filters, skip=(pool - 1) * POOL, most=POOL)
    return sorted(found, key=lambda event: (-(1 - event.confidence) * weight_of(event), event.act)), count
