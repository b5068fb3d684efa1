"""What the pages of a process are made from, kept in memory until the record changes."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TypeVar, cast

from communique.pipeline.threads import threads_of
from communique.process import agreements, incidents, meetings, positions
from communique.record import Entry, Process, Thread
from communique.record.process import Agreement, Incident, Meeting, Position
from communique.store import Store
from communique.store.engine import changes
from communique.store.processes import entries_of_process, load_process
from communique.store.threads import threads_of_acts

KEPT = 4
"""Processes whose material is kept at a time: a large one takes some ten megabytes."""
_Made = TypeVar("_Made")


@dataclass
class Material:
    """A process with all that is told of it. `stamp` is the number of the change at which it was loaded."""

    stamp: int
    process: Process
    entries: list[Entry]
    threads: list[Thread]
    numbers: dict[int, str]
    _made: dict[str, object] = field(default_factory=dict)

    @cached_property
    def by_member(self) -> dict[tuple[str, str], Entry]:
        """The entries by report id and event id."""
        return {(e.report.id, e.event.id): e for e in self.entries}

    @cached_property
    def by_act(self) -> dict[int, Entry]:
        """The entries by act."""
        return {e.act: e for e in self.entries}

    @cached_property
    def by_thread(self) -> dict[str, Thread]:
        """The threads by number."""
        return {t.id: t for t in self.threads}

    @cached_property
    def newest(self) -> date | None:
        """The day of the newest report: what "days ago" counts from, since a record may be of the past.

        A report that is dated ahead of today, by mistake, does not count, unless all are: it would make everything old.
        """
        days = {e.report.published for e in self.entries if e.report.published}
        tomorrow = date.today().toordinal() + 1
        return max((day for day in days if day.toordinal() <= tomorrow), default=max(days, default=None))

    @cached_property
    def histories(self) -> list[Position]:
        """The positions of its parties, with every time that each was told."""
        return positions(self.process, self.entries, history=True)

    @cached_property
    def positions(self) -> list[Position]:
        """The positions of its parties, with their changes alone."""
        return [position.model_copy(update={"history": ()}) for position in self.histories]

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Its ledger."""
        return agreements(self.threads, self.by_member)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Its meetings."""
        return meetings(self.threads, self.by_member)

    @cached_property
    def incidents(self) -> list[Incident]:
        """Its incidents."""
        return incidents(self.threads, self.by_member)

    def made(self, name: str, make: Callable[[], _Made]) -> _Made:
        """What `make` gives, made once under its name."""
        if name not in self._made:
            self._made[name] = make()
        return cast("_Made", self._made[name])


class Shelf:
    """The material of the processes that were looked at last."""

    def __init__(self, store: Store) -> None:
        """An empty shelf of a record."""
        self._store = store
        self._held: OrderedDict[str, Material] = OrderedDict()
        self._lock = Lock()

    def material(self, name: str) -> Material:
        """The material of a process as the record stands; StoreError where there is none of that name."""
        with self._store.reading() as connection:
            stamp = changes(connection)
            with self._lock:
                held = self._held.get(name)
                if held is not None and held.stamp == stamp:
                    self._held.move_to_end(name)
                    return held
            process = load_process(connection, name)
            entries = entries_of_process(connection, process)
            placed = threads_of_acts(connection, [e.act for e in entries])
            threads = threads_of(connection, entries)
        numbers = {act: str(number) for act, (number, _) in placed.items()}
        made = Material(stamp, process, entries, threads, numbers)
        with self._lock:
            self._held[name] = made
            self._held.move_to_end(name)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return made
