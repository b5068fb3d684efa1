"""Writes the tables of columns in docs/exports.md from the code: python docs/make_exports.py. A test compares."""

import re
from collections.abc import Mapping
from pathlib import Path

from communique.export import acled, ged, polecat
from communique.export.table import ENTRY_COLUMNS, Column
from communique.export.writers import WRITERS

TARGET = Path(__file__).with_name("exports.md")

_PART = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(page: str) -> str:
    """The page with each table between its marks as the code has it; KeyError for a mark that has no table."""
    tables = {
        "formats": _table("format", "is", [(writer.name, writer.says) for writer in WRITERS.values()]),
        "events": _columns(ENTRY_COLUMNS, {}),
        "polecat": _columns(polecat.POLECAT_COLUMNS, polecat.EMPTY),
        "acled": _columns(acled.ACLED_COLUMNS, acled.EMPTY),
        "ged": _columns(ged.GED_COLUMNS, ged.EMPTY),
    }
    return _PART.sub(lambda found: f"{found[1]}{tables[found[2]]}{found[3]}", page)


def _columns(columns: tuple[Column, ...], empty: Mapping[str, str]) -> str:
    rows = [(c.name, f"*empty*: {empty[c.name]}" if c.name in empty else c.says) for c in columns]
    return _table("column", "holds", rows)


def _table(left: str, right: str, rows: list[tuple[str, str]]) -> str:
    lines = [f"| {left} | {right} |", "|---|---|", *(f"| `{name}` | {says} |" for name, says in rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(renewed(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
