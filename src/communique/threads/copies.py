"""Near copies: wire copy and re-publication, found by MinHash over stretches of words.

A report is described by bands of hashes (Broder 1997; bands as in Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, ch. 3). Two reports that share a band are compared in full. The opening has bands of its own, since a paper
often prints the first paragraphs of an agency's report and no more.
"""

import hashlib
import re
from collections.abc import Sequence, Set
from functools import cache

import numpy as np
from numpy.typing import NDArray

STRETCH = 5
"""Words of a shingle."""
OPENING = 90
"""Words of the opening."""
BANDS, ROWS, OPENING_BANDS, OPENING_ROWS = 14, 5, 6, 4
COPIED = 0.55
"""Of the shorter report's shingles, the share that the longer one must hold to be its copy."""
ENOUGH = 12
"""Shingles under which nothing is said: a line like "No comment." is nobody's copy."""
_WORD = re.compile(r"\w+")
_PRIME = (1 << 61) - 1


def shingles(text: str) -> list[int]:
    """The stretches of words of a text, hashed, in their order; case and punctuation do not count."""
    words = _WORD.findall(text.casefold())
    return [
        int.from_bytes(hashlib.blake2b(" ".join(words[i : i + STRETCH]).encode(), digest_size=7).digest(), "big")
        for i in range(len(words) - STRETCH + 1)
    ]


def bands_of(whole: Sequence[int]) -> list[int]:
    """The bands of a text by its shingles, as signed numbers of 64 bits; none for a text too short to say."""
    found: list[int] = []
    if len(set(whole)) < ENOUGH:
        return []
    opening = whole[: OPENING - STRETCH + 1]
    for number, (hashes, bands, rows) in enumerate(((whole, BANDS, ROWS), (opening, OPENING_BANDS, OPENING_ROWS))):
        least = _least(hashes, bands * rows)
        for band in range(bands):
            piece = least[band * rows : (band + 1) * rows].tobytes() + bytes((number, band))
            found.append(int.from_bytes(hashlib.blake2b(piece, digest_size=8).digest(), "big", signed=True))
    return found


def is_copy(one: Set[int], other: Set[int]) -> bool:
    """Whether one of two texts, given by their shingles, holds most of the shorter."""
    least = min(len(one), len(other))
    return least >= ENOUGH and len(one & other) >= COPIED * least


def _least(hashes: Sequence[int], count: int) -> NDArray[np.uint64]:
    """The least of the hashes under each of `count` permutations."""
    factors, shifts = _permutations(count)
    # 56-bit hashes mixed by odd factors modulo 2**64: cheap, and even enough for bands.
    values = np.array(hashes, dtype=np.uint64)
    mixed = values[None, :] * factors[:, None] + shifts[:, None]
    mixed ^= mixed >> np.uint64(29)
    mixed *= factors[:, None]
    return np.asarray(mixed.min(axis=1), dtype=np.uint64)


@cache
def _permutations(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    rng = np.random.default_rng(20240)
    factors = rng.integers(1, _PRIME, size=count, dtype=np.uint64) | np.uint64(1)
    return factors, rng.integers(0, _PRIME, size=count, dtype=np.uint64)
