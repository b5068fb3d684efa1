"""The reports of the record: a list with search and facets."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from communique.lexicon import load_lexicon
from communique.record import EventType, Status
from communique.store import Connection
from communique.store.browse import MOST, Asked, Found, ReportLine, count_events, find_reports, lines_of
from communique.store.processes import load_process
from communique.store.search import groups_of
from communique.web.access import Reading, settings_of
from communique.web.classes import CLASS_NAMES, CLASS_OF, by_class
from communique.web.downloads import Row, download
from communique.web.page import PER_PAGE, Sheet, page
from communique.web.pages.asked import Form, Number

router = APIRouter()
PUBLISHERS = 14
"""Publishers that are offered as a facet."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks of the list."""

    q: str
    publisher: str
    since: date | None
    until: date | None
    process: str
    kind: str
    status: str

    def asked(self, connection: Connection) -> Asked:
        """The question to the record; StoreError where the process is not known."""
        kinds = (
            {self.kind} if self.kind in list(EventType) else {k for k, name in CLASS_OF.items() if name == self.kind}
        )
        return Asked(
            words=groups_of(self.q, load_lexicon()),
            publisher=self.publisher,
            since=self.since,
            until=self.until,
            process=load_process(connection, self.process) if self.process else None,
            types=[EventType(kind) for kind in kinds],
            status=Status(self.status) if self.status else None,
        )


def filters(
    q: Annotated[str, Query(max_length=400)] = "",
    publisher: Annotated[str, Query(max_length=400)] = "",
    since: date | Literal[""] = "",
    until: date | Literal[""] = "",
    process: Annotated[str, Query(max_length=100)] = "",
    type: Annotated[str, Query(max_length=20)] = "",  # noqa: A002 - the filter's own name
    status: Literal["", "machine", "accepted", "edited", "rejected"] = "",
) -> Filters:
    """The filters of the address; ValueError names those that can be asked for."""
    known = ("", *CLASS_NAMES, *EventType)
    if type not in known:
        raise ValueError(f"no type {type!r}; there are: {', '.join(known[1:])}")
    return Filters(q.strip(), publisher, since or None, until or None, process, type, status)


@router.get("/reports")
def reports(
    request: Request,
    _: Reading,
    asked: Annotated[Filters, Depends(filters)],
    form: Form = None,
    number: Number = 1,
) -> Response:
    """The list, the newest first."""
    with settings_of(request).store.reading() as connection:
        found = find_reports(connection, asked.asked(connection))
        if form is not None:
            lines = lines_of(connection, found.numbers)
            return download("json" if form == "json" else "csv", "reports", lines, map(row_of, lines))
        types, statuses = count_events(connection, found.numbers)
        last = max(1, -(-len(found.numbers) // PER_PAGE))
        number = min(number, last)
        lines = lines_of(connection, found.numbers[(number - 1) * PER_PAGE : number * PER_PAGE])
    context = {
        "tab": "reports",
        "asked": asked,
        "sheet": Sheet(lines, number, len(found.numbers)),
        "most": MOST,
        "capped": found.capped,
        "publishers": found.publishers.most_common(PUBLISHERS),
        "types": types,
        "statuses": [(s, statuses[s]) for s in Status if statuses[s]],
        "types_of": _types_by_class(found, types),
        "status_names": STATUS_NAMES,
    }
    return page(request, "reports.html", context)


STATUS_NAMES = {
    "machine": "not reviewed",
    "accepted": "accepted",
    "edited": "edited",
    "rejected": "rejected",
}
"""What the statuses of review are called."""


def _types_by_class(found: Found, types: Counter[str]) -> dict[str, list[tuple[str, int]]]:
    """The event types that stand in the reports, by class, in the order of the legend."""
    if not found.numbers:
        return {}
    told = {name: [(k.value, types[k]) for k in CLASS_OF if CLASS_OF[k] == name and types[k]] for name in CLASS_NAMES}
    return {name: sorted(kinds, key=lambda kind: -kind[1]) for name, kinds in told.items() if kinds}


def row_of(line: ReportLine) -> Row:
    """A report as a row for spreadsheets."""
    counts = dict(by_class(line.events))
    told: Row = {
        "id": line.id,
        "title": line.title,
        "publisher": line.publisher,
        "published": line.published,
        "url": line.url,
        "events": sum(line.events.values()),
    }
    return told | {name: counts.get(name, 0) for name in CLASS_NAMES} | {"copies": line.copies, "papers": line.papers}
