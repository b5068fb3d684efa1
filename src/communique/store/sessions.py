"""Who is signed in, in which browser. Of what the browser holds only the SHA-256 is kept.

A session ends after HOURS, however much it is used, and with the password or the account.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import Connection, delete, insert, select

from communique.store import schema
from communique.store.reports import now

HOURS = 12
"""How long a session lasts."""
_SET_BACK = timedelta(hours=1)
"""By how much a clock may be set back before those signed in must do so again: else a session would last longer."""
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """Someone signed in: the account's name and its role as it is now; `csrf` comes back with every form."""

    account: str
    role: str
    csrf: str


def digest(secret: str) -> str:
    """What is kept of a secret that is random enough not to be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def open_session(connection: Connection, account: str) -> tuple[str, Session]:
    """Begins a session: what the browser is to hold, and the session. Those that have ended are forgotten."""
    moment = datetime.fromisoformat(now())
    connection.execute(
        delete(schema.session).where(schema.session.c.until <= moment.isoformat(timespec="microseconds"))
    )
    secret, csrf = token_urlsafe(_BYTES), token_urlsafe(_BYTES)
    row = {
        "hash": digest(secret),
        "account": account,
        "csrf": csrf,
        "opened": moment.isoformat(timespec="microseconds"),
        "until": (moment + timedelta(hours=HOURS)).isoformat(timespec="microseconds"),
    }
    connection.execute(insert(schema.session).values(row))
    role = connection.execute(select(schema.account.c.role).where(schema.account.c.name == account)).scalar_one()
    return secret, Session(account, role, csrf)


def session_of(connection: Connection, secret: str) -> Session | None:
    """The session of which a browser holds this, unless it has ended or its account is closed."""
    table, account, moment = schema.session.c, schema.account.c, now()
    latest = (datetime.fromisoformat(moment) + _SET_BACK).isoformat(timespec="microseconds")
    asked = (
        select(table.account, account.role, table.csrf)
        .join(schema.account, account.name == table.account)
        .where(table.hash == digest(secret), table.until > moment, table.opened <= latest, account.closed.is_(False))
    )
    row = connection.execute(asked).first()
    return None if row is None else Session(row.account, row.role, row.csrf)


def end_session(connection: Connection, secret: str) -> None:
    """Ends a session."""
    connection.execute(delete(schema.session).where(schema.session.c.hash == digest(secret)))
