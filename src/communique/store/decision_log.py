"""The log of decisions as it is looked at: what was decided last on an act, by a reviewer, and page by page."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, func, select

from communique.record import Action, Decision
from communique.store import schema
from communique.store.batches import batches
from communique.store.decisions import decision_of_row
from communique.store.errors import MovedOnError


def last_decisions(connection: Connection, acts: Iterable[int]) -> dict[int, int]:
    """By act, the number of the last decision on it, undoings included; 0 where there is none."""
    table = schema.decision.c
    found: dict[int, int] = {}
    for part in batches(acts):
        asked = select(table.act, func.max(table.number)).where(table.act.in_(part)).group_by(table.act)
        found |= dict.fromkeys(part, 0) | dict(connection.execute(asked).all())
    return found


def check_seen(connection: Connection, act: int, seen: int | None) -> None:
    """MovedOnError where more was decided on an act than `seen`, the last decision that its reviewer knew; None skips.

    To be asked in the transaction that writes the next decision: nothing can come between then.
    """
    if seen is not None and (last := last_decisions(connection, [act])[act]) != seen:
        told = load_log(connection, numbers=(last, last))
        by = told[0].reviewer if told else "someone"
        raise MovedOnError(act, f"{by} has decided about it since you loaded it; look again, then decide")


def load_log(
    connection: Connection,
    *,
    reviewer: str = "",
    action: Action | None = None,
    act: int | None = None,
    numbers: tuple[int, int] | None = None,
    skip: int = 0,
    most: int | None = None,
) -> list[Decision]:
    """Decisions, the latest first; `numbers` are the first and the last of them."""
    asked = _asked(select(schema.decision), reviewer, action, act)
    if numbers is not None:
        asked = asked.where(schema.decision.c.number.between(*numbers))
    asked = asked.order_by(schema.decision.c.number.desc()).offset(skip)
    rows = connection.execute(asked.limit(most) if most is not None else asked).all()
    return [decision_of_row(row) for row in rows]


def count_log(
    connection: Connection, *, reviewer: str = "", action: Action | None = None, act: int | None = None
) -> int:
    """How many decisions there are."""
    asked = _asked(select(func.count()).select_from(schema.decision), reviewer, action, act)
    return int(connection.execute(asked).scalar_one())


def undone_by(connection: Connection, decisions: Iterable[Decision]) -> dict[int, int]:
    """Of these decisions, by number the undoing of each that is undone."""
    table = schema.decision.c
    found: dict[int, int] = {}
    for part in batches(d.number for d in decisions):
        found |= dict(connection.execute(select(table.undoes, table.number).where(table.undoes.in_(part))).all())
    return found


def last_standing(connection: Connection, reviewer: str) -> Decision | None:
    """The last decision of a reviewer that is not undone."""
    table, other = schema.decision, schema.decision.alias("other")
    undone = select(other.c.number).where(other.c.undoes == table.c.number).exists()
    asked = (
        select(table)
        .where(table.c.reviewer == reviewer, table.c.action != Action.UNDO.value, ~undone)
        .order_by(table.c.number.desc())
        .limit(1)
    )
    row = connection.execute(asked).first()
    return None if row is None else decision_of_row(row)


def reviewers(connection: Connection) -> list[str]:
    """Who has decided anything, by name; asked name by name, so that the log is not read whole."""
    table = schema.decision.c
    found: list[str] = []
    asked = select(func.min(table.reviewer))
    while (
        name := connection.execute(asked.where(table.reviewer > found[-1]) if found else asked).scalar()
    ) is not None:
        found.append(name)
    return found


def _asked(asked: Select[Any], reviewer: str, action: Action | None, act: int | None) -> Select[Any]:
    table = schema.decision.c
    if reviewer:
        asked = asked.where(table.reviewer == reviewer)
    if action is not None:
        asked = asked.where(table.action == action.value)
    return asked if act is None else asked.where(table.act == act)
