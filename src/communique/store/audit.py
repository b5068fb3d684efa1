"""What was done through the pages and the API: a log that only grows, and holds no secrets."""

import json
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, Select, func, insert, select

from communique.record import Noun
from communique.store import schema
from communique.store.reports import now

LONGEST = 200
"""Characters of a detail that are kept."""
KINDS = (
    "signed in",
    "sign-in refused",
    "signed out",
    "password changed",
    "account added",
    "role changed",
    "account closed",
    "account opened",
    "password reset",
    "token added",
    "token revoked",
    "decided",
    "report added",
    "process kept",
    "process taken away",
)
"""What is written down."""


class Noted(Noun):
    """One line: when (UTC), who (None where nobody was signed in), from which address, and what was done."""

    number: int
    at: str
    account: str | None = None
    address: str | None = None
    what: str
    detail: dict[str, Any] = Field(default_factory=dict)


def note(connection: Connection, what: str, *, account: str | None, address: str | None, **detail: object) -> None:
    """Writes a line; `what` is one of KINDS, `detail` says more of it."""
    if what not in KINDS:
        raise ValueError(f"not among what is written down: {what!r}")
    told = {name: _short(value) for name, value in detail.items() if value is not None}
    row = {"at": now(), "account": account, "address": address, "what": what, "detail": json.dumps(told)}
    connection.execute(insert(schema.audit).values(row))


def count_noted(connection: Connection, *, account: str = "", what: str = "") -> int:
    """How many lines there are, of an account or of a kind."""
    asked = _asked(select(func.count()).select_from(schema.audit), account, what)
    return int(connection.execute(asked).scalar_one())


def load_noted(
    connection: Connection, *, account: str = "", what: str = "", skip: int = 0, most: int | None = None
) -> list[Noted]:
    """The lines, the latest first."""
    asked = _asked(select(schema.audit), account, what).order_by(schema.audit.c.number.desc()).offset(skip)
    rows = connection.execute(asked.limit(most) if most is not None else asked).all()
    return [Noted(**{**row._mapping, "detail": json.loads(row.detail)}) for row in rows]


def _asked(asked: Select[Any], account: str, what: str) -> Select[Any]:
    table = schema.audit.c
    if account:
        asked = asked.where(table.account == account)
    return asked.where(table.what == what) if what else asked


def _short(value: object) -> object:
    return value if isinstance(value, (int, float, bool)) else str(value)[:LONGEST]
