"""Threads in the record: candidates by key, the events of each, and how it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from communique.record import Entry, Link, Member, Thread
from communique.store import schema
from communique.store.events import LONGEST, entries_of, standing

CANDIDATES = 24
"""Threads at most that a report's events are compared with: those that were spoken of last."""
MEMBERS = 16
"""Events at most of a candidate that are looked at: those that were told last."""
FULL = 200
"""Events of a thread that takes no more: what goes on after so many is told as another, or each would cost more."""
PAGE = 500
"""Threads that are loaded at a time."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A thread of the record as it is loaded to be extended."""

    number: int
    kind: str
    entries: list[Entry]
    links: dict[int, Link]


def candidates(connection: Connection, keys: Iterable[str]) -> list[int]:
    """The numbers of the threads that stand under one of these keys, those spoken of last first."""
    wanted, key, thread = sorted({k[:LONGEST] for k in keys}), schema.thread_key.c, schema.thread.c
    found: dict[int, str] = {}
    for begin in range(0, len(wanted), 400):
        asked = (
            select(thread.number, thread.last_day)
            .join(schema.thread_key, key.thread == thread.number)
            .where(key.key.in_(wanted[begin : begin + 400]), thread.size < FULL)
            .order_by(thread.last_day.desc(), thread.number.desc())
            .limit(CANDIDATES)
        )
        found |= {number: last_day or "" for number, last_day in connection.execute(asked).all()}
    return sorted(found, key=lambda number: (found[number], number), reverse=True)[:CANDIDATES]


def threads_of_acts(connection: Connection, acts: Iterable[int]) -> dict[int, tuple[int, str]]:
    """By act, the number of its thread and who put it there."""
    wanted, table = sorted(set(acts)), schema.link.c
    found: dict[int, tuple[int, str]] = {}
    for begin in range(0, len(wanted), 500):
        asked = select(table.act, table.thread, table.by).where(table.act.in_(wanted[begin : begin + 500]))
        found |= {act: (thread, by) for act, thread, by in connection.execute(asked).all()}
    return found


def load_linked(connection: Connection, numbers: Sequence[int], *, members: int | None = None) -> list[Linked]:
    """Threads with their entries, at most the last `members` of each; the reports come without their text."""
    if not numbers:
        return []
    table, thread = schema.link.c, schema.thread.c
    kinds = dict(connection.execute(select(thread.number, thread.kind).where(thread.number.in_(numbers))).all())
    rows = connection.execute(select(schema.link).where(table.thread.in_(numbers)).order_by(table.act)).all()
    by_thread: dict[int, list[int]] = {}
    for row in rows:
        by_thread.setdefault(row.thread, []).append(row.act)
    wanted = {act for acts in by_thread.values() for act in acts[-(members or len(acts)) :]}
    entries = {e.act: e for e in _entries(connection, wanted)}
    links: dict[int, dict[int, Link]] = {}
    for row in rows:
        if (entry := entries.get(row.act)) is not None:
            member = Member(report=entry.report.id, event=entry.event.id)
            link = Link(member=member, score=row.score, reason=row.reason, by=row.by)
            links.setdefault(row.thread, {})[row.act] = link
    return [
        Linked(n, kinds[n], [entries[act] for act in links.get(n, ())], links.get(n, {})) for n in numbers if n in kinds
    ]


def _entries(connection: Connection, acts: Iterable[int]) -> Iterator[Entry]:
    wanted = sorted(acts)
    for begin in range(0, len(wanted), 500):
        asked = standing().where(schema.event.c.act.in_(wanted[begin : begin + 500])).order_by(schema.event.c.act)
        yield from entries_of(connection, asked, with_text=False)


def add_thread(connection: Connection, kind: str) -> int:
    """Begins a thread; its number."""
    row = {"kind": kind, "size": 0, "body": ""}
    asked = insert(schema.thread).values(row).returning(schema.thread.c.number)
    return int(connection.execute(asked).scalar_one())


