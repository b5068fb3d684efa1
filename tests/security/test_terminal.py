"""A report does not command the terminal that it is shown in: no control character of its own comes out."""

import io
from pathlib import Path

import pytest
from tests.security.conftest import keep_hostile
from tests.web.story import tell
from typer.testing import CliRunner

from communique.cli.app import app
from communique.cli.view import to_table
from communique.pipeline import read
from communique.store import open_store

COMMANDS = "\x1b]0;owned\x07\x1b[31m\x9b2J\x08\x7f\x1bc"
"""They set the title of a window, the colour of what follows, and clear the screen."""


def commanding(shown: str) -> list[str]:
    """Characters that a terminal obeys, other than to end a line or a cell."""
    return [c for c in shown if (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f"]


def test_what_is_read_is_shown_without_them() -> None:
    text = f"The rebels{COMMANDS} attacked Kiel on Friday, killing 20 people, and the army of Norway left the town."
    reading = read(text, title=f"Talks {COMMANDS}", publisher=COMMANDS, url=f"https://a.example/{COMMANDS}")
    assert reading.events
    shown = "".join(to_table([reading], sink=io.StringIO()))
    assert "Kiel" in shown
    assert not commanding(shown)


def test_errors_name_files_without_them(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["read", str(tmp_path / "n\x1b[31m\x9b2J.txt")])
    assert shown.exit_code != 0
    assert not commanding(shown.output)


@pytest.mark.parametrize(
    "command",
    [["threads"], ["search", "attacked"], ["incidents", "harbour"], ["timeline", "harbour"], ["review", "--log"]],
)
def test_what_a_record_holds_is_shown_without_them(tmp_path: Path, command: list[str]) -> None:
    store = open_store(tmp_path / "record.db")
    tell(store)
    keep_hostile(store, COMMANDS)
    store.close()
    shown = CliRunner().invoke(app, [*command, "--into", str(tmp_path / "record.db")])
    assert shown.exit_code == 0, shown.output
    assert not commanding(shown.output)
