"""One unit of work, done by one worker: its reports read, its partitions written, its row put into the checkpoint."""

import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from communique.backfill.checkpoint import TABLES, Done, State, put, whole
from communique.backfill.partition import Partition
from communique.backfill.plan import Unit
from communique.export.table import event_row
from communique.pipeline.ingest import without_nul
from communique.pipeline.many import prepare_reader
from communique.record import Reading, Report
from communique.sources import (
    BadContainerError,
    Fetched,
    Item,
    NotModified,
    SourceError,
    Visitor,
    is_address,
    items_of,
    report_of,
)

BLOCK = 64
"""Items that follow each other in a slice of a file."""
SAID = 300
"""Characters of an error's own words that are written down."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all units of a run share. `columns` are those of tables, by what they hold."""

    output: str
    reader: str
    columns: tuple[tuple[str, str], ...] = ()


class NoVisits(Visitor):
    """What leads out of the archive is not followed."""

    def visit(self, url: str, *, max_bytes: int | None = None) -> Fetched | NotModified:  # noqa: ARG002
        """Refuses."""
        raise BadContainerError(url, "an address; a backfill reads files alone")


def do_unit(asked: tuple[Unit, Job]) -> Done:
    """Does a unit, anew from its beginning; what it wrote before is replaced by the same."""
    unit, job = asked
    started = time.perf_counter()
    output = Path(job.output)
    with warnings.catch_warnings(), ExitStack() as files:
        warnings.simplefilter("ignore")  # A date that cannot be read is an empty cell.
        tables = {}
        for table in TABLES:
            sink = files.enter_context(whole(output / table / f"{unit.name}.parquet"))
            tables[table] = Partition(table, sink)
            files.callback(tables[table].abandon)
        for item in _items(unit, job):
            _add(item, unit, job, tables)
        for partition in tables.values():
            partition.close()
    reports, events, failures = (tables[table].count for table in ("reports", "events", "failures"))
    seconds = round(time.perf_counter() - started, 3)
    done = Done(unit.key, unit.source, unit.name, unit.mark, State.DONE, reports, events, failures, seconds)
    put(output, done)
    return done


def _items(unit: Unit, job: Job) -> Iterator[Item | SourceError]:
    """The unit's items, in the order of its files."""
    columns = dict(job.columns) or None
    for path in unit.paths:
        found = items_of(path, columns=columns, visitor=NoVisits())
        for number, item in enumerate(found):
            if not unit.sliced or number // BLOCK % unit.parts == unit.part:
                yield item


def _add(item: Item | SourceError, unit: Unit, job: Job, tables: dict[str, Partition]) -> None:
    """Reads one item into the tables; what is wrong with it is a row among the failures, and stops nothing."""
    name = item.name.removeprefix(unit.base)
    try:
        if isinstance(item, SourceError):
            raise item
        if is_address(item.key):
            raise BadContainerError(name, "leads to an address; a backfill reads files alone")
        report = without_nul(report_of(replace(item, name=name)))
        reading = prepare_reader().read(report)
    except SourceError as error:
        tables["failures"].add({"name": name, "reason": str(error).replace(unit.base, "")})
        return
    except Exception as error:  # noqa: BLE001 - one report must not end a run of millions; it is written down
        said = " ".join(str(error).split())[:SAID]
        tables["failures"].add({"name": name, "reason": f"could not be read ({type(error).__name__}: {said})"})
        return
    tables["reports"].add(_report_row(report, reading, job.reader))
    for event in reading.events:
        tables["events"].add(event_row(report, event))


def _report_row(report: Report, reading: Reading, reader: str) -> dict[str, object]:
    return {
        "report_id": report.id,
        "report_name": report.name,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "language": report.language,
        "url": report.url,
        "dateline": report.dateline,
        "text": report.text,
        "events": len(reading.events),
        "reader": reader,
    }
