"""How quickly pages answer: python -m benchmarks.web RECORD [--process NAME].

Asks every page of the record through the application itself: right after a change to the record, when nothing that was
computed is good any more, and again. Prints the seconds of both, each the middle of three, and the size of the page,
the slowest first, and the size of all scripts together. It counts up changes in the record, no more.
"""

import argparse
import sys
import time
from pathlib import Path
from statistics import median

from fastapi import FastAPI
from starlette.testclient import TestClient

from communique.record import Reading
from communique.store import Store, open_store
from communique.store.processes import load_processes
from communique.store.reports import how_many
from communique.web import Role, Settings, make_app
from communique.web.app import STATIC
from communique.web.run import get_ready

TIMES = 3


def pages(store: Store, process: str) -> list[str]:
    """The addresses of all pages, with a report, a thread, an actor and a source that the record holds."""
    client = TestClient(application(store))
    act = client.get(f"/p/{process}/timeline?as=json").json()[-1]["citations"][0]["act"]
    report = client.get(f"/at/{act}", follow_redirects=False).headers["location"].partition("?")[0]
    base = f"/p/{process}"
    cell = client.get(f"{base}/positions?as=json").json()[0]
    thread = client.get(f"{base}/agreements?as=json").json()[0]["thread"]
    return [
        "/",
        base,
        f"{base}?since=2000-01-01",
        f"{base}/positions",
        f"{base}/positions/{cell['issue']}?party={cell['party']}",
        f"{base}/timeline",
        f"{base}/agreements",
        f"{base}/meetings",
        f"{base}/incidents",
        f"{base}/feed.atom",
        "/reports",
        f"/reports?process={process}",
        "/reports?q=ba",
        report,
        f"/events/{act}",
        f"/threads/{thread}",
        "/review",
        f"/review?process={process}",
        "/decisions",
        f"/search?q={cell['party']}",
        "/search?q=talks",
        "/actors",
        "/sources",
        "/add",
        "/api/v1/reports",
        "/api/v1/events",
        "/api/v1/threads",
        f"/api/v1/processes/{process}/positions",
        f"/api/v1/processes/{process}/timeline",
    ]


def application(store: Store) -> FastAPI:
    """The application, with nothing kept in memory."""
    return make_app(Settings(store, lambda: lambda r: Reading(report=r), "none", "none", Role.REVIEWER, hosts=("*",)))


def main() -> int:
    """Prints the table; 1 where a page failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--process", help="the process whose pages are asked; without it, the first")
    arguments = parser.parse_args()
    store = open_store(arguments.record, create=False)
    with store.reading() as connection:
        process = arguments.process or load_processes(connection)[0].name
        print(f"{how_many(connection):,} reports, process {process}")
    get_ready()
    rows, failed = [], 0
    client = TestClient(application(store), raise_server_exceptions=False)
    for path in pages(store, process):
        client.get(path, follow_redirects=True)
        changed: list[float] = []
        again: list[float] = []
        for _ in range(TIMES):
            with store.writing():
                pass
            for seconds in (changed, again):
                began = time.perf_counter()
                answer = client.get(path, follow_redirects=True)
                seconds.append(time.perf_counter() - began)
        failed += answer.status_code not in (200, 202)
        rows.append((median(changed), median(again), len(answer.content), answer.status_code, path))
    print(f"{'changed':>8}{'again':>8}{'KB':>8}  page")
    for first, second, size, status, path in sorted(rows, reverse=True):
        print(f"{first:8.3f}{second:8.3f}{size / 1000:8.1f}  {path}{'' if status == 200 else f'  ({status})'}")
    scripts = sum(p.stat().st_size for p in STATIC.rglob("*.js"))
    slowest, largest = max(r[0] for r in rows), max(r[2] for r in rows) / 1000
    print(f"slowest {slowest:.3f} s; largest {largest:.1f} KB; scripts {scripts / 1000:.1f} KB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
