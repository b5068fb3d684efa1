"""Trains the sentence-boundary model: `python -m training.sentences TREEBANK.conllu.gz ... OUTPUT.json`.

A logistic regression over the features of `communique.language.sentences`, from the train files of the English Web
Treebank and GUM. The measure is taken elsewhere, on their dev files. The same input gives the same weights.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import exp, sqrt
from pathlib import Path

import numpy as np

from communique.language.conllu import read_treebank
from communique.language.sentences import boundary_sites
from communique.language.tokens import token_spans

Example = tuple[list[str], int]

RARE = 3
"""A feature seen fewer times than this is left out."""


def documents(path: Path) -> Iterator[tuple[str, set[int]]]:
    """Each document's text, with a blank line between paragraphs, and the offsets at which its sentences end."""
    text, ends = "", set[int]()
    for sentence in read_treebank(path):
        if sentence.begins_document and text:
            yield text, ends
            text, ends = "", set()
        if text:
            text += "\n\n" if sentence.begins_paragraph else " "
        text += sentence.text
        ends.add(len(text))
    yield text, ends


def examples(paths: list[Path]) -> list[Example]:
    """Every place the model has to decide on, as its features and 1 where a sentence ends."""
    found: list[Example] = []
    for path in paths:
        for text, ends in documents(path):
            spans = token_spans(text)
            for index, features in boundary_sites(text, spans):
                if features is not None:
                    found.append((features, int(spans[index][1] in ends)))
    return found


def train(data: list[Example], *, rounds: int = 12, rate: float = 0.2, shrink: float = 1e-5) -> dict[str, float]:
    """Weights of a logistic regression, by AdaGrad with an L2 penalty."""
    counts = Counter(feature for features, _ in data for feature in features)
    data = [([f for f in features if counts[f] >= RARE], label) for features, label in data]
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-3)
    order = np.random.default_rng(7)
    for _ in range(rounds):
        for at in order.permutation(len(data)):
            features, label = data[at]
            score = sum(weights[f] for f in features)
            error = label - 1 / (1 + exp(-max(-30.0, min(30.0, score))))
            for f in features:
                gradient = error - shrink * weights[f]
                squares[f] += gradient * gradient
                weights[f] += rate * gradient / sqrt(squares[f])
    return dict(weights)


def grouped(weights: dict[str, float], *, least: float = 0.05) -> dict[str, dict[str, int]]:
    """Weights in hundredths under the first word of their feature's name; those under `least` are left out."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for feature, weight in sorted(weights.items()):
        if abs(weight) >= least:
            group, _, name = feature.partition(" ")
            groups[group][name] = round(100 * weight)
    return dict(groups)


def main(argv: list[str] | None = None) -> None:
    """Read the treebanks and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", nargs="+", type=Path, help="CoNLL-U files, .gz or plain")
    parser.add_argument("output", type=Path, help="where the weights go (JSON)")
    options = parser.parse_args(argv)
    weights = grouped(train(examples(options.treebanks)))
    text = json.dumps(weights, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
