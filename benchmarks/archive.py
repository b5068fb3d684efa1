"""How a record grows: python -m benchmarks.archive [--reports 100000] [--record FILE].

Fills one SQLite file with reports of invented pairs of states, each with ready-made events, so that what is measured is
the record and not the reader. Prints the seconds for each thousand reports added, the last ten thousand against the
first thousand, the memory of the process, and how long each view of one process takes.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from communique.pipeline.keeping import keep_reading
from communique.pipeline.threads import threads_of
from communique.process import agreements, as_markdown, brief, incidents, meetings, positions, timeline
from communique.record import Entry, Event, Process, Reading, Report, Span, Thread, ThreadKind, report_id
from communique.store import Store, open_store
from communique.store.processes import entries_of_process, put_process
from communique.store.search import search
from communique.store.threads import threads_of_acts

DYADS = 100
DAYS = 1500
SYLLABLES = "ba be bo da de do fa fe fo ga ge go ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to".split()
ISSUES = ("prisoners", "ceasefire", "withdrawal", "humanitarian_access", "energy", "territory")
FIRST = date(2022, 1, 1)


def words(rng: random.Random, count: int) -> list[str]:
    """Words of an invented language, so that no two texts are near copies by chance."""
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)]


def readings(count: int, *, seed: int = 5) -> Iterator[Reading]:
    """Reports of an archive in the order of their days; one in ten is a copy of the one before it."""
    rng = random.Random(seed)
    before: tuple[str, int] | None = None
    for number in range(count):
        day = FIRST + timedelta(days=number * DAYS // count)
        if before is not None and rng.random() < 0.1:
            text, dyad = before[0] + " " + " ".join(words(rng, 8)), before[1]
        else:
            dyad = rng.randrange(DYADS)
            text = " ".join(words(rng, rng.randint(70, 140)))
        before = text, dyad
        publisher = f"Outlet {rng.randrange(60)}"
        report = Report(
            id=report_id(text, publisher),
            name=f"report-{number}",
            title=text[:40],
            publisher=publisher,
            published=day,
            language="en",
            text=text,
        )
        yield Reading(report=report, events=tuple(events(rng, report, dyad, day)))


def events(rng: random.Random, report: Report, dyad: int, day: date) -> Iterator[Event]:
    """Five to nine events between the two sides of a dyad."""
    sides = [{"name": f"State {dyad * 2 + n}", "kind": "government", "country": code(dyad * 2 + n)} for n in range(2)]
    ends = [i for i, c in enumerate(report.text) if c == " "]
    for number in range(rng.randint(5, 9)):
        rng.shuffle(sides)
        start = rng.choice(ends[:-6]) + 1
        end = start + rng.randint(20, 60)
        kind = rng.choice(("REQUEST", "REJECT", "AGREE", "RETREAT", "CONSULT", "ACCUSE", "ASSAULT", "THREATEN"))
        slots: dict[str, object] = {"actors": sides[:1], "recipients": sides[1:]}
        if kind in ("AGREE", "CONSULT"):
            slots = {"actors": sides}
        if kind not in ("ASSAULT", "ACCUSE", "CONSULT"):
            slots["issue"] = rng.choice(ISSUES)
        told = day - timedelta(days=rng.randint(0, 2))
        if kind in ("ASSAULT", "CONSULT", "AGREE"):
            slots["time"] = {"start": told.isoformat(), "end": told.isoformat()}
            town = f"Town {dyad}-{rng.randrange(12)}"
            slots["place"] = {"name": town, "country": sides[0]["country"]}
        if kind == "ASSAULT":
            toll = rng.randint(1, 12)
            slots["casualties"] = {"killed": {"low": toll, "high": toll}}
        yield Event.model_validate(
            {
                "id": f"e{number + 1}",
                "event_type": kind,
                "evidence": [Span.of(report.text, start, min(end, len(report.text)))],
                "confidence": round(rng.random(), 3),
                "coder": "archive",
            }
            | slots
        )


def code(number: int) -> str:
    """A code of three letters for an invented state."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))


def fill(store: Store, count: int) -> list[float]:
    """Adds reports one by one, each in a transaction; the seconds for each thousand."""
    spent, seconds = 0.0, []
    for number, reading in enumerate(readings(count), 1):
        began = time.perf_counter()
        with store.writing() as connection:
            keep_reading(connection, reading, coder="archive", extractor="archive")
        spent += time.perf_counter() - began
        if number % 1000 == 0:
            seconds.append(round(spent, 3))
            spent = 0.0
            sys.stderr.write(f"{number} reports, {seconds[-1]} s for the last thousand\n")
    return seconds


def views(store: Store) -> dict[str, float]:
    """Seconds for each view of one process, from question to page."""
    process = Process(name="archive", parties=(code(0), code(1)))
    with store.writing() as connection:
        put_process(connection, process)

    def load(kind: ThreadKind | None = None) -> tuple[list[Entry], list[Thread]]:
        with store.reading() as connection:
            entries = entries_of_process(connection, process)
            return entries, threads_of(connection, entries, kind=kind) if kind else []

    def timeline_view() -> object:
        with store.reading() as connection:
            entries = entries_of_process(connection, process)
            numbers = threads_of_acts(connection, [e.act for e in entries])
        return timeline(entries, {act: str(number) for act, (number, _) in numbers.items()})

    def brief_view() -> object:
        since = FIRST + timedelta(days=DAYS - 7)
        with store.reading() as connection:
            entries = entries_of_process(connection, process)
            news = [e for e in entries if e.report.published and e.report.published >= since]
            threads = threads_of(connection, news)
        return as_markdown(brief(process, entries, threads, since=since))

    def ledger(view: Callable[..., object], kind: ThreadKind) -> Callable[[], object]:
        def run() -> object:
            entries, threads = load(kind)
            return view(threads, {(e.report.id, e.event.id): e for e in entries})

        return run

    def find() -> object:
        with store.reading() as connection:
            return search(connection, "baba")

    asked: dict[str, Callable[[], object]] = {
        "positions": lambda: positions(process, load()[0]),
        "agreements": ledger(agreements, ThreadKind.AGREEMENT),
        "meetings": ledger(meetings, ThreadKind.MEETING),
        "incidents": ledger(incidents, ThreadKind.INCIDENT),
        "timeline": timeline_view,
        "brief": brief_view,
        "search": find,
    }
    found = {}
    for name, view in asked.items():
        began = time.perf_counter()
        view()
        found[name] = round(time.perf_counter() - began, 3)
    return found | {"events of the process": len(load()[0])}


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--record", type=Path, default=None, help="keep the record in this file, which must be new")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        path = options.record or Path(scratch) / "record.db"
        store = open_store(path)
        seconds = fill(store, options.reports)
        last = seconds[-10:]
        result = {
            "reports": options.reports,
            "first thousand, s": seconds[0],
            "last thousands, s": round(sum(last) / len(last), 3),
            "ratio": round(sum(last) / len(last) / seconds[0], 3),
            "memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "file, MB": round(path.stat().st_size / 1e6),
            "views, s": views(store),
        }
        store.close()
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
