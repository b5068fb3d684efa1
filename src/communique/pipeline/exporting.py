"""The record, or a process of it, as entries for export: some reports at a time, so that memory stays bounded."""

from collections.abc import Iterator
from datetime import date

from communique.export import ExportEntry
from communique.pipeline.threads import threads_of
from communique.record import Process, independent_sources
from communique.store import Connection
from communique.store.walk import entries_in_order


def export_entries(
    connection: Connection, *, process: Process | None = None, since: date | None = None
) -> Iterator[ExportEntry]:
    """The events that stand, as their reports were added; `since` is the first day of publication."""
    for page in entries_in_order(connection, since=since, process=process):
        threads = {link.member.pair: t for t in threads_of(connection, page) for link in t.links}
        for entry in page:
            thread = threads.get((entry.report.id, entry.event.id))
            yield ExportEntry(
                report=entry.report,
                event=entry.event,
                thread=thread if thread is not None and len(thread.links) > 1 else None,
                status=entry.status.value,
                independent=thread.independent if thread is not None else independent_sources([entry]),
            )
