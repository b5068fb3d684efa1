"""docs/security.md names tests that there are; each defence that is taken out stands where it is said to."""

import re
from pathlib import Path

import pytest
from benchmarks.defences import DEFENCES, Defence

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_is_there() -> None:
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("| ") and "tests/" in line]
    assert len(rows) > 30
    for row in rows:
        folder = ROOT
        for named in re.findall(r"`(\S+?)`", row[3]):
            if named.startswith("tests/"):
                path = ROOT / named
                folder = path.parent
            elif named.startswith("test_"):
                path = folder / named
            else:
                continue
            assert path.exists(), named


def test_every_row_names_attack_defence_and_test() -> None:
    for line in PAGE.splitlines():
        if line.startswith("| ") and not line.startswith("|---"):
            assert len(line.strip("|").split("|")) == 3, line


@pytest.mark.parametrize("defence", DEFENCES, ids=[each.name for each in DEFENCES])
def test_what_is_taken_out_is_there(defence: Defence) -> None:
    text = (ROOT / "src" / "communique" / defence.file).read_text(encoding="utf-8")
    assert text.count(defence.there) == 1
    for named in re.findall(r"tests/\S+", defence.tests):
        assert (ROOT / named).exists(), named
