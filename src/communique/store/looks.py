"""What can be wrong with rows that belong together: references, counters, reports and bytes, decisions, items."""

import hashlib
import json
from collections.abc import Iterator, Sequence

from pydantic import ValidationError
from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, update

from communique.record import Action, Event, Process, report_id
from communique.store import schema
from communique.store.batches import batches
from communique.store.finding import Key, Problem, spread
from communique.store.items import DONE, FAILED
from communique.store.tables import counters, lacking, largest, set_counters

COMPUTED = (schema.side, schema.thread_key, schema.band, schema.session)
"""Tables whose rows follow from others, or hold nothing that lasts: a row that refers to nothing can go."""


def _create_lacking(connection: Connection, _: Sequence[Key]) -> None:
    for table in schema.metadata.sorted_tables:
        table.create(connection, checkfirst=True)
        for index in table.indexes:
            index.create(connection, checkfirst=True)


LACKING = Problem("tables, columns or indexes that the record lacks", "makes those that can be made", _create_lacking)


def look_at_schema(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether all tables and indexes are there."""
    for name in lacking(connection):
        yield LACKING, name


def _drop_dangling(connection: Connection, keys: Sequence[Key]) -> None:
    for table in COMPUTED:
        for column in table.columns:
            for reference in column.foreign_keys:
                target = reference.column
                missing = ~exists().where(target == column)
                if any(key[0] == table.name for key in keys):
                    connection.execute(delete(table).where(column.is_not(None), missing))


def _forget_reports(connection: Connection, _: Sequence[Key]) -> None:
    report = schema.report.c.number
    gone = ~exists().where(report == schema.item.c.report)
    connection.execute(update(schema.item).where(schema.item.c.report.is_not(None), gone).values(report=None))


DANGLING = Problem("rows that refer to nothing", "takes them away; what they told is computed again", _drop_dangling)
DANGLING_ITEMS = Problem("inputs whose report is gone", "marks them to be taken in again by --retry", _forget_reports)
ORPHANS = Problem("rows that refer to something that is gone", "they cannot be computed again; look for it in a backup")


def look_at_references(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether what rows refer to is there."""
    for table in schema.metadata.sorted_tables:
        if table is schema.link:
            continue  # The threads that places refer to are begun anew: see pipeline/thread_looks.py.
        for column in table.columns:
            for reference in column.foreign_keys:
                other = reference.column.table.alias("other")
                missing = ~exists().where(other.c[reference.column.name] == column)
                asked = select(*table.primary_key.columns).where(column.is_not(None), missing)
                problem = DANGLING if table in COMPUTED else DANGLING_ITEMS if table is schema.item else ORPHANS
                for row in connection.execute(asked):
                    yield problem, (table.name, *row)


def _count_anew(connection: Connection, _: Sequence[Key]) -> None:
    set_counters(connection, counters(connection))
    latest = connection.execute(select(func.max(schema.event.c.changed))).scalar() or 0
    held = connection.execute(select(func.max(schema.change.c.number))).scalar() or 0
    connection.execute(delete(schema.change))
    connection.execute(insert(schema.change).values(row=1, number=max(latest, held) + 1))


COUNTERS = Problem("counters that would give a number twice", "sets them behind the largest number", _count_anew)


def look_at_counters(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether the next numbers are new ones."""
    given = counters(connection)
    for name, number in largest(connection).items():
        if number > given[name]:
            yield COUNTERS, name
    latest = connection.execute(select(func.max(schema.event.c.changed))).scalar() or 0
    rows = connection.execute(select(schema.change.c.row, schema.change.c.number)).all()
    if len(rows) != 1 or rows[0].row != 1 or rows[0].number < latest:
        yield COUNTERS, "change"


def _hash_anew(connection: Connection, keys: Sequence[Key]) -> None:
    table = schema.report
    for number in keys:
        told = connection.execute(select(table.c.text).where(table.c.number == number)).scalar_one()
        sha256 = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        connection.execute(update(table).where(table.c.number == number).values(text_sha256=sha256))


HASHES = Problem("reports whose hash is wrong, their text being right by its id", "computes it again", _hash_anew)
TEXTS = Problem("reports whose text is not the one that was kept", "take them from a backup, or ingest them again")
IDS = Problem("reports whose id is not that of their text and publisher", "take them from a backup")
BYTES = Problem("files whose bytes are not those that were kept", "take them from a backup; the texts stay")


def look_at_reports(connection: Connection, sample: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether texts and bytes are those that were kept."""
    table = schema.report.c
    numbers = spread(connection.execute(select(table.number).order_by(table.number)).scalars().all(), sample)
    for part in batches(numbers):
        asked = select(table.number, table.id, table.publisher, table.text, table.text_sha256)
        for row in connection.execute(asked.where(table.number.in_(part)).execution_options(yield_per=100)):
            right = hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest() == row.text_sha256
            if report_id(row.text, row.publisher) != row.id:
                yield (IDS if right else TEXTS), row.number
            elif not right:
                yield HASHES, row.number
    raw = schema.raw.c
    names = connection.execute(select(raw.sha256).order_by(raw.sha256)).scalars().all()
    for name in names[:: 1 if sample is None else max(1, len(names) // sample)]:
        data = connection.execute(select(raw.data).where(raw.sha256 == name)).scalar_one()
        if hashlib.sha256(data).hexdigest() != name:
            yield BYTES, name


DECISIONS = Problem("decisions that cannot be read", "take them from a backup")
UNDOINGS = Problem("decisions that take back more, or something else, than they say", "take them from a backup")
NOWHERE = Problem("decisions on events that are not there", "they stay in the log, without effect")
PROCESSES = Problem("processes that cannot be read", "name their parties anew: communique process add")


def look_at_decisions(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether the log of decisions can be read, and the processes."""
    table = schema.decision
    acts = select(schema.event.c.act)
    asked = select(table.c.number).where(table.c.act.is_not(None), table.c.act.not_in(acts))
    for number in connection.execute(asked.order_by(table.c.number)).scalars():
        yield NOWHERE, number
    undone = table.alias("undone")
    wrong = or_(undone.c.act != table.c.act, undone.c.action == Action.UNDO.value, undone.c.number >= table.c.number)
    asked = select(table.c.number).join(undone, and_(table.c.undoes == undone.c.number, wrong))
    for number in connection.execute(asked.order_by(table.c.number)).scalars():
        yield UNDOINGS, number
    for row in connection.execute(select(table).order_by(table.c.number).execution_options(yield_per=500)):
        try:
            body = json.loads(row.body)
            if Action(row.action) is Action.EDIT:
                Event.model_validate(body["event"])
        except (ValueError, KeyError, TypeError):
            yield DECISIONS, row.number
    for name, body in connection.execute(select(schema.process.c.name, schema.process.c.body)):
        try:
            Process.model_validate_json(body)
        except ValidationError:
            yield PROCESSES, name


def _to_be_taken_again(connection: Connection, keys: Sequence[Key]) -> None:
    table = schema.item
    reason = "its report is not in the record any more; --retry takes it in again"
    for key in keys:
        row = connection.execute(select(table.c.name).where(table.c.key == key)).one()
        told = {"state": FAILED, "reason": f"{row.name}: {reason}", "report": None, "sha256": None}
        connection.execute(update(table).where(table.c.key == key).values(told))


ITEMS = Problem(
    "inputs that count as taken in and have no report", "marks them as failed, for --retry", _to_be_taken_again
)


def look_at_items(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether what counts as taken in is there."""
    table = schema.item.c
    asked = select(table.key).where(table.state == DONE, table.report.is_(None)).order_by(table.key)
    for key in connection.execute(asked).scalars():
        yield ITEMS, key
