"""An event as it stands in the record: with its report, its act and what a reviewer said of it."""

from collections.abc import Iterable
from enum import StrEnum

from communique.record.event import Event
from communique.record.report import Report
from communique.record.span import Noun


class Status(StrEnum):
    """Whether a reviewer has seen an event, and what came of it."""

    MACHINE = "machine"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class Entry(Noun):
    """An event that stands in the record.

    `act` is its number, which it keeps when its report is read again. `family` is the number of one of the
    reports that copy one another, the same for each of them.
    """

    act: int
    report: Report
    family: int
    event: Event
    status: Status = Status.MACHINE


def independent_sources(entries: Iterable[Entry]) -> int:
    """How many groups of reports stand behind entries that share neither a text nor a publisher."""
    groups: list[set[str]] = []
    for entry in entries:
        marks = {f"family {entry.family}"}
        if entry.report.publisher:
            marks.add(f"publisher {entry.report.publisher.casefold()}")
        touched = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*touched))
    return len(groups)
