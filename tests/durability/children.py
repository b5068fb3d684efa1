"""Processes that are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def start(*arguments: str) -> "subprocess.Popen[str]":
    """A Python of its own that sees the package and the tests."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


def ingesting(where: str, *folders: Path) -> "subprocess.Popen[str]":
    """One that takes folders in, and says of each report that it is kept."""
    return start("-m", "tests.durability.filling", where, *map(str, folders))


def acknowledged(process: "subprocess.Popen[str]", most: int | None = None) -> list[str]:
    """The ids of the reports that it says are kept; killed without a word after so many."""
    assert process.stdout is not None
    found: list[str] = []
    for line in process.stdout:
        found.append(line.split()[1])
        if most is not None and len(found) >= most:
            process.send_signal(signal.SIGKILL)
            break
    # What it said before it was dead counts too, as far as it was written whole.
    rest, _ = process.communicate(timeout=120)
    return found + [line.split()[1] for line in rest.splitlines() if len(line.rpartition(" ")[2]) == 16]


def killed_in(code: str, *arguments: str) -> Sequence[str]:
    """Runs code that kills itself; its error output."""
    process = start("-c", code, *arguments)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, errors
    return errors.splitlines()
