"""`communique serve`: the record in a browser."""

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import Quiet
from communique.cli.record import Into, opened
from communique.cli.streams import Messages

if TYPE_CHECKING:
    from communique.record import Reading, Report
    from communique.store import Store
    from communique.web import Role, Settings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this machine calls itself."""


def serve(
    into: Into = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="On which port.", min=0, max=65535)] = 8000,
    write: Annotated[
        bool, typer.Option("--write", help="Let who sits at this machine review events and add reports.")
    ] = False,
    team: Annotated[
        bool, typer.Option("--team", help="Ask everyone to sign in; 'communique account' makes accounts.")
    ] = False,
    secure: Annotated[
        bool, typer.Option("--secure", help="It is reached by https, through a proxy: cookies go by nothing else.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name that it is reached by; once for each.", show_default=False),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Open the record in a browser: pages for people under /, an API for programs under /api/v1.

    It listens on this machine alone and changes nothing, unless told otherwise. Another address needs --team.
    """
    messages = Messages(-1 if quiet else 0)
    messages.route_logs()
    if host not in LOOPBACK and not team:
        raise typer.BadParameter("others could reach it there; add --team, so that they sign in", param_hint="--host")
    with opened(into, messages) as store:
        from communique.web import Role
        from communique.web.run import run

        local = Role.NOBODY if team else Role.REVIEWER if write else Role.READER
        names = (*OWN_NAMES, *([host] if host not in LOOPBACK else ()), *(name or ()))
        settings = settings_for(store, local=local, team=team, secure=secure, hosts=names)

        def told(address: str) -> None:
            if not quiet:
                typer.echo(f"{store.name} is open at {address}  (Ctrl-C ends it)", err=True)

        run(settings, host=host, port=port, told=told)


def settings_for(
    store: "Store", *, local: "Role", team: bool = False, secure: bool = False, hosts: tuple[str, ...] = OWN_NAMES
) -> "Settings":
    """How this machine serves a record: read by the reader of this version, under the user's name."""
    from communique import __version__
    from communique.pipeline import coder_name, load_reader, read_report
    from communique.web import Settings

    def reader() -> "Callable[[Report], Reading]":
        load_reader()
        return read_report

    return Settings(
        store,
        reader,
        coder_name(),
        f"communique {__version__}",
        local=local,
        reviewer=getpass.getuser(),
        team=team,
        secure=secure,
        hosts=hosts,
    )
