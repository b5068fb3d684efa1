"""`communique ingest`: reports into a record."""

import time
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.exits import Exit
from communique.cli.options import Columns, Quiet, Verbose, Workers
from communique.cli.record import Into, opened
from communique.cli.streams import Messages, warnings_as

if TYPE_CHECKING:
    from communique.pipeline.ingest import ReportReader
    from communique.store import Store

PARTS = ("text", "title", "publisher", "published", "url", "id")
"""What a column of a table can hold."""
SINGLE = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
"""Endings of files that hold one report each."""


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
    column: Columns = None,
    workers: Workers = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Read reports into a record: their text and bytes, events, near copies and threads.

    The same report twice is one. A run that was stopped goes on where it was when it is run again. What cannot be
    read is written down with its reason, and stops nothing.
    """
    messages = Messages(-1 if quiet else verbose)
    messages.route_logs()
    columns = column_names(column or [])
    from communique.store import UnusableError

    with opened(into, messages, create=not (failed or reread)) as store:
        if failed:
            _list_failures(store)
            return
        if reread:
            _reread(store, messages)
            return
        if not inputs and not retry:
            raise typer.BadParameter("name what to take in", param_hint="INPUTS")
        counts: Counter[str] = Counter()
        try:
            _run(store, inputs or [], messages, columns, workers, counts)
            for argument, keys in (_again(store) if retry else {}).items():
                _run(store, [argument], messages, columns, workers, counts, only=keys)
        except UnusableError as error:
            raise UnusableError(error.name, f"{error.reason} (this run until then: {_told(counts)})") from error
    if not quiet:
        typer.echo(_told(counts), err=True)
    if counts["failed"]:
        raise typer.Exit(Exit.FAILED)


def _told(counts: Counter[str]) -> str:
    """What came of the items, by outcome."""
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "nothing"


def column_names(written: list[str]) -> dict[str, str]:
    """The columns of tables by what they hold."""
    found = {}
    for one in written:
        part, given, name = one.partition("=")
        if not given or part not in PARTS:
            raise typer.BadParameter(f"is PART=NAME, PART one of {', '.join(PARTS)}", param_hint="'--column'")
        found[part] = name
    return found


def _run(
    store: "Store",
    arguments: list[str],
    messages: Messages,
    columns: dict[str, str],
    workers: int | None,
    counts: Counter[str],
    *,
    only: Collection[str] | None = None,
) -> None:
    """Takes in what the arguments name, `only` the items with these keys; counts what comes of each as it comes."""
    from communique import __version__
    from communique.cli.progress import rate_bar
    from communique.pipeline import coder_name
    from communique.pipeline.ingest import Intake, key_of
    from communique.pipeline.ingest import ingest as take
    from communique.pipeline.visits import keep_visits, visitor_for
    from communique.sources import is_address, items_of, without_login
    from communique.store.items import LIST

    intake = Intake(store, _reader, coder_name(), f"communique {__version__}", workers)
    visitor = visitor_for(store)
    with warnings_as(messages), rate_bar(messages.verbosity == 0, _total(arguments)) as advance:
        for argument in dict.fromkeys(arguments):
            before = set(visitor.validators)
            failed = False
            # What failed is sought again by the argument, perhaps from another folder.
            whole = without_login(argument) if is_address(argument) else str(Path(argument).absolute())
            found = items_of(argument, columns=columns or None, visitor=visitor)
            # What could not be looked into may hold anything.
            every = only is None or any(key.startswith(LIST) for key in only)
            wanted = found if every else (i for i in found if key_of(i) in (only or ()))
            for taken in take(intake, wanted, argument=whole, whole=every):
                counts[taken.outcome.value] += 1
                failed = failed or taken.reason is not None
                if taken.reason:
                    messages.error(taken.reason)
                messages.detail(f"{taken.name}: {taken.outcome.value}, {taken.events} events")
                advance()
            # A list with an entry that failed is asked for in full again, or the entry would not be offered any more.
            if is_address(argument) and not failed:
                keep_visits(store, visitor, set(visitor.validators) - before)


def _total(arguments: list[str]) -> int | None:
    """How many reports are to come, where that can be told beforehand: single files and the files of folders."""
    total = 0
    for argument in dict.fromkeys(arguments):
        path = Path(argument)
        if path.is_dir():
            total += sum(1 for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        elif path.suffix.casefold() in SINGLE:
            total += 1
        else:
            return None
    return total


def _reader() -> "ReportReader":
    from communique.pipeline import load_reader, read_report

    load_reader()
    return read_report


def _again(store: "Store") -> dict[str, set[str]]:
    """By what the user had named, the keys of the items that could not be taken in."""
    from communique.store.items import failures

    found: dict[str, set[str]] = {}
    with store.reading() as connection:
        for failure in failures(connection):
            found.setdefault(failure.argument, set()).add(failure.key)
    return found


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
