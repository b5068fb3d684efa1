"""What is exported: an event with its report, the thread that it belongs to and how it stands in review."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from communique.record import Event, Member, Report, Thread


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """One event of the record.

    `status` says who stands behind it: "machine", "accepted", "edited" and what else the review knows. `independent`
    counts the reports that tell it without having copied one another. `thread` is None where no other event tells the
    same.
    """

    report: Report
    event: Event
    thread: Thread | None = None
    status: str = "machine"
    independent: int = 1


def member_of(entry: ExportEntry) -> Member:
    """The name by which a thread's links know the entry's event."""
    return Member(report=entry.report.id, event=entry.event.id)


def stable_key(entry: ExportEntry) -> str:
    """An id that the same event of the same report always has: both ids, with a hyphen between."""
    return f"{entry.report.id}-{entry.event.id}"


def entries_of(threads: Iterable[Thread], find: Callable[[Member], ExportEntry | None]) -> Iterator[ExportEntry]:
    """The entries of `threads`, thread by thread, each with its thread; one that `find` does not know is left out.

    This is the order in which the layouts with a row an incident keep least in memory.
    """
    for thread in threads:
        for link in thread.links:
            entry = find(link.member)
            if entry is not None:
                yield replace(entry, thread=thread, independent=thread.independent)
