"""Fits the weights of confidence: python -m training.calibrate [--part validation] [--variants 3].

Reads the reports of a part of the corpus under names of the real world, matches the events with the annotation by the
rules of `communique.evaluation`, and fits a logistic regression of being right on the signs that `coding/confidence.py`
weighs. Prints the weights, to be put there, and the expected calibration error before and after.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from communique.coding.coder import code_report, draft_report
from communique.coding.confidence import SIGNS, confidence_of, signs_of
from communique.coding.scene import Scene
from communique.evaluation.gold import GoldReport, load_gold
from communique.evaluation.matching import match_events
from communique.language.encoder import Encoder
from communique.language.parse import parse
from communique.lexicon import load_lexicon
from communique.lexicon.places import load_gazetteer
from communique.pipeline import load_reader
from communique.sources import read_file
from training.lessons import told_reports
from training.swap import gold_of, make_world, swap, text_of

Floats = NDArray[np.float64]


def write_swapped(folder: Path, *, part: str, variants: int = 1) -> None:
    """The reports of a part under other names, with their gold, as the scorer takes them."""
    world = make_world()
    for found, told in told_reports():
        for number in range(variants if found == part else 0):
            other = swap(told, world, random.Random(f"measure {told.name} {number}"), keep=0.0)
            name = f"{told.name}-{number}"
            (folder / f"{name}.txt").write_text(text_of(other), encoding="utf8")
            gold = json.dumps(gold_of(other), ensure_ascii=False, indent=1)
            (folder / f"{name}.gold.json").write_text(gold, encoding="utf8")


def outcomes(folder: Path) -> Iterator[tuple[tuple[float, ...], float, bool]]:
    """Of each event of the folder's reports its signs, its present confidence and whether it is right."""
    reader = load_reader()
    for gold in load_gold(folder):
        scene = _scene(folder, gold, reader.encoder)
        drafts = draft_report(scene)
        right = {m.event for m in match_events(gold, code_report(scene)).matches}
        for number, draft in enumerate(drafts):
            yield signs_of(draft), confidence_of(draft), number in right


def _scene(folder: Path, gold: GoldReport, encoder: Encoder) -> Scene:
    report = read_file(folder / f"{gold.name}.txt")
    return Scene(report, parse(report.text, encoder), load_lexicon(), load_gazetteer())


def fit(signs: Floats, right: Floats, *, decay: float = 1.0, rounds: int = 30) -> Floats:
    """Logistic regression by Newton's method, drawn towards nothing by `decay` (the constant is not)."""
    weights = np.zeros(signs.shape[1])
    ridge = np.full(signs.shape[1], decay)
    ridge[0] = 0.0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (right - p) - ridge * weights
        bend = (signs * (p * (1 - p))[:, None]).T @ signs + np.diag(ridge + 1e-9)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def calibration_error(confidence: Floats, right: Floats, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    at = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[at == b].mean() - right[at == b].mean()) * (at == b).mean() for b in set(at.tolist())]
    return float(sum(gaps))


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="validation", choices=["train", "validation", "test"])
    parser.add_argument("--variants", type=int, default=3)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        write_swapped(Path(scratch), part=options.part, variants=options.variants)
        columns = zip(*outcomes(Path(scratch)), strict=True)
        signs, before, right = (np.array(column, dtype=np.float64) for column in columns)
    weights = fit(signs, right)
    after = 1 / (1 + np.exp(-signs @ weights))
    result = {
        "events": len(right),
        "right": round(float(right.mean()), 4),
        "weights": dict(zip(SIGNS, weights.round(3).tolist(), strict=True)),
        "error_before": round(calibration_error(before, right), 4),
        "error_after": round(calibration_error(after, right), 4),
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
