"""Keeps a reading: the report with its bytes, its copies, its events and their threads, in one transaction."""

from communique.pipeline.reconcile import reconcile, restate
from communique.record import Reading
from communique.store import Connection, copies, events, reports, threads
from communique.store.reports import Kept
from communique.threads.copies import bands_of, is_copy, shingles
from communique.threads.told import kind_of


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
    hashes = shingles(reading.report.text)
    bands = bands_of(hashes)
    joined: list[int] = []

    def family() -> int | None:
        found = families_of(connection, hashes, bands)
        if not found:
            return None
        number, others = copies.join(connection, found)
        joined.extend(others)
        return number

    kept = reports.add_report(
        connection, reading.report, extractor=extractor, raw=raw, media_type=media_type, family=family
    )
    if kept.new:
        copies.add_bands(connection, kept.number, bands)
        events.put_reading(connection, kept.number, reading, coder)
        changed = reconcile(connection, events.of_report(connection, kept.number), in_order=True)
        # Reports that were thought to be independent are no longer.
        touched = threads.threads_of_acts(connection, events.acts_of(connection, joined)).values()
        for number in sorted({number for number, _ in touched} - set(changed)):
            restate(connection, number)
    return kept


def reread(connection: Connection, number: int, reading: Reading, *, coder: str) -> list[int]:
    """Sets a reading in the place of the one that stands; the numbers of the threads that changed."""
    before = {entry.act: kind_of(entry.event) for entry in events.of_report(connection, number)}
    events.put_reading(connection, number, reading, coder)
    standing = events.of_report(connection, number)
    gone = before.keys() - {entry.act for entry in standing}
    # What is another kind of thing now belongs elsewhere, unless a reviewer has put it where it is.
    other = {entry.act for entry in standing if before.get(entry.act, kind_of(entry.event)) is not kind_of(entry.event)}
    placed = threads.threads_of_acts(connection, other)
    gone |= {act for act, (_, by) in placed.items() if by == threads.MACHINE}
    return reconcile(connection, standing, gone=gone)


def families_of(connection: Connection, hashes: list[int], bands: list[int]) -> set[int]:
    """The families of the reports that this one copies, or that copy it."""
    found = copies.sharing(connection, bands)
    own = frozenset(hashes)
    return {family for _, family, other in found if is_copy(own, frozenset(shingles(other)))}
