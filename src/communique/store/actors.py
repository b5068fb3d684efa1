"""Who takes part in the events of the record: how often, with whom, about what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Select, func, select

from communique.record import Entry, EventType
from communique.store import schema
from communique.store.events import entries_of, standing

ROLES = ("actor", "recipient", "source")
"""What a party can be in an event: it acts, it is acted upon, it is named as the source."""
LATEST = 2_000
"""Events of an actor, the latest, over which it is told with whom it deals and about what."""


@dataclass(slots=True)
class ActorCount:
    """How often a party (Party.key) stands in events in each role, and in events of each type it acts or is acted
    upon; `last` is the latest day."""

    party: str
    roles: Counter[str] = field(default_factory=Counter)
    types: Counter[EventType] = field(default_factory=Counter)
    last: str | None = None

    @property
    def events(self) -> int:
        """Events that it takes part in."""
        return self.roles["actor"] + self.roles["recipient"]


def count_actors(connection: Connection) -> list[ActorCount]:
    """Every party of the record, those with most events first. Takes seconds for a large record."""
    side, event = schema.side.c, schema.event.c
    asked = (
        select(side.party, side.role, event.event_type, func.count(), func.max(side.day))
        .join(schema.event, event.uid == side.event)
        .group_by(side.party, side.role, event.event_type)
    )
    found: dict[str, ActorCount] = {}
    for party, role, kind, count, last in connection.execute(asked):
        told = found.setdefault(party, ActorCount(party))
        told.roles[role] += count
        if role != "source":
            told.types[EventType(kind)] += count
        told.last = max(told.last or "", last or "") or None
    return sorted(found.values(), key=lambda a: (-a.events, -a.roles["source"], a.party))


def count_roles(connection: Connection, party: str) -> Counter[str]:
    """In how many events a party stands in each role."""
    side = schema.side.c
    asked = select(side.role, func.count()).where(side.party == party).group_by(side.role)
    return Counter(dict(connection.execute(asked).all()))


def entries_of_party(connection: Connection, party: str, role: str, *, most: int, after: int = 0) -> list[Entry]:
    """The events in which a party has that role, the latest first, from the one in the place `after`."""
    uids = list(connection.execute(_latest(party, [role]).limit(most).offset(after)).scalars())
    event = schema.event.c
    asked = standing().where(event.uid.in_(uids)).order_by(event.day.desc().nulls_last(), event.uid.desc())
    return entries_of(connection, asked, with_text=False)


@dataclass(frozen=True, slots=True)
class Dealings:
    """Over its latest events: with whom a party deals, about which issues, in events of which types."""

    events: int
    partners: Counter[str]
    issues: Counter[str]
    types: Counter[EventType]


def dealings(connection: Connection, party: str) -> Dealings:
    """With whom a party deals and about what, over its LATEST events."""
    side, event = schema.side.c, schema.event.c
    found = connection.execute(_latest(party, ["actor", "recipient"]).limit(LATEST)).scalars()
    uids = list(dict.fromkeys(found))
    partners = select(side.party, func.count(side.event.distinct())).where(
        side.event.in_(uids), side.role != "source", side.party != party
    )
    told = select(event.issue, event.event_type, func.count()).where(event.uid.in_(uids))
    issues: Counter[str] = Counter()
    types: Counter[EventType] = Counter()
    for issue, kind, count in connection.execute(told.group_by(event.issue, event.event_type)).all():
        types[EventType(kind)] += count
        if issue:
            issues[issue] += count
    with_whom: dict[str, int] = dict(connection.execute(partners.group_by(side.party)).all())
    return Dealings(len(uids), Counter(with_whom), issues, types)


def side_of_party(connection: Connection, party: str) -> str:
    """The side that a party is on; itself where it has no other."""
    side = schema.side.c
    return connection.execute(select(side.side).where(side.party == party).limit(1)).scalar() or party


def _latest(party: str, roles: Sequence[str]) -> Select[tuple[int]]:
    side = schema.side.c
    asked = select(side.event).where(side.party == party, side.role.in_(roles))
    return asked.order_by(side.day.desc().nulls_last(), side.event.desc())
