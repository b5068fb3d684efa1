"""docs/exports.md lists the formats and columns that the code has."""

import re
import runpy
from pathlib import Path

from communique.export.writers import WRITERS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "exports.md").read_text(encoding="utf-8")


def test_the_tables_are_current() -> None:
    renewed = runpy.run_path(str(DOCS / "make_exports.py"))["renewed"](PAGE)
    assert renewed == PAGE, "run python docs/make_exports.py"
    marks = re.findall(r"<!-- table: (\w+) -->", PAGE)
    assert marks == ["formats", "events", "polecat", "acled", "ged"]


def test_every_format_has_its_section() -> None:
    headings = re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    named = {word for heading in headings for word in heading.split()}
    assert set(WRITERS) <= named
