"""Puts the events of a report into threads: each joins the one that it fits best, or begins one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.record import Entry, Link, Member, ThreadKind
from communique.threads.bundle import Bundle
from communique.threads.link import LINKED, Judged, judge
from communique.threads.told import kind_of

_FIRST = (ThreadKind.AGREEMENT, ThreadKind.INCIDENT, ThreadKind.MEETING, ThreadKind.STATEMENT)
"""What is done comes before what is said of it, so that there is a thread to say it of."""


@dataclass(slots=True)
class Growing:
    """A thread of the record as it is extended: `number` is None until it is kept, `links` by act."""

    number: int | None
    bundle: Bundle
    links: dict[int, Link]
    changed: bool = False


def place_report(
    entries: Sequence[Entry], threads: Sequence[Growing], apart: Mapping[int, Iterable[int]]
) -> list[Growing]:
    """Puts the entries of one report into `threads`, the candidates, or new ones; all of them come back.

    `apart` gives by act the numbers of threads that a reviewer has taken it out of.
    """
    grown = list(threads)
    ordered = sorted(entries, key=lambda e: (_FIRST.index(kind_of(e.event)), e.event.evidence[0].start))
    for entry in ordered:
        best: tuple[Judged, Growing] | None = None
        for thread in grown:
            if thread.number is not None and thread.number in apart.get(entry.act, ()):
                continue
            judged = judge(entry, thread.bundle)
            if judged.score >= LINKED and (best is None or judged.score > best[0].score):
                best = judged, thread
        if best is None:
            begun = Growing(None, Bundle(kind_of(entry.event)), {})
            grown.append(begun)
            best = Judged(1.0, "the first to tell it"), begun
        judged, thread = best
        thread.bundle.add(entry)
        member = Member(report=entry.report.id, event=entry.event.id)
        thread.links[entry.act] = Link(member=member, score=judged.score, reason=judged.reason)
        thread.changed = True
    return grown
