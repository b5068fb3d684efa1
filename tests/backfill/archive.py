"""What the tests of backfill share; as a program, a run to be killed: python -m tests.backfill.archive INPUT OUTPUT."""

import gzip
import hashlib
import json
import sys
from io import BytesIO
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from communique.backfill import Done, Engine, Size, Summary, backfill

SIZE = Size(slice_bytes=4000, files=5)
"""Small units, so that there are some."""
TOWNS = ("Oslo", "Kiruna", "Bergen", "Malmo", "Narvik", "Lund")
SINGLE = 41
"""Files of one report each: with five a unit, the last unit has one file."""
ROWS = 150
"""Rows of the table of JSON Lines: more than a block of a slice."""


def text(number: int) -> str:
    """A small report, no two alike."""
    day, town = 1 + number % 28, TOWNS[number % len(TOWNS)]
    return (
        f"Norway demanded on {day} March 2026 that Sweden withdraw its {number + 2} patrols from {town}. "
        f"An explosion in {town} killed {number + 3} people on {day} March 2026, the Swedish government said. "
        f"The two sides agreed to exchange {number + 4} prisoners, but Sweden rejected a ceasefire."
    )


def row(number: int) -> dict[str, str]:
    return {"text": text(number), "title": f"Report {number}", "publisher": "The Wire", "published": "2026-03-30"}


def write_archive(folder: Path) -> None:
    """Text files in folders, JSON Lines with a broken row, packed CSV, Parquet and WARC."""
    for number in range(SINGLE):
        path = folder / f"texts/{number % 3}/{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Published: 2026-03-30\nPublisher: The Wire\n\n{text(number)}\n", encoding="utf8")
    (folder / "texts/0/empty.txt").write_bytes(b"")
    lines = [json.dumps(row(1000 + n) if n % 3 else {"text": "Nothing of note."}) for n in range(ROWS)]
    lines[7] = "{broken"
    (folder / "table.jsonl").write_text("\n".join(lines) + "\n", encoding="utf8")
    written = "text,title\n" + "".join(f'"{text(2000 + n)}",Report {n}\n' for n in range(4))
    (folder / "table.csv.gz").write_bytes(gzip.compress(written.encode(), mtime=0))
    parquet.write_table(pa.Table.from_pylist([row(3000 + n) for n in range(4)]), folder / "table.parquet")
    (folder / "pages.warc.gz").write_bytes(warc(4))


def warc(count: int) -> bytes:
    """An archive of pages."""
    found = BytesIO()
    for number in range(count):
        page = f"<html><body><article><p>{text(4000 + number)}</p></article></body></html>"
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http;msgtype=response\r\n"
            f"WARC-Record-ID: <urn:uuid:{number:08}-0000-0000-0000-000000000000>\r\n"
            f"WARC-Target-URI: https://example.org/news/{number}\r\nWARC-Date: 2026-03-30T00:00:00Z\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        found.write(gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0))
    return found.getvalue()


def run(
    archive: Path, output: Path, *, workers: int, engine: Engine = Engine.LOCAL, size: Size = SIZE
) -> tuple[Summary, list[Done]]:
    """A whole run."""
    with backfill([str(archive)], output, engine=engine, workers=workers, size=size) as (summary, units):
        return summary, list(units)


def hashes(output: Path) -> dict[str, str]:
    """Every partition, by its name."""
    found = sorted(output.glob("*/*.parquet"))
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def rows(output: Path, table: str) -> list[dict[str, object]]:
    """All rows of a table."""
    return [row for path in sorted((output / table).glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), workers=2)
