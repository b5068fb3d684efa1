"""What was to be taken in, and what came of it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from communique.store import schema
from communique.store.batches import batches
from communique.store.reports import now

DONE, FAILED = "done", "failed"
LIST = "list "
"""How the key begins of what holds items and could not be looked into: a folder, a feed, a table."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be taken in: what it is, why not, how often it was tried, what the user had named."""

    key: str
    name: str
    reason: str
    tries: int
    argument: str


def is_done(connection: Connection, key: str, sha256: str) -> bool:
    """Whether an item with these bytes was taken in."""
    table = schema.item.c
    asked = select(table.key).where(table.key == key, table.state == DONE, table.sha256 == sha256)
    return connection.execute(asked).first() is not None


def number_of(connection: Connection, report: str) -> int | None:
    """The number of the report of that id; None where it is not in the record."""
    return connection.execute(select(schema.report.c.number).where(schema.report.c.id == report)).scalar()


def report_of_item(connection: Connection, key: str) -> str | None:
    """The id of the report that an item was taken in as; None where it was not."""
    item, report = schema.item.c, schema.report.c
    asked = select(report.id).join(schema.item, item.report == report.number).where(item.key == key)
    return connection.execute(asked).scalar()


def mark_done(connection: Connection, key: str, name: str, argument: str, *, sha256: str, report: int) -> None:
    """Writes down that an item was taken in."""
    _mark(connection, key, {"name": name, "argument": argument, "state": DONE, "sha256": sha256, "report": report})


def mark_failed(connection: Connection, key: str, name: str, argument: str, *, reason: str) -> None:
    """Writes down why an item was not taken in."""
    _mark(connection, key, {"name": name, "argument": argument, "state": FAILED, "reason": reason})


def forget_lists(connection: Connection, argument: str, *, failed: Collection[str]) -> None:
    """Strikes out the lists, tables and archives that an argument names and that failed once, except `failed`."""
    table = schema.item.c
    asked = select(table.key).where(
        table.argument == argument, table.state == FAILED, table.key.startswith(LIST, autoescape=True)
    )
    gone = [key for key in connection.execute(asked).scalars() if key not in failed]
    for part in batches(gone):
        connection.execute(delete(schema.item).where(table.key.in_(part)))


def failures(connection: Connection) -> list[Failure]:
    """The items that could not be taken in, by key."""
    table = schema.item
    rows = connection.execute(select(table).where(table.c.state == FAILED).order_by(table.c.key)).all()
    return [Failure(r.key, r.name, r.reason, r.tries, r.argument) for r in rows]


def _mark(connection: Connection, key: str, values: dict[str, object]) -> None:
    table = schema.item
    tries = connection.execute(select(table.c.tries).where(table.c.key == key)).scalar()
    row = {"reason": None, "sha256": None, "report": None} | values | {"at": now(), "tries": (tries or 0) + 1}
    if tries is None:
        connection.execute(insert(table).values(row | {"key": key}))
    else:
        connection.execute(update(table).where(table.c.key == key).values(row))
