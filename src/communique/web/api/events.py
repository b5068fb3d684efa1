"""Events: those of the record by their slots, one with its quotes as annotations and what was decided on it."""

from typing import Annotated, Any

from fastapi import Query, Request, Response
from starlette.responses import JSONResponse

from communique.export import ExportEntry
from communique.export.webannotation import CONTEXT, annotations_of
from communique.pipeline.threads import thread_of_act
from communique.record import Decision, EventType, Issue, Modality, Polarity, Status
from communique.store.decisions import load_decisions
from communique.store.events import entry_of_act
from communique.store.lists import EventFilter, events_page
from communique.web.api.asked import (
    AnyNumber,
    Cursor,
    From,
    InProcess,
    Limit,
    Name,
    Number,
    Order,
    Until,
    process_named,
    resource,
    side_named,
    store_of,
)
from communique.web.api.listing import Listing, listing, page_asked
from communique.web.api.models import EventRecord, event_records
from communique.web.caching import Fresh

router = resource("Events")
LD_JSON = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@router.get("/events", summary="List events")
def events(
    request: Request,
    response: Response,
    _: Fresh,
    event_type: Annotated[EventType | None, Query(alias="type", description="Of that type.")] = None,
    issue: Annotated[Issue | None, Query(description="On that issue.")] = None,
    modality: Annotated[Modality | None, Query(description="How far the text commits to it.")] = None,
    polarity: Annotated[Polarity | None, Query(description="Whether it is said to have happened.")] = None,
    actor: Annotated[Name | None, Query(description="Whose side acts: a country's code or any name.")] = None,
    side: Annotated[Name | None, Query(description="Whose side takes part, as actor, recipient or source.")] = None,
    process: InProcess = None,
    status: Annotated[Status | None, Query(description="What a reviewer made of it.")] = None,
    first: From = None,
    until: Until = None,
    since_change: Annotated[
        AnyNumber | None, Query(description="Read or decided after that change of the record: `change` of an answer.")
    ] = None,
    order: Order = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EventRecord]:
    """Events in the order in which they were first told to the record.

    Those that a reviewer rejected are left out, unless `status=rejected` asks for them. `from` and `until` bound the
    day on which it took place as far as told, else that of publication. To keep a copy up to date, ask with the
    `change` of the first page of the last time as `since_change`.
    """
    page = page_asked(cursor, "events", order, limit)
    with store_of(request).reading() as connection:
        wanted = EventFilter(
            event_type=event_type,
            issue=issue,
            modality=modality,
            polarity=polarity,
            status=status,
            actor=side_named(actor),
            side=side_named(side),
            process=process_named(connection, process),
            first=first,
            last=until,
            since=since_change,
        )
        found = event_records(connection, events_page(connection, wanted, page))
    return listing(request, response, found, [(each.act,) for each in found], limit, f"events.{order}")


@router.get("/events/{act}", summary="One event")
def event(request: Request, _: Fresh, act: Number) -> EventRecord:
    """The event of that number, also one that a reviewer rejected."""
    with store_of(request).reading() as connection:
        (found,) = event_records(connection, [entry_of_act(connection, act)])
    return found


@router.get(
    "/events/{act}/annotations",
    summary="Its quotes as Web Annotations",
    response_class=JSONResponse,
    responses={200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}},
)
def annotations(request: Request, _: Fresh, act: Number) -> Response:
    """A page of W3C Web Annotations: what is coded, tied to the words that say so."""
    with store_of(request).reading() as connection:
        entry = entry_of_act(connection, act)
        thread = thread_of_act(connection, act)
    exported = ExportEntry(report=entry.report, event=entry.event, thread=thread, status=entry.status.value)
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "id": str(request.url.replace(query="")),
        "type": "AnnotationPage",
        "items": list(annotations_of(exported)),
    }
    return JSONResponse(told, media_type=LD_JSON)


@router.get("/events/{act}/decisions", summary="What was decided on it")
def decisions(request: Request, response: Response, _: Fresh, act: Number) -> Listing[Decision]:
    """The decisions on an event in their order, those that were undone and the undoings too."""
    with store_of(request).reading() as connection:
        entry_of_act(connection, act)
        found = load_decisions(connection, act=act)
    return listing(request, response, found, [(each.number,) for each in found], len(found), "event-decisions")
