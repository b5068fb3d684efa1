"""A team at work: python -m benchmarks.team [--into ADDRESS] [--seconds 120] [--writers 20] [--readers 50].

Makes a record in a new database of the PostgreSQL that COMMUNIQUE_TEST_POSTGRES names (or in --into, which must be
empty; a file too), fills it, and lets writers and readers loose on it at once. Writers decide, undo and add reports
as the pages do, by the rule that who decides must have seen what others decided; readers ask for views and lists.

Prints what was done a second, by kind, against one of each alone, and the errors by kind. Then proves that no update
was lost: every decision that was acknowledged is in the log and no other, each rests on the one before it, every
report is there, and `communique doctor` finds nothing wrong.
"""

import argparse
import json
import multiprocessing
import os
import platform
import random
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from benchmarks.archive import code, readings
from benchmarks.team_proof import Done, hold, of_server, proofs
from communique.pipeline import review
from communique.pipeline.keeping import keep_reading
from communique.pipeline.queue import queue
from communique.pipeline.threads import threads_of
from communique.process import agreements, positions
from communique.record import Action, Process, Reading, ThreadKind
from communique.store import MovedOnError, Store, open_store
from communique.store.decision_log import count_log, last_decisions, load_log
from communique.store.engine import is_server
from communique.store.processes import entries_of_process, load_process, put_process
from communique.store.queue import Filters
from communique.store.reports import how_many
from communique.store.search import search

FILLED = 200
"""Reports that are there beforehand."""
HOT = 60
"""Acts that all writers decide on, so that they meet."""
PROCESS = "team"
SEED = 11


def write(store: Store, name: str, until: float, more: Iterator[Reading], done: Done) -> None:
    """One reviewer: decides, takes back, adds reports, until the time is over."""
    rng = random.Random(name)
    mine: list[tuple[int, int]] = []
    while time.monotonic() < until:
        kind = rng.choices(("decide", "undo", "add"), (70, 15, 15))[0]
        if kind == "undo" and not mine:
            kind = "decide"
        began = time.perf_counter()
        try:
            if kind == "add":
                reading = next(more)
                with store.writing() as connection:
                    keep_reading(connection, reading, coder="team", extractor="team")
                done.added.append(reading.report.id)
            else:
                act, number = mine.pop() if kind == "undo" else (rng.randint(1, HOT), 0)
                with store.reading() as connection:
                    seen = last_decisions(connection, [act])[act]
                time.sleep(rng.uniform(0, 0.02))  # Somebody looks at it: others decide meanwhile.
                with store.writing() as connection:
                    if kind == "undo":
                        taken = review.undo(connection, number, reviewer=name, seen=seen)
                    else:
                        action = rng.choice((Action.ACCEPT, Action.REJECT))
                        taken = review.decide(connection, action, act, reviewer=name, seen=seen)
                done.decided.append((act, seen, taken.number))
                if kind == "decide":
                    mine.append((act, taken.number))
        except MovedOnError:
            kind = f"{kind}, refused: another was first"
        except Exception as error:  # noqa: BLE001 - what goes wrong is what is counted here
            done.errors[f"{kind}: {type(error).__name__}: {str(error)[:100]}"] += 1
            continue
        done.spent[kind].append(time.perf_counter() - began)


def read(store: Store, name: str, until: float, done: Done) -> None:
    """One reader: asks for views and lists, until the time is over."""
    rng = random.Random(name)
    asked: dict[str, Callable[[], object]] = {
        "positions": lambda: _positions(store),
        "agreements": lambda: _agreements(store),
        "queue": lambda: _queue(store),
        "log": lambda: _log(store),
        "search": lambda: _search(store),
    }
    last = 0
    while time.monotonic() < until:
        kind = rng.choice(list(asked))
        began = time.perf_counter()
        try:
            asked[kind]()
            done.spent[kind].append(time.perf_counter() - began)
            with store.reading() as connection:
                counted, again = count_log(connection), count_log(connection)
            if counted != again or counted < last:
                done.errors["read: the log changed under a reader, or shrank"] += 1
            last = counted
        except Exception as error:  # noqa: BLE001 - what goes wrong is what is counted here
            done.errors[f"{kind}: {type(error).__name__}: {str(error)[:100]}"] += 1


def _positions(store: Store) -> object:
    with store.reading() as connection:
        process = load_process(connection, PROCESS)
        return positions(process, entries_of_process(connection, process))


def _agreements(store: Store) -> object:
    with store.reading() as connection:
        entries = entries_of_process(connection, load_process(connection, PROCESS))
        threads = threads_of(connection, entries, kind=ThreadKind.AGREEMENT)
    return agreements(threads, {(e.report.id, e.event.id): e for e in entries})


def _queue(store: Store) -> object:
    with store.reading() as connection:
        return queue(connection, Filters())


def _log(store: Store) -> object:
    with store.reading() as connection:
        return load_log(connection, most=50)


def _search(store: Store) -> object:
    with store.reading() as connection:
        return search(connection, "baba")


