"""Scores of spans -> mentions with kind, head and whether they are names."""

from collections.abc import Sequence

import numpy as np

from communique.language.doc import Mention, Row
from communique.language.encoder import Scores


def decode_mentions(score: Scores, rows: Sequence[Row], kinds: Sequence[str], offset: int) -> list[Mention]:
    """The sentence's mentions, token indices shifted by `offset`.

    Nested ones stay; of two that cross, the surer stays.
    """
    starts, ends = np.nonzero(np.triu(score.span_kind))
    order = sorted(zip(starts.tolist(), ends.tolist(), strict=True), key=lambda s: -float(score.span[s]))
    kept: list[tuple[int, int]] = []
    for first, last in order:
        if first and not any(_cross((first, last), other) for other in kept):
            kept.append((first, last))
    mentions = []
    for first, last in sorted(kept):
        head = head_of(rows, first, last)
        mentions.append(
            Mention(
                first=offset + first - 1,
                last=offset + last - 1,
                head=offset + head - 1,
                kind=kinds[score.span_kind[first, last] - 1],
                named=rows[head - 1][2] == "PROPN",
            )
        )
    return mentions


def head_of(rows: Sequence[Row], first: int, last: int) -> int:
    """The first word of `first`..`last` (from 1) whose head lies outside that stretch."""
    for i in range(first, last + 1):
        if not first <= rows[i - 1][4] <= last:
            return i
    return last


def _cross(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] <= a[1] < b[1] or b[0] < a[0] <= b[1] < a[1]
