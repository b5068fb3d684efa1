"""Puts the events of reports into threads: each joins the one that it fits best, or begins one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from communique.record import Entry, Link, Member, ThreadKind
from communique.threads.bundle import Bundle, place_of
from communique.threads.keys import keys_of, questions_of
from communique.threads.link import LINKED, Judged, judge
from communique.threads.told import kind_of, order_of

_FIRST = (ThreadKind.AGREEMENT, ThreadKind.INCIDENT, ThreadKind.MEETING, ThreadKind.STATEMENT)
"""What is done comes before what is said of it, so that there is a thread to say it of."""


@dataclass(slots=True, eq=False)
class Growing:
    """A thread of the record as it is extended: `number` is None until it is kept, `links` by act.

    `later` are entries that it has already, but which were said after those that are being placed. `first_day` is the
    first on which it was spoken of, `keys` are those that it is found by.
    """

    number: int | None
    bundle: Bundle
    links: dict[int, Link]
    first_day: str = ""
    later: list[Entry] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def catch_up(self, moment: str) -> None:
        """Takes in those of the later entries that were said before a moment, or at it."""
        due = [e for e in self.later if order_of(e) <= moment]
        if due:
            self.later = [e for e in self.later if order_of(e) > moment]
            self.bundle.add(*due)
            self.keys |= {key for e in due if kind_of(e.event) is self.bundle.kind for key in keys_of(e)}

    def is_whole(self) -> bool:
        """Whether all entries that it has links of stand in its bundle."""
        return bool(self.bundle.entries) and not self.later and len(self.bundle.entries) == len(self.links)

    def adopt(self, old: "Growing") -> None:
        """Goes on as another thread, of which only later entries are left."""
        self.number, self.later = old.number, old.later
        self.links |= old.links


def place_in_order(
    entries: Iterable[Entry],
    threads: Sequence[Growing],
    apart: Mapping[int, Iterable[int]],
    *,
    former: Mapping[int, Growing],
    most: int,
) -> list[Growing]:
    """Puts the entries of several reports into threads, report by report in the order in which they were said.

    Each sees at most the last `most` entries of a thread that were said before it. `former` gives by act the thread
    that an entry was in: one that has no earlier entries goes on as the thread that its first entry begins or joins.
    See place_report.
    """
    grown = list(threads)
    for moment, group in groupby(sorted(entries, key=place_of), key=order_of):
        for thread in grown:
            thread.catch_up(moment)
            thread.bundle.trim(most)
        told = list(group)
        asked = {key for entry in told for key in questions_of(entry)}
        seen = [t for t in grown if t.bundle.entries and (not asked.isdisjoint(t.keys) or _tells(t, moment))]
        # Of threads that fit as well the older one is taken.
        seen.sort(key=lambda t: (t.first_day, place_of(t.bundle.entries[0])))
        placed = place_report(told, seen, apart)
        grown += placed[len(seen) :]
        begun = {act: thread for thread in grown if thread.number is None for act in thread.links}
        for entry in told:
            old, new = former.get(entry.act), begun.get(entry.act)
            if new is None or old not in grown or new.number is not None or old.bundle.entries:
                continue
            if old.bundle.kind is new.bundle.kind:
                new.adopt(old)
                grown.remove(old)
    return grown


def place_report(
    entries: Sequence[Entry], threads: Sequence[Growing], apart: Mapping[int, Iterable[int]]
) -> list[Growing]:
    """Puts the entries of one report into `threads`, the candidates, or new ones; all of them come back.

    `apart` gives by act the numbers of threads that a reviewer has taken it out of.
    """
    grown = list(threads)
    # What was said is tied to what other reports say alone: it need not be held against the rest of its own.
    comparable = [t for t in grown if not _is_said_in(t, entries)]
    ordered = sorted(entries, key=lambda e: (_FIRST.index(kind_of(e.event)), e.event.evidence[0].start, e.event.id))
    for entry in ordered:
        best: tuple[Judged, Growing] | None = None
        for thread in comparable:
            if thread.number is not None and thread.number in apart.get(entry.act, ()):
                continue
            judged = judge(entry, thread.bundle)
            if judged.score >= LINKED and (best is None or judged.score > best[0].score):
                best = judged, thread
        if best is None:
            begun = Growing(None, Bundle(kind_of(entry.event)), {}, first_day=order_of(entry)[:10])
            grown.append(begun)
            if begun.bundle.kind is not ThreadKind.STATEMENT:
                comparable.append(begun)
            best = Judged(1.0, "the first to tell it"), begun
        judged, thread = best
        thread.bundle.add(entry)
        if kind_of(entry.event) is thread.bundle.kind:
            thread.keys |= keys_of(entry)
        member = Member(report=entry.report.id, event=entry.event.id)
        thread.links[entry.act] = Link(member=member, score=judged.score, reason=judged.reason)
        if thread in comparable and thread.bundle.kind is ThreadKind.STATEMENT:
            comparable.remove(thread)
    return grown


def _is_said_in(thread: Growing, entries: Sequence[Entry]) -> bool:
    """Whether a thread is of words, some of them of the report of these entries."""
    reports = {e.report.id for e in entries}
    return thread.bundle.kind is ThreadKind.STATEMENT and any(e.report.id in reports for e in thread.bundle.entries)


def _tells(thread: Growing, moment: str) -> bool:
    """Whether the report that is placed tells of a thread already."""
    return any(order_of(e) == moment for e in thread.bundle.entries)
