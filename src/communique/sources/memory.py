"""A bound on memory for a library that believes what a file says of its own size."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TURN = threading.Lock()
"""The bound is the whole process': two at once would put back each other's."""


@contextmanager
def at_most(more: int) -> Iterator[None]:
    """Lets the process take at most so many bytes more; what would go beyond fails with a MemoryError.

    On Linux alone; elsewhere there is no such bound. What it encloses should be short: other threads are under it too.
    """
    held = _held() if sys.platform == "linux" else None
    if held is None:
        yield
        return
    import resource

    with _TURN:
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        bound = held + more if soft == resource.RLIM_INFINITY else min(soft, held + more)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held() -> int | None:
    """Bytes that the process holds for data, as the limit counts them."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), None)
