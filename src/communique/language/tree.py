"""Scores of heads -> a proper tree: one root, no cycles.

The greedy choice is taken where it is a tree already; else the maximum spanning arborescence (Chu & Liu 1965,
Edmonds 1967); and where that gives the root several children, the same again with the root made dear.
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

LIMIT = 1e6
"""Scores beyond it, either way, count as it, and what is no number as the lowest: far outside what a model gives."""


def decode_heads(scores: Scores) -> list[int]:
    """Heads of words 1..n, 0 being the root: of all trees with one child of the root, the one that scores highest.

    `scores` has n + 1 children by n + 1 heads, row and column 0 being the root.
    """
    n = len(scores) - 1
    if n < 1:
        return []
    work = np.nan_to_num(np.asarray(scores, dtype=np.float64), nan=-LIMIT).clip(-LIMIT, LIMIT)
    # Dearer than anything the other heads can win back by it, so the best tree has one child of the root.
    price = 2 * n * float(work.max() - work.min()) + 1
    np.fill_diagonal(work, -np.inf)
    heads = _greedy(work)
    if not is_tree(heads):
        heads = _arborescence(work)
    if not is_tree(heads):
        work[:, 0] -= price
        heads = _arborescence(work)
    return heads[1:]


def is_tree(heads: list[int]) -> bool:
    """Whether `heads` (position 0 is the root itself) has one child of the root and no cycle."""
    return heads.count(0) == 2 and _find_cycle(heads) is None


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """The best spanning arborescence from node 0; cycles are contracted one after another, without recursion."""
    contractions: list[tuple[list[int], list[int], list[int], list[int]]] = []
    current = scores
    while True:
        heads = _greedy(current)
        cycle = _find_cycle(heads)
        if cycle is None:
            break
        inside = set(cycle)
        rest = [i for i in range(len(current)) if i not in inside]
        size = len(rest) + 1
        smaller = np.full((size, size), -np.inf)
        smaller[: size - 1, : size - 1] = current[np.ix_(np.array(rest), np.array(rest))]
        in_cycle = np.array(cycle)
        gain = current[np.ix_(in_cycle, np.array(rest))] - current[in_cycle, [heads[i] for i in cycle]][:, None]
        enter = gain.argmax(0)
        smaller[size - 1, : size - 1] = gain[enter, np.arange(size - 1)]
        leave = current[np.ix_(np.array(rest), in_cycle)].argmax(1)
        smaller[: size - 1, size - 1] = current[rest, in_cycle[leave]]
        smaller[0, :] = -np.inf
        contractions.append((heads, rest, in_cycle[enter].tolist(), in_cycle[leave].tolist()))
        current = smaller
    for outer, rest, enter_at, leave_at in reversed(contractions):
        top = len(rest)
        merged = list(outer)
        for i, node in enumerate(rest):
            if node:
                merged[node] = leave_at[i] if heads[i] == top else rest[heads[i]]
        parent = heads[top]
        merged[enter_at[parent]] = rest[parent]
        heads = merged
    return heads


def _greedy(scores: NDArray[np.float64]) -> list[int]:
    """Each node's best head; the root's own is 0."""
    heads: list[int] = scores.argmax(1).tolist()
    heads[0] = 0
    return heads


def _find_cycle(heads: list[int]) -> list[int] | None:
    """The nodes of the first cycle, each the child of the next; None where there is none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for i in path:
            state[i] = 2
    return None
