"""How right the record is: python -m benchmarks.acceptance FOLDER [--scorer score.py] [--explain] [--predictions FILE].

FOLDER holds reports with gold (`NAME.txt`, `NAME.gold.json`). Reads them all, runs the scorer that stands beside the
folder (`../score.py`, or `--scorer`) and prints its JSON.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from communique.pipeline import read_report
from communique.sources import read_file


def predict(folder: Path) -> str:
    """One JSON line a report of the folder that has gold."""
    lines = []
    for gold in sorted(folder.glob("*.gold.json")):
        report = read_file(folder / gold.name.replace(".gold.json", ".txt"))
        lines.append(read_report(report).model_dump_json())
    return "\n".join(lines) + "\n"


def find_scorer(folder: Path) -> Path:
    """score.py in the folder or one of those above it; FileNotFoundError where there is none."""
    for place in (folder, *folder.resolve().parents):
        if (place / "score.py").is_file():
            return place / "score.py"
    raise FileNotFoundError(f"no score.py in {folder} or above it: name one with --scorer")


def score(folder: Path, *, scorer: Path | None = None, explain: bool = False, predictions: Path | None = None) -> str:
    """The scorer's output: JSON, after its explanations where they are asked for."""
    with tempfile.TemporaryDirectory() as scratch:
        file = predictions or Path(scratch) / "predictions.jsonl"
        file.write_text(predict(folder), encoding="utf8")
        command = [sys.executable, str(scorer or find_scorer(folder)), str(file), str(folder), "--json"]
        done = subprocess.run(command + ["--explain"] * explain, check=True, capture_output=True, text=True)
        return done.stdout


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, default=None)
    parser.add_argument("--explain", action="store_true", help="list each miss, spurious event and wrong slot")
    parser.add_argument("--predictions", type=Path, default=None, help="keep the predictions in this file")
    options = parser.parse_args(argv)
    sys.stdout.write(
        score(options.folder, scorer=options.scorer, explain=options.explain, predictions=options.predictions)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
