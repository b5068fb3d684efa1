"""Options that commands share, and the closed lists of others. Imports nothing heavy: help is made from here."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file, replacing it.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No warnings and no progress bar; errors stay.")]
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose", "-v", count=True, help="Say what is done; twice: with logs and tracebacks.", show_default=False
    ),
]

Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Processes that read side by side, each with 350 MB; as many as there are cores where it is not given."
        " The first reports are always read by the command itself.",
        show_default=False,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PART=NAME",
        help="Which column of a table holds text, title, publisher, published, url or id; once for each.",
        show_default=False,
    ),
]


class Format(StrEnum):
    """How the record is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class ScoreFormat(StrEnum):
    """How an evaluation is printed."""

    TABLE = "table"
    JSON = "json"


def chosen_format(format: Format | None, output: Path | None) -> Format:  # noqa: A002 - the option's own name
    """The format asked for, else the one that the output file's name ends in, else the table for people."""
    if format is not None:
        return format
    ending = output.suffix.removeprefix(".").casefold() if output is not None else ""
    return Format(ending) if ending in set(Format) else Format.TABLE
