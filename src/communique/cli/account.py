"""`communique account`: who may sign in, where the record is served to a team."""

import getpass
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.record import As, Into, ViewFormat, as_json, opened
from communique.cli.streams import Messages

if TYPE_CHECKING:
    from communique.store import Connection

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in by.", show_default=False)]


class RoleName(StrEnum):
    """What an account or a token may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


Role = Annotated[
    RoleName,
    typer.Option(
        metavar="reader|reviewer|admin", help="reader: read; reviewer: decide and add reports too; admin: everything."
    ),
]


@app.callback()
def account() -> None:
    """Accounts of those who sign in where the record is served with --team.

    Passwords are asked for, or read as a line of standard input; never given as an argument, where others see them.
    """


@app.command("add", short_help="Add an account.")
def add(name: Name, role: Role = RoleName.READER, into: Into = None) -> None:
    """Add an account; its password is asked for twice, or read from standard input."""
    from communique.store.accounts import add_account, name_of
    from communique.store.passwords import hashed

    try:
        name = name_of(name)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="NAME") from None
    kept = hashed(_asked_for(name))
    with opened(into, Messages(), create=True) as store, store.writing(shown=False) as connection:
        add_account(connection, name, role=role.value, password=kept)
        noted_here(connection, "account added", name=name, role=role.value)
    typer.echo(f"{name}: {role.value}")


@app.command("list", short_help="The accounts of the record.")
def list_(into: Into = None, format: As = ViewFormat.TABLE) -> None:  # noqa: A002 - the option's own name
    """The accounts of the record, those that are closed too."""
    from communique.store.accounts import load_accounts

    with opened(into, Messages()) as store, store.reading() as connection:
        found = load_accounts(connection)
    if format is not ViewFormat.TABLE:
        typer.echo(as_json(found, format), nl=False)
        return
    for each in found:
        typer.echo(f"{each.name}: {each.role}, since {each.added[:10]}{', closed' if each.closed else ''}")


@app.command("role", short_help="Give an account another role.")
def role_(
    name: Name,
    role: Annotated[
        RoleName, typer.Argument(metavar="reader|reviewer|admin", help="What it may do.", show_default=False)
    ],
    into: Into = None,
) -> None:
    """Give an account another role; it holds from its next click on."""
    from communique.store.accounts import set_role

    with opened(into, Messages()) as store, store.writing(shown=False) as connection:
        set_role(connection, name, role.value)
        noted_here(connection, "role changed", name=name, role=role.value)
    typer.echo(f"{name}: {role.value}")


@app.command("close", short_help="Let nobody sign in by an account any more.")
def close(name: Name, into: Into = None) -> None:
    """Let nobody sign in by an account any more; its sessions and tokens end at once, its decisions stay."""
    from communique.store.accounts import close_account

    with opened(into, Messages()) as store, store.writing(shown=False) as connection:
        close_account(connection, name)
        noted_here(connection, "account closed", name=name)


@app.command("open", short_help="Let an account that was closed be used again.")
def open_(name: Name, into: Into = None) -> None:
    """Let an account that was closed be used again; its tokens stay revoked."""
    from communique.store.accounts import open_account

    with opened(into, Messages()) as store, store.writing(shown=False) as connection:
        open_account(connection, name)
        noted_here(connection, "account opened", name=name)


@app.command("password", short_help="Give an account another password.")
def password(name: Name, into: Into = None) -> None:
    """Give an account another password, asked for as by `add`; whoever is signed in by the old one no longer is."""
    from communique.store.accounts import load_account, set_password
    from communique.store.passwords import hashed

    with opened(into, Messages()) as store:
        with store.reading() as connection:
            load_account(connection, name)
        kept = hashed(_asked_for(name))
        with store.writing(shown=False) as connection:
            set_password(connection, name, kept)
            noted_here(connection, "password reset", name=name)


def _asked_for(name: str) -> str:
    """The password: asked for twice at a terminal, else the first line of standard input."""
    from communique.store.passwords import checked

    if sys.stdin.isatty():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    try:
        return checked(str(given), name)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="the password") from None


def noted_here(connection: "Connection", what: str, **detail: str) -> None:
    """Writes into the audit log that this was done at the machine itself."""
    from communique.store.audit import note

    note(connection, what, account=None, address="command line", by=getpass.getuser(), **detail)
