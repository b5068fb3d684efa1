"""docs/cli.md is what docs/make_cli.py makes of the commands."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_is_current() -> None:
    made = runpy.run_path(str(DOCS / "make_cli.py"))["reference"]()
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == made, "run python docs/make_cli.py"
