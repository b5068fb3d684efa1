"""Reports: those of the record, and one with its text and events."""

from typing import Annotated

from fastapi import Path, Query, Request, Response

from communique.lexicon import load_lexicon
from communique.store.events import of_report
from communique.store.lists import EventFilter, ReportFilter, events_page, reports_page
from communique.store.reports import listed_reports, number_of
from communique.web.api.asked import (
    WORDS,
    Cursor,
    From,
    InProcess,
    Limit,
    Name,
    Order,
    Until,
    process_named,
    resource,
    store_of,
)
from communique.web.api.listing import Listing, listing, page_asked
from communique.web.api.models import (
    EventRecord,
    ReportListed,
    ReportRecord,
    event_records,
    report_listed,
    report_record,
)
from communique.web.caching import Fresh

router = resource("Reports")
ReportId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The report's id.", examples=["0f8a1c22d3e4b596"])]


@router.get("/reports", summary="List reports")
def reports(
    request: Request,
    response: Response,
    _: Fresh,
    q: Annotated[Name | None, Query(description=WORDS)] = None,
    publisher: Annotated[Name | None, Query(description="Of that publisher, as it is written.")] = None,
    first: From = None,
    until: Until = None,
    process: InProcess = None,
    order: Order = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[ReportListed]:
    """Reports without their texts, in the order in which they were added.

    `from` and `until` are days of publication.
    """
    page = page_asked(cursor, "reports", order, limit)
    with store_of(request).reading() as connection:
        found = reports_page(
            connection,
            ReportFilter(
                words=q,
                lexicon=load_lexicon() if q is not None else None,
                publisher=publisher,
                first=first,
                last=until,
                process=process_named(connection, process),
            ),
            page,
        )
    items = [report_listed(each) for each in found]
    return listing(request, response, items, [(each.number,) for each in found], limit, f"reports.{order}")


@router.get("/reports/{id}", summary="One report, with its text and events")
def report(request: Request, _: Fresh, id: ReportId) -> ReportRecord:  # noqa: A002 - the name in the address
    """The report, and the events that stand in it in the order of its text."""
    with store_of(request).reading() as connection:
        number = number_of(connection, id)
        (found,) = listed_reports(connection, [number], with_text=True)
        return report_record(connection, found, of_report(connection, number))


@router.get("/reports/{id}/events", summary="The events of one report")
def events(
    request: Request,
    response: Response,
    _: Fresh,
    id: ReportId,  # noqa: A002 - the name in the address
    order: Order = "oldest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EventRecord]:
    """The events that stand in a report."""
    page = page_asked(cursor, "report-events", order, limit)
    with store_of(request).reading() as connection:
        number_of(connection, id)
        found = event_records(connection, events_page(connection, EventFilter(report=id), page))
    return listing(request, response, found, [(each.act,) for each in found], limit, f"report-events.{order}")
