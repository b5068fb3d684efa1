"""How many reports of 500 words are read a second: python -m benchmarks.throughput [FILE|FOLDER …] [--workers 1 2].

Joins the texts of the reports (those of samples/ and benchmarks/fresh/ where none are named) to reports of about
`--words` words, reads `--reports` of them by so many processes, each with one core, as `communique read`, `ingest` and
`backfill` do, and prints one JSON object. `shares` are the stages of one process by its processor time, `encoder` the
two graphs that onnxruntime runs, `pairs` the model's products of two words, `model` both; `of_encoder_alone` is the
whole time of reading over that of the same graphs on the same tokens with nothing else. Times of processes begin when
all are ready. `cpu_s_per_report` is processor time, which other programs disturb less than the clock; `memory_mb` what
the processes held at most together, without the command itself. Linux only.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks.speed import SAMPLES, reports_of, timed_stages

if TYPE_CHECKING:
    from communique.record import Report

FRESH = Path(__file__).parent / "fresh"


def joined(reports: "list[Report]", words: int, count: int) -> "list[Report]":
    """So many reports of about so many words, from the paragraphs of others in turn."""
    paragraphs = cycle([p for report in reports for p in report.text.split("\n\n")])
    found: list[Report] = []
    for number in range(count):
        held: list[str] = []
        while sum(len(p.split()) for p in held) < words:
            held.append(next(paragraphs))
        found.append(reports[number % len(reports)].model_copy(update={"text": "\n\n".join(held)}))
    return found


@dataclass(frozen=True, slots=True)
class Recorded:
    """A session of onnxruntime that keeps what it was asked."""

    session: Any
    asked: list[tuple[Any, tuple[Any, ...]]] = field(default_factory=list)

    def run(self, *args: Any) -> Any:
        """As of the session."""
        self.asked.append((self.session, args))
        return self.session.run(*args)


def measure_one(reports: "list[Report]") -> dict[str, Any]:
    """The stages of one process with one core, and the time of the encoder alone on the same tokens."""
    from communique.pipeline.many import prepare_reader

    reader = prepare_reader()
    asked: list[tuple[Any, tuple[Any, ...]]] = []
    with ExitStack() as changed:
        for name in ("_session", "_events"):
            recorded = Recorded(getattr(reader.encoder, name), asked)
            changed.enter_context(patch.object(reader.encoder, name, recorded))
        for report in reports:
            reader.read(report)
    alone: list[float] = []
    whole: list[float] = []
    with timed_stages(reader, time.process_time) as stages:
        # In turns, so that what else the machine does disturbs both alike.
        for report in reports:
            started = time.process_time()
            with stages.of("other"):
                reader.read(report)
            whole.append(time.process_time() - started)
            batches = list(
                islice(asked, len(asked) * len(alone) // len(reports), len(asked) * (len(alone) + 1) // len(reports))
            )
            started = time.process_time()
            for session, args in batches:
                session.run(*args)
            alone.append(time.process_time() - started)
    shares = stages.shares()
    model = round(shares["encoder"] + shares["pairs"], 3)
    return {"shares": shares, "model": model, "of_encoder_alone": round(sum(whole) / sum(alone), 3)}


def measure_many(reports: "list[Report]", workers: int) -> dict[str, Any]:
    """Reading by so many processes."""
    from communique.pipeline.many import prepare_reader, read_one
    from communique.pipeline.workers import Workers

    with Workers(read_one, count=workers, prepare=prepare_reader) as pool:
        list(pool.in_order(reports[: 3 * workers]))  # All are ready, and have read something.
        pids = list(_children())
        cpu, started = sum(map(_cpu, pids)), time.perf_counter()
        found = list(pool.in_order(reports))
        seconds = time.perf_counter() - started
        cpu = sum(map(_cpu, pids)) - cpu
        memory = sum(map(_peak, pids))
    wrong = [one for one in found if isinstance(one, Exception)]
    if wrong:
        raise SystemExit(f"a report could not be read: {wrong[0]}")
    words = sum(len(report.text.split()) for report in reports)
    return {
        "workers": workers,
        "seconds": round(seconds, 2),
        "reports_per_s": round(len(reports) / seconds, 2),
        "words_per_s": round(words / seconds),
        "cpu_s_per_report": round(cpu / len(reports), 4),
        "reports_per_cpu_s": round(len(reports) / cpu, 2),
        "cores_busy": round(cpu / seconds, 2),
        "memory_mb": round(memory),
    }


def _children() -> Iterator[int]:
    import multiprocessing

    for child in multiprocessing.active_children():
        if child.pid is not None:
            yield child.pid


def _cpu(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path, default=[SAMPLES, FRESH])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--words", type=int, default=500)
    options = parser.parse_args(argv)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    reports = joined(reports_of(options.inputs), options.words, options.reports)
    told = {
        "reports": len(reports),
        "words": sum(len(report.text.split()) for report in reports),
        **measure_one(reports),
        "processes": [measure_many(reports, count) for count in options.workers],
        "machine": {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1)},
    }
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
