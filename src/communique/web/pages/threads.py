"""One thread: everything told of one thing, in order, with why each belongs to it, and how it stands."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from communique.export.json_lines import entry_object
from communique.pipeline.threads import thread_of_number
from communique.process.cite import said
from communique.record import Thread
from communique.store import StoreError
from communique.store.threads import load_members
from communique.web.access import Reading, settings_of
from communique.web.downloads import Row
from communique.web.exported import event_file, exported, json_file
from communique.web.page import page, sheet
from communique.web.pages.asked import Form, Number

router = APIRouter()
PER_PAGE = 25
"""Events of a page."""
CLASS_OF_KIND = {"agreement": "accord", "meeting": "talk", "incident": "force", "statement": "assess"}
"""The class by which a thread is coloured."""


@router.get("/threads/{number}")
def thread(
    request: Request,
    _: Reading,
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    form: Form = None,
    at: Number = 1,
) -> Response:
    """The thread of that number."""
    with settings_of(request).store.reading() as connection:
        told = thread_of_number(connection, number)
        members, links = load_members(connection, number)
        if told is None or not members:
            raise StoreError(f"thread {number}", "has no events: they were put into another, or rejected")
        entries = sorted(members, key=said)
        if form == "csv":
            return event_file("csv", f"thread-{number}", exported(connection, entries))
        if form is not None:
            events = [entry_object(e) for e in exported(connection, entries)]
            return json_file(f"thread-{number}", {"thread": told.model_dump(mode="json"), "events": events})
    shown = sheet(entries, at, PER_PAGE)
    context = {
        "tab": "",
        "thread": told,
        "kind": CLASS_OF_KIND[told.kind],
        "sheet": shown,
        "links": links,
        "acts": {(e.report.id, e.event.id): e for e in entries},
        "publishers": sorted({e.report.publisher for e in entries if e.report.publisher}),
    }
    return page(request, "thread.html", context)


def row_of(thread: Thread) -> Row:
    """A thread as a row for spreadsheets."""
    return {
        "thread": thread.id,
        "kind": thread.kind.value,
        "issue": thread.issue and thread.issue.value,
        "sides": thread.sides,
        "status": thread.state.status and thread.state.status.value,
        "start": thread.state.time and thread.state.time.start,
        "end": thread.state.time and thread.state.time.end,
        "place": thread.state.place and thread.state.place.name,
        "events": len(thread.links),
        "independent": thread.independent,
        "contradictions": thread.contradictions,
    }
