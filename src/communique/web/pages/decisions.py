"""The log of decisions: who decided what, when, and what of it was taken back."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from communique.record import Action, Decision
from communique.store.decision_log import count_log, last_decisions, load_log, reviewers, undone_by
from communique.store.queue import entries_of_acts
from communique.web.access import Reading, settings_of
from communique.web.desk import ACTIONS
from communique.web.downloads import Row, download
from communique.web.page import PER_PAGE, Sheet, page
from communique.web.pages.asked import Form, Number

router = APIRouter()
_Number = Annotated[int, Field(ge=0, le=2**31 - 1)]


@router.get("/decisions")
def decisions(
    request: Request,
    visitor: Reading,
    form: Form = None,
    number: Number = 1,
    reviewer: str = "",
    action: Annotated[Action | Literal[""], Query()] = "",
    act: Annotated[_Number | Literal[""], Query()] = "",
) -> Response:
    """The log, the latest first."""
    chosen, about = action or None, act if isinstance(act, int) else None
    with settings_of(request).store.reading() as connection:
        if form is not None:
            found = load_log(connection, reviewer=reviewer, action=chosen, act=about)
            undone = undone_by(connection, found)
            return download(form, "decisions", found, [row_of(d, undone.get(d.number)) for d in found])
        total = count_log(connection, reviewer=reviewer, action=chosen, act=about)
        number = max(1, min(number, -(-total // PER_PAGE)))
        found = load_log(
            connection, reviewer=reviewer, action=chosen, act=about, skip=(number - 1) * PER_PAGE, most=PER_PAGE
        )
        acts = [d.act for d in found if d.act is not None]
        told = {
            "tab": "review",
            "sheet": Sheet(found, number, total),
            "undone": undone_by(connection, found),
            "lasts": last_decisions(connection, acts),
            "entries": entries_of_acts(connection, acts),
            "reviewers": reviewers(connection),
            "actions": ACTIONS,
            "reviewer": reviewer,
            "action": action,
            "act": act,
            "may_undo": lambda d: (
                visitor.role.value >= 2
                and d.action is not Action.UNDO
                and (d.reviewer == visitor.name or visitor.role.value >= 3)
            ),
        }
    return page(request, "decisions.html", told)


def row_of(decision: Decision, undone: int | None) -> Row:
    """A decision as a row for spreadsheets."""
    return {
        "number": decision.number,
        "at": decision.at,
        "reviewer": decision.reviewer,
        "action": decision.action.value,
        "act": decision.act,
        "undoes": decision.undoes,
        "undone_by": undone,
    }
