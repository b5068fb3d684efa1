"""The units on a Ray cluster, by Ray Data. The inputs and the output must be in folders that all its nodes share.

RAY_ADDRESS names a cluster that runs; without it Ray starts on this machine.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.backfill.checkpoint import SCRATCH, Done, State, row_of
from communique.backfill.plan import Unit
from communique.backfill.unit import Job, do_unit
from communique.pipeline.many import prepare_reader
from communique.pipeline.workers import TRIES, WorkerDiedError, cores


class MissingRayError(ImportError):
    """Ray is not installed."""


class UnitReader:
    """What a worker of the cluster keeps: the reader; called with one unit after another."""

    def __init__(self, units: Sequence[Unit], job: Job, run: str) -> None:
        self._units, self._job, self._run = units, job, run
        prepare_reader()

    def __call__(self, row: dict[str, int]) -> dict[str, object]:
        """What came of the unit with that number."""
        unit = self._units[row["number"]]
        died = f"{TRIES} processes died of it"
        if self._starts(unit) > TRIES:
            return {"number": row["number"], "well": False, "said": died}
        try:
            do_unit((unit, self._job))
        except Exception as error:  # noqa: BLE001 - one unit must not end a run of thousands; it is told
            return {"number": row["number"], "well": False, "said": f"{type(error).__name__}: {error}"}
        return {"number": row["number"], "well": True, "said": ""}

    def _starts(self, unit: Unit) -> int:
        """How often this run has begun the unit: Ray itself would begin a deadly one for ever."""
        path = Path(self._job.output, SCRATCH, f"{self._run}-{unit.name}.starts")
        with path.open("ab") as file:
            file.write(b".")
        return path.stat().st_size


def run_on_ray(units: Sequence[Unit], job: Job, workers: int | None) -> Iterator[tuple[Unit, Done | Exception]]:
    """Each unit with what comes of it; Ray replaces a worker that dies and has its unit done again."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingRayError("the engine ray needs Ray: pip install 'communique[backfill]'") from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    started = not ray.is_initialized()
    if started:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        most = min(len(units), workers or max(cores(), int(ray.cluster_resources().get("CPU", 1))))
        # One block a unit: each is its own task, and all that is done again when its worker dies.
        asked = ray.data.from_items([{"number": n} for n in range(len(units))], override_num_blocks=len(units))
        run = os.urandom(4).hex()
        pool = ray.data.ActorPoolStrategy(min_size=1, max_size=most)
        done = asked.map(UnitReader, fn_constructor_args=(list(units), job, run), compute=pool, num_cpus=1)
        for row in done.iter_rows():
            unit = units[row["number"]]
            yield unit, _done(unit, job) if row["well"] else WorkerDiedError(row["said"])
    finally:
        if started:
            ray.shutdown()


def _done(unit: Unit, job: Job) -> Done:
    found = row_of(Path(job.output), unit.name)
    return found if found is not None else Done(unit.key, unit.source, unit.name, unit.mark, State.DONE)
