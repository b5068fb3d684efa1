"""What frames and model are worth: python -m benchmarks.readers FOLDER … [--corpus test].

Each FOLDER holds reports with gold (`NAME.txt`, `NAME.gold.json`); `--corpus PART` adds the reports of that part of the
corpus, under names of the real world. Reads them by frames alone, by the model alone and by both, and prints for each
the scores of `communique eval`, with the expected calibration error of both.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Literal

from training.calibrate import write_swapped

from communique.evaluation.analysis import Evaluation, evaluate
from communique.evaluation.gold import load_gold
from communique.evaluation.predictions import Prediction
from communique.pipeline import load_reader
from communique.sources import read_file

READERS: tuple[Literal["frames", "model", "both"], ...] = ("frames", "model", "both")


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Precision, recall, F1, slots and exact of each reader on one folder."""
    loaded, gold = load_reader(), load_gold(folder)
    read: dict[str, list[Prediction]] = {reader: [] for reader in READERS}
    for one in gold:
        report = read_file(folder / f"{one.name}.txt")
        for reader in READERS:
            read[reader].append(Prediction(one.name, loaded.read(report, by=reader).events, reader))
    return {reader: _scores(evaluate(told, gold)) for reader, told in read.items()}


def _scores(evaluation: Evaluation) -> dict[str, float]:
    counts = evaluation.scores.overall
    return {
        "precision": round(counts.precision, 3),
        "recall": round(counts.recall, 3),
        "f1": round(counts.f1, 3),
        "slots": round(counts.slots, 3),
        "exact": round(counts.exact_share, 3),
        "calibration_error": round(evaluation.calibration.error, 3),
    }


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--corpus", default=None, choices=["train", "validation", "test"])
    options = parser.parse_args(argv)
    result = {folder.name: measure(folder) for folder in options.folders}
    if options.corpus:
        with tempfile.TemporaryDirectory() as scratch:
            write_swapped(Path(scratch), part=options.corpus)
            result[f"corpus {options.corpus}"] = measure(Path(scratch))
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
