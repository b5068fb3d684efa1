"""A thread while it grows: its entries in the order in which they were said, and what they have in common."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from communique.record import Days, Entry, Issue, Modality, Place, ThreadKind
from communique.threads.told import days_of, is_denied, kind_of, order_of, place_key, said_on, sides_of


@dataclass(eq=False)
class Bundle:
    """Entries that tell one thing. `core` are those that could have begun it; the others speak of it."""

    kind: ThreadKind
    entries: list[Entry] = field(default_factory=list)

    def add(self, *entries: Entry) -> None:
        """Takes entries in, each after those that were said before it."""
        self.entries.extend(entries)
        self.entries.sort(key=place_of)
        self._forget()

    def trim(self, most: int) -> None:
        """Keeps the last entries alone."""
        if len(self.entries) > most:
            del self.entries[:-most]
            self._forget()

    def _forget(self) -> None:
        for name in ("core", "sides", "all_sides", "issue", "places", "days", "last_said", "first_said"):
            self.__dict__.pop(name, None)

    @cached_property
    def core(self) -> list[Entry]:
        """The entries of the thread's own kind."""
        return [e for e in self.entries if kind_of(e.event) is self.kind] or self.entries

    @cached_property
    def sides(self) -> frozenset[str]:
        """The sides that its core names."""
        return frozenset(side for e in self.core for side in sides_of(e.event))

    @cached_property
    def all_sides(self) -> frozenset[str]:
        """The sides that any of its entries names."""
        return frozenset(side for e in self.entries for side in sides_of(e.event))

    @cached_property
    def issue(self) -> Issue | None:
        """The issue that most of its core tells."""
        told = [e.event.issue for e in self.core if e.event.issue is not None]
        return max(told, key=lambda i: (told.count(i), -told.index(i)), default=None)

    @cached_property
    def places(self) -> list[Place]:
        """The places that its core tells, each once."""
        return list({place_key(e.event.place): e.event.place for e in self.core if e.event.place}.values())

    @cached_property
    def days(self) -> list[Days]:
        """The days told by its core, the most exact first."""
        found = {d for e in self.core if not is_denied(e.event) and (d := days_of(e.event)) is not None}
        return sorted(found, key=lambda d: (d.last - d.first, d.first))

    @cached_property
    def first_said(self) -> date | None:
        """When it was first spoken of."""
        return min((d for e in self.entries if (d := said_on(e))), default=None)

    @cached_property
    def last_said(self) -> date | None:
        """When it was last spoken of."""
        return max((d for e in self.entries if (d := said_on(e))), default=None)

    def happened(self) -> bool:
        """Whether an entry of its core says that it took place."""
        return any(e.event.modality is Modality.ACTUAL and not is_denied(e.event) for e in self.core)


def place_of(entry: Entry) -> tuple[str, int, str]:
    """The place of an entry among others: by report, then by where it stands in it."""
    return order_of(entry), entry.event.evidence[0].start, entry.event.id
