"""Links and threads as they are written, to be held against what they should be."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from communique.record import Action, Status
from communique.store import schema

_SOME = 500


def acts_without_event(connection: Connection) -> list[int]:
    """The acts that are in a thread and of which no event stands in a reading."""
    told = select(schema.event.c.act).where(schema.event.c.current)
    asked = select(schema.link.c.act).where(schema.link.c.act.not_in(told)).order_by(schema.link.c.act)
    return list(connection.execute(asked).scalars())


def acts_without_thread(connection: Connection) -> list[int]:
    """The acts that stand and are in no thread."""
    table = schema.event.c
    asked = select(table.act).where(table.current, table.status != Status.REJECTED.value)
    return list(
        connection.execute(asked.where(table.act.not_in(select(schema.link.c.act))).order_by(table.act)).scalars()
    )


def threads_that_are_gone(connection: Connection) -> list[int]:
    """The threads that acts have their places in and that are not there."""
    number = schema.link.c.thread
    asked = select(number).where(number.not_in(select(schema.thread.c.number))).distinct().order_by(number)
    return list(connection.execute(asked).scalars())


def make_thread(connection: Connection, number: int, kind: str) -> None:
    """Begins a thread with a number that was given before."""
    connection.execute(insert(schema.thread).values(number=number, kind=kind, size=0, body=""))


def drop_places(connection: Connection, number: int) -> None:
    """Takes all acts out of a thread."""
    connection.execute(delete(schema.link).where(schema.link.c.thread == number))


def acts_moved(connection: Connection) -> list[int]:
    """The acts that stand and that a reviewer has ever put into another thread."""
    table, told = schema.decision.c, schema.event.c
    moved = select(table.act).where(table.action.in_((Action.MERGE.value, Action.SPLIT.value)))
    return list(
        connection.execute(select(told.act).where(told.current, told.act.in_(moved)).order_by(told.act)).scalars()
    )


def threads_without_links(connection: Connection) -> list[int]:
    """The threads that nothing is in."""
    number = schema.thread.c.number
    return list(connection.execute(select(number).where(number.not_in(select(schema.link.c.thread)))).scalars())


def said_by_act(connection: Connection) -> Iterator[dict[int, str]]:
    """The places of acts in the order of their threads, some at a time."""
    table, last = schema.link.c, None
    asked = select(table.act, table.said).order_by(table.act).limit(_SOME)
    while found := connection.execute(asked if last is None else asked.where(table.act > last)).all():
        yield {row.act: row.said for row in found}
        last = found[-1].act


def set_said(connection: Connection, wanted: Mapping[int, str]) -> None:
    """Puts acts in another place in the order of their threads."""
    for act, said in wanted.items():
        connection.execute(update(schema.link).where(schema.link.c.act == act).values(said=said))


def numbers_of_threads(connection: Connection) -> list[int]:
    """The numbers of all threads."""
    return list(connection.execute(select(schema.thread.c.number).order_by(schema.thread.c.number)).scalars())


def row_of_thread(connection: Connection, number: int) -> dict[str, Any]:
    """What is written of a thread; see threads.columns_of."""
    row = connection.execute(select(schema.thread).where(schema.thread.c.number == number)).mappings().one()
    return {name: value for name, value in row.items() if name != "number"}


def keys_held(connection: Connection, number: int) -> set[str]:
    """What a thread is found by."""
    return set(
        connection.execute(select(schema.thread_key.c.key).where(schema.thread_key.c.thread == number)).scalars()
    )
