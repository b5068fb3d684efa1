"""Near copies are found, and texts on one event that were written apart are not."""

import random

import pytest

from communique.threads.copies import bands_of, is_copy, shingles

WORDS = "harbour bridge ferry envoy ceasefire column village market convoy river council list winter border".split()


def hashes(written: str) -> set[int]:
    return set(shingles(written))


def text(seed: int, count: int = 160) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (text(1), True),
        (text(1).upper(), True),
        (text(1) + " " + text(2, 60), True),
        (" ".join(text(1).split()[:80]), True),
        (text(1).replace("envoy", "negotiator", 2), True),
        (text(2), False),
    ],
    ids=["the same", "in capitals", "with more", "cut short", "two words changed", "another"],
)
def test_copies(other: str, copy: bool) -> None:
    assert is_copy(hashes(text(1)), hashes(other)) is copy
    assert bool(set(bands_of(shingles(text(1)))) & set(bands_of(shingles(other)))) is copy


def test_a_line_is_nobodys_copy() -> None:
    line = "The envoy declined to comment on the list."
    assert bands_of(shingles(line)) == []
    assert not is_copy(hashes(line), hashes(line))


def test_bands_do_not_change_from_run_to_run() -> None:
    assert bands_of(shingles(text(3)))[:2] == bands_of(shingles(text(3)))[:2]
    assert all(-(2**63) <= band < 2**63 for band in bands_of(shingles(text(3))))
