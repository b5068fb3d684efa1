"""Inputs -> units of work: a big file or a slice of it, or some hundreds of small files, always the same.

A unit is what one worker does in one go and what is done again when it was not finished.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.sources import SUFFIXES, is_address
from communique.sources.detect import CONTAINER_SUFFIXES

SLICE_BYTES = {".parquet": 4 << 20, ".warc": 64 << 20}
OTHER_SLICE_BYTES = 8 << 20
"""A file of many reports is cut into slices of about so much, some minutes of work: Parquet packs text well, pages in
a WARC file are mostly markup."""
PACKED = 4
"""How many times as much a file holds that is packed with gzip."""
MOST_SLICES = 64
"""Of one file: each slice costs one more walk through the whole of it."""
FILES = 500
"""Files of one report each that make a unit."""
LOOKED_AT = 1 << 20
"""Bytes at the beginning, in the middle and at the end of a file by which a change of it is noticed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The reports in some files, or in slice `part` of one file, where it is `sliced`.

    `source` is what all `parts` were cut from, `mark` changes with the files and with what reads them. `base` is the
    folder that the names of reports leave out, so that they say the same on every machine.
    """

    source: str
    paths: tuple[str, ...]
    part: int
    parts: int
    sliced: bool
    base: str
    mark: str

    @property
    def key(self) -> str:
        """What tells it from all others of its inputs."""
        return f"{self.source}#{self.part + 1}/{self.parts}"

    @property
    def name(self) -> str:
        """The name of its files, without ending."""
        stem = "".join(c if c.isalnum() and c.isascii() else "-" for c in Path(self.source).name)[:40].strip("-")
        return f"{stem or 'unit'}-{hashlib.sha256(self.key.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def plan(
    inputs: Iterable[str],
    *,
    reader: str,
    slice_bytes: int | None = None,
    files: int = FILES,
    output: str | None = None,
) -> list[Unit]:
    """The units of all inputs: files, and the files in folders and below, by name; each file once.

    `reader` is the name of what reads them; `slice_bytes`, where it is given, takes the place of SLICE_BYTES. A folder
    `output` below an input is not one. Raises ValueError for an address or a pipe and FileNotFoundError for what is not
    there: an archive with a hole is not gone through without a word.
    """
    units: list[Unit] = []
    seen: set[str] = set()
    for argument in inputs:
        if is_address(argument):
            raise ValueError(f"{argument} is an address; backfill reads files: fetch it first")
        path = Path(os.path.abspath(argument))  # noqa: PTH100 - "..", but no links
        if not path.exists():
            raise FileNotFoundError(f"no such file or folder: {argument}")
        if not path.is_file() and not path.is_dir():
            raise ValueError(f"{argument} is no file and no folder")
        found = [p for p in ([str(path)] if path.is_file() else list(_files_in(path, output))) if p not in seen]
        seen.update(found)
        single = [p for p in found if _suffix(p) in SUFFIXES]
        base = f"{path.parent}{os.sep}"
        for number, begin in enumerate(range(0, len(single), files)):
            parts = -(-len(single) // files)
            chunk = tuple(single[begin : begin + files])
            units.append(Unit(str(path), chunk, number, parts, False, base, _mark(chunk, reader)))
        for one in found:
            if _suffix(one) not in SUFFIXES:
                parts = max(1, min(MOST_SLICES, -(-Path(one).stat().st_size // (slice_bytes or _slice_bytes(one)))))
                mark = _mark((one,), reader)
                units += [Unit(one, (one,), number, parts, parts > 1, base, mark) for number in range(parts)]
    return units


def _files_in(folder: Path, output: str | None) -> Iterator[str]:
    left_out = output and os.path.realpath(output)

    def stop(error: OSError) -> None:
        raise error

    for where, folders, names in os.walk(folder, onerror=stop):
        kept = (name for name in folders if not name.startswith("."))
        folders[:] = sorted(name for name in kept if os.path.realpath(Path(where, name)) != left_out)
        for name in sorted(names):
            if not name.startswith(".") and _suffix(name) in SUFFIXES | CONTAINER_SUFFIXES:
                path = Path(where, name)
                if path.is_file() or not path.exists():  # A link to nothing is a hole; a pipe would be waited for.
                    yield str(path)


def _slice_bytes(path: str) -> int:
    size = SLICE_BYTES.get(_suffix(path), OTHER_SLICE_BYTES)
    # A WARC file is packed record by record, and its size is told for that.
    return size // PACKED if path.casefold().endswith(".gz") and _suffix(path) != ".warc" else size


def _suffix(name: str) -> str:
    return Path(name.casefold().removesuffix(".gz")).suffix


def _mark(paths: tuple[str, ...], reader: str) -> str:
    """A hash over the files' sizes and parts of what they hold."""
    mark = hashlib.sha256(reader.encode())
    for path in paths:
        with Path(path).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            mark.update(f"\0{path}\0{size}\0".encode("utf-8", "surrogateescape"))
            for start in sorted({0, max(0, size // 2 - LOOKED_AT // 2), max(0, size - LOOKED_AT)}):
                file.seek(start)
                mark.update(file.read(LOOKED_AT))
    return mark.hexdigest()
