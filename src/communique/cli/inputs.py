"""What the arguments of a command name: files, the reports in a folder, an address, standard input."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from communique.record import Report
from communique.sources import (
    MAX_BYTES,
    SUFFIXES,
    BadContainerError,
    MissingFileError,
    SourceError,
    read_address,
    read_bytes,
    read_file,
)
from communique.sources.detect import CONTAINER_SUFFIXES

STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: `argument` is a path, an address or `-`."""

    argument: str

    @property
    def name(self) -> str:
        """What it is called in messages and in the record; bytes of a file name that are no text are replaced."""
        if self.argument == STANDARD_INPUT:
            return "standard input"
        return os.fsencode(self.argument).decode("utf-8", "replace")


def expand(arguments: list[str]) -> Iterator[Input | SourceError]:
    """The inputs that the arguments name, in their order; a folder stands for the reports in it and below, by name.

    A folder without reports gives the error that says so, so that the others are still read.
    """
    for argument in arguments:
        if is_folder(argument):
            found = _reports_in(Path(argument))
            if not found:
                wanted = ", ".join(sorted(SUFFIXES))
                yield MissingFileError(Input(argument).name, f"no report in this folder; looked for {wanted}")
            yield from found
        else:
            yield Input(argument)


def is_folder(argument: str) -> bool:
    """Does this argument name a folder?"""
    return argument != STANDARD_INPUT and not _ADDRESS.match(argument) and Path(argument).is_dir()


def bring_in(item: Input, *, published: date | None, publisher: str | None) -> Report:
    """The report that an input holds. Raises a SourceError."""
    if item.argument == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return read_bytes(data, name=item.name, published=published, publisher=publisher)
    if _ADDRESS.match(item.argument):
        return read_address(item.argument, published=published, publisher=publisher)
    path = Path(item.argument)
    if Path(path.name.casefold().removesuffix(".gz")).suffix in CONTAINER_SUFFIXES and path.is_file():
        raise BadContainerError(item.name, "a table or archive of reports; 'communique ingest' or 'backfill' reads it")
    return read_file(path, name=item.name, published=published, publisher=publisher)


def _reports_in(folder: Path) -> list[Input]:
    found: list[Input] = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Input(str(Path(where, name)))
            for name in sorted(files)
            if Path(name).suffix.casefold() in SUFFIXES and not name.startswith(".")
        ]
    return found
