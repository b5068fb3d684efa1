"""Threads: one thing that events of several reports tell."""

from typing import Annotated

from fastapi import Query, Request, Response

from communique.pipeline.threads import thread_of_number, threads_by_number
from communique.record import Issue, ThreadKind
from communique.store import StoreError
from communique.store.lists import ThreadFilter, threads_page
from communique.web.api.asked import Cursor, InProcess, Limit, Number, Order, process_named, resource, store_of
from communique.web.api.listing import Listing, listing, page_asked
from communique.web.api.models import ThreadRecord, thread_records
from communique.web.caching import Fresh

router = resource("Threads")


@router.get("/threads", summary="List threads")
def threads(
    request: Request,
    response: Response,
    _: Fresh,
    kind: Annotated[ThreadKind | None, Query(description="Of that kind.")] = None,
    issue: Annotated[Issue | None, Query(description="On that issue.")] = None,
    process: InProcess = None,
    least: Annotated[int, Query(ge=1, le=1000, description="Of so many events at the least.")] = 1,
    order: Order = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[ThreadRecord]:
    """Threads, by number."""
    page = page_asked(cursor, "threads", order, limit)
    with store_of(request).reading() as connection:
        wanted = ThreadFilter(kind=kind, issue=issue, process=process_named(connection, process), least=least)
        found = thread_records(connection, threads_by_number(connection, threads_page(connection, wanted, page)))
    return listing(request, response, found, [(int(each.id),) for each in found], limit, f"threads.{order}")


@router.get("/threads/{number}", summary="One thread")
def thread(request: Request, _: Fresh, number: Number) -> ThreadRecord:
    """The thread of that number: its events, why each belongs to it, and how it stands."""
    with store_of(request).reading() as connection:
        found = thread_of_number(connection, number)
        if found is None:
            raise StoreError(str(number), "no such thread")
        (record,) = thread_records(connection, [found])
    return record
