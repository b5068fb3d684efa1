"""Search over everything: reports, events, threads, actors and processes, by any spelling of a name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from communique.lexicon import load_lexicon
from communique.pipeline.threads import threads_by_number
from communique.process.cite import day_of
from communique.record import Process, Thread
from communique.store import Connection
from communique.store.actors import ActorCount
from communique.store.find import MOST, Words, events_with, reports_with, threads_with
from communique.store.processes import load_processes
from communique.store.search import groups_of
from communique.web.access import Reading, settings_of
from communique.web.downloads import Row, download_rows
from communique.web.exported import event_file, exported, json_file
from communique.web.matches import holds, marked, snippet, spelled
from communique.web.page import Sheet, page, sheet
from communique.web.pages.actors import actors_of, named
from communique.web.pages.actors import row_of as actor_row
from communique.web.pages.asked import Form, Number
from communique.web.pages.threads import CLASS_OF_KIND
from communique.web.pages.threads import row_of as thread_row
from communique.web.words import side_name, side_names

router = APIRouter()
Where = Literal["", "reports", "events", "threads", "actors", "processes"]
FIRST = 6
"""Of each kind, how many are shown where all kinds are."""
PAGE = 20
"""Of one kind, how many a page shows."""
FILE = 1_000
"""Lines at most in a file of what was found."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind: a page of it; `counting` says that the actors are still being counted."""

    name: str
    title: str
    sheet: Sheet[Any]
    counting: bool = False


@router.get("/search")
def search(
    request: Request,
    _: Reading,
    form: Form = None,
    number: Number = 1,
    q: Annotated[str, Query(max_length=400)] = "",
    where: Annotated[Where, Query(alias="in")] = "",
) -> Response:
    """What holds every word; all kinds, the first of each, or one kind page by page."""
    words = groups_of(q, load_lexicon())
    if form is not None:
        return _file(request, form, words, q, where) if where else _whole_file(request, form, words, q)
    found: list[Found] = []
    if words:
        with settings_of(request).store.reading() as connection:
            kinds = [where] if where else ["processes", "actors", "reports", "events", "threads"]
            most = PAGE if where else FIRST
            found = [_of_kind(request, connection, kind, words, q, number, most) for kind in kinds]
    context = {
        "tab": "search",
        "q": q,
        "where": where,
        "found": found,
        "most": MOST,
        "marked": lambda text: marked(text, words),
        "snippet": lambda text: snippet(text, words),
        "kinds": CLASS_OF_KIND,
    }
    return page(request, "search.html", context)


TITLES = {
    "processes": "Processes",
    "actors": "Actors",
    "reports": "Reports",
    "events": "Events",
    "threads": "Threads",
}


def _of_kind(
    request: Request, connection: Connection, kind: str, words: list[list[str]], q: str, number: int, most: int
) -> Found:
    """One kind of what was found: the page of that number."""
    if kind == "processes":
        return Found(kind, TITLES[kind], sheet(processes_named(load_processes(connection), words), number, most))
    if kind == "actors":
        counted = actors_of(request)
        told: Sequence[ActorCount] = named(counted.told, q) if counted else ()
        return Found(kind, TITLES[kind], sheet(told, number, most), counting=counted is None)
    ask: Callable[..., tuple[Any, int]] = {
        "reports": reports_with,
        "events": events_with,
        "threads": _threads,
    }[kind]
    items, total = ask(connection, words, most=most, after=(number - 1) * most)
    last = max(1, -(-total // most))
    if number > last:
        number = last
        items, total = ask(connection, words, most=most, after=(number - 1) * most)
    return Found(kind, TITLES[kind], Sheet(items, number, total, most))


def processes_named(processes: Sequence[Process], words: list[list[str]]) -> list[Process]:
    """The processes whose name, or one of whose sides, is asked for."""
    return [p for p in processes if holds(spelled(p.name, *map(side_name, (*p.parties, *p.mediators))), words)]


def _file(request: Request, form: str, words: list[list[str]], q: str, where: str) -> Response:
    """What was found of one kind as a file, the first FILE of it."""
    with settings_of(request).store.reading() as connection:
        if not words:
            return download_rows(form, f"search-{where}", [])
        match where:
            case "events":
                entries, _ = events_with(connection, words, most=FILE)
                return event_file("csv" if form == "csv" else "json", "search-events", exported(connection, entries))
            case "reports":
                reports, _ = reports_with(connection, words, most=FILE)
                if form != "csv":
                    return json_file("search-reports", [r.model_dump(mode="json", exclude={"text"}) for r in reports])
                return download_rows(form, "search-reports", [r.model_dump(exclude={"text"}) for r in reports])
            case "threads":
                threads, _ = _threads(connection, words, most=FILE)
                if form != "csv":
                    return json_file("search-threads", [t.model_dump(mode="json") for t in threads])
                return download_rows(form, "search-threads", [thread_row(t) for t in threads])
            case "actors":
                counted = actors_of(request, for_file=True)
                found = named(counted.told, q) if counted else []
                return download_rows(form, "search-actors", [actor_row(a) for a in found])
        processes = processes_named(load_processes(connection), words)
        return download_rows(form, "search-processes", [p.model_dump() for p in processes])


def _whole_file(request: Request, form: str, words: list[list[str]], q: str) -> Response:
    """What was found of every kind, the first FILE of each: what it is, its name or words, and where it is shown."""
    rows: list[Row] = []
    if words:
        with settings_of(request).store.reading() as connection:
            processes = processes_named(load_processes(connection), words)
            reports, _ = reports_with(connection, words, most=FILE)
            entries, _ = events_with(connection, words, most=FILE)
            threads, _ = _threads(connection, words, most=FILE)
        counted = actors_of(request, for_file=True)
        actors = named(counted.told, q)[:FILE] if counted else []
        rows += [_row("process", p.name, None, None, f"/p/{p.name}") for p in processes]
        rows += [_row("actor", side_name(a.party), a.last, None, f"/actors/{quote(a.party)}") for a in actors]
        rows += [_row("report", r.title or r.name, r.published, r.publisher, f"/reports/{r.id}") for r in reports]
        for entry in entries:
            words_of_it = entry.event.evidence[0].quote
            rows.append(_row("event", words_of_it, day_of(entry), entry.report.publisher, f"/events/{entry.act}"))
        for thread in threads:
            day = thread.state.time.start if thread.state.time else None
            rows.append(
                _row("thread", f"{thread.kind}: {side_names(thread.sides)}", day, None, f"/threads/{thread.id}")
            )
    return download_rows(form, "search", rows)


def _row(kind: str, told: str, day: object, publisher: str | None, address: str) -> Row:
    return {"kind": kind, "told": told, "day": day, "publisher": publisher, "address": address}


def _threads(connection: Connection, words: Words, *, most: int, after: int = 0) -> tuple[list[Thread], int]:
    numbers, total = threads_with(connection, words, most=most, after=after)
    return threads_by_number(connection, numbers), total
