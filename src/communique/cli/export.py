"""`communique export`: the record in the formats of others, and side by side with their files."""

import json
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from communique.cli.exits import Exit
from communique.cli.options import Quiet
from communique.cli.record import Into, day, opened
from communique.cli.streams import Messages

if TYPE_CHECKING:
    from datetime import date

    from communique.export import ExportEntry
    from communique.store import Store


class ExportFormat(StrEnum):
    """The formats that a record is written in."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    POLECAT = "polecat"
    ACLED = "acled"
    GED = "ged"
    FTM = "ftm"
    WEBANNOTATION = "webannotation"
    MARKDOWN = "markdown"


def export(
    format: Annotated[  # noqa: A002 - the option's own name
        ExportFormat,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="jsonl, csv, parquet, geojson, polecat, acled, ged, ftm, webannotation or markdown.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file, replacing it.", show_default=False),
    ] = None,
    into: Into = None,
    process: Annotated[
        str | None, typer.Option(metavar="PROCESS", help="Only what belongs to that process.", show_default=False)
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Published from that day on.", show_default=False
        ),
    ] = None,
    datapackage: Annotated[bool, typer.Option(help="Write a datapackage.json beside a table.")] = False,
    raw_cells: Annotated[
        bool, typer.Option(help="Leave cells that a spreadsheet would run as a formula as they are.")
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With acled or ged: a file of theirs; print counts by month and country side by side.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write the record in a format of others, and say what that cannot hold.

    The layouts of POLECAT, ACLED and GED hold our events under their columns; they are not data of those projects.
    """
    from communique.export.writers import Options, write

    messages = Messages(-1 if quiet else 0)
    with opened(into, messages) as store:
        entries = _entries(store, process, day(since))
        if against is not None:
            _side_by_side(list(entries), against, format, messages)
            return
        sink = output.open("wb") if output is not None else typer.get_binary_stream("stdout")
        try:
            losses = write(format.value, entries, sink, options=Options(spreadsheet_safe=not raw_cells))
        except RuntimeError as error:
            messages.error(str(error))
            raise typer.Exit(Exit.FAILED) from None
        finally:
            if output is not None:
                sink.close()
        if datapackage and output is not None:
            _describe(format, output, process, since)
    for line in losses.lines():
        if not quiet:
            typer.echo(line, err=True)


def _entries(store: "Store", process: str | None, since: "date | None") -> "Iterator[ExportEntry]":
    from communique.pipeline.exporting import export_entries
    from communique.store.processes import load_process

    with store.reading() as connection:
        named = None if process is None else load_process(connection, process)
        yield from export_entries(connection, process=named, since=since)


def _describe(form: ExportFormat, output: Path, process: str | None, since: datetime | None) -> None:
    from communique.export.datapackage import datapackage, to_datapackage
    from communique.export.writers import described

    told = [f"process {process}"] if process else []
    told += [f"published since {since.date()}"] if since else []
    try:
        table = described(form.value, output.name)
    except ValueError:
        raise typer.BadParameter(f"{form} is no table", param_hint="'--datapackage'") from None
    package = datapackage([table], name=output.stem, filter_text="; ".join(told) or "everything")
    output.with_name("datapackage.json").write_text(to_datapackage(package), encoding="utf8")


def _side_by_side(entries: "list[ExportEntry]", path: Path, form: ExportFormat, messages: Messages) -> None:
    from dataclasses import asdict

    from communique.export.acled_file import read_acled
    from communique.export.counts import side_by_side
    from communique.export.ged_file import read_ged
    from communique.export.outside import OutsideFileError

    if form not in (ExportFormat.ACLED, ExportFormat.GED):
        raise typer.BadParameter("is for acled and ged", param_hint="'--against'")
    read = read_acled if form is ExportFormat.ACLED else read_ged
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(read(lines, on_bad=lambda bad: messages.warning(f"{path}:{bad.line}: {bad.why}")))
    except (OSError, UnicodeDecodeError, OutsideFileError) as error:
        messages.error(f"{path}: {error}")
        raise typer.Exit(Exit.FAILED) from None
    layout: Literal["acled", "ged"] = "acled" if form is ExportFormat.ACLED else "ged"
    for count in side_by_side(entries, rows, layout=layout):
        typer.echo(json.dumps(asdict(count), default=str, ensure_ascii=False))
