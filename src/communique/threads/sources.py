"""How many sources of a thread did not copy one another."""

from collections.abc import Sequence

from communique.record import Entry


def independent_of(entries: Sequence[Entry]) -> int:
    """The number of groups of reports that share neither a text nor a publisher."""
    groups: list[set[str]] = []
    for entry in entries:
        marks = {f"family {entry.family}"}
        if entry.report.publisher:
            marks.add(f"publisher {entry.report.publisher.casefold()}")
        touched = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*touched))
    return len(groups)
