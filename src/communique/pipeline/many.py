"""Reads many reports: the first by itself, the others by processes side by side, given in their order."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from communique.pipeline.reading import Reader
from communique.pipeline.workers import Workers, cores
from communique.record import Reading, Report

FEW = 12
"""Reports that are read before processes are started: a process takes more than a second until it is ready."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What came of one thing: the reading or the error of its report, with the seconds of reading; None without one."""

    of: T
    found: Reading | Exception | None
    seconds: float = 0.0


def read_many(
    wanted: Iterable[tuple[T, Report | None]],
    reader: Callable[[], Callable[[Report], Reading]],
    *,
    workers: int | None = None,
) -> Iterator[Read[T]]:
    """What comes of each thing, in their order; `reader` is asked for this process' own reader at the first report.

    `workers`: processes, as many as there are cores where it is None; with 1 all is read in this one. No more than a
    few reports a process are held at a time. What `reader` raises ends it.
    """
    source = iter(wanted)
    workers = workers or cores()
    yield from _read_here(source, reader, limit=FEW if workers > 1 else None)
    # Nothing is started for nothing.
    first = list(islice(source, 1))
    if not first:
        return

    def rest() -> Iterator[tuple[T, Report | None]]:
        yield from first
        yield from source

    held: list[T] = []

    def reports() -> Iterator[Report | None]:
        for of, report in rest():
            held.append(of)
            yield report

    with Workers(read_one, count=workers, prepare=prepare_reader) as pool:
        for answer in pool.in_order(reports()):
            of = held.pop(0)
            yield Read(of, answer) if isinstance(answer, Exception) else Read(of, *answer)


def _read_here(
    source: Iterator[tuple[T, Report | None]], reader: Callable[[], Callable[[Report], Reading]], *, limit: int | None
) -> Iterator[Read[T]]:
    own: Callable[[Report], Reading] | None = None
    read = 0
    while read != limit and (one := next(source, None)) is not None:
        of, report = one
        if report is None:
            yield Read(of, None)
            continue
        read += 1
        own = own or reader()
        started = time.perf_counter()
        found: Reading | Exception
        try:
            found = own(report)
        except Exception as error:  # noqa: BLE001 - one report must not end a run of thousands; it is given in its place
            found = error
        yield Read(of, found, time.perf_counter() - started)


class _Process:
    """What a process of its own keeps."""

    reader: Reader | None = None


def prepare_reader() -> Reader:
    """This process' reader, which has one core; for a process that does nothing else."""
    if _Process.reader is None:
        # A report leaves next to nothing in circles, and the collector would walk through it again and again.
        gc.set_threshold(100_000, 20, 20)
        _Process.reader = Reader(threads=1)
    return _Process.reader


def read_one(report: Report | None) -> tuple[Reading | None, float]:
    """A report read in a process of its own, and the seconds that it took."""
    if report is None:
        return None, 0.0
    started = time.perf_counter()
    return prepare_reader().read(report), time.perf_counter() - started
