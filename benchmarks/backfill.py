"""What an archive costs: python -m benchmarks.backfill [INPUT …] [--workers 2] [--engine local ray].

Has `communique backfill` read the inputs (where none are named, the corpus as one Parquet file, `--times` over) by
each engine in its own process, and prints one JSON object: the processor time of the command and all that it started,
loading included, and the bytes that it wrote, each also for a million reports; and whether all engines wrote the same
bytes. The clock is left out: other programs disturb it. Linux only.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"
MILLION = 1_000_000
TABLES = ("events", "reports", "failures")


def write_corpus(path: Path, times: int) -> None:
    """The corpus as a Parquet file, so many times over."""
    import pyarrow as pa
    from pyarrow import parquet

    from communique.sources import read_file

    reports = [read_file(file) for file in sorted(CORPUS.glob("*.txt"))]
    rows = [
        {"text": r.text, "title": r.title, "publisher": r.publisher, "published": r.published and str(r.published)}
        for _ in range(times)
        for r in reports
    ]
    parquet.write_table(pa.Table.from_pylist(rows), path)


def measure(inputs: list[str], output: Path, engine: str, workers: int) -> dict[str, Any]:
    """One run, and what it cost."""
    import pyarrow.compute as pc
    from pyarrow import dataset

    command = [sys.executable, "-m", "communique", "backfill", *inputs, "-o", str(output)]
    before = _cpu()
    subprocess.run([*command, "--engine", engine, "--workers", str(workers), "--quiet"], check=True)
    cpu = _cpu() - before
    told = dataset.dataset(output / "reports").to_table(columns=["text"])
    count = told.num_rows
    words = pc.sum(pc.count_substring_regex(told["text"], r"\S+")).as_py()
    held = {table: sum(p.stat().st_size for p in (output / table).iterdir()) for table in TABLES}
    events = dataset.dataset(output / "events").count_rows()
    return {
        "engine": engine,
        "workers": workers,
        "reports": count,
        "words_per_report": round(words / count),
        "events": events,
        # Ray's workers are no children of the command's.
        "cpu_s": round(cpu, 1) if engine == "local" else None,
        "core_hours_per_million": round(cpu / count * MILLION / 3600, 1) if engine == "local" else None,
        "core_hours_per_million_of_500_words": round(cpu / words * 500 * MILLION / 3600, 1)
        if engine == "local"
        else None,
        "mb_per_million": {table: round(size / count) for table, size in held.items() if size},
    }


def _cpu() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def _hashes(output: Path) -> dict[str, str]:
    found = sorted(output.glob("*/*.parquet"))
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def main(argv: list[str] | None = None) -> int:
    """The command; 1 where two engines wrote other bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", nargs="+", choices=["local", "ray"], default=["local"])
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        inputs = options.inputs
        if not inputs:
            write_corpus(folder / "corpus.parquet", options.times)
            inputs = [str(folder / "corpus.parquet")]
        runs = [measure(inputs, folder / engine, engine, options.workers) for engine in options.engine]
        same = all(_hashes(folder / engine) == _hashes(folder / options.engine[0]) for engine in options.engine)
    sys.stdout.write(json.dumps({"runs": runs, "same_bytes": same}, indent=1) + "\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
