"""Reports in the record: added once, never changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from communique.record import Report
from communique.store import schema
from communique.store.batches import batches
from communique.store.errors import StoreError
from communique.store.words import add_words, indexed

_COLUMNS = (
    "id",
    "name",
    "title",
    "publisher",
    "published",
    "language",
    "url",
    "dateline",
    "text",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of the record: its number there, the number of its family, and whether it was new."""

    number: int
    family: int
    new: bool


def now() -> str:
    """This moment, as the record writes it: UTC, ISO 8601, to the microsecond, so that it sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def add_report(
    connection: Connection,
    report: Report,
    *,
    extractor: str,
    raw: bytes | None = None,
    media_type: str | None = None,
    family: Callable[[], int | None] = lambda: None,
) -> Kept:
    """Adds a report, unless it is in the record: the same text by the same publisher is one, wherever it was found.

    `raw` are the bytes that `extractor` took the text from. `family` is asked, for a new report, for the number of its
    family, where it has near copies.
    """
    held = connection.execute(
        select(schema.report.c.number, schema.report.c.family).where(schema.report.c.id == report.id)
    ).first()
    if held is not None:
        return Kept(held.number, held.family, new=False)
    data = report.text.encode("utf-8", "surrogatepass")
    found = family()
    row = {name: getattr(report, name) for name in _COLUMNS}
    row |= {
        "text_sha256": hashlib.sha256(data).hexdigest(),
        "raw_sha256": None if raw is None else _add_raw(connection, raw, media_type),
        "extractor": extractor,
        "family": found or 0,
        "added": now(),
    }
    number = connection.execute(insert(schema.report).values(row).returning(schema.report.c.number)).scalar_one()
    if found is None:
        connection.execute(update(schema.report).where(schema.report.c.number == number).values(family=number))
    add_words(connection, "report_words", [(number, indexed(f"{report.title or ''}\n{report.text}"))])
    return Kept(number, found or number, new=True)


def _add_raw(connection: Connection, raw: bytes, media_type: str | None) -> str:
    sha256 = hashlib.sha256(raw).hexdigest()
    if connection.execute(select(schema.raw.c.sha256).where(schema.raw.c.sha256 == sha256)).first() is None:
        connection.execute(insert(schema.raw).values(sha256=sha256, data=raw, media_type=media_type))
    return sha256


def load_reports(
    connection: Connection, numbers: Iterable[int], *, with_text: bool = True
) -> dict[int, tuple[Report, int]]:
    """Reports and their families by number; without their texts where those are not needed, which is quicker."""
    columns = [schema.report.c[name] for name in ("number", "family", *_COLUMNS) if with_text or name != "text"]
    found: dict[int, tuple[Report, int]] = {}
    for part in batches(numbers):
        for row in connection.execute(select(*columns).where(schema.report.c.number.in_(part))):
            told = {"text": ""} | {name: value for name, value in row._mapping.items() if name in _COLUMNS}
            found[row.number] = Report(**told), row.family
    return found


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as lists show it, without its text: its number, its family's first report, when it was added (UTC)."""

    number: int
    report: Report
    family: int
    added: str


def listed_reports(connection: Connection, numbers: Sequence[int], *, with_text: bool = False) -> list[Listed]:
    """The reports of these numbers, in their order; a number that there is not is left out."""
    loaded = load_reports(connection, numbers, with_text=with_text)
    table = schema.report.c
    added = dict(connection.execute(select(table.number, table.added).where(table.number.in_(loaded))).all())
    return [Listed(n, *loaded[n], added[n]) for n in numbers if n in loaded]


def number_of(connection: Connection, report: str) -> int:
    """The number of the report of that id; StoreError where it is not in the record."""
    found = connection.execute(select(schema.report.c.number).where(schema.report.c.id == report)).scalar()
    if found is None:
        raise StoreError(report, "no such report")
    return int(found)


def when_added(connection: Connection, acts: Sequence[int]) -> dict[int, str]:
    """By act, when the report that tells it was added (UTC, ISO 8601)."""
    event, report = schema.event.c, schema.report.c
    asked = select(event.act, report.added).join(schema.report, report.number == event.report).where(event.current)
    found: dict[int, str] = {}
    for part in batches(acts):
        found |= dict(connection.execute(asked.where(event.act.in_(part))).all())
    return found


def unread(connection: Connection, coder: str) -> Iterator[int]:
    """The numbers of the reports that this coder has not read, in their order."""
    known = schema.report.c.coder
    asked = select(schema.report.c.number).where((known != coder) | known.is_(None)).order_by(schema.report.c.number)
    yield from connection.execute(asked).scalars()


def names(connection: Connection) -> dict[str, str]:
    """The name of each report by its id."""
    rows = connection.execute(select(schema.report.c.id, schema.report.c.name))
    return {row.id: row.name for row in rows}


def all_numbers(connection: Connection) -> list[int]:
    """The numbers of all reports, in their order."""
    return list(connection.execute(select(schema.report.c.number).order_by(schema.report.c.number)).scalars())


def newest_number(connection: Connection) -> int:
    """The number of the report that was added last; 0 where there is none."""
    return int(connection.execute(select(func.max(schema.report.c.number))).scalar() or 0)


def how_many(connection: Connection) -> int:
    """How many reports the record holds."""
    return int(connection.execute(select(func.count()).select_from(schema.report)).scalar_one())


def acts_added_since(connection: Connection, number: int) -> frozenset[int]:
    """The acts told by reports that were added to the record after the one of that number.

    By number, not by moment: numbers grow also where a clock is set back.
    """
    event, report = schema.event.c, schema.report.c
    asked = select(event.act).join(schema.report, report.number == event.report)
    return frozenset(connection.execute(asked.where(report.number > number, event.current)).scalars())
