"""`communique search`: reports and events that hold some words."""

from datetime import datetime
from typing import Annotated

import typer

from communique.cli.options import Output, Quiet
from communique.cli.record import Into, ViewFormat, as_json, day, opened
from communique.cli.streams import Messages, output_to


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words; "in quotes" in that order.')],
    into: Into = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Published from that day on.", show_default=False
        ),
    ] = None,
    most: Annotated[int, typer.Option(metavar="N", help="Reports, and events, at most.", min=1)] = 20,
    format: Annotated[  # noqa: A002 - the option's own name
        ViewFormat, typer.Option("--format", "-f", metavar="table|json|jsonl", help="json gives the events.")
    ] = ViewFormat.TABLE,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Find reports and events by their words: case, accents and the spellings of a name do not matter."""
    from communique.cli.view import shown
    from communique.lexicon import load_lexicon
    from communique.store.search import search as find

    messages = Messages(-1 if quiet else 0)
    with opened(into, messages) as store, store.reading() as connection, output_to(output) as sink:
        found = find(connection, " ".join(words), lexicon=load_lexicon(), since=day(since), most=most)
        if format is not ViewFormat.TABLE:
            sink.write(as_json(found.entries, format))
            return
        sink.write(f"{len(found.reports)} reports, {len(found.entries)} events\n")
        for report in found.reports:
            sink.write(
                f"{report.published or '?'}  {shown(report.title or report.name)}  ({shown(report.publisher or '?')})\n"
            )
        for entry in found.entries:
            event = entry.event
            who = ", ".join(p.name for p in event.actors) or "?"
            sink.write(
                f"  act {entry.act}  {event.event_type.value}  {shown(who)}: “{shown(event.evidence[0].quote)}”\n"
            )
