"""Processes in the record, and what of the record belongs to one."""

from sqlalchemy import Connection, Select, delete, func, insert, select

from communique.record import Entry, Process
from communique.store import schema
from communique.store.errors import StoreError
from communique.store.events import entries_of, standing
from communique.store.reports import now

DYADS = 20
"""Pairs of sides at most that are proposed as processes."""


def put_process(connection: Connection, process: Process) -> None:
    """Adds a process, or puts it in the place of the one of its name."""
    connection.execute(delete(schema.process).where(schema.process.c.name == process.name))
    row = {"name": process.name, "body": process.model_dump_json(), "added": now()}
    connection.execute(insert(schema.process).values(row))


def drop_process(connection: Connection, name: str) -> None:
    """Takes a process away; its reports stay. StoreError where there is none of that name."""
    load_process(connection, name)
    connection.execute(delete(schema.process).where(schema.process.c.name == name))


def load_process(connection: Connection, name: str) -> Process:
    """The process of that name; StoreError names those that there are."""
    body = connection.execute(select(schema.process.c.body).where(schema.process.c.name == name)).scalar()
    if body is None:
        known = ", ".join(p.name for p in load_processes(connection)) or "none yet"
        raise StoreError(name, f"no such process; there are: {known}. 'communique process add' makes one")
    return Process.model_validate_json(body)


def when_made(connection: Connection, name: str) -> str:
    """When the process of that name was added or changed last (UTC, ISO 8601); StoreError where there is none."""
    load_process(connection, name)
    return str(connection.execute(select(schema.process.c.added).where(schema.process.c.name == name)).scalar_one())


def load_processes(connection: Connection) -> list[Process]:
    """The processes, by name."""
    table = schema.process.c
    return [
        Process.model_validate_json(b) for b in connection.execute(select(table.body).order_by(table.name)).scalars()
    ]


def dyads(connection: Connection, *, least: int = 5) -> list[tuple[str, str, int]]:
    """Pairs of sides that act toward each other or together in at least so many events, the most frequent first."""
    one, other = schema.side.alias("one"), schema.side.alias("other")
    count = func.count(one.c.event.distinct())
    asked = (
        select(one.c.side, other.c.side, count)
        .join(other, (one.c.event == other.c.event) & (one.c.side < other.c.side))
        .where(one.c.role != "source", other.c.role != "source")
        .group_by(one.c.side, other.c.side)
        .having(count >= least)
        .order_by(count.desc(), one.c.side, other.c.side)
        .limit(DYADS)
    )
    return [(a, b, n) for a, b, n in connection.execute(asked).all()]


def entries_of_process(connection: Connection, process: Process, *, with_text: bool = False) -> list[Entry]:
    """The events of a process, by day: those with one of its sides, in reports in which two of them take part.

    So what a party does elsewhere to others stays out, and what it says alone in a report on the talks comes in.
    """
    asked = standing().where(schema.event.c.uid.in_(events_of_process(process)))
    return entries_of(
        connection, asked.order_by(schema.event.c.day.nulls_first(), schema.event.c.act), with_text=with_text
    )


def events_of_process(process: Process) -> Select[tuple[int]]:
    """The question for the uids of the events of a process; see entries_of_process."""
    side = schema.side.c
    sides = {*process.parties, *process.mediators}
    within = [side.role != "source"]
    if process.since is not None:
        since = process.since.isoformat()
        # The year or month that it begins in may be meant after it has begun.
        within.append((side.day >= since) | side.day.in_([since[:4], since[:7]]))
    if process.until is not None:
        within.append(side.day <= process.until.isoformat())
    needed = min(2, len(process.parties))
    reports = (
        select(side.report)
        .where(side.side.in_(process.parties), *within)
        .group_by(side.report)
        .having(func.count(side.side.distinct()) >= needed)
    )
    return select(side.event).where(side.side.in_(sides), side.report.in_(reports), *within)
