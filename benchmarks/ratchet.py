"""Accuracy must not fall: python -m benchmarks.ratchet FOLDER [--pin [--allow-regression]].

Scores the reports of FOLDER (see benchmarks.acceptance) and compares with the floors in `benchmarks/floors.json`.
`--pin` writes the new scores as floors; it refuses to lower one without `--allow-regression`. The floors hold only for
the very reports that they were measured on, which a hash tells.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from benchmarks.acceptance import score

FLOORS = Path(__file__).parent / "floors.json"
MEASURES = ("f1", "slots", "exact")
EPSILON = 0.008
"""What the rounding of another processor may cost: one or two facts in the ten reports."""

Floors = dict[str, dict[str, float | str]]


def corpus_hash(folder: Path) -> str:
    """SHA-256 over the names and contents of the folder's reports and gold files."""
    digest = hashlib.sha256()
    for path in sorted((*folder.glob("*.txt"), *folder.glob("*.gold.json"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def falls(measured: dict[str, float], floor: dict[str, float | str]) -> list[str]:
    """What lies below its floor, in words."""
    return [
        f"{name} {measured[name]} is below the floor {floor[name]}"
        for name in MEASURES
        if name in floor and measured[name] < float(floor[name]) - EPSILON
    ]


def pinned(
    floors: Floors, folder: Path, measured: dict[str, float], *, corpus: str, allow_regression: bool = False
) -> Floors:
    """The floors with this folder's at what was measured; ValueError where that would lower one unasked."""
    lowered = falls(measured, floors.get(folder.name, {}))
    if lowered and not allow_regression:
        raise ValueError("; ".join(lowered) + ": pass --allow-regression to lower it")
    entry: dict[str, float | str] = {name: measured[name] for name in MEASURES}
    return floors | {folder.name: entry | {"corpus": corpus}}


def check(floors: Floors, folder: Path, measured: dict[str, float], *, corpus: str) -> list[str]:
    """Why the folder's scores are not good enough; empty where they are."""
    floor = floors.get(folder.name)
    if floor is None:
        return [f"no floor for {folder.name}: pin one with --pin"]
    if floor["corpus"] != corpus:
        return [f"the reports of {folder.name} are not those that its floors were measured on: pin anew with --pin"]
    return falls(measured, floor)


def main(argv: list[str] | None = None) -> int:
    """The command: 0 where every floor holds, 1 where one does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    options = parser.parse_args(argv)
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf8")) if FLOORS.exists() else {}
    corpus = corpus_hash(options.folder)
    measured: dict[str, float] = json.loads(score(options.folder))
    sys.stdout.write(json.dumps({name: measured[name] for name in MEASURES}) + "\n")
    if options.pin:
        try:
            new = pinned(floors, options.folder, measured, corpus=corpus, allow_regression=options.allow_regression)
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        FLOORS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf8")
        return 0
    problems = check(floors, options.folder, measured, corpus=corpus)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
