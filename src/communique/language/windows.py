"""Sentences -> windows: consecutive sentences that the event layers see together, and where each word stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.language.subwords import Coded

WINDOW = 384
"""Subwords of a window; a longer sentence has one of its own."""
ORDERS = 39
"""Sentences of a window at the most: so many are told apart."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Windows of one batch, each row of the same width, filled up at its end.

    `order` (windows, width): each subword's sentence of its window from 1, 0 where there is none. `starts`: where each
    sentence begins, counted over all rows. `first`, `last` (sentences, words + 1): each word's subwords, counted over
    all rows; the root is its sentence's opening mark.
    """

    order: NDArray[np.int64]
    starts: list[int]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def windows_of(lengths: Sequence[int], limit: int = WINDOW) -> list[range]:
    """Sentences, in order, in windows of at most `limit` subwords together."""
    found: list[range] = []
    size = 0
    for i, length in enumerate(lengths):
        if not found or size + length > limit or len(found[-1]) == ORDERS:
            found.append(range(i, i))
            size = 0
        found[-1] = range(found[-1].start, i + 1)
        size += length
    return found


def lay_out(coded: Sequence[Coded], windows: Sequence[range]) -> Layout:
    """The layout of some windows of the sentences `coded`; sentences come in the order of the windows."""
    width = max(sum(len(coded[i].ids) for i in window) for window in windows)
    order = np.zeros((len(windows), width), dtype=np.int64)
    starts: list[int] = []
    for row, window in enumerate(windows):
        at = 0
        for number, i in enumerate(window, 1):
            starts.append(row * width + at)
            order[row, at : at + len(coded[i].ids)] = number
            at += len(coded[i].ids)
    sentences = [coded[i] for window in windows for i in window]
    first = _pad([[start + at for at in c.first] for start, c in zip(starts, sentences, strict=True)])
    last = _pad([[start + at for at in c.last] for start, c in zip(starts, sentences, strict=True)])
    return Layout(order, starts, first, last)


def _pad(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    padded = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded
