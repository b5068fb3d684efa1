"""Events in the record: one set for each coder's reading of a report, of which one stands.

An act keeps its number when its report is read again: the new event that lies on the same words takes it over, and
with it the decisions of reviewers and its place in a thread.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from communique.record import Entry, Event, Reading, Report, Status
from communique.store import schema
from communique.store.batches import batches
from communique.store.engine import changes
from communique.store.errors import StoreError
from communique.store.reports import load_reports
from communique.store.words import add_words, indexed

_OVERLAP = 0.3
"""Of two stretches of evidence, how much of the shorter must be shared for one act to be told by both."""
LONGEST = 200
"""Characters of a key at the most: what an index can hold."""
_TELLING = ("actors", "recipients", "modality", "polarity", "quantities", "casualties", "issue", "evidence")
"""Slots by which acts of one sentence are told apart."""


def put_reading(connection: Connection, number: int, reading: Reading, coder: str) -> None:
    """Sets a coder's reading of a report in the place of the one that stood.

    What a reviewer has decided upon stays as it is, whether the new reading has it or not.
    """
    table = schema.event
    before = connection.execute(
        select(table).where(table.c.report == number, table.c.current).order_by(table.c.uid)
    ).all()
    heirs = _heirs(before, reading.events)
    decided = {row.uid: row for row in before if row.status != Status.MACHINE.value}
    for part in batches(row.uid for row in before if row.uid not in decided):
        connection.execute(update(table).where(table.c.uid.in_(part)).values(current=False))
        connection.execute(delete(schema.side).where(schema.side.c.event.in_(part)))
    by_uid = {row.uid: row for row in before}
    taken = {row.id for row in decided.values()}
    told: list[Event] = []
    rows: list[dict[str, Any]] = []
    change = changes(connection)
    for place, event in enumerate(reading.events):
        heir = by_uid.get(heirs.get(place, -1))
        if heir is None or heir.uid not in decided:
            named = event.model_copy(update={"id": _free_id(event.id, taken)})
            taken.add(named.id)
            told.append(named)
            rows.append(_row(number, reading.report, named, coder, heir) | {"changed": change})
    uids = _insert(connection, rows)
    # An act that is told for the first time has the number of its first telling.
    connection.execute(update(table).where(table.c.report == number, table.c.act == 0).values(act=table.c.uid))
    days = [row["day"] for row in rows]
    sides = [s for uid, event, day in zip(uids, told, days, strict=True) for s in sides_of(uid, event, number, day)]
    if sides:
        connection.execute(insert(schema.side), sides)
    add_words(connection, "event_words", [(uid, words_of(event)) for uid, event in zip(uids, told, strict=True)])
    connection.execute(update(schema.report).where(schema.report.c.number == number).values(coder=coder))


def _insert(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Adds events; their uids, in the order of the rows."""
    if not rows:
        return []
    table = schema.event
    asked = insert(table).returning(table.c.uid, sort_by_parameter_order=True)
    return [int(uid) for uid in connection.execute(asked, list(rows)).scalars()]


def _row(number: int, report: Report, event: Event, coder: str, heir: Row[Any] | None) -> dict[str, Any]:
    return {
        "report": number,
        "id": event.id,
        "act": 0 if heir is None else heir.act,
        "coder": coder,
        "current": True,
        **columns_of(event, report),
        **machine_columns(event),
        "body": event.model_dump_json(exclude_defaults=True),
        "status": Status.MACHINE.value,
        "edited": None,
    }


def frame_of(event: Event) -> str:
    """The frame or model that told an event, without its version: "frame:request.demand"."""
    return event.coder.partition("@")[0]


def columns_of(event: Event, report: Report) -> dict[str, str | None]:
    """What stands of an event in columns of its own, to be asked for."""
    return {
        "event_type": event.event_type.value,
        "issue": event.issue and event.issue.value,
        "modality": event.modality.value,
        "polarity": event.polarity.value,
        "day": day_of(event, report),
    }


def machine_columns(event: Event) -> dict[str, str | int | float]:
    """What stands in columns of its own of an event as its coder gave it, whatever a reviewer made of it."""
    first = event.evidence[0]
    return {"start": first.start, "end": first.end, "confidence": event.confidence, "frame": frame_of(event)}


def _free_id(wanted: str, taken: Collection[str]) -> str:
    """The id of an event within its report, or the next that no kept event has."""
    number = 1
    while wanted in taken:
        wanted, number = f"e{number}", number + 1
    return wanted


def words_of(event: Event) -> str:
    """The words by which an event is found: its quotes and the names of its parties."""
    quotes = " ".join(span.quote for span in event.evidence)
    names = " ".join(p.name for p in (*event.actors, *event.recipients, *event.attribution))
    return indexed(f"{quotes}\n{names}")


def day_of(event: Event, report: Report) -> str | None:
    """The day by which an event is put in order: when it took place as far as told, else its publication.

    What is only planned or possible is put where it was said, since it may never come.
    """
    published = report.published.isoformat() if report.published else None
    if event.time is None or event.modality.value != "actual":
        return published
    return min(event.time.start, published) if published else event.time.start


