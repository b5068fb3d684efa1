"""What a merge or a split would do, before it is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.pipeline.reconcile import whole_bundle
from communique.record import Entry, Link, Member, Thread, ThreadKind
from communique.store import Connection, threads
from communique.store.threads import Linked
from communique.threads.bundle import Bundle
from communique.threads.keys import questions_of
from communique.threads.link import judge
from communique.threads.state import thread_of

OFFERED = 8
"""Threads at most that are offered to merge an event into."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A thread that an event could belong to: how well it fits, why, its latest tellings, how it stands, and would."""

    number: int
    score: float
    reason: str
    entries: tuple[Entry, ...]
    before: Thread
    after: Thread


@dataclass(frozen=True, slots=True)
class Parting:
    """What a split would do: who leaves, who stays, how the thread stands, and would; None where nothing stays."""

    number: int
    leaves: Entry
    stays: tuple[Entry, ...]
    before: Thread | None
    after: Thread | None


def fitting(connection: Connection, entry: Entry) -> list[Fit]:
    """The threads that the record would consider for an event, those that fit best first, but for its own."""
    own = threads.threads_of_acts(connection, [entry.act]).get(entry.act, (0, ""))[0]
    numbers = [n for n in threads.candidates(connection, questions_of(entry)) if n != own]
    loaded = threads.load_linked(connection, numbers)
    found = [_fit(linked, entry) for linked in loaded if linked.entries]
    return sorted(found, key=lambda fit: (-fit.score, -fit.number))[:OFFERED]


def fit_of(connection: Connection, entry: Entry, number: int) -> Fit | None:
    """What it would do to put an event into the thread of that number; None where there is no such thread."""
    loaded = threads.load_linked(connection, [number])
    return _fit(loaded[0], entry) if loaded and loaded[0].entries else None


def parting(connection: Connection, entry: Entry) -> Parting | None:
    """What it would do to take an event out of its thread; None where it is in none, or alone there."""
    held = threads.threads_of_acts(connection, [entry.act]).get(entry.act)
    if held is None:
        return None
    bundle, links = whole_bundle(connection, held[0])
    stays = [e for e in bundle.entries if e.act != entry.act]
    if not stays:
        return None
    before = _stands(held[0], bundle.kind, bundle.entries, links) if len(bundle.entries) > len(stays) else None
    return Parting(held[0], entry, tuple(stays), before, _stands(held[0], bundle.kind, stays, links))


def _fit(linked: Linked, entry: Entry) -> Fit:
    # The thread's events come without their texts; those of the same report are given it, to see what stands near.
    texts = {
        e.act: e.model_copy(update={"report": entry.report}) for e in linked.entries if e.report.id == entry.report.id
    }
    bundle = Bundle(linked.kind)
    bundle.add(*(texts.get(e.act, e) for e in linked.entries))
    judged = judge(entry, bundle)
    before = _stands(linked.number, linked.kind, linked.entries, linked.links)
    after = _stands(linked.number, linked.kind, [*linked.entries, entry], linked.links)
    return Fit(linked.number, judged.score, judged.reason, tuple(linked.entries[-4:]), before, after)


def _stands(number: int, kind: ThreadKind, entries: Sequence[Entry], held: Mapping[int, Link]) -> Thread:
    bundle = Bundle(kind)
    bundle.add(*entries)
    return thread_of(str(number), bundle, [held.get(e.act) or _link(e) for e in bundle.entries])


def _link(entry: Entry) -> Link:
    return Link(member=Member(report=entry.report.id, event=entry.event.id), score=1.0, reason="", by="reviewer")
