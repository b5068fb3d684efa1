"""By what programs write and read: tokens with a role. Only the SHA-256 of one is kept; it is shown once."""

from secrets import token_urlsafe

from sqlalchemy import Connection, insert, select, update

from communique.record import Noun
from communique.store import schema
from communique.store.accounts import ROLES
from communique.store.errors import StoreError
from communique.store.reports import now
from communique.store.sessions import digest

PREFIX = "cmq_"
"""What a token begins with, so that it can be told from other secrets where it should not be."""


class Token(Noun):
    """What lets a program in: in whose name, and as what."""

    name: str
    account: str
    role: str
    added: str
    revoked: str | None = None


def add_token(connection: Connection, name: str, *, account: str, role: str) -> str:
    """Makes a token and gives it; it cannot be had again. StoreError where one had that name."""
    if role not in ROLES:
        raise ValueError(f"a role is one of: {', '.join(ROLES)}")
    if connection.execute(select(schema.token.c.hash).where(schema.token.c.name == name)).first():
        raise StoreError(name, "there is, or was, a token of that name; choose another")
    secret = PREFIX + token_urlsafe(32)
    row = {"hash": digest(secret), "name": name, "account": account, "role": role, "added": now()}
    connection.execute(insert(schema.token).values(row))
    return secret


def load_tokens(connection: Connection, *, account: str | None = None) -> list[Token]:
    """Tokens by name, of one account or all; those revoked too."""
    table = schema.token.c
    asked = select(table.name, table.account, table.role, table.added, table.revoked).order_by(table.name)
    rows = connection.execute(asked if account is None else asked.where(table.account == account)).all()
    return [Token(**row._mapping) for row in rows]


def revoke_token(connection: Connection, name: str, *, account: str | None = None) -> None:
    """Lets a token be used no more; `account` is whose it must be. StoreError where there is none of that name."""
    table = schema.token.c
    asked = update(schema.token).where(table.name == name, table.revoked.is_(None))
    if account is not None:
        asked = asked.where(table.account == account)
    if not connection.execute(asked.values(revoked=now())).rowcount:
        raise StoreError(name, "no such token, or it is revoked already")


def token_of(connection: Connection, secret: str) -> Token | None:
    """The token that a program holds, unless it is revoked or its account is closed.

    Where its account is there, it may do no more than the account may now.
    """
    table, account = schema.token.c, schema.account.c
    asked = (
        select(table.name, table.account, table.role, table.added, account.role.label("most"), account.closed)
        .outerjoin(schema.account, account.name == table.account)
        .where(table.hash == digest(secret), table.revoked.is_(None))
    )
    row = connection.execute(asked).first()
    if row is None or row.closed:
        return None
    role = min(row.role, row.most or row.role, key=ROLES.index)
    return Token(name=row.name, account=row.account, role=role, added=row.added)
