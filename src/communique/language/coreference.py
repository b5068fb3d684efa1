"""Which mentions speak of one thing: features of pairs, and chains from the scores that the model gives them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from communique.language.doc import Doc

PRONOUNS = {
    **dict.fromkeys("i me my mine myself we us our ours ourselves".split(), "speaker"),
    **dict.fromkeys("you your yours yourself yourselves".split(), "hearer"),
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("who whom whose which that this these those".split(), "relative"),
}
DEFINITE = frozenset("the this that these those both".split())
INDEFINITE = frozenset("a an some any another each every no".split())
NEARNESS = (0, 1, 2, 4, 8, 16)
"""Upper bounds, in sentences, of the buckets of distance."""
BEFORE = 120
"""Mentions back in which an antecedent is looked for."""
FEATURES = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention as pairs are told apart by: its words in lower case, its head among them, sentence, kind, name or not.

    `first`, `last`, `head` are tokens of the report, inclusive.
    """

    first: int
    last: int
    head: int
    sentence: int
    words: tuple[str, ...]
    head_word: str
    kind: str
    named: bool
    plural: bool

    pronoun: str = field(init=False)
    """The pronoun's class, "" where it is none."""
    bare: tuple[str, ...] = field(init=False)
    """The words without article and possessive mark."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "pronoun", PRONOUNS.get(self.words[0], "") if len(self.words) == 1 else "")
        words = self.words[1:] if len(self.words) > 1 and self.words[0] in DEFINITE | INDEFINITE else self.words
        bare = words[:-1] if len(words) > 1 and words[-1] in ("'s", "’s", "'", "’") else words
        object.__setattr__(self, "bare", bare)


def pair_features(later: Candidate, earlier: Candidate) -> list[float]:
    """What can be seen of two mentions without the model, FEATURES numbers of 0 or 1."""
    a, b = later, earlier
    pa, pb = a.pronoun, b.pronoun
    apart = a.sentence - b.sentence
    names = a.named and b.named
    bucket = next((i for i, bound in enumerate(NEARNESS) if apart <= bound), len(NEARNESS))
    near = [float(bucket == i) for i in range(len(NEARNESS) + 1)]
    return [
        float(not pa and not pb and a.bare == b.bare),
        float(not pa and not pb and a.head_word == b.head_word),
        float(names and bool(set(a.bare) & set(b.bare))),
        float(names and (set(a.bare) <= set(b.bare) or set(b.bare) <= set(a.bare))),
        float(names and (_acronym(a, b) or _acronym(b, a))),
        float(names and a.head_word != b.head_word and not set(a.bare) & set(b.bare)),
        float(bool(pa)),
        float(bool(pb)),
        float(bool(pa) and pa == pb),
        float(bool(pa and pb) and pa != pb),
        float(pa in ("he", "she") and not pb and b.kind == "person"),
        float(pa in ("he", "she") and not pb and b.kind != "person"),
        float(pa == "it" and not pb and (b.kind == "person" or b.plural)),
        float(pa == "they" and not pb and b.plural),
        float(pa == "relative"),
        float(a.kind == b.kind),
        float(a.words[0] in DEFINITE),
        float(a.words[0] in INDEFINITE),
        float(a.named),
        float(b.named),
        float(a.first <= b.last),
        float(not pa and not pb and a.plural != b.plural),
        float(pa in ("speaker", "hearer")),
        *near,
    ]


def _acronym(short: Candidate, long: Candidate) -> bool:
    if len(short.bare) != 1 or len(long.bare) < 2:
        return False
    return short.bare[0].replace(".", "") == "".join(w[0] for w in long.bare if w not in ("of", "the", "and", "for"))


def pair_table(
    candidates: Sequence[Candidate],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """All pairs (later, earlier) that are looked at, and their features."""
    pairs = [(i, j) for i in range(len(candidates)) for j in range(max(0, i - BEFORE), i)]
    features = [pair_features(candidates[i], candidates[j]) for i, j in pairs]
    return (
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        np.array(features, dtype=np.float32).reshape(-1, FEATURES),
    )


def chains(count: int, pairs: NDArray[np.int64], scores: NDArray[np.float32]) -> list[list[int]]:
    """Chains of mentions: each takes its best antecedent where that scores above nothing at all, which is zero."""
    chain_of = list(range(count))
    best: dict[int, tuple[float, int]] = {}
    for (i, j), score in zip(pairs.tolist(), scores.tolist(), strict=True):
        if score > 0 and score > best.get(i, (0.0, -1))[0]:
            best[i] = (score, j)
    for i in range(count):
        if i in best:
            chain_of[i] = chain_of[best[i][1]]
    found: dict[int, list[int]] = {}
    for i, chain in enumerate(chain_of):
        found.setdefault(chain, []).append(i)
    return list(found.values())


def candidates_of(doc: Doc) -> list[Candidate]:
    """The mentions of a parsed report as candidates, in order, the longer first where two begin together."""
    found = []
    for mention in sorted(doc.mentions, key=lambda m: (m.first, -m.last)):
        head = doc.tokens[mention.head]
        found.append(
            Candidate(
                first=mention.first,
                last=mention.last,
                head=mention.head,
                sentence=head.sentence,
                words=tuple(t.text.lower() for t in doc.tokens[mention.first : mention.last + 1]),
                head_word=head.lemma.lower(),
                kind=mention.kind,
                named=mention.named,
                plural=head.feats.get("Number") == "Plur",
            )
        )
    return found


def find_chains(doc: Doc) -> list[list[Candidate]]:
    """The mentions of the report that speak of one thing, chain by chain; a mention alone is a chain of one."""
    candidates = candidates_of(doc)
    if doc.told is None or not candidates:
        return [[c] for c in candidates]
    pairs, features = pair_table(candidates)
    if not len(pairs):
        return [[c] for c in candidates]
    scores = doc.told.one_entity([c.head for c in candidates], pairs, features)
    return [[candidates[i] for i in chain] for chain in chains(len(candidates), pairs, scores)]
