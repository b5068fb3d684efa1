"""What waits for review."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from communique.record import Entry, EventType, Process, Status
from communique.store import schema
from communique.store.batches import batches
from communique.store.events import entries_of, standing
from communique.store.processes import events_of_process, load_process

FEW = 20_000
"""Members of a process that are asked for one by one; where there are more, the queue is walked until enough came."""
COUNTED = 1000
"""Waiting events that are counted; where there are more, that is all that is said."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events a queue holds: of a process, a type, a frame, less sure than `below`; by what was decided.

    `members` are the uids of the events of the process where they are at hand: asking for them anew is what costs most.
    """

    process: str = ""
    kind: EventType | None = None
    frame: str = ""
    below: float = 1.0
    statuses: tuple[Status, ...] = (Status.MACHINE,)
    members: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event in the queue with what its weight is worked out from: how it is told, and what thread it is in."""

    act: int
    uid: int
    confidence: float
    kind: EventType
    issue: str | None
    tolled: bool
    thread_kind: str | None
    tellings: int


def least_sure(connection: Connection, filters: Filters, *, skip: int = 0, most: int) -> tuple[list[Waiting], int]:
    """The events of a queue that are the least sure, those first, and how many it holds, up to COUNTED and one."""
    event, thread = schema.event.c, schema.thread.c
    # One status at a time, so that the index gives them in their order; of one alone it passes over those to skip.
    passed = skip if len(filters.statuses) == 1 else 0
    taken = skip - passed + max(most, COUNTED + 1)
    found: list[tuple[float, int]] = []
    for status in filters.statuses:
        asked = _filtered(connection, select(event.confidence, event.uid), filters, status)
        found += _first(connection, asked, filters.members, passed, taken)
    count = min(passed + len(found), COUNTED + 1)
    uids = [uid for _, uid in sorted(found)[skip - passed :][:most]]
    rows = connection.execute(
        select(
            event.act,
            event.uid,
            event.confidence,
            event.event_type,
            event.issue,
            func.coalesce(event.edited, event.body).contains('"casualties"').label("tolled"),
            thread.kind,
            thread.size,
        )
        .select_from(schema.event)
        .outerjoin(schema.link, schema.link.c.act == event.act)
        .outerjoin(schema.thread, thread.number == schema.link.c.thread)
        .where(event.uid.in_(uids))
    ).all()
    told = {
        row.uid: Waiting(
            row.act,
            row.uid,
            row.confidence,
            EventType(row.event_type),
            row.issue,
            bool(row.tolled),
            row.kind,
            row.size or 1,
        )
        for row in rows
    }
    return [told[uid] for uid in uids], count


def _first(
    connection: Connection, asked: Select[Any], members: frozenset[int] | None, skip: int, most: int
) -> list[tuple[float, int]]:
    """The least sure of what a question finds, of the members alone where there are any given."""
    event = schema.event.c
    ordered = asked.order_by(event.confidence, event.uid)
    if members is None:
        return [(row.confidence, row.uid) for row in connection.execute(ordered.offset(skip).limit(most))]
    found: list[tuple[float, int]] = []
    if len(members) <= FEW:
        for part in batches(members):
            rows = connection.execute(asked.where(event.uid.in_(part)))
            found += [(row.confidence, row.uid) for row in rows]
        return sorted(found)[skip : skip + most]
    with connection.execution_options(yield_per=5000).execute(ordered) as rows:
        for confidence, uid in rows:
            if uid in members:
                found.append((confidence, uid))
                if len(found) == skip + most:
                    break
    return found[skip:]


def members_of(connection: Connection, process: Process) -> frozenset[int]:
    """The uids of the events of a process."""
    return frozenset(row.event for row in connection.execute(events_of_process(process)))


def frames(connection: Connection) -> list[str]:
    """Which frames and models have told events; asked name by name, so that the events are not read."""
    found: list[str] = []
    asked = select(func.min(schema.event.c.frame))
    while True:
        part = asked.where(schema.event.c.frame > found[-1]) if found else asked
        name = connection.execute(part).scalar()
        if name is None:
            return found
        found.append(name)


def entries_of_acts(connection: Connection, acts: Sequence[int]) -> dict[int, Entry]:
    """The entries of acts, also of those that a reviewer rejected, by act."""
    table = schema.event
    asked = select(table).where(table.c.act.in_(acts), table.c.current)
    return {e.act: e for e in entries_of(connection, asked)}


def waiting(
    connection: Connection, *, process: str | None = None, below: float = 1.0, leave_out: Collection[int] = ()
) -> Entry | None:
    """The event that nobody has decided upon, the least sure first; None where none is left.

    `process` is the name of one; `leave_out` are acts that were passed over.
    """
    table = schema.event.c
    asked = _filtered(connection, standing(), Filters(process=process or "", below=below), Status.MACHINE)
    if leave_out:
        asked = asked.where(table.act.not_in(list(leave_out)))
    first = connection.execute(
        asked.with_only_columns(table.uid).order_by(table.confidence, table.uid).limit(1)
    ).scalar()
    if first is None:
        return None
    return entries_of(connection, select(schema.event).where(table.uid == first))[0]


def _filtered(connection: Connection, asked: Select[Any], filters: Filters, status: Status) -> Select[Any]:
    table = schema.event.c
    asked = asked.where(table.current, table.status == status.value)
    if filters.below < 1:
        asked = asked.where(table.confidence <= filters.below)
    if filters.kind is not None:
        asked = asked.where(table.event_type == filters.kind.value)
    if filters.frame:
        asked = asked.where(table.frame == filters.frame)
    if filters.process and filters.members is None:
        asked = asked.where(table.uid.in_(events_of_process(load_process(connection, filters.process))))
    return asked
