"""`communique ingest`: reports into a record."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.exits import Exit
from communique.cli.record import Into, Quiet, Verbose, opened
from communique.cli.streams import Messages

if TYPE_CHECKING:
    from communique.pipeline.ingest import Taken
    from communique.store import Store


def ingest(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Folders, files (text, HTML, JSON Lines, CSV, Parquet, WARC, feeds, OPML, sitemaps) and addresses.",
            show_default=False,
        ),
    ] = None,
    into: Into = None,
    failed: Annotated[bool, typer.Option("--failed", help="List what could not be taken in, and why; stop.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what could not be taken in.")] = False,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read the reports again that an older reader has read; stop.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Read reports into a record: their text and bytes, events, near copies and threads.

    The same report twice is one. A run that was stopped goes on where it was when it is run again. What cannot be
    read is written down with its reason, and stops nothing.
    """
    messages = Messages(-1 if quiet else verbose)
    messages.route_logs()
    with opened(into, messages, create=not (failed or reread)) as store:
        if failed:
            _list_failures(store)
            return
        if reread:
            _reread(store, messages)
            return
        arguments = [*(inputs or []), *(_again(store) if retry else [])]
        if not arguments:
            raise typer.BadParameter("name what to take in", param_hint="INPUTS")
        counts = _run(store, arguments, messages)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "nothing"
    if not quiet:
        typer.echo(f"{told}", err=True)
    if counts.get("failed"):
        raise typer.Exit(Exit.FAILED)


def _run(store: "Store", arguments: list[str], messages: Messages) -> dict[str, int]:
    from communique.cli.progress import rate_bar

    counts: dict[str, int] = {}
    with rate_bar(messages.verbosity == 0) as advance:
        for argument in dict.fromkeys(arguments):
            for taken in _taken(store, argument):
                counts[taken.outcome.value] = counts.get(taken.outcome.value, 0) + 1
                if taken.reason:
                    messages.error(taken.reason)
                messages.detail(f"{taken.name}: {taken.outcome.value}, {taken.events} events")
                advance(taken.events)
    return counts


def _taken(store: "Store", argument: str) -> "Iterator[Taken]":
    from communique import __version__
    from communique.pipeline import coder_name, load_reader, read_report
    from communique.pipeline.ingest import ingest as take
    from communique.sources import items_of

    def reader() -> object:
        load_reader()
        return read_report

    yield from take(
        store,
        items_of(argument),
        argument=argument,
        coder=coder_name(),
        reader=reader,  # type: ignore[arg-type]
        extractor=f"communique {__version__}",
    )


def _again(store: "Store") -> list[str]:
    from communique.store.items import failures

    with store.reading() as connection:
        return [failure.argument for failure in failures(connection)]


def _list_failures(store: "Store") -> None:
    from communique.cli.view import shown
    from communique.store.items import failures

    with store.reading() as connection:
        found = failures(connection)
    for failure in found:
        tries = f" ({failure.tries} tries)" if failure.tries > 1 else ""
        typer.echo(f"{shown(failure.reason)}{tries}")
    typer.echo(f"{len(found)} could not be taken in", err=True)


def _reread(store: "Store", messages: Messages) -> None:
    from communique.pipeline import coder_name, read_report
    from communique.pipeline.keeping import reread
    from communique.store.reports import load_reports, unread

    coder = coder_name()
    started = time.perf_counter()
    with store.reading() as connection:
        numbers = list(unread(connection, coder))
    for number in numbers:
        with store.reading() as connection:
            report, _ = load_reports(connection, [number])[number]
        reading = read_report(report)
        with store.writing() as connection:
            reread(connection, number, reading, coder=coder)
        messages.detail(f"{report.name}: {len(reading.events)} events")
    typer.echo(f"{len(numbers)} read again in {time.perf_counter() - started:.1f} s", err=True)
