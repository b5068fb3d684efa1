"""The units on this machine, by processes side by side."""

from collections.abc import Iterator, Sequence

from communique.backfill.checkpoint import Done
from communique.backfill.plan import Unit
from communique.backfill.unit import Job, do_unit
from communique.pipeline.many import prepare_reader
from communique.pipeline.workers import Workers, cores


def run_local(units: Sequence[Unit], job: Job, workers: int | None) -> Iterator[tuple[Unit, Done | Exception]]:
    """Each unit with what comes of it; a process that dies is replaced, and its unit done again from its beginning."""
    count = min(workers or cores(), len(units))
    asked = [(unit, job) for unit in units]
    with Workers(do_unit, count=count, prepare=prepare_reader) as pool:
        for (unit, _), found in pool.as_done(asked):
            yield unit, found
