"""No input makes the reader hang, fill the memory, or fail in a way that is not written down."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.inputs import CASES

MEGABYTES = 1024
ROOT = Path(__file__).parent.parent.parent


class Worker:
    """A process that reads hostile inputs; a new one takes the place of one that was killed."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> dict[str, Any]:
        """What came of a file."""
        if self._running is None:
            self._running = self._started()
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(f"{path}\n")
        self._running.stdin.flush()
        line = self._running.stdout.readline()
        if not line:
            ended = self._running.wait()
            self.close()
            pytest.fail(f"the process was killed or died ({ended}): too long, or too much memory")
        found: dict[str, Any] = json.loads(line)
        return found

    def close(self) -> None:
        """Ends the process."""
        if self._running is not None:
            self._running.communicate()
            self._running = None

    def _started(self) -> "subprocess.Popen[str]":
        path = os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        started = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            # One thread, so that the time of the process is that of the reading.
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        return started


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


pytestmark = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="measures memory as Linux tells it")


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_input_is_read_or_refused(worker: Worker, tmp_path: Path, case: str) -> None:
    path = tmp_path / CASES[case][0]
    # In a process of its own: making it takes memory too.
    subprocess.run([sys.executable, "-m", "tests.hostile.inputs", case, str(path)], check=True, cwd=ROOT)
    found = worker.read(path)
    path.unlink()
    assert not [told for told in found["told"] if told.startswith("!")]
    assert found["megabytes"] < MEGABYTES
