"""What reviewers decided: an append-only log, and what follows from it for the events and links that stand.

Nothing is erased: to undo a decision is a decision too. What stands is worked out anew from those that are not undone.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from communique.record import Decision, Event, Status
from communique.record.decision import Action
from communique.store import schema
from communique.store.batches import batches
from communique.store.engine import changes
from communique.store.errors import StoreError
from communique.store.events import columns_of, event_of, put_sides, words_of
from communique.store.reports import load_reports, now
from communique.store.words import replace_words

_VERDICTS = {Action.ACCEPT: Status.ACCEPTED, Action.REJECT: Status.REJECTED, Action.EDIT: Status.EDITED}


def add_decision(
    connection: Connection, action: Action, act: int, *, reviewer: str, body: dict[str, Any] | None = None
) -> Decision:
    """Writes down a decision on an act and lets it take effect on its event.

    `body` of an edit is {"event": …, the whole event as it should be}, of a merge {"with": an act of the other
    thread}, of a split {"from": the thread's number}. StoreError where there is no such act.
    """
    table = schema.event
    row = connection.execute(select(table).where(table.c.act == act, table.c.current)).first()
    if row is None:
        raise StoreError(str(act), "no such event")
    if action is Action.EDIT:
        _checked_edit(connection, row, body or {})
    number = _write(connection, action, act, reviewer, body or {}, None)
    settle(connection, act)
    return load_decision(connection, number)


def undo(connection: Connection, number: int, *, reviewer: str) -> Decision:
    """Takes a decision back; StoreError where there is none of that number or it is undone already."""
    told = load_decision(connection, number)
    undone = connection.execute(select(schema.decision.c.number).where(schema.decision.c.undoes == number)).scalar()
    if undone is not None or told.action is Action.UNDO:
        raise StoreError(f"decision {number}", "is undone already" if undone else "is itself an undoing")
    written = _write(connection, Action.UNDO, told.act, reviewer, {}, number)
    if told.act is not None:
        settle(connection, told.act)
    return load_decision(connection, written)


def load_decision(connection: Connection, number: int) -> Decision:
    """One decision; StoreError where there is none of that number."""
    row = connection.execute(select(schema.decision).where(schema.decision.c.number == number)).first()
    if row is None:
        raise StoreError(f"decision {number}", "no such decision")
    return decision_of_row(row)


def load_decisions(connection: Connection, *, act: int | None = None, standing: bool = False) -> list[Decision]:
    """The log in its order, of one act or all; `standing` leaves out what was undone, and the undoings."""
    table = schema.decision
    asked = select(table).order_by(table.c.number)
    found = [decision_of_row(r) for r in connection.execute(asked if act is None else asked.where(table.c.act == act))]
    return _standing(found) if standing else found


def taken_out(connection: Connection, acts: Iterable[int]) -> dict[int, set[int]]:
    """By act, the threads that a reviewer has taken it out of."""
    found: dict[int, set[int]] = {}
    for part in batches(acts):
        asked = select(schema.decision).where(schema.decision.c.act.in_(part)).order_by(schema.decision.c.number)
        for decision in _standing([decision_of_row(row) for row in connection.execute(asked)]):
            if decision.action is Action.SPLIT and decision.act is not None:
                found.setdefault(decision.act, set()).add(int(decision.body["from"]))
    return found


def _standing(log: Sequence[Decision]) -> list[Decision]:
    """What of a log was not undone, without the undoings."""
    undone = {d.undoes for d in log if d.undoes is not None}
    return [d for d in log if d.number not in undone and d.action is not Action.UNDO]


def _write(
    connection: Connection, action: Action, act: int | None, reviewer: str, body: dict[str, Any], undoes: int | None
) -> int:
    row = {
        "at": now(),
        "reviewer": reviewer,
        "action": action.value,
        "act": act,
        "body": json.dumps(body, ensure_ascii=False, sort_keys=True),
        "undoes": undoes,
    }
    asked = insert(schema.decision).values(row).returning(schema.decision.c.number)
    return int(connection.execute(asked).scalar_one())


def verdict_on(connection: Connection, act: int) -> tuple[Status, str | None]:
    """What the decisions on an act that are not undone make of it, and the event as JSON where they left another."""
    verdict, edited = Status.MACHINE, None
    for decision in load_decisions(connection, act=act, standing=True):
        if decision.action in _VERDICTS:
            verdict = _VERDICTS[decision.action]
            if decision.action is Action.EDIT:
                edited = json.dumps(decision.body["event"], ensure_ascii=False)
    return verdict, edited


def settle(connection: Connection, act: int) -> None:
    """Works out what stands for an act from the decisions on it."""
    verdict, edited = verdict_on(connection, act)
    table = schema.event
    row = connection.execute(select(table).where(table.c.act == act, table.c.current)).first()
    if row is None:
        return
    before = event_of(row)
    event = Event.model_validate_json(edited or row.body)
    report, _ = load_reports(connection, [row.report])[row.report]
    columns = columns_of(event, report)
    values = {"status": verdict.value, "edited": edited, "changed": changes(connection), **columns}
    connection.execute(update(table).where(table.c.uid == row.uid).values(values))
    replace_words(connection, "event_words", row.uid, words_of(before), words_of(event))
    stands = verdict is not Status.REJECTED
    put_sides(connection, row.uid, event if stands else None, row.report, columns["day"])


def _checked_edit(connection: Connection, row: Any, body: dict[str, Any]) -> None:
    text = connection.execute(select(schema.report.c.text).where(schema.report.c.number == row.report)).scalar_one()
    Event.model_validate(body["event"]).checked(text)


def decision_of_row(row: Any) -> Decision:
    """The decision in a row of the log."""
    return Decision(
        number=row.number,
        at=row.at,
        reviewer=row.reviewer,
        action=Action(row.action),
        act=row.act,
        body=json.loads(row.body),
        undoes=row.undoes,
    )
