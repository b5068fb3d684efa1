"""What came of each unit: a table of rows, each a small file that is there whole or not at all.

Workers on any machine that share the folder write their rows themselves, after their partitions have their names: a row
says that a unit is done only when it is.
"""

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

TABLES = ("events", "reports", "failures")
"""The folders of partitions."""
ROWS = "checkpoint"
SCRATCH = ".unfinished"
LOCK = ".lock"


class State(StrEnum):
    """How a unit stands; one that failed is tried again by the next run."""

    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Done:
    """A row of the checkpoint: what came of a unit. `mark` is the unit's; `seconds` are those of its worker."""

    key: str
    source: str
    name: str
    mark: str
    state: State
    reports: int = 0
    events: int = 0
    failures: int = 0
    seconds: float = 0.0
    reason: str | None = None


class InUseError(Exception):
    """Another run writes into the folder."""


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which has its name only when it is whole and on the disk."""
    scratch = path.parent.parent / SCRATCH / f"{uuid.uuid4().hex}-{path.name}"
    scratch.parent.mkdir(exist_ok=True)
    try:
        with scratch.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    _keep_names(path.parent)


def put(output: Path, done: Done) -> None:
    """Writes a row, in place of the one before."""
    with whole(output / ROWS / f"{done.name}.json") as file:
        file.write(json.dumps(asdict(done), ensure_ascii=True).encode())


def rows(output: Path) -> dict[str, Done]:
    """The rows by their unit's key."""
    read = (row_of(output, path.stem) for path in sorted((output / ROWS).glob("*.json")))
    return {done.key: done for done in read if done is not None}


def row_of(output: Path, name: str) -> Done | None:
    """The row of the unit of that name, None where there is none, or one that is damaged: then it is done again."""
    try:
        told = json.loads((output / ROWS / f"{name}.json").read_bytes())
        return Done(**told | {"state": State(told["state"])})
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def is_whole(output: Path, done: Done) -> bool:
    """Whether the unit's partitions are all there."""
    return all((output / table / f"{done.name}.parquet").exists() for table in TABLES)


def forget(output: Path, done: Done) -> None:
    """Takes a unit out that its source is no longer cut into: its row first, that no row stands without partitions."""
    (output / ROWS / f"{done.name}.json").unlink(missing_ok=True)
    for table in TABLES:
        (output / table / f"{done.name}.parquet").unlink(missing_ok=True)


@contextmanager
def held(output: Path) -> Iterator[None]:
    """The folder, made where it is not there, held by this run alone; what was left unfinished is taken away."""
    for name in (*TABLES, ROWS, SCRATCH):
        (output / name).mkdir(parents=True, exist_ok=True)
    with (output / LOCK).open("wb") as lock:
        _lock(lock, output)
        _clear(output)
        yield
        _clear(output)


def _clear(output: Path) -> None:
    """Takes away what workers that were killed have left."""
    for left in (output / SCRATCH).iterdir():
        left.unlink(missing_ok=True)


def _lock(lock: BinaryIO, output: Path) -> None:
    """The system lets the lock go when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Not on Windows.
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InUseError(f"{output}: another run writes into this folder") from None


def _keep_names(folder: Path) -> None:
    """Puts the folder itself on the disk, so that a name given before a power cut is there after it."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
