"""How right coreference is: python -m benchmarks.coreference FILE.conllu[.gz] … [--weights FOLDER].

On gold tokens, with mentions as the reader finds them. Prints the CoNLL F1, which is the mean of the F1 of MUC, B-cubed
and CEAF-e (Pradhan et al. 2014 define the three), once with mentions that stand alone and once without them. A mention
is right where its first and last word are.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.parser import documents
from communique.language.conllu import TreeSentence, read_treebank
from communique.language.coreference import find_chains
from communique.language.encoder import WEIGHTS, Encoder
from communique.language.parse import doc_of
from communique.language.tokens import Piece

Chain = frozenset[tuple[int, int]]
Counts = tuple[float, float, float, float]


def muc(ours: Sequence[Chain], gold: Sequence[Chain]) -> Counts:
    """Links: hits and all of theirs for recall, hits and all of ours for precision."""

    def side(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
        home = {m: i for i, chain in enumerate(others) for m in chain}
        hit = whole = 0
        for chain in chains:
            parts = len({home[m] for m in chain if m in home}) + sum(m not in home for m in chain)
            hit += len(chain) - parts
            whole += len(chain) - 1
        return hit, whole

    return (*side(gold, ours), *side(ours, gold))


def b_cubed(ours: Sequence[Chain], gold: Sequence[Chain]) -> Counts:
    """Mentions, each by the share of its chain that the other side has in one chain."""

    def side(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
        home = {m: chain for chain in others for m in chain}
        hit = sum(len(chain & home[m]) / len(chain) for chain in chains for m in chain if m in home)
        return hit, sum(map(len, chains))

    return (*side(gold, ours), *side(ours, gold))


def ceaf_e(ours: Sequence[Chain], gold: Sequence[Chain]) -> Counts:
    """Chains, matched one to one by their likeness."""
    if not ours or not gold:
        return 0.0, len(gold), 0.0, len(ours)
    alike = np.array([[2 * len(g & o) / (len(g) + len(o)) for o in ours] for g in gold])
    hit = float(alike[linear_sum_assignment(-alike)].sum())
    return hit, len(gold), hit, len(ours)


def conll(pairs: Iterable[tuple[Sequence[Chain], Sequence[Chain]]]) -> dict[str, float]:
    """F1 by measure over documents of (ours, gold), and their mean."""
    told = list(pairs)
    found = {}
    for name, measure in (("muc", muc), ("b_cubed", b_cubed), ("ceaf_e", ceaf_e)):
        r_hit, r_all, p_hit, p_all = (sum(part) for part in zip(*(measure(o, g) for o, g in told), strict=True))
        recall, precision = r_hit / r_all if r_all else 0.0, p_hit / p_all if p_all else 0.0
        found[name] = round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0
    return found | {"conll": round(sum(found.values()) / 3, 4)}


def chains_of(
    document: Sequence[tuple[int, TreeSentence]], text: str, encoder: Encoder
) -> tuple[list[Chain], list[Chain]]:
    """Ours and the treebank's chains of one document, mentions as first and last word."""
    sentences = [s for _, s in document]
    pieces = [[Piece(begin + a, begin + b) for a, b in s.surface] for begin, s in document]
    words = [s.words for s in sentences]
    doc = doc_of(text, pieces, words, encoder.run(words), encoder)
    ours = [frozenset((c.first, c.last) for c in chain) for chain in find_chains(doc)]
    gold: dict[str, set[tuple[int, int]]] = {}
    start = 0
    for s in sentences:
        for first, last, _, chain in s.mentions or ():
            gold.setdefault(chain, set()).add((start + first, start + last))
        start += len(s.words)
    return ours, [frozenset(chain) for chain in gold.values()]


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args(argv)
    encoder = Encoder(options.weights)
    result = {}
    for path in options.files:
        told = [chains_of(placed, text, encoder) for text, placed in documents(read_treebank(path))]
        apart = [([c for c in o if len(c) > 1], [c for c in g if len(c) > 1]) for o, g in told]
        result[path.name] = {"with_singletons": conll(told), "without_singletons": conll(apart)}
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
