"""Writes the golden records anew: python -m tests.golden.renew, then read the difference before it is committed.

A golden record is what `communique read --format jsonl` gives for one report of samples/, indented so that a change
shows as the lines that changed; confidence is rounded, for its last digits differ between processors.
"""

import json
import sys
from pathlib import Path
from typing import Any

from communique.cli.formats import to_jsonl
from communique.pipeline import Reader, load_reader
from communique.sources import read_file

FOLDER = Path(__file__).parent
SAMPLES = sorted((FOLDER.parents[1] / "samples").glob("*.txt"))
CONFIDENCE_DIGITS = 2


def golden_of(sample: Path) -> Path:
    """Where the record of a sample stands."""
    return FOLDER / f"{sample.stem}.json"


def record_of(sample: Path, reader: Reader) -> dict[str, Any]:
    """What the reader makes of a sample today."""
    line = to_jsonl(reader.read(read_file(sample, name=sample.name)))
    record: dict[str, Any] = json.loads(line)
    for event in record["events"]:
        event["confidence"] = round(event["confidence"], CONFIDENCE_DIGITS)
    return record


def main() -> None:
    """Write every record, and remove those whose sample is gone."""
    wanted = {golden_of(sample) for sample in SAMPLES}
    for stray in set(FOLDER.glob("*.json")) - wanted:
        stray.unlink()
    reader = load_reader()
    for sample in SAMPLES:
        record = record_of(sample, reader)
        golden_of(sample).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"{golden_of(sample).name}: {len(record['events'])} events\n")


if __name__ == "__main__":
    main()
