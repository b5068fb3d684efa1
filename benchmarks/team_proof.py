"""What a team did on one record, and what must hold of the record afterwards."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select, text

from communique.pipeline.doctor import examine
from communique.store import open_store
from communique.store.engine import is_server
from communique.store.reports import how_many
from communique.store.schema import decision, event, report

SETTINGS = ("server_version", "max_connections", "shared_buffers", "fsync", "synchronous_commit")
"""What is told of the server: what it promises hangs on them."""


@dataclass
class Done:
    """What one of them did: how long each operation took, by kind; errors; what was acknowledged."""

    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    decided: list[tuple[int, int, int]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def add(self, other: "Done") -> None:
        """Takes in what another did."""
        for kind, times in other.spent.items():
            self.spent[kind] += times
        self.errors += other.errors
        self.decided += other.decided
        self.added += other.added


def proofs(where: str, told: Done, before: int) -> dict[str, object]:
    """What must hold of the record after all that."""
    store = open_store(where, create=False)
    with store.reading() as connection:
        log = connection.execute(select(decision.c.number, decision.c.act).order_by(decision.c.number)).all()
        ids = set(connection.execute(select(report.c.id)).scalars())
        twice = connection.execute(text("SELECT count(*) - count(DISTINCT act) FROM event WHERE current")).scalar_one()
        held = how_many(connection)
        most = connection.execute(select(event.c.uid).order_by(event.c.uid.desc()).limit(1)).scalar_one()
    store.close()
    numbers = {number for _, _, number in told.decided}
    last: dict[int, int] = {}
    broken = 0
    for act, seen, number in sorted(told.decided, key=lambda one: one[2]):
        broken += seen != last.get(act, 0)
        last[act] = number
    return {
        "decisions acknowledged": len(told.decided),
        "in the log": len(log),
        "acknowledged and not in the log": len(numbers - {row.number for row in log}),
        "in the log and not acknowledged": len({row.number for row in log} - numbers),
        "that overrule one that was not seen": broken,
        "reports acknowledged": len(told.added),
        "acknowledged and not in the record": len(set(told.added) - ids),
        "reports in the record, more than before": held - before,
        "acts twice": twice,
        "events": most,
        "found by the doctor": [str(finding) for finding in examine(where)],
    }


def of_server(where: str) -> dict[str, object]:
    """What PostgreSQL says of itself and of this database: its version and settings; deadlocks that it broke."""
    if not is_server(where):
        return {}
    store = open_store(where, create=False)
    with store.reading() as connection:
        shown = {n: connection.execute(text(f"SHOW {n}")).scalar_one() for n in SETTINGS}
        asked = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        broken = int(connection.execute(asked).scalar_one())
    store.close()
    return {"deadlocks": broken, **shown}


def hold(found: dict[str, object]) -> bool:
    """Whether nothing was lost."""
    nothing = (
        "acknowledged and not in the log",
        "in the log and not acknowledged",
        "that overrule one that was not seen",
        "acknowledged and not in the record",
        "acts twice",
    )
    return (
        not any(found[name] for name in nothing)
        and not found["found by the doctor"]
        and found["reports acknowledged"] == found["reports in the record, more than before"]
    )
