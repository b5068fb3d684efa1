"""Who may sign in: accounts with a role. What is kept of a password is argon2's; see passwords.py."""

import unicodedata

from sqlalchemy import Connection, delete, func, insert, select, update

from communique.record import Noun
from communique.store import schema
from communique.store.errors import StoreError
from communique.store.reports import now

ROLES = ("reader", "reviewer", "admin")
"""What an account may do; each may do what those before it may."""
LONGEST_NAME = 64
_TAKEN = frozenset({"machine", "local", "nobody"})
"""Names that would pass for what is not a person."""


class Account(Noun):
    """Someone who may sign in, unless it is closed."""

    name: str
    role: str
    added: str
    closed: bool = False


def name_of(written: str) -> str:
    """A name as accounts have it: one form of each letter, single spaces; ValueError where it will not do."""
    name = " ".join(unicodedata.normalize("NFKC", written).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    if name.casefold() in _TAKEN:
        raise ValueError(f"{name!r} would be taken for something else; choose another name")
    return name


def add_account(connection: Connection, name: str, *, role: str, password: str) -> Account:
    """Adds an account; `password` is the hash. StoreError where one of that name, in whatever case, is there."""
    _known_role(role)
    for known in connection.execute(select(schema.account.c.name)).scalars():
        if known.casefold() == name.casefold():
            raise StoreError(name, f"there is an account {known!r} already, and a closed one keeps its name")
    row = {"name": name, "password": password, "role": role, "added": now(), "closed": False}
    connection.execute(insert(schema.account).values(row))
    return load_account(connection, name)


def load_account(connection: Connection, name: str) -> Account:
    """The account of that name; StoreError where there is none."""
    table = schema.account.c
    asked = select(table.name, table.role, table.added, table.closed).where(table.name == name)
    row = connection.execute(asked).first()
    if row is None:
        raise StoreError(name, "no such account; 'communique account list' names those that there are")
    return Account(**row._mapping)


def load_accounts(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    table = schema.account.c
    rows = connection.execute(select(table.name, table.role, table.added, table.closed).order_by(table.name)).all()
    return [Account(**row._mapping) for row in rows]


def password_of(connection: Connection, name: str) -> str | None:
    """What is kept of the password of an account that is not closed."""
    table = schema.account.c
    asked = select(table.password).where(table.name == name, table.closed.is_(False))
    return connection.execute(asked).scalar()


def set_password(connection: Connection, name: str, password: str, *, sign_out: bool = True) -> None:
    """Keeps another hash; whoever is signed in by the old one no longer is, unless only the costs changed."""
    load_account(connection, name)
    connection.execute(update(schema.account).where(schema.account.c.name == name).values(password=password))
    if sign_out:
        _sign_out(connection, name)


def set_role(connection: Connection, name: str, role: str) -> None:
    """Gives an account another role; StoreError where no administrator would be left."""
    _known_role(role)
    if role != "admin":
        _keep_an_admin(connection, name)
    connection.execute(update(schema.account).where(schema.account.c.name == name).values(role=role))


def close_account(connection: Connection, name: str) -> None:
    """Lets nobody sign in by it any more; its sessions and tokens end at once."""
    _keep_an_admin(connection, name)
    connection.execute(update(schema.account).where(schema.account.c.name == name).values(closed=True))
    _sign_out(connection, name)
    theirs = schema.token.c
    connection.execute(
        update(schema.token).where(theirs.account == name, theirs.revoked.is_(None)).values(revoked=now())
    )


def open_account(connection: Connection, name: str) -> None:
    """Lets an account that was closed be used again; its tokens stay revoked."""
    load_account(connection, name)
    connection.execute(update(schema.account).where(schema.account.c.name == name).values(closed=False))


def _sign_out(connection: Connection, name: str) -> None:
    connection.execute(delete(schema.session).where(schema.session.c.account == name))


def _keep_an_admin(connection: Connection, name: str) -> None:
    account, table = load_account(connection, name), schema.account.c
    asked = select(func.count()).where(table.role == "admin", table.closed.is_(False), table.name != name)
    if account.role == "admin" and not account.closed and not connection.execute(asked).scalar_one():
        raise StoreError(name, "the only administrator; make another one first")


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise ValueError(f"a role is one of: {', '.join(ROLES)}")
