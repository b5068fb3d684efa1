"""`communique doctor`: what is wrong with a record, and what can be done about it."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.exits import Exit
from communique.cli.options import Verbose
from communique.cli.record import Into, record_named, told_errors
from communique.cli.streams import Messages

if TYPE_CHECKING:
    from communique.store.salvage import Salvaged


def doctor(
    into: Into = None,
    mend: Annotated[
        bool, typer.Option("--mend", help="Mend what can be computed again; no report and no decision is ever deleted.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Look at a sample of reports and threads, for a large record.")
    ] = False,
    salvage: Annotated[
        Path | None,
        typer.Option(
            metavar="NEW",
            help="Write what can still be read of a damaged file into this new record; the old one stays as it is.",
            show_default=False,
        ),
    ] = None,
    verbose: Verbose = 0,
) -> None:
    """Look for what is wrong with a record: its file, hashes, quotes, search, threads, copies, decisions, counters.

    Each thing is one line: how many, which, and what --mend does about it. Ends with 0 where nothing is wrong, or
    nothing is any more; with 1 where something is left.
    """
    from communique.pipeline.doctor import examine
    from communique.store.engine import shown_name

    messages = Messages(verbose)
    messages.route_logs()
    named = record_named(into)
    with told_errors(messages):
        if salvage is not None:
            _salvage(named, salvage)
            return
        left = 0
        for finding in examine(named, mend=mend, quick=quick):
            typer.echo(str(finding))
            left += not finding.mended
        if left:
            raise typer.Exit(Exit.FAILED)
        typer.echo(f"{shown_name(named)}: nothing {'else ' if mend else ''}is wrong", err=True)


def _salvage(named: str, new: Path) -> None:
    from communique.pipeline.doctor import save_readable
    from communique.store import StoreError
    from communique.store.engine import is_server
    from communique.store.salvage import PLACES

    if is_server(named):
        raise StoreError("--salvage", "is for files; a PostgreSQL database is restored from a backup")
    told, findings = save_readable(Path(named), new)
    for line in _lines(told, PLACES):
        typer.echo(line)
    left = [finding for finding in findings if not finding.mended]
    for finding in left:
        typer.echo(str(finding))
    lost = sum(len(names) for table, names in told.lost.items() if table not in PLACES)
    typer.echo(f"{new}: a record again; lost: {f'{lost} rows' if lost else 'nothing that is known of'}", err=True)
    if told.log:
        typer.echo("What was kept last may be missing: take in again what was taken in last.", err=True)
    if lost:
        typer.echo(f"'communique ingest --retry --into {new}' takes in again what led to lost reports.", err=True)
    if lost or left or told.log:
        raise typer.Exit(Exit.FAILED)


def _lines(told: "Salvaged", anew: Collection[str]) -> list[str]:
    """What was saved and what was lost, a line for each table that held anything."""
    lines = [told.log] if told.log else []
    for name, count in told.saved.items():
        lost = told.lost.get(name, [])
        if count or lost:
            names = f"; lost {len(lost)}: {', '.join(lost[:20])}{', …' if len(lost) > 20 else ''}" if lost else ""
            if lost and name in anew:
                names = f"; lost {len(lost)}, worked out anew"
            lines.append(f"{name}: saved {count}{names}")
    return lines
