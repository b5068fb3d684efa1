"""A whole run: plan, leave out what is done, have the rest done by an engine, write down what failed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from communique.backfill.checkpoint import Done, InUseError, State, forget, held, is_whole, put, rows
from communique.backfill.local import run_local
from communique.backfill.on_ray import MissingRayError, run_on_ray
from communique.backfill.plan import FILES, Unit, plan
from communique.backfill.unit import Job
from communique.pipeline import coder_name
from communique.pipeline.workers import CannotStartError


class Engine(StrEnum):
    """What has the units done."""

    LOCAL = "local"
    RAY = "ray"


Run = Callable[[Sequence[Unit], Job, int | None], Iterator[tuple[Unit, Done | Exception]]]
ENGINES: Mapping[Engine, Run] = {Engine.LOCAL: run_local, Engine.RAY: run_on_ray}


class BackfillError(Exception):
    """What keeps a run from beginning or going on, in words for its user."""


@dataclass(slots=True)
class Summary:
    """A run as it begins and as it goes on: how many units there are, how many were done before, what came of each."""

    units: int
    before: int
    done: list[Done] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Size:
    """How big units are; see plan. Another size makes other units, whose partitions take the place of the old ones."""

    slice_bytes: int | None = None
    files: int = FILES


@contextmanager
def backfill(
    inputs: Iterable[str],
    output: Path,
    *,
    engine: Engine = Engine.LOCAL,
    workers: int | None = None,
    columns: Mapping[str, str] | None = None,
    size: Size | None = None,
) -> Iterator[tuple[Summary, Iterator[Done]]]:
    """Reads archives into a folder of partitions: as a context, gives the summary, and each unit as it is done.

    What an earlier run into the same folder has done is left out, unless its files or the reader have changed. Raises
    BackfillError.
    """
    size = size or Size()
    named = tuple(sorted((columns or {}).items()))
    reader = coder_name()
    job = Job(os.path.abspath(output), reader, named)  # noqa: PTH100 - links stay as they are on every node
    with _told(), held(output):
        made_by = f"{reader} {named}"
        units = plan(inputs, reader=made_by, slice_bytes=size.slice_bytes, files=size.files, output=job.output)
        left = _left(output, units)
        summary = Summary(len(units), len(units) - len(left))
        yield summary, _run(ENGINES[engine], left, job, workers, summary)


def _left(output: Path, units: Sequence[Unit]) -> list[Unit]:
    """The units that are to be done; what their sources are no longer cut into is taken out of the folder."""
    known = rows(output)
    keys, sources = {unit.key for unit in units}, {unit.source for unit in units}
    for done in known.values():
        if done.source in sources and done.key not in keys:
            forget(output, done)

    def stands(unit: Unit) -> bool:
        done = known.get(unit.key)
        return done is not None and done.state is State.DONE and done.mark == unit.mark and is_whole(output, done)

    return [unit for unit in units if not stands(unit)]


def _run(engine: Run, units: Sequence[Unit], job: Job, workers: int | None, summary: Summary) -> Iterator[Done]:
    if not units:
        return
    for unit, found in engine(units, job, workers):
        done = _failed(unit, found, job) if isinstance(found, Exception) else found
        summary.done.append(done)
        yield done


def _failed(unit: Unit, error: Exception, job: Job) -> Done:
    """The row of a unit that could not be done, written down."""
    reason = f"{type(error).__name__}: {error}"
    done = Done(unit.key, unit.source, unit.name, unit.mark, State.FAILED, reason=reason)
    put(Path(job.output), done)
    return done


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (InUseError, MissingRayError, FileNotFoundError, ValueError) as error:
        raise BackfillError(str(error)) from error
    except CannotStartError as error:
        raise BackfillError(f"the reader could not be loaded: {error}") from error
