from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from communique.language.tree import Scores, decode_heads, is_tree

# Rows are children from the root on, columns heads: (child, head, score); what is not given scores 0.
CASES = [
    ("no word", 0, [], []),
    ("one word", 1, [], [0]),
    ("one word that scores ill as a root", 1, [(1, 0, -9)], [0]),
    ("a chain", 3, [(1, 0, 5), (2, 1, 5), (3, 2, 5)], [0, 1, 2]),
    ("the best heads are a tree already", 3, [(1, 2, 5), (2, 0, 5), (3, 2, 5)], [2, 0, 2]),
    ("a word never heads itself", 2, [(1, 1, 99), (2, 2, 99), (1, 0, 3), (2, 1, 3)], [0, 1]),
    ("a cycle is broken where it costs least", 2, [(1, 2, 9), (2, 1, 5), (1, 0, 1), (2, 0, 1)], [2, 0]),
    ("a cycle beside the root's child", 3, [(1, 0, 9), (2, 3, 9), (3, 2, 9), (3, 1, 4), (2, 1, 1)], [0, 3, 1]),
    ("two cycles", 4, [(1, 2, 9), (2, 1, 9), (3, 4, 9), (4, 3, 9), (1, 0, 5), (3, 2, 4)], [0, 1, 2, 3]),
    (
        "a cycle of a cycle and a word",
        3,
        [(1, 2, 9), (2, 1, 9), (1, 3, 8), (3, 2, 9), (3, 0, 7)],
        [3, 1, 0],
    ),
    (
        "cycles three deep",
        4,
        [(1, 2, 9), (2, 1, 9), (1, 3, 8), (3, 2, 9), (2, 4, 8), (4, 3, 9), (4, 0, 6)],
        [2, 4, 2, 0],
    ),
    ("of two roots one stays", 3, [(1, 0, 9), (2, 0, 8), (3, 2, 5), (2, 1, 1)], [0, 1, 2]),
    ("the root that costs least stays", 3, [(1, 0, 9), (2, 0, 8), (3, 0, 8), (1, 2, 7), (3, 2, 5)], [2, 0, 2]),
]  # fmt: skip


@pytest.mark.parametrize(("n", "given_scores", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_best_tree_is_found(n: int, given_scores: list[tuple[int, int, float]], expected: list[int]) -> None:
    scores = np.zeros((n + 1, n + 1), dtype=np.float32)
    for child, head, score in given_scores:
        scores[child, head] = score
    assert decode_heads(scores) == expected


def matrices(most: int, values: st.SearchStrategy[float]) -> st.SearchStrategy[Scores]:
    """Scores of up to `most` words."""
    return st.integers(1, most).flatmap(lambda n: arrays.arrays(np.float32, (n + 1, n + 1), elements=values))


@given(matrices(12, st.floats(width=32)))
def test_any_scores_give_a_tree_with_one_root(scores: Scores) -> None:
    assert is_tree([0, *decode_heads(scores)])


@given(matrices(12, st.sampled_from([0.0, 1.0])))
def test_scores_full_of_ties_give_a_tree_with_one_root(scores: Scores) -> None:
    assert is_tree([0, *decode_heads(scores)])


def total(scores: Scores, heads: tuple[int, ...]) -> float:
    return sum(float(scores[child, head]) for child, head in enumerate(heads, 1))


def best_total(scores: Scores) -> float:
    """The highest score of all trees with one root, each looked at."""
    n = len(scores) - 1
    trees = (heads for heads in product(range(n + 1), repeat=n) if is_tree([0, *heads]))
    return max(total(scores, heads) for heads in trees)


@given(matrices(4, st.floats(-40, 40, width=32)) | matrices(5, st.integers(-9, 9).map(float)))
def test_no_tree_with_one_root_scores_higher(scores: Scores) -> None:
    assert total(scores, tuple(decode_heads(scores))) == pytest.approx(best_total(scores), abs=1e-6)


@given(matrices(12, st.floats(-40, 40, width=32)))
def test_the_scores_are_left_as_they_were(scores: Scores) -> None:
    before = scores.copy()
    decode_heads(scores)
    assert np.array_equal(before, scores)


TREES = [
    ([0, 0], True),
    ([0, 2, 0, 2], True),
    ([0, 0, 0], False),
    ([0, 2, 1], False),
    ([0, 0, 3, 2], False),
    ([0, 1], False),
]


@pytest.mark.parametrize(("heads", "expected"), TREES)
def test_a_tree_has_one_root_and_no_cycle(heads: list[int], expected: bool) -> None:
    assert is_tree(heads) is expected
