"""Questions for many numbers at once, in as many questions as a database takes."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

MOST = 500
"""Values of one question: databases limit how many they take."""
_Value = TypeVar("_Value", int, str)


def batches(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """The values in order, each once, at most MOST at a time."""
    wanted = sorted(set(values))
    for begin in range(0, len(wanted), MOST):
        yield wanted[begin : begin + MOST]
