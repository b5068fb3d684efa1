"""What reviewers decide: the log, and a decision on an event or the undoing of one."""

from typing import Annotated, Literal, Self

from fastapi import Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from communique.pipeline import review
from communique.record import Decision, Event, days_covered
from communique.record.decision import Action
from communique.record.event import EventTime
from communique.store import StoreError
from communique.store.decision_log import last_decisions
from communique.store.decisions import load_decision
from communique.store.engine import changes
from communique.store.events import entry_of_act
from communique.store.lists import decisions_page
from communique.web.access import Reviewing, check_whose, check_write, note_decision
from communique.web.api.asked import PREFIX, Cursor, Limit, Name, Number, Order, resource, store_of
from communique.web.api.listing import Listing, listing, page_asked
from communique.web.caching import Fresh, names, tag_of
from communique.web.errors import ToldError

router = resource("Decisions")


class DecisionBody(BaseModel):
    """A decision on an event. `expect` is the number of the last decision on it (`decision` of the event; 0 for none):
    where another was taken since, this one is refused, so that no reviewer overwrites another."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"action": "accept", "expect": 0}]})

    action: Literal["accept", "reject", "edit"]
    event: Event | None = Field(default=None, description="To edit: the whole event as it should be.")
    expect: int | None = Field(default=None, ge=0, description="The last decision on it; or send If-Match.")

    @model_validator(mode="after")
    def _event_fits_action(self) -> Self:
        if (self.action == "edit") != (self.event is not None):
            raise ValueError("to edit takes the whole event, and nothing else does")
        return self


@router.get("/decisions", summary="List decisions")
def decisions(
    request: Request,
    response: Response,
    _: Fresh,
    action: Annotated[Action | None, Query(description="Of that kind.")] = None,
    reviewer: Annotated[Name | None, Query(description="By that reviewer.")] = None,
    order: Order = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[Decision]:
    """The log of what was decided; nothing in it is ever changed."""
    page = page_asked(cursor, "decisions", order, limit)
    with store_of(request).reading() as connection:
        found = decisions_page(connection, page, action=action, reviewer=reviewer)
    return listing(request, response, found, [(each.number,) for each in found], limit, f"decisions.{order}")


@router.post("/events/{act}/decisions", summary="Accept, reject or edit an event", status_code=201)
def decide(
    request: Request,
    response: Response,
    visitor: Reviewing,
    act: Number,
    body: DecisionBody,
    if_match: Annotated[
        str | None,
        Header(description='The ETag of the event as it was read, or the number of the last decision in quotes: "17".'),
    ] = None,
) -> Decision:
    """Takes effect at once on the event, its thread and all that is told of it. Nothing is erased: it can be undone.

    It takes `expect` or `If-Match`; where the event has moved on since, the answer is 409 and nothing is decided.
    """
    check_write(request, visitor)
    if body.expect is None and if_match is None:
        raise ToldError(428, "Say which decision you have seen last: expect (0 for none), or If-Match.")
    with store_of(request).writing() as connection:
        entry = entry_of_act(connection, act)
        last = last_decisions(connection, [act])[act]
        # This writing counts as a change already.
        tag = tag_of(request, visitor, changes(connection) - 1, f"{PREFIX}/events/{act}?")
        moved = body.expect is not None and body.expect != last
        moved = moved or (if_match is not None and not names(if_match, tag) and not names(if_match, f'"{last}"'))
        if moved:
            raise ToldError(409, f"The last decision on event {act} is {last}; look at it again.")
        event = None if body.event is None else _checked(body.event, entry.event.id)
        try:
            decision = review.decide(connection, Action(body.action), act, reviewer=visitor.name, event=event)
        except ValueError as error:
            raise ToldError(422, str(error)) from None
        note_decision(request, connection, decision)
    response.headers["Location"] = f"{PREFIX}/decisions/{decision.number}"
    return decision


@router.get("/decisions/{number}", summary="One decision")
def decision(request: Request, _: Fresh, number: Number) -> Decision:
    """The decision of that number."""
    with store_of(request).reading() as connection:
        return load_decision(connection, number)


@router.post("/decisions/{number}/undo", summary="Take a decision back", status_code=201)
def undo(request: Request, response: Response, visitor: Reviewing, number: Number) -> Decision:
    """Its event stands as if it had not been taken; 409 where it is undone already, or is itself an undoing.

    It takes who decided, or an administrator.
    """
    check_write(request, visitor)
    with store_of(request).writing() as connection:
        check_whose(load_decision(connection, number), visitor)
        try:
            undone = review.undo(connection, number, reviewer=visitor.name)
        except StoreError as error:
            raise ToldError(409, str(error)) from None
        note_decision(request, connection, undone)
    response.headers["Location"] = f"{PREFIX}/decisions/{undone.number}"
    return undone


def _checked(event: Event, name: str) -> Event:
    """The event under the name that it has in its report; ToldError where it holds what cannot be."""
    if event.time is not None and not _is_time(event.time):
        raise ToldError(422, "event.time: start and end are 2026, 2026-03 or 2026-03-09, the start first.")
    place = event.place
    if place is not None and (abs(place.lat or 0) > 90 or abs(place.lon or 0) > 180):
        raise ToldError(422, "event.place: lat and lon are degrees.")
    return event.model_copy(update={"id": name})


def _is_time(time: EventTime) -> bool:
    days = days_covered(time)
    return days is not None and days.first <= days.last
