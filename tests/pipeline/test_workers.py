"""Processes give what one would give, in the order asked for; one that dies costs nothing; none outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.pipeline.workers import AHEAD, CannotStartError, WorkerDiedError, Workers


def square(number: int) -> int:
    if number < 0:
        raise OSError(f"{number} is less than nothing")
    return number * number


def slow_first(number: int) -> int:
    time.sleep(0.5 if number == 0 else 0)
    return number


def die_once(path: str) -> str:
    """Dies of an item the first time."""
    mark = Path(path)
    if not mark.exists():
        mark.write_text("seen", encoding="utf8")
        os.kill(os.getpid(), signal.SIGKILL)
    return mark.read_text(encoding="utf8")


def die_of_evil(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def blas_threads(_: int) -> str | None:
    return os.environ.get("OPENBLAS_NUM_THREADS")


def cannot_start() -> None:
    raise OSError("weights are missing")


def test_results_come_in_order_and_errors_in_their_place() -> None:
    with Workers(square, count=2) as workers:
        found = list(workers.in_order([3, -1, 2, 5]))
    assert [found[0], *found[2:]] == [9, 4, 25]
    assert isinstance(found[1], OSError)  # Not taken for the end of the line to the process.
    assert str(found[1]) == "-1 is less than nothing"


def test_what_is_done_first_is_given_first_where_that_is_asked_for() -> None:
    with Workers(slow_first, count=2) as workers:
        list(workers.as_done([1, 2]))  # Both have started.
        found = list(workers.as_done([0, 1, 2, 3]))
    assert set(found) == {(n, n) for n in range(4)}
    assert found[-1] == (0, 0)


def test_no_more_is_taken_from_the_source_than_is_soon_needed() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    with Workers(square, count=2) as workers:
        results = workers.in_order(endless())
        assert [next(results) for _ in range(10)] == [n * n for n in range(1, 11)]
        assert taken <= 10 + 2 * AHEAD
        results.close()


def test_an_item_whose_process_was_killed_is_done_by_another(tmp_path: Path) -> None:
    marks = [str(tmp_path / f"{n}") for n in range(5)]
    with Workers(die_once, count=2) as workers:
        assert list(workers.in_order(marks)) == ["seen"] * 5


def test_an_item_that_no_process_survives_is_given_up_alone() -> None:
    with Workers(die_of_evil, count=2) as workers:
        found = list(workers.in_order(range(6)))
    assert isinstance(found.pop(3), WorkerDiedError)
    assert found == [0, 1, 2, 4, 5]


def test_a_process_that_cannot_start_says_why() -> None:
    with (
        Workers(square, count=1, prepare=cannot_start) as workers,
        pytest.raises(CannotStartError, match="weights are missing"),
    ):
        list(workers.in_order([1]))


def test_a_process_has_one_thread_for_linear_algebra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with Workers(blas_threads, count=1) as workers:
        assert list(workers.in_order([1])) == ["1"]


PARENT = """
import os, sys, time
from tests.pipeline.test_workers import write_and_wait
from communique.pipeline.workers import Workers

if __name__ == "__main__":
    with Workers(write_and_wait, count=2) as workers:
        list(workers.in_order([sys.argv[1] + "/a", sys.argv[1] + "/b"]))
"""


def write_and_wait(path: str) -> None:
    Path(path).write_text(str(os.getpid()), encoding="utf8")
    time.sleep(600)


def test_no_process_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf8")
    root = Path(__file__).parents[2]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], env=env) as parent:
        marks = [tmp_path / "a", tmp_path / "b"]
        pids = [int(_written(mark)) for mark in marks]
        parent.kill()
    for pid in pids:
        _wait(lambda pid=pid: not _lives(pid))


def _written(mark: Path) -> str:
    _wait(lambda: mark.exists() and bool(mark.read_text(encoding="utf8")))
    return mark.read_text(encoding="utf8")


def _wait(for_what: object, seconds: float = 60) -> None:
    assert callable(for_what)
    end = time.monotonic() + seconds
    while not for_what():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text(encoding="utf8").rpartition(")")[2].split()[0] != "Z"
