"""`communique process`: name the parties that deal with each other."""

from datetime import datetime
from typing import Annotated

import typer

from communique.cli.exits import Exit
from communique.cli.record import As, Into, ViewFormat, as_json, day, opened
from communique.cli.streams import Messages

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)

_Sides = Annotated[
    list[str],
    typer.Option(
        "--party", metavar="SIDE", help="A party: ISO code of a country, or a name; once for each.", show_default=False
    ),
]


@app.callback()
def process() -> None:
    """Processes: parties, mediators and a time. What is told of them is what the views show."""


@app.command("add", short_help="Add a process, or put it in the place of one of that name.")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Lower case, digits and hyphens.", show_default=False)],
    party: _Sides,
    mediator: Annotated[
        list[str] | None, typer.Option(metavar="SIDE", help="A mediator; once for each.", show_default=False)
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Its first day.", show_default=False),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Its last day.", show_default=False),
    ] = None,
    into: Into = None,
) -> None:
    """Add a process to the record: communique process add harbour-talks --party RUS --party UKR --mediator TUR."""
    from pydantic import ValidationError

    from communique.lexicon import load_lexicon
    from communique.pipeline.sides import known_side
    from communique.record import Process
    from communique.store.processes import put_process

    messages = Messages()
    lexicon = load_lexicon()
    if not all(side.strip() for side in (*party, *(mediator or ()))):
        raise typer.BadParameter("is an ISO code of a country, or a name", param_hint="'--party' / '--mediator'")
    if since is not None and until is not None and until < since:
        raise typer.BadParameter(f"{day(until)} comes before {day(since)}", param_hint="'--until'")

    def known(written: list[str]) -> tuple[str, ...]:
        """The sides, each once, however it is called."""
        return tuple(dict.fromkeys(known_side(side.strip(), lexicon) for side in written))

    try:
        made = Process(
            name=name,
            parties=known(party),
            mediators=known(mediator or []),
            since=day(since),
            until=day(until),
        )
    except ValidationError:
        raise typer.BadParameter("lower case letters, digits and hyphens only", param_hint="NAME") from None
    with opened(into, messages, create=True) as store, store.writing() as connection:
        put_process(connection, made)
    told = f", mediated by {', '.join(made.mediators)}" if made.mediators else ""
    typer.echo(f"{made.name}: {', '.join(made.parties)}{told}")


@app.command("remove", short_help="Take a process away; its reports stay.")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.", show_default=False)], into: Into = None
) -> None:
    """Take a process away; its reports and events stay in the record."""
    from communique.store.processes import drop_process

    with opened(into, Messages()) as store, store.writing() as connection:
        drop_process(connection, name)


@app.command("list", short_help="The processes of the record.")
def list_(into: Into = None, format: As = ViewFormat.TABLE) -> None:  # noqa: A002 - the option's own name
    """The processes of the record."""
    from communique.store.processes import load_processes

    with opened(into, Messages()) as store, store.reading() as connection:
        found = load_processes(connection)
    if format is not ViewFormat.TABLE:
        typer.echo(as_json(found, format), nl=False)
        return
    for made in found:
        span = f"  {made.since or '…'} to {made.until or 'today'}" if made.since or made.until else ""
        told = f"; mediated by {', '.join(made.mediators)}" if made.mediators else ""
        typer.echo(f"{made.name}: {', '.join(made.parties)}{told}{span}")


@app.command("find", short_help="Pairs of sides that deal with each other in the record.")
def find(
    into: Into = None,
    least: Annotated[int, typer.Option(metavar="N", help="Events that a pair must share.", min=1)] = 5,
) -> None:
    """Pairs of sides that act toward each other or together in the record, the most frequent first."""
    from communique.store.processes import dyads

    with opened(into, Messages()) as store, store.reading() as connection:
        found = dyads(connection, least=least)
    if not found:
        Messages().error(f"no two sides share {least} events; --least asks for fewer")
        raise typer.Exit(Exit.OK)
    for one, other, count in found:
        typer.echo(f"{count:>6}  {one} – {other}")
