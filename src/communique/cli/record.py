"""What the commands on a record share: which record, whose process, in what form."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.exits import Exit
from communique.cli.streams import Messages, documented_endings

if TYPE_CHECKING:
    from pydantic import BaseModel

    from communique.store import Store

VARIABLE = "COMMUNIQUE_RECORD"

Into = Annotated[
    str | None,
    typer.Option(
        "--into",
        "-i",
        metavar="RECORD",
        help=f"The record: a file, or postgresql://… . Without it, {VARIABLE} names it.",
        show_default=False,
    ),
]
ProcessName = Annotated[str, typer.Argument(metavar="PROCESS", help="The name of a process.", show_default=False)]


class ViewFormat(StrEnum):
    """How a view is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class TollRule(StrEnum):
    """How the best figure of a toll is chosen; threads.casualties.RULES says how."""

    LATEST = "latest"
    HIGHEST = "highest"
    LOWEST = "lowest"
    MOST_TOLD = "most-told"


Rule = Annotated[
    TollRule,
    typer.Option(
        metavar="latest|highest|lowest|most-told", help="How the best figure of a toll is chosen from its claims."
    ),
]
As = Annotated[
    ViewFormat,
    typer.Option("--format", "-f", metavar="table|json|jsonl", help="table for people; json; jsonl, an entry a line."),
]


def record_named(into: str | None) -> str:
    """Which record is meant; a usage error where none is."""
    named = into or os.environ.get(VARIABLE)
    if not named:
        raise typer.BadParameter(f"name the record, or set {VARIABLE}", param_hint="'--into'")
    return named


@contextmanager
def opened(into: str | None, messages: Messages, *, create: bool = False) -> Iterator["Store"]:
    """The record, open; what is wrong with it, or with what is asked of it, is told in one line."""
    from communique.store import open_store

    named = record_named(into)
    with told_errors(messages):
        store = open_store(named, create=create)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def told_errors(messages: Messages) -> Iterator[None]:
    """What is wrong with a record is told in one line, and ends the command as every other ending does."""
    from communique.store import StoreError

    with documented_endings(messages):
        try:
            yield
        except StoreError as error:
            messages.error(str(error))
            raise typer.Exit(Exit.FAILED) from None


def as_json(nouns: Sequence["BaseModel"], form: ViewFormat) -> str:
    """Nouns as JSON: one array, or a line each."""
    dumped: list[dict[str, Any]] = [noun.model_dump(mode="json") for noun in nouns]
    if form is ViewFormat.JSONL:
        return "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in dumped)
    return json.dumps(dumped, ensure_ascii=False, indent=2) + "\n"


def day(value: datetime | None) -> date | None:
    """The date of an option that holds one."""
    return None if value is None else value.date()
