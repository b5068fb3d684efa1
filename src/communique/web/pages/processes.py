"""The processes of the record, and those that could be."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.store.processes import dyads, load_processes
from communique.store.reports import how_many
from communique.web.access import Reading, settings_of
from communique.web.page import page

router = APIRouter()


@router.get("/")
def processes(request: Request, _: Reading) -> Response:
    """The first page: which processes there are; which pairs of sides deal with each other."""
    with settings_of(request).store.reading() as connection:
        known = load_processes(connection)
        reports = how_many(connection)
    counted = request.app.state.counts.count("dyads", dyads)
    pairs = counted.told if counted else []
    taken = {frozenset(p.parties) for p in known}
    proposed = [(a, b, n) for a, b, n in pairs if frozenset((a, b)) not in taken][:12]
    return page(
        request, "processes.html", {"known": known, "reports": reports, "proposed": proposed, "counted": counted}
    )
