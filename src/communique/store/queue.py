"""What waits for review."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from communique.record import Entry, Status
from communique.store import schema
from communique.store.events import entries_of, standing
from communique.store.processes import events_of_process, load_process


def waiting(
    connection: Connection, *, process: str | None = None, below: float = 1.0, leave_out: Collection[int] = ()
) -> Entry | None:
    """The event that nobody has decided upon, the least sure first; None where none is left.

    `process` is the name of one; `leave_out` are acts that were passed over.
    """
    table = schema.event.c
    asked = standing().where(table.status == Status.MACHINE.value, table.confidence <= below)
    if leave_out:
        asked = asked.where(table.act.not_in(list(leave_out)))
    if process is not None:
        asked = asked.where(table.uid.in_(events_of_process(load_process(connection, process))))
    first = connection.execute(
        asked.with_only_columns(table.uid).order_by(table.confidence, table.uid).limit(1)
    ).scalar()
    if first is None:
        return None
    return entries_of(connection, select(schema.event).where(table.uid == first))[0]
