"""`communique demo`: an invented story, read into a record of its own and opened in a browser."""

import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import Quiet
from communique.cli.streams import Messages, documented_endings


def demo(
    port: Annotated[
        int, typer.Option(metavar="PORT", help="On which port; 0 takes one that is free.", min=0, max=65535)
    ] = 0,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the record in this new file; without it, it goes.", show_default=False),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open it in the browser.")] = True,
    quiet: Quiet = False,
) -> None:
    """Look around: reads an invented story (talks, a swap, an attack, a position that moves) and opens it.

    The reports are made up and come with the package. Nothing leaves this machine.
    """
    messages = Messages(-1 if quiet else 0)
    messages.route_logs()
    if keep is not None and keep.exists():
        raise typer.BadParameter(f"{keep} is there already; name a new file", param_hint="'--keep'")
    with documented_endings(messages), tempfile.TemporaryDirectory(prefix="communique-") as folder:
        from communique.cli.serve import settings_for
        from communique.pipeline.demo import BORDER, tell_story
        from communique.store import open_store
        from communique.web import Role
        from communique.web.run import run

        store = open_store(keep or Path(folder) / "demo.db")
        if not quiet:
            typer.echo("Reading the story …", err=True)
        reports, events = tell_story(store)

        def told(address: str) -> None:
            page = f"{address}p/{BORDER.name}"
            if not quiet:
                typer.echo(f"{reports} reports, {events} events. Open at {page}  (Ctrl-C ends it)", err=True)
            if browser:
                webbrowser.open(page)

        try:
            run(settings_for(store, local=Role.REVIEWER), host="127.0.0.1", port=port, told=told)
        finally:
            store.close()
