"""`communique backfill`: an archive read into Parquet partitions."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.exits import Exit
from communique.cli.ingest import column_names
from communique.cli.options import Columns, Quiet, Verbose
from communique.cli.streams import Messages, documented_endings

if TYPE_CHECKING:
    from communique.backfill import Done


class EngineName(StrEnum):
    """What reads side by side."""

    LOCAL = "local"
    RAY = "ray"


def backfill(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="WARC, Parquet, JSON Lines, CSV, text and HTML files, and folders of them.", show_default=False
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="Where events/, reports/ and failures/ go.", show_default=False
        ),
    ],
    engine: Annotated[
        EngineName,
        typer.Option(metavar="local|ray", help="local: processes of this machine; ray: a Ray cluster (RAY_ADDRESS)."),
    ] = EngineName.LOCAL,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Processes that read side by side, each with 350 MB; as many as there are cores where not given.",
            show_default=False,
        ),
    ] = None,
    column: Columns = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Read an archive of any size into Parquet files, by many processes or machines.

    The same files whatever reads them. A run that was stopped, or killed, goes on where it was when it is run again,
    loses nothing and doubles nothing. What cannot be read is a row of failures/, and stops nothing.
    """
    from communique.backfill import BackfillError, Engine, State
    from communique.backfill import backfill as run

    messages = Messages(-1 if quiet else verbose)
    messages.route_logs()
    columns = column_names(column or [])
    failed = 0
    with documented_endings(messages):
        try:
            with run(inputs, output, engine=Engine(engine), workers=workers, columns=columns) as (summary, units):
                if summary.before:
                    messages.detail(f"{summary.before} of {summary.units} units were done before")
                for done in _shown(units, summary.units, summary.before, wanted=not quiet):
                    if done.state is State.FAILED:
                        failed += 1
                        messages.error(f"{done.key}: {done.reason}")
                    messages.detail(
                        f"{done.key}: {done.reports} reports, {done.events} events, {done.failures} failures"
                        f" in {done.seconds:.1f} s"
                    )
        except BackfillError as error:
            messages.error(str(error))
            raise typer.Exit(Exit.FAILED) from None
    if not quiet:
        told = [sum(getattr(done, name) for done in summary.done) for name in ("reports", "events", "failures")]
        typer.echo(
            f"{len(summary.done) - failed} units done, {failed} failed, {summary.before} done before: "
            f"{told[0]} reports, {told[1]} events, {told[2]} could not be read",
            err=True,
        )
    if failed:
        raise typer.Exit(Exit.FAILED)


def _shown(units: Iterator["Done"], total: int, before: int, *, wanted: bool) -> Iterator["Done"]:
    """The units, with a bar that grows with each."""
    from communique.cli.progress import progress_bar

    with progress_bar(total, done=before, wanted=wanted) as advance:
        for done in units:
            advance()
            yield done
