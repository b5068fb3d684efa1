"""The numbers that are claimed of one toll, as bars on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.record import Bounds

OPEN = 15.0
"""How far beyond the last number a bar goes that has no upper bound, in percent."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim: from `x` over `width`, in percent; one number has no width. `open` says that it goes on beyond."""

    x: float
    width: float
    open: bool


def bars(bounds: Sequence[Bounds], most: int | None = None) -> list[Bar]:
    """The bars of claims on a scale from 0 to the highest number that is told, or to `most` where that is more."""
    top = max([n for b in bounds for n in (b.low, b.high) if n is not None] + [most or 0, 1])
    scale = (100 - OPEN) / top
    found = []
    for each in bounds:
        left = (each.low or 0) * scale
        right = min(100.0, left + OPEN) if each.high is None else each.high * scale
        found.append(Bar(round(left, 1), round(max(0.0, right - left), 1), each.high is None))
    return found
