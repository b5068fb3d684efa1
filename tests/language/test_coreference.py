import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.coreference import FEATURES, Candidate, chains, find_chains, pair_features, pair_table
from communique.language.encoder import Encoder
from communique.language.parse import parse


def candidate(words: str, *, at: int = 0, sentence: int = 0, kind: str = "person", named: bool = False) -> Candidate:
    """A mention of these words, the last of them its head."""
    told = tuple(words.lower().split())
    last = at + len(told) - 1
    return Candidate(at, last, last, sentence, told, told[-1], kind, named, plural=told[-1].endswith("s"))


PAIRS = [
    ("the same words", candidate("the envoy", at=9), candidate("an envoy"), 0),
    ("the same head", candidate("the old envoy", at=9), candidate("the new envoy"), 1),
    ("part of a name", candidate("Odera", at=9, named=True), candidate("Ann Odera", named=True), 3),
    ("letters for a name", candidate("NSF", at=9, named=True), candidate("Northern Salvation Front", named=True), 4),
    ("two names", candidate("Odera", at=9, named=True), candidate("Brandt", named=True), 5),
    ("she for a person", candidate("she", at=9), candidate("the envoy"), 10),
    ("it for a person", candidate("it", at=9), candidate("the envoy"), 12),
]


@pytest.mark.parametrize(("why", "later", "earlier", "feature"), PAIRS, ids=[p[0] for p in PAIRS])
def test_a_pair_shows_what_speaks_for_or_against_it(
    why: str, later: Candidate, earlier: Candidate, feature: int
) -> None:
    assert pair_features(later, earlier)[feature] == 1, why


@pytest.mark.parametrize("apart", [0, 1, 2, 3, 8, 9, 40])
def test_every_distance_has_one_bucket(apart: int) -> None:
    features = pair_features(candidate("it", at=9, sentence=apart), candidate("the truce"))
    assert len(features) == FEATURES
    assert sum(features[-7:]) == 1


def test_pairs_look_back_only() -> None:
    pairs, features = pair_table([candidate("the envoy"), candidate("she", at=3), candidate("her", at=5)])
    assert pairs.tolist() == [[1, 0], [2, 0], [2, 1]]
    assert features.shape == (3, FEATURES)


@given(st.integers(0, 12), st.data())
def test_chains_part_the_mentions(count: int, data: st.DataObject) -> None:
    pairs = np.array([(i, j) for i in range(count) for j in range(i)], dtype=np.int64).reshape(-1, 2)
    scores = np.array([data.draw(st.floats(-5, 5)) for _ in pairs], dtype=np.float32)
    found = chains(count, pairs, scores)
    assert sorted(i for chain in found for i in chain) == list(range(count))


def test_without_a_score_above_none_each_mention_stands_alone() -> None:
    pairs = np.array([[1, 0]], dtype=np.int64)
    assert chains(2, pairs, np.array([-0.5], dtype=np.float32)) == [[0], [1]]
    assert chains(2, pairs, np.array([0.5], dtype=np.float32)) == [[0, 1]]


def test_the_model_links_a_pronoun_and_a_surname_to_the_name(encoder: Encoder) -> None:
    doc = parse("Ann Odera met the rebels in Nairobi on Friday. She said that Odera's offer stood.", encoder)
    chain = next(c for c in find_chains(doc) if any(m.words[0] == "ann" for m in c))
    assert any(m.words == ("she",) for m in chain)
