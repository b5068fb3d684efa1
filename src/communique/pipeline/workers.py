"""Processes that work side by side: started when they are needed, replaced where they die, gone with their parent.

A process has one item at a time, so that one that dies takes nothing else with it, and is known to have done so.
"""

import multiprocessing
import os
import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

TRIES = 3
"""Processes that one item may cost."""
AHEAD = 3
"""Items that are taken from their source for each process, that it need not wait, and no more, for memory's sake."""


class WorkerDiedError(Exception):
    """An item that no process survived."""


class CannotStartError(Exception):
    """Processes that cannot be made ready, for whatever item."""


class Workers(Generic[T, R]):
    """Processes that each do `task` on one item after another, after `prepare`; both are functions of a module.

    As a context: leaving it stops the processes, at once where it is left by an error.
    """

    def __init__(self, task: Callable[[T], R], *, count: int, prepare: Callable[[], object] | None = None) -> None:
        # A process has a core; linear algebra of numpy that starts more threads would have them wait for each other.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._count = count
        self._slots = [_Slot(task, prepare) for _ in range(count)]
        self._free: queue.SimpleQueue[_Slot] = queue.SimpleQueue()
        for slot in self._slots:
            self._free.put(slot)
        self._threads = ThreadPoolExecutor(max_workers=count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for slot in self._slots:
            slot.close(at_once=kind is not None)
        self._threads.shutdown(wait=True, cancel_futures=True)

    def in_order(self, items: Iterable[T]) -> Generator[R | Exception]:
        """What comes of each item, in their order: the result, or the error in its place.

        Raises CannotStartError where the processes cannot be made ready.
        """
        source = iter(items)
        waiting: deque[Future[R | Exception]] = deque()
        while True:
            for item in islice(source, self._count * AHEAD - len(waiting)):
                waiting.append(self._threads.submit(self._do, item))
            if not waiting:
                return
            yield _of_item(waiting.popleft().result())

    def as_done(self, items: Iterable[T]) -> Generator[tuple[T, R | Exception]]:
        """Each item with what comes of it, whichever is done first. Raises as `in_order` does."""
        source = iter(items)
        waiting: dict[Future[R | Exception], T] = {}
        while True:
            for item in islice(source, self._count - len(waiting)):
                waiting[self._threads.submit(self._do, item)] = item
            if not waiting:
                return
            for one in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(one), _of_item(one.result())

    def _do(self, item: T) -> R | Exception:
        slot = self._free.get()
        try:
            found: R | Exception = slot.do(item)
        except Exception as error:  # noqa: BLE001 - it is given in its item's place
            return error
        finally:
            self._free.put(slot)
        return found


def _of_item(found: R | Exception) -> R | Exception:
    if isinstance(found, CannotStartError):
        raise found
    return found


class _Slot:
    """The place of one process, and the process that has it now."""

    def __init__(self, task: Callable[[Any], Any], prepare: Callable[[], object] | None) -> None:
        self._task, self._prepare = task, prepare
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._closed = False

    def do(self, item: object) -> Any:
        """What the task makes of the item; a process that dies of it is replaced, and another tries."""
        for _ in range(TRIES):
            if self._closed:
                break
            try:
                line = self._line or self._start()
                line.send(item)
                well, found = line.recv()
            except (EOFError, OSError):
                self._stop()
                continue
            if not well:
                raise found
            return found
        raise WorkerDiedError(f"{TRIES} processes died of it" if not self._closed else "stopped")

    def close(self, *, at_once: bool) -> None:
        """Ends the process: by itself when it has nothing to do, or at once."""
        self._closed = True
        if at_once:
            self._stop()
        elif self._line is not None and self._process is not None:
            self._line.close()
            self._process.join()

    def _start(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        line, other = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(other, self._task, self._prepare), daemon=True)
        self._process.start()
        other.close()
        well, error = line.recv()
        if not well:
            raise CannotStartError(f"{type(error).__name__}: {error}") from error
        self._line = line
        return line

    def _stop(self) -> None:
        # Taken out first: the thread that waits for the process and the one that closes the place may both be here.
        process, line, self._process, self._line = self._process, self._line, None, None
        if process is not None:
            process.kill()
            process.join()
        if line is not None:
            line.close()


def _work(line: Connection, task: Callable[[Any], Any], prepare: Callable[[], object] | None) -> None:
    """The life of one process."""
    # Ctrl-C reaches the whole group: the parent decides what becomes of its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        if prepare is not None:
            prepare()
    except Exception as error:  # noqa: BLE001 - the parent is told
        line.send((False, _sendable(error)))
        return
    line.send((True, None))
    # The end of the line is the end of the work.
    with suppress(EOFError, OSError):
        while True:
            item = line.recv()
            try:
                answer = (True, task(item))
            except Exception as error:  # noqa: BLE001 - the parent is told
                answer = (False, _sendable(error))
            line.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _sendable(error: Exception) -> Exception:
    """The error, or what it says where it cannot leave its process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made right here
    except Exception:  # noqa: BLE001 - whatever it is, it cannot be sent
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
