"""`communique token`: by what programs read and write over the API, where the record is served to a team."""

from typing import Annotated

import typer

from communique.cli.account import Role, RoleName, noted_here
from communique.cli.record import As, Into, ViewFormat, as_json, opened
from communique.cli.streams import Messages

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the token is called.", show_default=False)]


@app.callback()
def token() -> None:
    """Tokens, which programs send as "Authorization: Bearer …". Each is printed once and not kept."""


@app.command("add", short_help="Make a token and print it.")
def add(
    name: Name,
    role: Role = RoleName.READER,
    account: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="In whose name it writes; without it, its own.", show_default=False),
    ] = None,
    into: Into = None,
) -> None:
    """Make a token and print it, this once. In the name of an account it may do no more than the account may."""
    from communique.store.accounts import name_of
    from communique.store.tokens import add_token

    try:
        name, owner = name_of(name), name_of(account or name)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="NAME") from None
    with opened(into, Messages()) as store, store.writing(shown=False) as connection:
        secret = add_token(connection, name, account=owner, role=role.value)
        noted_here(connection, "token added", name=name, role=role.value, owner=owner)
    typer.echo(secret)


@app.command("list", short_help="The tokens of the record.")
def list_(into: Into = None, format: As = ViewFormat.TABLE) -> None:  # noqa: A002 - the option's own name
    """The tokens of the record by name, those that are revoked too; not what they are."""
    from communique.store.tokens import load_tokens

    with opened(into, Messages()) as store, store.reading() as connection:
        found = load_tokens(connection)
    if format is not ViewFormat.TABLE:
        typer.echo(as_json(found, format), nl=False)
        return
    for each in found:
        revoked = f", revoked {each.revoked[:10]}" if each.revoked else ""
        typer.echo(f"{each.name}: {each.role} in the name of {each.account}, since {each.added[:10]}{revoked}")


@app.command("revoke", short_help="Let a token be used no more.")
def revoke(name: Name, into: Into = None) -> None:
    """Let a token be used no more."""
    from communique.store.tokens import revoke_token

    with opened(into, Messages()) as store, store.writing(shown=False) as connection:
        revoke_token(connection, name)
        noted_here(connection, "token revoked", name=name)
