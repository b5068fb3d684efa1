"""One report: its text with every event marked, the events beside it, where it came from, who copied it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from communique.process.cite import cite
from communique.record import Entry, Status
from communique.record.process import Citation
from communique.store.browse import Standing, load_report, near_copies, where_told
from communique.store.events import entry_of_act, of_report
from communique.store.threads import threads_of_acts
from communique.web.access import Reading, settings_of
from communique.web.exported import EventForm, event_file, exported
from communique.web.page import Sheet, address, page
from communique.web.passage import NAMED, QUOTED, Part, parts_of

router = APIRouter()
ReportId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Act = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class Card:
    """An event beside the text: its number on the page, its thread, how it is cited, whether it was asked for."""

    number: int
    entry: Entry
    citation: Citation
    thread: int | None
    lit: bool


@router.get("/reports/{id}")
def report(
    request: Request,
    _: Reading,
    id: ReportId,  # noqa: A002 - the address's own name
    form: EventForm = None,
    act: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    number: Annotated[int | None, Query(alias="page", ge=1, le=1_000_000)] = None,
) -> Response:
    """The report; with `act` at the sentence of that event."""
    with settings_of(request).store.reading() as connection:
        shown = load_report(connection, id)
        entries = of_report(connection, shown.number)
        if form is not None:
            return event_file(form, f"report-{id}", exported(connection, entries))
        notice = ""
        if act is not None and act not in {e.act for e in entries}:
            notice = _why_not(where_told(connection, act), act, id)
            if notice == REJECTED:
                entries = [*entries, entry_of_act(connection, act)]
        threads = {a: thread for a, (thread, _) in threads_of_acts(connection, [e.act for e in entries]).items()}
        copies, copied = near_copies(connection, shown)
    parts = parts_of(shown.report.text, entries) or [Part(())]
    at = number or next((n for n, part in enumerate(parts, 1) if act is not None and part.holds(act)), 1)
    at = min(at, len(parts))
    standing = [e for e in entries if e.status is not Status.REJECTED]
    context = {
        "tab": "reports",
        "shown": shown,
        "report": shown.report,
        "part": parts[at - 1],
        "shows": parts[at - 1].shown(act),
        "named": NAMED,
        "quoted": QUOTED,
        "sheet": Sheet(parts[at - 1 : at], at, len(parts), 1),
        "cards": _cards(entries, threads, act),
        "total": len(standing),
        "copies": copies,
        "copied": copied,
        "link": outside(shown.report.url),
        "act": act,
        "notice": notice,
        "turn": lambda **changed: address(request, act=None, **changed),
    }
    return page(request, "report.html", context)


REJECTED = "A reviewer rejected this event: it is shown here, struck, and counts for nothing."


def _why_not(told: Standing, act: int, report: str) -> str:
    """Why an act that was asked for does not stand in the report."""
    if told.report != report:
        return f"Event {act} is not told in this report."
    if not told.current:
        return f"Event {act} no longer stands: the report was read again, and it was not found in it."
    return REJECTED


def _cards(entries: Sequence[Entry], threads: Mapping[int, int], act: int | None) -> dict[int, Card]:
    """The cards by act; numbered in the order of the text."""
    ordered = sorted(entries, key=lambda e: (min(s.start for s in e.event.evidence), e.act))
    return {e.act: Card(number, e, cite(e), threads.get(e.act), e.act == act) for number, e in enumerate(ordered, 1)}


def outside(url: str | None) -> str | None:
    """An address that may be linked to: http or https, nothing that a browser would run."""
    if url is None:
        return None
    try:
        told = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if told.scheme in ("http", "https") and told.netloc else None


@router.get("/at/{act}")
def at(request: Request, _: Reading, act: Act) -> Response:
    """Where an event stands: its sentence in its report."""
    with settings_of(request).store.reading() as connection:
        told = where_told(connection, act)
    return RedirectResponse(f"/reports/{told.report}?act={act}#act-{act}", 303)
