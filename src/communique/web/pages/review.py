"""Looking at events one by one, and deciding: accept, reject, edit, take back."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from communique.lexicon import load_lexicon
from communique.pipeline import review as deciding
from communique.pipeline.edits import SLOTS, all_edited, written
from communique.pipeline.queue import queue, weight_of
from communique.record import MODES, Action, Decision, EventType, Issue, Modality, Noun, Polarity
from communique.store import MovedOnError
from communique.store.decisions import load_decision
from communique.store.events import entry_of_act
from communique.store.queue import entries_of_acts
from communique.web.access import OurForm, Reading, Reviewing, Visitor, check_whose, note_decision, settings_of
from communique.web.desk import AskedQueue, go_on, moved_on, number_of, pair_of, show_desk
from communique.web.downloads import Row, download
from communique.web.pages.asked import Act
from communique.web.pages.asked import Form as FileForm

router = APIRouter(prefix="/review")
Seen = Annotated[int, Form(ge=0)]
"""The last decision on the act that the form was drawn from; 0 for none."""
Next = Annotated[int | None, Form(alias="next")]
"""The act that comes next."""
MODES_TOLD = sorted({mode for modes in MODES.values() for mode in modes})


class Queued(Noun):
    """A line of the queue, for files."""

    act: int
    confidence: float
    weight: float
    event_type: str
    coder: str
    status: str
    quote: str
    report: str
    publisher: str | None
    published: str | None


@router.get("")
def review(request: Request, asked: AskedQueue, _: Reading, form: FileForm = None) -> Response:
    """The event that most needs a look, or the one that the address names; as a file the queue's next 400."""
    if form is None:
        return show_desk(request, asked)
    with settings_of(request).store.reading() as connection:
        waiting, _count = queue(connection, asked.filters(request, connection), pool=asked.pool)
        entries = entries_of_acts(connection, [w.act for w in waiting])
    lines = []
    for each in waiting:
        entry = entries[each.act]
        lines.append(
            Queued(
                act=each.act,
                confidence=each.confidence,
                weight=round(weight_of(each), 2),
                event_type=each.kind.value,
                coder=entry.event.coder,
                status=entry.status.value,
                quote=entry.event.evidence[0].quote,
                report=entry.report.id,
                publisher=entry.report.publisher,
                published=entry.report.published.isoformat() if entry.report.published else None,
            )
        )
    rows: list[Row] = [line.model_dump() for line in lines]
    return download(form, "review", lines, rows)


@router.post("/undo", dependencies=[OurForm])
def undo(
    request: Request, asked: AskedQueue, visitor: Reviewing, which: Annotated[list[str], Form()], to: str = ""
) -> Response:
    """Takes decisions back, one's own or, for an administrator, anyone's; `which` are numbers, each with the last on
    its act. Of several, those on which another has decided since are left."""
    pairs = [pair_of(each) for each in which[:100]]
    undone: list[Decision] = []
    act: int | None = None
    try:
        with settings_of(request).store.writing() as connection:
            for number, seen in pairs:
                told = load_decision(connection, number)
                check_whose(told, visitor)
                try:
                    decision = deciding.undo(connection, number, reviewer=visitor.name, seen=seen)
                except MovedOnError:
                    if len(pairs) == 1:
                        raise
                    continue
                note_decision(request, connection, decision)
                undone.append(decision)
                act = told.act
    except MovedOnError as error:
        return moved_on(request, asked, error)
    if to == "decisions":
        return RedirectResponse("/decisions", 303)
    return go_on(asked, undone, at=act if len(pairs) == 1 else None)


@router.get("/{act}/edit")
def edit_form(request: Request, act: Act, asked: AskedQueue, _: Reviewing) -> Response:
    """The slots of an event, to be written anew."""
    with settings_of(request).store.reading() as connection:
        event = entry_of_act(connection, act).event
    return _edit_form(request, asked, act, {slot: written(event, slot) for slot in SLOTS}, {})


@router.post("/{act}/edit", dependencies=[OurForm])
async def edit(request: Request, act: Act, asked: AskedQueue, visitor: Reviewing) -> Response:
    """Sets the slots as they were written; what cannot be understood is told beside its field."""
    given = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_edit, request, act, asked, visitor, given)


@router.post("/{act}/{verdict}", dependencies=[OurForm])
def decide(
    request: Request,
    act: Act,
    verdict: Annotated[str, Path(pattern="^(accept|reject)$")],
    asked: AskedQueue,
    visitor: Reviewing,
    seen: Seen,
    after: Next = None,
) -> Response:
    """Accepts or rejects an event, and goes on to the next."""
    try:
        with settings_of(request).store.writing() as connection:
            decision = deciding.decide(connection, Action(verdict), act, reviewer=visitor.name, seen=seen)
            note_decision(request, connection, decision)
    except MovedOnError as error:
        return moved_on(request, asked, error)
    return go_on(asked, [decision], at=after)


def _edit(request: Request, act: int, asked: AskedQueue, visitor: Visitor, given: dict[str, str]) -> Response:
    store = settings_of(request).store
    with store.reading() as connection:
        entry = entry_of_act(connection, act)
    event, wrong = all_edited(entry.event, given, load_lexicon(), entry.report.text)
    if not wrong and event == entry.event:
        wrong = {"": "Nothing was changed. To say that it is right as it is, accept it."}
    if wrong:
        return _edit_form(request, asked, act, given, wrong, status=422)
    try:
        with store.writing() as connection:
            decision = deciding.decide(
                connection, Action.EDIT, act, reviewer=visitor.name, event=event, seen=number_of(given.get("seen"))
            )
            note_decision(request, connection, decision)
    except MovedOnError as error:
        return moved_on(request, asked, error)
    after = given.get("next")
    return go_on(asked, [decision], at=number_of(after) if after else None)


def _edit_form(
    request: Request, asked: AskedQueue, act: int, values: dict[str, str], wrong: dict[str, str], status: int = 200
) -> Response:
    choices = {
        "type": [str(k) for k in EventType],
        "issue": ["", *map(str, Issue)],
        "modality": [str(m) for m in Modality],
        "polarity": [str(p) for p in Polarity],
    }
    told = {"values": values, "wrong": wrong, "slots": SLOTS, "choices": choices, "modes": MODES_TOLD}
    return show_desk(request, asked, act, mode="edit", status=status, **told)
