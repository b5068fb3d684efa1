"""Who published the reports: how often each was alone, early, contradicted, copied. None of it says who is right."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from communique.lexicon import load_lexicon
from communique.store import StoreError
from communique.store.browse import ReportLine
from communique.store.publishers import PublisherCount, contradicted_threads, count_publishers, latest_reports
from communique.store.search import groups_of
from communique.web.access import Reading, settings_of
from communique.web.classes import CLASS_NAMES, by_class
from communique.web.counted import Counted, Counts
from communique.web.downloads import Row, download_rows
from communique.web.matches import holds, spelled
from communique.web.page import page, sheet
from communique.web.pages.asked import Form, Number
from communique.web.pages.counting import counting

router = APIRouter()
Order = Literal["reports", "alone", "early", "contradicted", "copied", "copying", "name"]


def publishers_of(request: Request, *, for_file: bool = False) -> Counted[list[PublisherCount]] | None:
    """The count of all publishers; None while it is made for the first time."""
    counts: Counts = request.app.state.counts
    return counts.count("publishers", count_publishers, for_file=for_file)


@router.get("/sources")
def sources(
    request: Request,
    _: Reading,
    form: Form = None,
    number: Number = 1,
    q: Annotated[str, Query(max_length=200)] = "",
    sort: Order = "reports",
) -> Response:
    """The list, those with most reports first."""
    counted = publishers_of(request, for_file=form is not None)
    if counted is None:
        return counting(request, "sources", "Sources")
    words = groups_of(q, load_lexicon())
    found = ordered([p for p in counted.told if not words or holds(spelled(p.name), words)], sort)
    if form is not None:
        return download_rows(form, "sources", [row_of(p) for p in found])
    context = {"tab": "sources", "sheet": sheet(found, number), "q": q, "sort": sort, "counted": counted}
    return page(request, "sources.html", context)


def ordered(publishers: Sequence[PublisherCount], sort: str) -> list[PublisherCount]:
    """The publishers by one of their counts, the greatest first, or by name."""
    match sort:
        case "name":
            return sorted(publishers, key=lambda p: p.name.casefold())
        case "copied" | "copying":
            return sorted(publishers, key=lambda p: -getattr(p, sort).total())
    return sorted(publishers, key=lambda p: -getattr(p, sort))


def row_of(publisher: PublisherCount) -> Row:
    """A publisher as a row for spreadsheets."""
    counts = dict(by_class(publisher.types))
    told: Row = {
        "publisher": publisher.name,
        "reports": publisher.reports,
        "first_day": publisher.first,
        "last_day": publisher.last,
        "events": publisher.events,
        "alone": publisher.alone,
        "with_others": publisher.joint,
        "on_first_day": publisher.early,
        "contradicted": publisher.contradicted,
        "copied_by_others": publisher.copied.total(),
        "copies_of_others": publisher.copying.total(),
    }
    return told | {name: counts.get(name, 0) for name in CLASS_NAMES}


@router.get("/sources/{name:path}")
def source(request: Request, _: Reading, name: Annotated[str, Path(max_length=400)], form: Form = None) -> Response:
    """One publisher: its counts, its latest reports, the contradictions in what it tells, who copies whom."""
    counted = publishers_of(request, for_file=form is not None)
    if counted is None:
        return counting(request, "sources", name)
    own = next((p for p in counted.told if p.name == name), None)
    if own is None:
        raise StoreError(name, "has no report in the record")
    if form is not None:
        return download_rows(form, "source", [row_of(own)])
    with settings_of(request).store.reading() as connection:
        contradicted = contradicted_threads(connection, name)
        latest: list[ReportLine] = latest_reports(connection, name)
    context = {
        "tab": "sources",
        "own": own,
        "counted": counted,
        "classes": by_class(own.types),
        "contradicted": contradicted,
        "latest": latest,
    }
    return page(request, "source.html", context)
