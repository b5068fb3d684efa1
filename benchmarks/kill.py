"""What a stop costs: python -m benchmarks.kill [--reports 2000] [--kills 50].

Writes so many small reports into a folder, takes them in with `communique ingest`, and kills the process (SIGKILL) at
random moments, starting it again each time. Then counts: every report must be in the record once, with its events,
each event in one thread, and a second record that was filled without a stop must hold the same.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.archive import words
from communique.store import open_store
from communique.store.schema import event, item, link, raw, report, thread

TALK = (
    "Norway and Sweden agreed on {day} to exchange {count} prisoners.",
    "Norway demanded on {day} that Sweden withdraw from {town}.",
    "An explosion in {town} killed {count} people on {day}.",
    "Sweden rejected the proposal of Norway on {day}.",
)


def write_reports(folder: Path, count: int, *, seed: int = 3) -> None:
    """Small reports, no two alike."""
    rng = random.Random(seed)
    for number in range(count):
        day = 1 + number % 28
        told = rng.choice(TALK).format(
            day=f"{day} March 2026", count=rng.randint(2, 90), town=rng.choice(("Oslo", "Kiruna"))
        )
        body = f"{told} {' '.join(words(rng, 12)).capitalize()}."
        text = f"Title: Report {number}\nPublished: 2026-03-{day:02}\nPublisher: Outlet {number % 40}\n\n{body}\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf8")


def ingest(folder: Path, record: Path) -> subprocess.Popen[bytes]:
    """Starts the command."""
    command = [sys.executable, "-m", "communique", "ingest", str(folder), "--into", str(record), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run_with_kills(folder: Path, record: Path, kills: int, seconds: float, *, seed: int = 7) -> int:
    """Takes the folder in, killed so many times before `seconds` of work are done; how often it was really killed."""
    rng = random.Random(seed)
    killed = 0
    for _ in range(kills):
        process = ingest(folder, record)
        try:
            process.wait(timeout=rng.uniform(0.5, 1.5 + 1.2 * seconds / kills))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
            process.wait()
    if ingest(folder, record).wait():
        raise SystemExit("the last run did not end well")
    return killed


def counts(record: Path) -> dict[str, int]:
    """What the record holds, and what should be none."""
    store = open_store(record, create=False)
    with store.reading() as connection:

        def count(sql: str) -> int:
            return int(connection.exec_driver_sql(sql).scalar_one())

        found = {
            table.name: count(f"SELECT count(*) FROM {table.name}")  # noqa: S608 - names of ours
            for table in (report, raw, item, event, link, thread)
        }
        found["reports twice"] = count("SELECT count(*) - count(DISTINCT id) FROM report")
        found["reports unread"] = count("SELECT count(*) FROM report WHERE coder IS NULL")
        found["events twice"] = count("SELECT count(*) - count(DISTINCT act) FROM event WHERE current")
        found["events in no thread"] = count(
            "SELECT count(*) FROM event WHERE current AND act NOT IN (SELECT act FROM link)"
        )
        found["words missing"] = count("SELECT count(*) FROM report") - count("SELECT count(*) FROM report_words")
    store.close()
    return found


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "reports"
        folder.mkdir()
        write_reports(folder, options.reports)
        began = time.perf_counter()
        if ingest(folder, Path(scratch) / "whole.db").wait():
            raise SystemExit("the run without a stop did not end well")
        seconds = time.perf_counter() - began
        killed = run_with_kills(folder, Path(scratch) / "killed.db", options.kills, seconds)
        whole, stopped = counts(Path(scratch) / "whole.db"), counts(Path(scratch) / "killed.db")
    result = {"killed": killed, "without a stop": whole, "with": stopped, "the same": whole == stopped}
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0 if whole == stopped and whole["report"] == options.reports else 1


if __name__ == "__main__":
    sys.exit(main())
