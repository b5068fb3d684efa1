"""Which thread an event belongs to: merged into another, or split from its own, each with what it would do."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from communique.pipeline import review as deciding
from communique.pipeline.previews import Fit, fit_of, fitting, parting
from communique.store import MovedOnError
from communique.store.events import entry_of_act
from communique.web.access import OurForm, Reviewing, note_decision, settings_of
from communique.web.desk import AskedQueue, go_on, moved_on, show_desk
from communique.web.pages.asked import Act
from communique.web.pages.review import Seen

router = APIRouter(prefix="/review")
Number = Annotated[int | None, Query(ge=1, le=2_000_000_000)]


@router.get("/{act}/merge")
def merge_form(request: Request, act: Act, asked: AskedQueue, _: Reviewing, thread: Number = None) -> Response:
    """The threads that the record would consider for an event, or the one whose number is given."""
    with settings_of(request).store.reading() as connection:
        entry = entry_of_act(connection, act)
        fits: list[Fit] = fitting(connection, entry)
        if thread is not None:
            one = fit_of(connection, entry, thread)
            fits = [one] if one is not None else []
    return show_desk(request, asked, act, mode="merge", fits=fits, thread=thread)


@router.post("/{act}/merge", dependencies=[OurForm])
def merge(
    request: Request,
    act: Act,
    asked: AskedQueue,
    visitor: Reviewing,
    seen: Seen,
    thread: Annotated[int, Form(ge=1, le=2_000_000_000)],
) -> Response:
    """Puts an event into a thread; the event stays on the desk, since whether it is right is another question."""
    try:
        with settings_of(request).store.writing() as connection:
            decision = deciding.merge_into(connection, act, thread, reviewer=visitor.name, seen=seen)
            note_decision(request, connection, decision)
    except MovedOnError as error:
        return moved_on(request, asked, error)
    return go_on(asked, [decision], at=act)


@router.get("/{act}/split")
def split_form(request: Request, act: Act, asked: AskedQueue, _: Reviewing) -> Response:
    """What would leave a thread, and what would stay."""
    with settings_of(request).store.reading() as connection:
        told = parting(connection, entry_of_act(connection, act))
    return show_desk(request, asked, act, mode="split", parting=told)


@router.post("/{act}/split", dependencies=[OurForm])
def split(
    request: Request,
    act: Act,
    asked: AskedQueue,
    visitor: Reviewing,
    seen: Seen,
    origin: Annotated[int, Form(ge=1, le=2_000_000_000)],
) -> Response:
    """Takes an event out of the thread that it was seen in; it stays on the desk."""
    try:
        with settings_of(request).store.writing() as connection:
            decision = deciding.split(connection, act, reviewer=visitor.name, seen=seen, origin=origin)
            note_decision(request, connection, decision)
    except MovedOnError as error:
        return moved_on(request, asked, error)
    return go_on(asked, [decision], at=act)
