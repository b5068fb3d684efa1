"""The public face: its names, its version, and that nothing heavy is loaded for it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import communique

ROOT = Path(__file__).parents[1]
HEAVY = {"httpx2", "lxml", "numpy", "onnxruntime", "pydantic", "rich", "trafilatura", "yaml"}


def test_public_names_are_sorted_and_there() -> None:
    assert communique.__all__ == sorted(communique.__all__)
    assert dir(communique) == communique.__all__
    for name in communique.__all__:
        assert getattr(communique, name) is not None


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"reed.*read"):
        _ = communique.reed


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert heading is not None
    assert communique.__version__ == project["version"] == heading[1]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"], ["eval", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['communique', *{arguments!r}]\n"
        "from communique.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as ending:\n    assert not ending.code, ending.code\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Typer itself takes pydantic to check the options of a command.
    heavy = HEAVY - {"pydantic"} if len(arguments) > 1 else HEAVY
    assert heavy.isdisjoint(done.stderr.split())


def test_python_m_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "communique", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"communique {communique.__version__}\n"
