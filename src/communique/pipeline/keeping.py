"""Keeps a reading: the report with its bytes, its copies, its events and their threads, in one transaction."""

from communique.pipeline.reconcile import reconcile
from communique.record import Reading
from communique.store import Connection, copies, events, reports
from communique.store.reports import Kept
from communique.threads.copies import bands_of, is_copy, shingles


def keep_reading(
    connection: Connection,
    reading: Reading,
    *,
    coder: str,
    extractor: str,
    raw: bytes | None = None,
    media_type: str | None = None,
) -> Kept:
    """Adds a report with what was read from it; one that is in the record already stays as it is."""
    text = reading.report.text
    bands = bands_of(text)
    kept = reports.add_report(
        connection,
        reading.report,
        extractor=extractor,
        raw=raw,
        media_type=media_type,
        family=lambda: _family(connection, text, bands),
    )
    if kept.new:
        copies.add_bands(connection, kept.number, bands)
        events.put_reading(connection, kept.number, reading, coder)
        reconcile(connection, events.of_report(connection, kept.number), in_order=True)
    return kept


def reread(connection: Connection, number: int, reading: Reading, *, coder: str) -> list[int]:
    """Sets a reading in the place of the one that stands; the numbers of the threads that changed."""
    before = {entry.act for entry in events.of_report(connection, number)}
    events.put_reading(connection, number, reading, coder)
    standing = events.of_report(connection, number)
    return reconcile(connection, standing, gone=before - {entry.act for entry in standing})


def _family(connection: Connection, text: str, bands: list[int]) -> int | None:
    """The family of the earliest report that this one copies, or that copies it."""
    found = copies.sharing(connection, bands)
    own = shingles(text) if found else frozenset()
    families = [family for _, family, other in found if is_copy(own, shingles(other))]
    return min(families, default=None)