def team(where: str, names: tuple[list[str], list[str]], seconds: float, seed: int) -> Done:
    """Writers and readers of one process, a thread each, over one store, as the pages are served."""
    writers, readers = names
    store = open_store(where, create=False)
    every = [Done() for _ in (*writers, *readers)]
    made = list(readings(min(5_000, 200 + int(seconds * 40)), seed=seed)) if writers else []
    shares = [iter(made[number :: max(1, len(writers))]) for number in range(len(writers))]
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=write, args=(store, name, until, share, done))
        for name, share, done in zip(writers, shares, every, strict=False)
    ]
    threads += [
        threading.Thread(target=read, args=(store, name, until, done))
        for name, done in zip(readers, every[len(writers) :], strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    told = Done()
    for done in every:
        told.add(done)
    return told


def at_once(where: str, *, writers: int, readers: int, seconds: float, processes: int, seed: int) -> Done:
    """Writers and readers over several processes."""
    shares = [
        (
            [f"writer {seed} {n}" for n in range(writers) if n % processes == number],
            [f"reader {seed} {n}" for n in range(readers) if n % processes == number],
        )
        for number in range(processes)
    ]
    told = Done()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        jobs = [(where, share, seconds, seed * 100 + number) for number, share in enumerate(shares)]
        for done in pool.starmap(team, jobs):
            told.add(done)
    return told


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """A database that is there for the run."""
    name = f"team{uuid.uuid4().hex[:12]}"
    address = make_url(server)
    engine = create_engine(address.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield address.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


class Peak:
    """The most connections that the server had to a database at a time, looked at ten times a second."""

    def __init__(self, where: str) -> None:
        """Not looking yet."""
        self.most = 0
        self._where, self._over = where, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Peak":
        if is_server(self._where):
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if is_server(self._where):
            self._thread.join()

    def _look(self) -> None:
        engine = create_engine(make_url(self._where).set(drivername="postgresql+psycopg"))
        asked = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        while not self._over.wait(0.1):
            with engine.connect() as connection:
                self.most = max(self.most, int(connection.execute(asked).scalar_one()))
        engine.dispose()


def by_kind(told: Done, seconds: float) -> dict[str, dict[str, float]]:
    """How many of each kind, a second, and how long they took."""
    return {
        kind: {
            "count": len(times),
            "a second": round(len(times) / seconds, 2),
            "median, ms": round(statistics.median(times) * 1000, 1),
            "95 of 100 within, ms": round(sorted(times)[int(len(times) * 0.95)] * 1000, 1),
            "longest, ms": round(max(times) * 1000, 1),
        }
        for kind, times in sorted(told.spent.items())
        if times
    }


def rates(told: Done, seconds: float) -> tuple[float, float]:
    """What writers did a second, refusals left out, and what readers did."""
    writing = sum(len(told.spent[kind]) for kind in ("decide", "undo", "add"))
    reading = sum(len(told.spent[kind]) for kind in ("positions", "agreements", "queue", "log", "search"))
    return writing / seconds, reading / seconds


def fill(where: str, count: int = FILLED) -> int:
    """Makes the record with so many reports."""
    store = open_store(where)
    for one in readings(count, seed=SEED):
        with store.writing() as connection:
            keep_reading(connection, one, coder="team", extractor="team")
    with store.writing() as connection:
        put_process(connection, Process(name=PROCESS, parties=(code(0), code(1))))
        found = how_many(connection)
    store.close()
    return found


def run(where: str, *, writers: int, readers: int, seconds: float, processes: int) -> dict[str, object]:
    """One of each alone, then all at once; what they did and what holds afterwards."""
    before = fill(where)
    one = max(1.0, seconds / 6)
    writer = at_once(where, writers=1, readers=0, seconds=one, processes=1, seed=1)
    reader = at_once(where, writers=0, readers=1, seconds=one, processes=1, seed=2)
    with Peak(where) as peak:
        every = at_once(where, writers=writers, readers=readers, seconds=seconds, processes=processes, seed=3)
    wrote, was_read = rates(every, seconds)
    alone, read_alone = rates(writer, one)[0], rates(reader, one)[1]
    told = Done()
    for done in (writer, reader, every):
        told.add(done)
    found = proofs(where, told, before)
    return {
        "writers": writers,
        "readers": readers,
        "processes": processes,
        "seconds": seconds,
        "connections at most": peak.most,
        "by kind": by_kind(every, seconds),
        "writes a second": round(wrote, 2),
        "as many times one writer alone": round(wrote / alone, 2) if alone else None,
        "reads a second": round(was_read, 2),
        "as many times one reader alone": round(was_read / read_alone, 2) if read_alone else None,
        "errors": dict(told.errors),
        "server": of_server(where),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "proof": found,
        "holds": hold(found) and not told.errors,
    }


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", default=None, help="an empty record: postgresql://… or a file")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--processes", type=int, default=2, help="over which they are spread")
    options = parser.parse_args(argv)
    how = {name: getattr(options, name) for name in ("writers", "readers", "seconds", "processes")}
    if options.into is None:
        server = os.environ.get("COMMUNIQUE_TEST_POSTGRES")
        if not server:
            parser.error("name a record by --into, or a server by COMMUNIQUE_TEST_POSTGRES")
        with new_database(server) as where:
            found = run(where, **how)
    else:
        if not is_server(options.into) and Path(options.into).exists():
            parser.error("the file must be new")
        found = run(options.into, **how)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0 if found["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