def keep_thread(
    connection: Connection, number: int, thread: Thread, days: tuple[str | None, str | None], keys: Iterable[str]
) -> None:
    """Writes how a thread stands, the first and last day on which it was spoken of, and keys it is found by too."""
    row = {
        "kind": thread.kind.value,
        "issue": thread.issue and thread.issue.value,
        "first_day": days[0],
        "last_day": days[1],
        "size": len(thread.links),
        "body": thread.model_dump_json(exclude_defaults=True),
    }
    connection.execute(update(schema.thread).where(schema.thread.c.number == number).values(row))
    wanted = {key[:LONGEST] for key in keys}
    held = set(
        connection.execute(select(schema.thread_key.c.key).where(schema.thread_key.c.thread == number)).scalars()
    )
    if new := sorted(wanted - held):
        connection.execute(insert(schema.thread_key), [{"key": key, "thread": number} for key in new])


def add_links(connection: Connection, links: Sequence[tuple[int, int, Link]]) -> None:
    """Puts acts that are in no thread into threads: act, thread, link."""
    rows = [
        {"act": act, "thread": thread, "score": link.score, "reason": link.reason, "by": link.by}
        for act, thread, link in links
    ]
    if rows:
        connection.execute(insert(schema.link), rows)


def put_link(connection: Connection, act: int, thread: int, link: Link) -> None:
    """Puts an act into a thread, out of the one in which it was."""
    connection.execute(delete(schema.link).where(schema.link.c.act == act))
    row = {"act": act, "thread": thread, "score": link.score, "reason": link.reason, "by": link.by}
    connection.execute(insert(schema.link).values(row))


def drop_links(connection: Connection, acts: Iterable[int]) -> None:
    """Takes acts out of their threads."""
    wanted = sorted(set(acts))
    if wanted:
        connection.execute(delete(schema.link).where(schema.link.c.act.in_(wanted)))


def empty_thread(connection: Connection, number: int) -> bool:
    """Leaves a thread, all of whose events were rejected, without a state; whether it has any."""
    if connection.execute(select(schema.link.c.act).where(schema.link.c.thread == number).limit(1)).first() is None:
        return False
    connection.execute(update(schema.thread).where(schema.thread.c.number == number).values(size=0, body=""))
    return True


def drop_thread(connection: Connection, number: int) -> None:
    """Takes a thread without events away."""
    connection.execute(delete(schema.thread_key).where(schema.thread_key.c.thread == number))
    connection.execute(delete(schema.thread).where(schema.thread.c.number == number))


def load_threads(connection: Connection, *, least: int = 1) -> Iterator[Thread]:
    """Every thread of at least so many events, by number."""
    table, last = schema.thread.c, 0
    asked = select(table.number, table.body).where(table.size >= least).order_by(table.number).limit(PAGE)
    while rows := connection.execute(asked.where(table.number > last)).all():
        yield from (Thread.model_validate_json(row.body) for row in rows)
        last = rows[-1].number


def kind_of_thread(connection: Connection, number: int) -> str:
    """What a thread is about."""
    return str(connection.execute(select(schema.thread.c.kind).where(schema.thread.c.number == number)).scalar_one())


def exists(connection: Connection, number: int) -> bool:
    """Whether there is a thread of that number."""
    asked = select(schema.thread.c.number).where(schema.thread.c.number == number)
    return connection.execute(asked).first() is not None


def thread_of_act(connection: Connection, act: int) -> Thread | None:
    """The thread that an act is in."""
    asked = (
        select(schema.thread.c.body)
        .join(schema.link, schema.link.c.thread == schema.thread.c.number)
        .where(schema.link.c.act == act)
    )
    body = connection.execute(asked).scalar()
    return Thread.model_validate_json(body) if body else None


def load_thread(connection: Connection, number: int) -> Thread | None:
    """The thread of that number as it stands; None where there is none or all its events were rejected."""
    body = connection.execute(select(schema.thread.c.body).where(schema.thread.c.number == number)).scalar()
    return Thread.model_validate_json(body) if body else None
