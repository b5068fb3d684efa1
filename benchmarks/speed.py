"""How fast reports are read: python -m benchmarks.speed [FILE|FOLDER …] [--threads N] [--repeat N].

Reads the reports (those of samples/ where none are named) `--repeat` times and prints one JSON object. Words are what
stands between blanks. Rates and seconds are those of the fastest round, `cpu_s_…` the processor time of that round,
which other programs disturb less. `load_s` is from an empty interpreter to a reader that is ready: imports, model and
word lists; `first_read_s` the first report after that, which is not counted among the rounds. `shares` are of the time
of all rounds. Loading and reading on one core: taskset -c 0 python -m benchmarks.speed --threads 1. Unix only.
"""

import argparse
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from unittest.mock import patch

if TYPE_CHECKING:
    from communique.pipeline import Reader
    from communique.record import Report

SAMPLES = Path(__file__).parents[1] / "samples"
WORDS = 500
"""Of the report that the bar of half a second is set for."""
STAGES = ("tokens", "screen", "subwords", "encoder", "pairs", "tree", "coding", "other")
"""In their order: tokens and sentences; what the encoder takes; onnxruntime; trees, lemmas and mentions; events."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Stages:
    """Seconds by stage. A stage within another stops the outer one's clock while it runs."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    running: list[str] = field(default_factory=list)
    since: float = 0.0
    clock: Callable[[], float] = time.perf_counter

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """What happens inside counts as this stage's."""
        self._stop()
        self.running.append(stage)
        try:
            yield
        finally:
            self._stop()
            self.running.pop()

    def timed(self, stage: str, function: Callable[P, T]) -> Callable[P, T]:
        """The function, its time counted as this stage's."""

        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.of(stage):
                return function(*args, **kwargs)

        return run

    def shares(self) -> dict[str, float]:
        """Of the whole time, by stage."""
        whole = sum(self.seconds.values())
        return {stage: round(seconds / whole, 3) for stage, seconds in self.seconds.items()}

    def _stop(self) -> None:
        now = self.clock()
        if self.running:
            self.seconds[self.running[-1]] += now - self.since
        self.since = now


@dataclass(frozen=True, slots=True)
class TimedSession:
    """onnxruntime's session with its runs counted."""

    session: Any
    stages: Stages

    def run(self, *args: Any) -> Any:
        """As of the session."""
        with self.stages.of("encoder"):
            return self.session.run(*args)


@contextmanager
def timed_stages(reader: "Reader", clock: Callable[[], float] = time.perf_counter) -> Iterator[Stages]:
    """Counts, by stage, what the reader does meanwhile; the package itself knows nothing of it."""
    from communique.language import parse
    from communique.language.pairs import Pairs
    from communique.pipeline import reading

    stages = Stages(clock=clock)
    parts: tuple[tuple[Any, str, str], ...] = (
        (reading, "tokenize", "tokens"),
        (reader.screen, "is_off_topic", "screen"),
        (reader.encoder, "run", "subwords"),
        (reader.encoder, "read_events", "subwords"),
        (parse, "doc_of", "tree"),
        (reading, "Scene", "coding"),
        (reading, "code_report", "coding"),
        *((Pairs, name, "pairs") for name in ("roles", "sides", "one_party", "one_event", "issues")),
    )
    with ExitStack() as changed:
        for owner, name, stage in parts:
            changed.enter_context(patch.object(owner, name, stages.timed(stage, getattr(owner, name))))
        for name in ("_session", "_events"):
            session = TimedSession(getattr(reader.encoder, name), stages)
            changed.enter_context(patch.object(reader.encoder, name, session))
        yield stages


def reports_of(paths: list[Path]) -> "list[Report]":
    """The reports in the files, and in the folders' text files, by name."""
    from communique.sources import read_file

    files = [file for path in paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    if not files:
        raise SystemExit(f"no reports (.txt) in {', '.join(map(str, paths))}")
    return [read_file(file) for file in files]


def measure(paths: list[Path], *, threads: int | None, repeat: int) -> dict[str, Any]:
    """What `main` prints."""
    started, cpu_started = time.perf_counter(), time.process_time()
    from communique.pipeline import Reader

    reader = Reader(threads=threads)
    load_s, load_cpu_s = time.perf_counter() - started, time.process_time() - cpu_started
    reports = reports_of(paths)
    words = sum(len(report.text.split()) for report in reports)
    started = time.perf_counter()
    reader.read(reports[0])
    first_read_s = time.perf_counter() - started
    rounds: list[tuple[float, float]] = []
    with timed_stages(reader) as stages:
        for _ in range(repeat):
            started, cpu_started = time.perf_counter(), time.process_time()
            for report in reports:
                with stages.of("other"):
                    reader.read(report)
            rounds.append((time.perf_counter() - started, time.process_time() - cpu_started))
    seconds, cpu_seconds = min(rounds)
    return {
        "load_s": round(load_s, 3),
        "load_cpu_s": round(load_cpu_s, 3),
        "first_read_s": round(first_read_s, 3),
        "reports": len(reports),
        "words": words,
        "reports_per_s": round(len(reports) / seconds, 2),
        "words_per_s": round(words / seconds),
        f"s_per_{WORDS}_words": round(WORDS * seconds / words, 3),
        f"cpu_s_per_{WORDS}_words": round(WORDS * cpu_seconds / words, 3),
        "shares": stages.shares(),
        "memory_peak_mb": peak_megabytes(),
        "threads": threads,
        "machine": {
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
            "processor": platform.machine(),
            "python": platform.python_version(),
        },
    }


def peak_megabytes() -> int:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--threads", type=int, default=None, help="cores for the model; all where it is not given")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args(argv)
    result = measure(options.reports, threads=options.threads, repeat=max(1, options.repeat))
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
