"""All that one frame told, some at a time: accepted or rejected together, each a decision of its own."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from communique.pipeline import review as deciding
from communique.pipeline.queue import queue
from communique.record import Action, Decision
from communique.store import MovedOnError
from communique.store.decision_log import last_decisions
from communique.store.queue import entries_of_acts, frames
from communique.web.access import OurForm, Reading, Reviewing, note_decision, settings_of, visitor_of
from communique.web.desk import AskedQueue, Queue, count_words, just_done, pair_of
from communique.web.page import page, sheet
from communique.web.pages.asked import Number

router = APIRouter(prefix="/review/batch")
AT_A_TIME = 20


@router.get("")
def batch(request: Request, asked: AskedQueue, _: Reading, number: Number = 1) -> Response:
    """The waiting events of one frame, with their words."""
    return _shown(request, asked, number)


@router.post("", dependencies=[OurForm])
def decide(
    request: Request,
    asked: AskedQueue,
    visitor: Reviewing,
    verdict: Annotated[Literal["accept", "reject"], Form()],
    which: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Decides about each event that is ticked; one that another has decided upon since is left, and told."""
    if not which:
        return _shown(request, asked, 1, left=["Nothing was ticked."], status=400)
    taken: list[Decision] = []
    left: list[str] = []
    with settings_of(request).store.writing() as connection:
        for act, seen in map(pair_of, which[:AT_A_TIME]):
            try:
                decision = deciding.decide(connection, Action(verdict), act, reviewer=visitor.name, seen=seen)
            except MovedOnError as error:
                left.append(f"Act {act} was left as it is: {error.reason}.")
                continue
            note_decision(request, connection, decision)
            taken.append(decision)
    numbers = [d.number for d in taken]
    done = f"{min(numbers)}-{max(numbers)}" if numbers else ""
    if not left:
        return RedirectResponse(asked.where("/review/batch", done=done), 303)
    return _shown(request, replace(asked, done=done), 1, left=left, status=409)


def _shown(
    request: Request, asked: Queue, number: int, *, left: list[str] | None = None, status: int = 200
) -> Response:
    asked = replace(asked, show="waiting")
    visitor = visitor_of(request)
    with settings_of(request).store.reading() as connection:
        waiting, count = (
            queue(connection, asked.filters(request, connection), pool=asked.pool) if asked.coder else ([], 0)
        )
        shown = sheet(waiting, number, AT_A_TIME)
        acts = [w.act for w in shown.items]
        entries = entries_of_acts(connection, acts)
        told = {
            "tab": "review",
            "asked": asked,
            "sheet": shown,
            "entries": [entries[act] for act in acts],
            "seen": last_decisions(connection, acts),
            "count": count_words(count) if asked.coder else "",
            "frames": frames(connection),
            "done": just_done(connection, asked.done, visitor),
            "left": left or [],
            "may": visitor.role.value >= 2,
        }
    return page(request, "batch.html", told, status=status)