def put_sides(connection: Connection, uid: int, event: Event | None, report: int, day: str | None) -> None:
    """Writes who takes part in an event, in the place of what stood; nobody where it does not stand."""
    table = schema.side
    connection.execute(table.delete().where(table.c.event == uid))
    if event is not None and (rows := sides_of(uid, event, report, day)):
        connection.execute(insert(table), rows)


def sides_of(uid: int, event: Event, report: int, day: Any) -> list[dict[str, object]]:
    """The rows that say who takes part in an event."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for role, parties in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("source", event.attribution),
    ):
        for party in parties:
            row = {"event": uid, "role": role, "party": party.key[:LONGEST]}
            row |= {"name": party.name, "side": party.side[:LONGEST]}
            rows.setdefault((role, party.key), row | {"report": report, "day": day})
    return list(rows.values())


def _heirs(before: Sequence[Row[Any]], events: Sequence[Event]) -> dict[int, int]:
    """By place of the new event, the uid of the old one whose act it tells: those that share most come first."""
    pairs = []
    told = [Event.model_validate_json(row.body) for row in before]
    for place, event in enumerate(events):
        span = event.evidence[0]
        for row, old in zip(before, told, strict=True):
            shared = min(row.end, span.end) - max(row.start, span.start)
            share = shared / max(1, min(row.end - row.start, span.end - span.start))
            if share >= _OVERLAP:
                same_type = old.event_type is event.event_type
                alike = sum(getattr(old, slot) == getattr(event, slot) for slot in _TELLING)
                pairs.append((same_type, alike, share, -abs(row.start - span.start), place, row.uid))
    heirs: dict[int, int] = {}
    for same_type, _, share, _, place, uid in sorted(pairs, reverse=True):
        # Another type on other words is another act, however near.
        if place not in heirs and uid not in heirs.values() and (same_type or share > 1 - _OVERLAP):
            heirs[place] = uid
    return heirs


def standing() -> Select[Any]:
    """The question for the events that stand: of each report's reading, what no reviewer rejected."""
    table = schema.event
    return select(table).where(table.c.current, table.c.status != Status.REJECTED.value)


def entries_of(connection: Connection, asked: Select[Any], *, with_text: bool = True) -> list[Entry]:
    """The entries that a question for events finds, in its order; `with_text` as in reports.load_reports."""
    rows = connection.execute(asked).all()
    reports = load_reports(connection, (row.report for row in rows), with_text=with_text)
    return [
        Entry(
            act=row.act,
            report=reports[row.report][0],
            family=reports[row.report][1],
            event=event_of(row),
            status=Status(row.status),
        )
        for row in rows
    ]


def load_entries(connection: Connection, acts: Iterable[int], *, with_text: bool = True) -> list[Entry]:
    """The entries of acts that stand, by act."""
    found: list[Entry] = []
    for part in batches(acts):
        asked = standing().where(schema.event.c.act.in_(part)).order_by(schema.event.c.act)
        found += entries_of(connection, asked, with_text=with_text)
    return found


def of_reports(connection: Connection, ids: Iterable[str]) -> list[Entry]:
    """The entries of the reports of these ids that stand."""
    found: list[Entry] = []
    for part in batches(ids):
        numbers = select(schema.report.c.number).where(schema.report.c.id.in_(part))
        found += entries_of(connection, standing().where(schema.event.c.report.in_(numbers)))
    return found


def acts_of(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """The acts that reports of these numbers tell."""
    table = schema.event.c
    found: list[int] = []
    for part in batches(numbers):
        found += connection.execute(select(table.act).where(table.report.in_(part), table.current)).scalars()
    return found


def next_reports(connection: Connection, sides: Iterable[str], moment: str, *, most: int) -> dict[str, str]:
    """The reports published next after a moment in which one of these sides takes part, for each among `most` mentions.

    Their ids by their moments: the day of publication, then the id.
    """
    side, report = schema.side.c, schema.report.c
    found: dict[str, str] = {}
    for one in sides:
        asked = (
            select(report.id, report.published)
            .join(schema.side, side.report == report.number)
            .where(side.side == one[:LONGEST], side.day >= moment[:10], report.published.is_not(None))
            .order_by(side.day, side.report)
            .limit(most)
        )
        found |= {f"{day} {name}": name for name, day in connection.execute(asked).all()}
    return {order: name for order, name in found.items() if order > moment}


def of_report(connection: Connection, number: int) -> list[Entry]:
    """The entries of a report that stand, in the order of its text."""
    table = schema.event
    return entries_of(connection, standing().where(table.c.report == number).order_by(table.c.start, table.c.uid))


def entry_of_act(connection: Connection, act: int) -> Entry:
    """The entry of an act, also one that a reviewer rejected; StoreError where there is none of that number."""
    table = schema.event
    found = entries_of(connection, select(table).where(table.c.act == act, table.c.current))
    if not found:
        raise StoreError(str(act), "no such event")
    return found[0]


def event_of(row: Row[Any]) -> Event:
    """The event in a row, as a reviewer left it where one has."""
    return Event.model_validate_json(row.edited or row.body)
