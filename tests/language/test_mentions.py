import numpy as np
import pytest

from communique.language.doc import Row
from communique.language.encoder import Scores
from communique.language.mentions import decode_mentions, head_of
from communique.language.subwords import Coded

KINDS = ["place", "person"]
# "the mayor of Port Vale met rebels"
ROWS: list[Row] = [
    ("the", "the", "DET", "_", 2, "det"),
    ("mayor", "mayor", "NOUN", "_", 6, "nsubj"),
    ("of", "of", "ADP", "_", 4, "case"),
    ("Port", "Port", "PROPN", "_", 2, "nmod"),
    ("Vale", "Vale", "PROPN", "_", 4, "flat"),
    ("met", "meet", "VERB", "_", 0, "root"),
    ("rebels", "rebel", "NOUN", "_", 6, "obj"),
]


def scores(spans: dict[tuple[int, int], tuple[str, float]]) -> Scores:
    """Scores with such spans (words from 1) and nothing else; all other spans are surely none."""
    n = len(ROWS) + 1
    kind = np.zeros((n, n), dtype=np.int64)
    sure = np.full((n, n), 9, dtype=np.float32)
    for span, (name, score) in spans.items():
        kind[span], sure[span] = KINDS.index(name) + 1, score
    labels = np.zeros(n, dtype=np.int64)
    none = np.zeros((n, n), dtype=np.float32)
    coded = Coded([], [], [], [])
    return Scores(labels, labels, labels, none, np.zeros_like(kind), kind, sure, hidden=none, coded=coded)


# Spans as the model gives them, words from 1; mentions as (first, last, head, kind, named), tokens from 0.
CASES = [
    ("none", {}, []),
    ("one", {(4, 5): ("place", 1)}, [(3, 4, 3, "place", True)]),
    ("one word", {(7, 7): ("person", 1)}, [(6, 6, 6, "person", False)]),
    (
        "nested ones stay",
        {(1, 5): ("person", 1), (4, 5): ("place", 5)},
        [(0, 4, 1, "person", False), (3, 4, 3, "place", True)],
    ),
    (
        "side by side they stay",
        {(1, 2): ("person", 1), (3, 5): ("place", 1)},
        [(0, 1, 1, "person", False), (2, 4, 3, "place", True)],
    ),
    ("of two that cross the surer stays", {(1, 4): ("person", 1), (4, 5): ("place", 5)}, [(3, 4, 3, "place", True)]),
    ("whichever comes first", {(1, 4): ("person", 5), (4, 5): ("place", 1)}, [(0, 3, 1, "person", False)]),
    (
        "what crosses only a loser stays",
        {(1, 3): ("person", 1), (2, 4): ("person", 3), (4, 6): ("place", 2)},
        [(1, 3, 1, "person", False)],
    ),
    (
        "a loser does not take others with it",
        {(1, 3): ("person", 3), (2, 5): ("person", 2), (5, 6): ("place", 1)},
        [(0, 2, 1, "person", False), (4, 5, 4, "place", True)],
    ),
    ("they may share an end", {(2, 5): ("person", 2), (4, 5): ("place", 1)},
     [(1, 4, 1, "person", False), (3, 4, 3, "place", True)]),
    ("a span that ends before it begins is none", {(5, 4): ("place", 9)}, []),
    ("the root is in no span", {(0, 2): ("person", 9), (0, 0): ("place", 9)}, []),
]  # fmt: skip


@pytest.mark.parametrize(("spans", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_spans_become_mentions(
    spans: dict[tuple[int, int], tuple[str, float]], expected: list[tuple[int, int, int, str, bool]]
) -> None:
    found = decode_mentions(scores(spans), ROWS, KINDS, 0)
    assert [(m.first, m.last, m.head, m.kind, m.named) for m in found] == expected


def test_mentions_count_over_the_whole_report() -> None:
    (mention,) = decode_mentions(scores({(4, 5): ("place", 1)}), ROWS, KINDS, 20)
    assert (mention.first, mention.last, mention.head) == (23, 24, 23)


HEADS = [(1, 5, 2), (3, 5, 4), (5, 5, 5), (1, 7, 6), (6, 7, 6), (1, 1, 1)]


@pytest.mark.parametrize(("first", "last", "expected"), HEADS)
def test_the_head_hangs_outside_the_stretch(first: int, last: int, expected: int) -> None:
    assert head_of(ROWS, first, last) == expected
