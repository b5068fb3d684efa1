"""Who takes part in the events of the record, by page."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from communique.store import schema


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of the record: how many events it acts in, is acted upon in, and is the source of."""

    key: str
    name: str
    side: str
    acting: int
    acted_upon: int
    source: int


def actors_page(connection: Connection, *, most: int, after: str = "") -> list[Actor]:
    """Parties in the order of their keys, those behind `after`.

    Each is found by a step in the index of its own, so that a page costs the same however many events there are.
    """
    table = schema.side.c
    found: list[Actor] = []
    last = after
    while len(found) < most:
        key = connection.execute(select(func.min(table.party)).where(table.party > last)).scalar()
        if key is None:
            break
        found.append(_actor(connection, key))
        last = key
    return found


def actor(connection: Connection, key: str) -> Actor | None:
    """The party of that key; None where no event has it."""
    held = connection.execute(select(schema.side.c.event).where(schema.side.c.party == key).limit(1)).first()
    return None if held is None else _actor(connection, key)


def _actor(connection: Connection, key: str) -> Actor:
    table = schema.side.c
    one = connection.execute(select(table.name, table.side).where(table.party == key).limit(1)).one()
    asked = select(table.role, func.count()).where(table.party == key).group_by(table.role)
    times: dict[str, int] = dict(connection.execute(asked).all())
    return Actor(key, one.name, one.side, times.get("actor", 0), times.get("recipient", 0), times.get("source", 0))
