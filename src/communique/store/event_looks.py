"""What can be wrong with the events of a record: their words, their columns, who takes part, what was decided."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, delete, select, update

from communique.record import Event, Report, Status
from communique.store import schema
from communique.store.batches import batches
from communique.store.decisions import settle, verdict_on
from communique.store.events import columns_of, event_of, machine_columns, put_sides, sides_of
from communique.store.finding import Key, Problem, spread
from communique.store.reports import load_reports

_SOME = 100
"""Reports whose events are looked at together."""


def _read_again(connection: Connection, keys: Sequence[Key]) -> None:
    table = schema.event.c
    for part in batches(keys):
        reports = select(table.report).where(table.uid.in_(part))
        connection.execute(update(schema.report).where(schema.report.c.number.in_(reports)).values(coder=None))


def _let_go(connection: Connection, keys: Sequence[Key]) -> None:
    _read_again(connection, keys)
    table = schema.event
    for part in batches(keys):
        connection.execute(update(table).where(table.c.uid.in_(part)).values(current=False))
        connection.execute(delete(schema.side).where(schema.side.c.event.in_(part)))


def _write_columns(connection: Connection, keys: Sequence[Key]) -> None:
    for uid in keys:
        row = _row(connection, uid)
        report, _ = load_reports(connection, [row.report], with_text=False)[row.report]
        values = columns_of(event_of(row), report) | machine_columns(Event.model_validate_json(row.body))
        connection.execute(update(schema.event).where(schema.event.c.uid == uid).values(values))


def _write_sides(connection: Connection, keys: Sequence[Key]) -> None:
    for uid in keys:
        row = _row(connection, uid)
        report, _ = load_reports(connection, [row.report], with_text=False)[row.report]
        event = event_of(row) if _stands(row) else None
        put_sides(connection, uid, event, row.report, columns_of(event, report)["day"] if event else None)


def _settle_again(connection: Connection, keys: Sequence[Key]) -> None:
    for act in keys:
        settle(connection, act)


def _number_acts(connection: Connection, keys: Sequence[Key]) -> None:
    table = schema.event
    for part in batches(keys):
        connection.execute(update(table).where(table.c.uid.in_(part)).values(act=table.c.uid))


def _row(connection: Connection, uid: int) -> Row[Any]:
    return connection.execute(select(schema.event).where(schema.event.c.uid == uid)).one()


NUMBERS = Problem("events without the number of their act", "gives them their own", _number_acts)
TWICE = Problem("acts that stand twice", "read their reports again: communique ingest --reread, or take a backup")
VERDICTS = Problem("events that do not stand as was decided", "lets the log of decisions decide anew", _settle_again)
UNREADABLE = Problem(
    "events that cannot be read",
    "lets them stand no more, and marks their reports to be read again",
    _let_go,
)
QUOTES = Problem(
    "events whose quotes do not stand in their report", "marks their reports to be read again", _read_again
)
UNREAD = Problem("reports that wait to be read again", "run 'communique ingest --reread'")
EDITED = Problem("events that a reviewer left with quotes that do not stand in their report", "edit or undo them")
COLUMNS = Problem(
    "events that would be sought under what they do not tell", "writes their columns anew", _write_columns
)
SIDES = Problem("events whose parties are not listed as they tell them", "lists them anew", _write_sides)


def look_at_verdicts(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether acts have their numbers, each stands once, and as was decided."""
    table = schema.event.c
    for uid in connection.execute(select(table.uid).where(table.act <= 0).order_by(table.uid)).scalars():
        yield NUMBERS, uid
    standing = Counter(connection.execute(select(table.act).where(table.current, table.act > 0)).scalars())
    yield from ((TWICE, act) for act, count in sorted(standing.items()) if count > 1)
    decided = select(schema.decision.c.act).where(schema.decision.c.act.is_not(None))
    touched = set(connection.execute(decided).scalars())
    touched |= set(connection.execute(select(table.act).where(table.status != Status.MACHINE.value)).scalars())
    for act in sorted(touched):
        asked = select(table.status, table.edited).where(table.act == act, table.current)
        row = connection.execute(asked).first()
        try:
            verdict, edited = verdict_on(connection, act)
        except (ValueError, KeyError):
            continue  # A decision that cannot be read is told of by its own look.
        if row is not None and (row.status, row.edited) != (verdict.value, edited):
            yield VERDICTS, act


def look_at_events(connection: Connection, sample: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether events say what their reports say, and stand under what they say."""
    numbers = connection.execute(select(schema.report.c.number).order_by(schema.report.c.number)).scalars().all()
    wanted = spread(numbers, sample)
    for begin in range(0, len(wanted), _SOME):
        part = wanted[begin : begin + _SOME]
        reports = load_reports(connection, part)
        table, side = schema.event, schema.side
        rows = connection.execute(select(table).where(table.c.report.in_(part)).order_by(table.c.uid)).all()
        held: dict[int, list[dict[str, Any]]] = {}
        for listed in connection.execute(select(side).where(side.c.report.in_(part))).mappings():
            held.setdefault(listed["event"], []).append(dict(listed))
        asked = select(schema.report.c.number).where(schema.report.c.number.in_(part), schema.report.c.coder.is_(None))
        unread = set(connection.execute(asked).scalars())
        yield from ((UNREAD, number) for number in sorted(unread))
        for row in rows:
            for problem, key in _look_at_event(row, reports[row.report][0], held.pop(row.uid, [])):
                if problem is not QUOTES or row.report not in unread:
                    yield problem, key
        yield from ((SIDES, uid) for uid in sorted(held))


def _look_at_event(row: Row[Any], report: Report, held: list[dict[str, Any]]) -> Iterator[tuple[Problem, Key]]:
    try:
        told = Event.model_validate_json(row.body)
        event = event_of(row)
    except ValidationError:
        if row.current:
            yield UNREADABLE, row.uid
        elif held:
            yield SIDES, row.uid
        return
    if row.current:
        try:
            event.checked(report.text)
        except ValueError:
            yield (QUOTES if row.edited is None else EDITED), row.uid
    columns: dict[str, Any] = {**columns_of(event, report), **machine_columns(told)}
    if any(row._mapping[name] != value for name, value in columns.items()):
        yield COLUMNS, row.uid
    wanted = sides_of(row.uid, event, row.report, columns["day"]) if _stands(row) else []
    if sorted(map(_side_key, held)) != sorted(map(_side_key, wanted)):
        yield SIDES, row.uid


def _stands(row: Row[Any]) -> bool:
    return bool(row.current) and row.status != Status.REJECTED.value


def _side_key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("role", "party", "name", "side", "report", "day"))
