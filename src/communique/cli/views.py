"""`communique positions`, `agreements`, `meetings`, `incidents`, `timeline`, `brief`: the views of a process."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import Output, Quiet
from communique.cli.record import As, Into, ProcessName, Rule, TollRule, ViewFormat, as_json, opened
from communique.cli.streams import Messages, output_to

if TYPE_CHECKING:
    from datetime import date

    from pydantic import BaseModel
    from rich.console import RenderableType

    from communique.record import Entry, Process, Thread
    from communique.store import Store


class BriefFormat(StrEnum):
    """How a brief is printed."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


Since = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Only what was told from that day on.", show_default=False
    ),
]


def positions(
    process: ProcessName,
    into: Into = None,
    party: Annotated[
        str | None, typer.Option(metavar="SIDE", help="Open one party's cells, with their history.", show_default=False)
    ] = None,
    issue: Annotated[
        str | None,
        typer.Option(metavar="ISSUE", help="Open one issue's cells, with their history.", show_default=False),
    ] = None,
    format: As = ViewFormat.TABLE,  # noqa: A002 - the option's own name
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Where each party stands on each issue: its latest position, since when, told how often and by how many.

    With --party or --issue a cell opens: every move, with the words that say so.
    """
    from communique.cli.view_tables import position_history, position_table
    from communique.lexicon import load_lexicon
    from communique.pipeline.sides import known_side
    from communique.process import positions as told

    opens = party is not None or issue is not None
    party = known_side(party, load_lexicon()) if party is not None else None

    def view(process: "Process", entries: "Sequence[Entry]", _: "Sequence[Thread]") -> "Sequence[BaseModel]":
        cells = told(process, entries, history=opens)
        return [c for c in cells if party in (None, c.party) and issue in (None, c.issue.value)]

    _show(process, into, view, position_history if opens else position_table, format, output, quiet, kind=None)


def agreements(
    process: ProcessName,
    into: Into = None,
    format: As = ViewFormat.TABLE,  # noqa: A002
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """The ledger of agreements: parties, terms, what was promised and delivered, how far it is carried out.

    The scale is that of the Peace Accords Matrix: 0 not begun, 1 minimal, 2 intermediate, 3 full; violated, suspended.
    """
    from communique.cli.view_tables import agreement_table
    from communique.process import agreements as told

    _show(
        process, into, lambda _, e, t: told(t, _by_member(e)), agreement_table, format, output, quiet, kind="agreement"
    )


def meetings(
    process: ProcessName,
    into: Into = None,
    format: As = ViewFormat.TABLE,  # noqa: A002
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Meetings held, planned, possible and cancelled: who, where, when, who stayed away."""
    from communique.cli.view_tables import meeting_table
    from communique.process import meetings as told

    _show(process, into, lambda _, e, t: told(t, _by_member(e)), meeting_table, format, output, quiet, kind="meeting")


def incidents(
    process: ProcessName,
    into: Into = None,
    rule: Rule = TollRule.LATEST,
    format: As = ViewFormat.TABLE,  # noqa: A002
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Attacks with the bounds of their tolls, who is blamed by whom, and who denies."""
    from communique.cli.view_tables import incident_table
    from communique.process import incidents as told
    from communique.threads.casualties import with_rule

    def view(_: "Process", entries: "Sequence[Entry]", threads: "Sequence[Thread]") -> "Sequence[BaseModel]":
        return [
            i.model_copy(update={k: with_rule(getattr(i, k), rule.value) for k in ("killed", "injured")})
            for i in told(threads, _by_member(entries))
        ]

    _show(process, into, view, incident_table, format, output, quiet, kind="incident")


def timeline(
    process: ProcessName,
    into: Into = None,
    since: Since = None,
    format: As = ViewFormat.TABLE,  # noqa: A002
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Everything in order of time; vague dates are told as they are told."""
    from communique.cli.view_tables import printed, timeline_table
    from communique.process import timeline as told

    messages = Messages(-1 if quiet else 0)
    with opened(into, messages) as store:
        found, entries, numbers = _load_numbers(store, process)
        lines = told(entries, numbers)
        if since is not None:
            # A month or a year is compared as such: part of it may be meant.
            ends, first = [line.until or line.day or "" for line in lines], since.date().isoformat()
            lines = [line for line, end in zip(lines, ends, strict=True) if end and end >= first[: len(end)]]
        with output_to(output) as sink:
            shown = format is ViewFormat.TABLE
            sink.write(printed(timeline_table(found, lines), sink) if shown else as_json(lines, format))


def brief(
    process: ProcessName,
    since: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day from which on reports are new."),
    ],
    into: Into = None,
    format: Annotated[  # noqa: A002
        BriefFormat, typer.Option("--format", "-f", metavar="markdown|html|text", help="How it is written.")
    ] = BriefFormat.MARKDOWN,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """What changed in a process since a day, each sentence with its citation."""
    from communique.lexicon import load_lexicon
    from communique.process import as_html, as_markdown, as_text
    from communique.process import brief as told

    write = {BriefFormat.MARKDOWN: as_markdown, BriefFormat.HTML: as_html, BriefFormat.TEXT: as_text}[format]
    messages = Messages(-1 if quiet else 0)
    with opened(into, messages) as store:
        found, entries, threads = _load_news(store, process, since.date())
        with output_to(output) as sink:
            names = {code: country.name for code, country in load_lexicon().countries.items()}
            sink.write(write(told(found, entries, threads, since=since.date(), names=names)))


def _load(store: "Store", name: str, kind: str | None) -> "tuple[Process, list[Entry], list[Thread]]":
    from communique.pipeline.threads import threads_of
    from communique.record import ThreadKind
    from communique.store.processes import entries_of_process, load_process

    with store.reading() as connection:
        process = load_process(connection, name)
        entries = entries_of_process(connection, process)
        return process, entries, threads_of(connection, entries, kind=ThreadKind(kind)) if kind else []


def _load_numbers(store: "Store", name: str) -> "tuple[Process, list[Entry], dict[int, str]]":
    """With the number of each act's thread."""
    from communique.store.processes import entries_of_process, load_process
    from communique.store.threads import threads_of_acts

    with store.reading() as connection:
        process = load_process(connection, name)
        entries = entries_of_process(connection, process)
        numbers = threads_of_acts(connection, [e.act for e in entries])
        return process, entries, {act: str(number) for act, (number, _) in numbers.items()}


def _load_news(store: "Store", name: str, since: "date") -> "tuple[Process, list[Entry], list[Thread]]":
    """With the threads that reports since a day tell of."""
    from communique.pipeline.threads import threads_of
    from communique.store.processes import entries_of_process, load_process

    with store.reading() as connection:
        process = load_process(connection, name)
        entries = entries_of_process(connection, process)
        news = [e for e in entries if e.report.published is not None and e.report.published >= since]
        return process, entries, threads_of(connection, news)


def _by_member(entries: "Sequence[Entry]") -> "dict[tuple[str, str], Entry]":
    return {(entry.report.id, entry.event.id): entry for entry in entries}


def _show(
    name: str,
    into: str | None,
    view: "Callable[[Process, Sequence[Entry], Sequence[Thread]], Sequence[BaseModel]]",
    table: "Callable[..., RenderableType]",
    form: ViewFormat,
    output: Path | None,
    quiet: bool,
    *,
    kind: str | None,
) -> None:
    from communique.cli.view_tables import printed

    messages = Messages(-1 if quiet else 0)
    with opened(into, messages) as store:
        process, entries, threads = _load(store, name, kind)
        nouns = view(process, entries, threads)
        with output_to(output) as sink:
            sink.write(printed(table(process, nouns), sink) if form is ViewFormat.TABLE else as_json(nouns, form))
