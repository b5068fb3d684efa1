"""Threads in the record: candidates by key, the events of each around a moment, and how it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from communique.record import Entry, Link, Member, Status, Thread, ThreadKind
from communique.store import schema
from communique.store.batches import batches
from communique.store.events import LONGEST, load_entries

CANDIDATES = 24
"""Threads at most that a report's events are compared with: those that were spoken of last."""
MEMBERS = 16
"""Events at most of a candidate that are looked at: those that were told last."""
LONG = 200
"""Events from which on how a thread stands is worked out when it is asked for, or each more would cost more."""
PAGE = 500
"""Threads that are loaded at a time."""
MACHINE = "machine"
"""Who has made a link that no reviewer made."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A thread of the record as it is loaded to be extended: its entries up to a moment, and `later` ones."""

    number: int
    kind: ThreadKind
    first_day: str
    entries: list[Entry]
    later: list[Entry]
    links: dict[int, Link]
    whole: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an act belongs, and why; `said` is its place in the order of its thread."""

    act: int
    thread: int
    said: str
    link: Link


def candidates(connection: Connection, keys: Iterable[str]) -> list[int]:
    """The numbers of the threads that stand under one of these keys, those spoken of last first."""
    key, thread = schema.thread_key.c, schema.thread.c
    found: dict[int, str] = {}
    for part in batches(k[:LONGEST] for k in keys):
        asked = (
            select(thread.number, thread.last_day)
            .join(schema.thread_key, key.thread == thread.number)
            .where(key.key.in_(part))
            .order_by(thread.last_day.desc().nulls_last(), thread.number.desc())
            .distinct()
            .limit(CANDIDATES)
        )
        found |= {number: last_day or "" for number, last_day in connection.execute(asked).all()}
    return sorted(found, key=lambda number: (found[number], number), reverse=True)[:CANDIDATES]


def keys_among(connection: Connection, numbers: Sequence[int], keys: Iterable[str]) -> dict[int, set[str]]:
    """By thread, which of these keys it is found by."""
    found: dict[int, set[str]] = {}
    table = schema.thread_key.c
    for part in batches(k[:LONGEST] for k in keys):
        asked = select(table.thread, table.key).where(table.thread.in_(numbers), table.key.in_(part))
        for number, key in connection.execute(asked):
            found.setdefault(number, set()).add(key)
    return found


def threads_of_acts(connection: Connection, acts: Iterable[int]) -> dict[int, tuple[int, str]]:
    """By act, the number of its thread and who put it there."""
    table = schema.link.c
    found: dict[int, tuple[int, str]] = {}
    for part in batches(acts):
        asked = select(table.act, table.thread, table.by).where(table.act.in_(part))
        found |= {act: (thread, by) for act, thread, by in connection.execute(asked).all()}
    return found


def link_of_act(connection: Connection, act: int) -> Link | None:
    """The link of an act; None where it is in no thread."""
    row = connection.execute(select(schema.link).where(schema.link.c.act == act)).first()
    entries = load_entries(connection, [act], with_text=False)
    return None if row is None or not entries else _link(row, entries[0])


def load_linked(
    connection: Connection, numbers: Sequence[int], *, said: str | None = None, later: int = 0
) -> list[Linked]:
    """Threads with their entries around a moment: MEMBERS said last before it, and `later` said next after it.

    `said` is the moment, the end where it is None. The reports come without their text.
    """
    thread = schema.thread.c
    asked = select(thread.number, thread.kind, thread.first_day, thread.size).where(thread.number.in_(numbers))
    known: dict[int, Any] = {row.number: row for row in connection.execute(asked)} if numbers else {}
    before, after, whole = _around(connection, known, said, later)
    rows = [row for number in known for row in (*before.get(number, ()), *after.get(number, ()))]
    entries = {e.act: e for e in load_entries(connection, (row.act for row in rows), with_text=False)}

    def linked(number: int) -> Linked:
        told = [row for row in (*before.get(number, ()), *after.get(number, ())) if row.act in entries]
        return Linked(
            number,
            ThreadKind(known[number].kind),
            known[number].first_day or "",
            [entries[row.act] for row in before.get(number, ()) if row.act in entries],
            [entries[row.act] for row in after.get(number, ()) if row.act in entries],
            {row.act: _link(row, entries[row.act]) for row in told},
            number in whole,
        )

    return [linked(number) for number in numbers if number in known]


def load_members(connection: Connection, number: int) -> tuple[list[Entry], dict[int, Link]]:
    """All entries of a thread that stand, with their links."""
    table = schema.link.c
    rows = connection.execute(select(schema.link).where(table.thread == number).order_by(table.said, table.act)).all()
    entries = {e.act: e for e in load_entries(connection, (row.act for row in rows), with_text=False)}
    told = [row for row in rows if row.act in entries]
    return [entries[row.act] for row in told], {row.act: _link(row, entries[row.act]) for row in told}


_Rows = dict[int, list[Any]]


def _around(
    connection: Connection, known: dict[int, Any], said: str | None, later: int
) -> tuple[_Rows, _Rows, set[int]]:
    """The links of threads before and after a moment, in order, and the threads of which these are all."""
    table = schema.link.c
    before: _Rows = {}
    after: _Rows = {}
    short = [number for number, row in known.items() if row.size <= 2 * MEMBERS]
    whole = set(short)
    if short:
        asked = select(schema.link).where(table.thread.in_(short)).order_by(table.said, table.act)
        for row in connection.execute(asked):
            (before if said is None or row.said <= said else after).setdefault(row.thread, []).append(row)
    for number in short:
        if len(before.get(number, ())) > MEMBERS or len(after.get(number, ())) > later:
            whole.discard(number)
        before[number] = before.get(number, [])[-MEMBERS:]
        after[number] = after.get(number, [])[:later]
    for number in known.keys() - set(short):
        # Each by its own questions, which read no more of a long thread than is wanted.
        mine = select(schema.link).where(table.thread == number)
        earlier = mine if said is None else mine.where(table.said <= said)
        last = earlier.order_by(table.said.desc(), table.act.desc()).limit(MEMBERS)
        before[number] = list(reversed(connection.execute(last).all()))
        if later and said is not None:
            first = mine.where(table.said > said).order_by(table.said, table.act).limit(later)
            after[number] = list(connection.execute(first).all())
    return before, after, whole


def _link(row: Any, entry: Entry) -> Link:
    member = Member(report=entry.report.id, event=entry.event.id)
    return Link(member=member, score=row.score, reason=row.reason, by=row.by)


def add_thread(connection: Connection, kind: str) -> int:
    """Begins a thread; its number."""
    row = {"kind": kind, "size": 0, "body": ""}
    asked = insert(schema.thread).values(row).returning(schema.thread.c.number)
    return int(connection.execute(asked).scalar_one())


def keep_thread(
    connection: Connection, number: int, thread: Thread, days: tuple[str | None, str | None], keys: Iterable[str]
) -> None:
    """Writes how a thread stands, the first and last day on which it was spoken of, and keys it is found by too."""
    connection.execute(update(schema.thread).where(schema.thread.c.number == number).values(columns_of(thread, days)))
    _add_keys(connection, number, keys)


def columns_of(thread: Thread, days: tuple[str | None, str | None]) -> dict[str, str | int | None]:
    """What is written of a thread."""
    return {
        "kind": thread.kind.value,
        "issue": thread.issue and thread.issue.value,
        "first_day": days[0],
        "last_day": days[1],
        "size": len(thread.links),
        "body": thread.model_dump_json(exclude_defaults=True),
    }


def keep_long(connection: Connection, number: int, size: int, keys: Iterable[str]) -> None:
    """Writes that a thread has so many events, more than LONG: how it stands is worked out when it is asked for."""
    said = schema.link.c.said
    days = select(said).where(schema.link.c.thread == number).limit(1)
    first = connection.execute(days.order_by(said)).scalar_one()
    last = connection.execute(days.order_by(said.desc())).scalar_one()
    row = {"size": size, "body": "", "first_day": first[:10], "last_day": last[:10]}
    connection.execute(update(schema.thread).where(schema.thread.c.number == number).values(row))
    _add_keys(connection, number, keys)


def _add_keys(connection: Connection, number: int, keys: Iterable[str]) -> None:
    wanted, table = {key[:LONGEST] for key in keys}, schema.thread_key.c
    for part in batches(wanted):
        held = connection.execute(select(table.key).where(table.thread == number, table.key.in_(part))).scalars().all()
        if new := sorted(set(part) - set(held)):
            connection.execute(insert(schema.thread_key), [{"key": key, "thread": number} for key in new])


def count_links(connection: Connection, number: int) -> int:
    """How many acts were put into a thread, rejected ones among them."""
    asked = select(func.count()).select_from(schema.link).where(schema.link.c.thread == number)
    return int(connection.execute(asked).scalar_one())


def stands(connection: Connection, number: int) -> bool:
    """Whether a thread has an event that no reviewer rejected."""
    event, link = schema.event.c, schema.link.c
    asked = select(link.act).join(schema.event, event.act == link.act)
    asked = asked.where(link.thread == number, event.current, event.status != Status.REJECTED.value).limit(1)
    return connection.execute(asked).first() is not None


def put_links(connection: Connection, placed: Sequence[Placed]) -> None:
    """Puts acts into threads, out of those in which they were."""
    drop_links(connection, [one.act for one in placed])
    rows = [
        {
            "act": one.act,
            "thread": one.thread,
            "score": one.link.score,
            "reason": one.link.reason,
            "by": one.link.by,
            "said": one.said,
        }
        for one in placed
    ]
    if rows:
        connection.execute(insert(schema.link), rows)


def drop_links(connection: Connection, acts: Iterable[int]) -> None:
    """Takes acts out of their threads."""
    for part in batches(acts):
        connection.execute(delete(schema.link).where(schema.link.c.act.in_(part)))


def empty_thread(connection: Connection, number: int) -> None:
    """Leaves a thread, all of whose events were rejected, without a state."""
    connection.execute(update(schema.thread).where(schema.thread.c.number == number).values(size=0, body=""))


def drop_thread(connection: Connection, number: int) -> None:
    """Takes a thread without events away."""
    connection.execute(delete(schema.thread_key).where(schema.thread_key.c.thread == number))
    connection.execute(delete(schema.thread).where(schema.thread.c.number == number))


def bodies(connection: Connection, *, least: int = 1) -> Iterator[tuple[int, str]]:
    """Number and JSON of every thread of at least so many events, by number; of a LONG one an empty text."""
    table, last = schema.thread.c, 0
    asked = select(table.number, table.body).where(table.size >= least).order_by(table.number).limit(PAGE)
    while rows := connection.execute(asked.where(table.number > last)).all():
        yield from ((row.number, row.body) for row in rows)
        last = rows[-1].number


def bodies_of(connection: Connection, acts: Iterable[int], *, kind: ThreadKind | None = None) -> list[tuple[int, str]]:
    """As bodies, of the threads that these acts are in, of one kind or all."""
    found: list[tuple[int, str]] = []
    for part in batches(number for number, _ in threads_of_acts(connection, acts).values()):
        asked = select(schema.thread.c.number, schema.thread.c.body)
        asked = asked.where(schema.thread.c.number.in_(part), schema.thread.c.size > 0)
        if kind is not None:
            asked = asked.where(schema.thread.c.kind == kind.value)
        found += [(row.number, row.body) for row in connection.execute(asked)]
    return sorted(found)


def kind_of_thread(connection: Connection, number: int) -> str:
    """What a thread is about."""
    return str(connection.execute(select(schema.thread.c.kind).where(schema.thread.c.number == number)).scalar_one())


def exists(connection: Connection, number: int) -> bool:
    """Whether there is a thread of that number."""
    asked = select(schema.thread.c.number).where(schema.thread.c.number == number)
    return connection.execute(asked).first() is not None


def bodies_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """By number, the JSON of threads that have events that stand; empty for a LONG one."""
    thread = schema.thread.c
    found: dict[int, str] = {}
    for part in batches(numbers):
        asked = select(thread.number, thread.body).where(thread.number.in_(part), thread.size > 0)
        found |= dict(connection.execute(asked).all())
    return found
