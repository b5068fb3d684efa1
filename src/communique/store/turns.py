"""Whose turn it is with a record, within one process.

Writers come one after the other, and wait here: a writer that waited with a connection would keep it from who reads.
While one writes, readers step back for a moment: all threads of a process share one interpreter, and a transaction of
many short questions would wait for it at each of them, behind everyone who reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

BESIDE = 2
"""Readers that go on while somebody writes."""
STEP_BACK_SECONDS = 1.0
"""How long the others wait at most; then they go on too, so that nobody waits for somebody who waits for them."""


class Turns:
    """The turns of one record."""

    def __init__(self) -> None:
        """Nobody writes, nobody reads."""
        self._writing = Lock()
        self._beside = Semaphore(BESIDE)

    @contextmanager
    def to_write(self, *, seconds: float) -> Iterator[bool]:
        """Waits for the turn to write; whether it came within so many seconds."""
        came = self._writing.acquire(timeout=seconds)
        try:
            yield came
        finally:
            if came:
                self._writing.release()

    @contextmanager
    def to_read(self) -> Iterator[None]:
        """Steps back for a moment where somebody writes and others read already."""
        if self._writing.locked():
            counted = self._beside.acquire(timeout=STEP_BACK_SECONDS)
        else:
            counted = self._beside.acquire(blocking=False)
        try:
            yield
        finally:
            if counted:
                self._beside.release()
