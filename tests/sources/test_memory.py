"""What a library may take of memory is bounded while it unpacks, and only then."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.sources.memory import at_most

MB = 1024 * 1024
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bound is Linux's")


def test_what_would_go_beyond_fails_and_the_bound_goes_with_the_block() -> None:
    with at_most(64 * MB), pytest.raises(MemoryError):
        bytearray(512 * MB)
    assert len(bytearray(512 * MB)) == 512 * MB
    with pytest.raises(ZeroDivisionError), at_most(64 * MB):
        raise ZeroDivisionError
    assert len(bytearray(512 * MB)) == 512 * MB


def test_two_at_once_leave_no_bound_behind() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)

    def take(_: int) -> None:
        for _ in range(50):
            with at_most(64 * MB):
                pass

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(take, range(4)))
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
