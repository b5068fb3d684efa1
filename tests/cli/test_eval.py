import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.evaluation.invented import flawed, lines_of, perfect, write_gold
from typer.testing import CliRunner, Result

from communique.cli.app import app
from communique.cli.exits import Exit


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, arguments)], input=stdin)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    return write_gold(folder)


@pytest.fixture
def predictions(tmp_path: Path) -> Path:
    file = tmp_path / "p.jsonl"
    file.write_text(lines_of(flawed()), encoding="utf-8")
    return file


def test_the_table_is_narrow_and_has_the_worst_first(predictions: Path, gold: Path) -> None:
    result = run(predictions, gold)
    assert (result.exit_code, result.stderr) == (Exit.OK, "")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split()[:2] == ["precision", "0.500"]
    slots = lines.index(next(line for line in lines if line.startswith("by slot")))
    assert lines[slots + 1].split() == ["place", "1", "1", "0.000"]
    for title in ("by type", "by construction", "by genre", "why core facts were missed"):
        assert any(line.startswith(title) for line in lines)


def test_json_is_one_object(predictions: Path, gold: Path) -> None:
    made = json.loads(run(predictions, gold, "--format", "json").stdout)
    assert made["overall"]["f1"] == 0.4
    assert made["reports"] == 2
    assert {error["error"] for error in made["errors"]} == {"missed", "spurious", "slots"}


def test_the_page_is_written_beside_the_table(predictions: Path, gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run(predictions, gold, "--html", page)
    assert result.exit_code == Exit.OK
    assert result.stdout == run(predictions, gold).stdout
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_predictions_come_from_standard_input(gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("-", gold, "--html", page, "-f", "json", stdin=lines_of(perfect()).encode())
    assert json.loads(result.stdout)["overall"]["exact"] == 1
    assert "Evaluation of standard input" in page.read_text(encoding="utf-8")


def _no_gold(predictions: Path, gold: Path) -> None:
    for file in gold.glob("*.json"):
        file.unlink()


def _elsewhere(predictions: Path, gold: Path) -> None:
    text = predictions.read_text(encoding="utf-8").replace('"quote": "Eight people', '"quote": "Seven people')
    predictions.write_text(text.replace('"Seven people', '"Seven peopl'), encoding="utf-8")


def _moved(predictions: Path, gold: Path) -> None:
    file = gold / "talks.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("Negotiators", "Envoys"), encoding="utf-8")
    facts = (gold / "talks.gold.json").read_text(encoding="utf-8").replace("Negotiators", "Envoys")
    (gold / "talks.gold.json").write_text(facts, encoding="utf-8")


def _broken(predictions: Path, gold: Path) -> None:
    (gold / "talks.gold.json").write_text('{"facts":\n[', encoding="utf-8")


def _gone(predictions: Path, gold: Path) -> None:
    predictions.unlink()


def _binary(predictions: Path, gold: Path) -> None:
    predictions.write_bytes(b"\n\xff\xfe")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_gone, ["p.jsonl: no such file"]),
        (_binary, ["p.jsonl, line 2: not UTF-8"]),
        (_no_gold, ["gold: no gold in this folder"]),
        (_broken, ["talks.gold.json, line 2: not JSON"]),
        (_moved, ["p.jsonl, line 1, event e1: its quote 'Negotiators", "is not what talks holds at 0-63"]),
        (_elsewhere, ["p.jsonl, line 1, event e4: evidence.0: "]),
    ],
)
def test_what_cannot_be_used_gets_one_line(
    predictions: Path, gold: Path, spoil: Callable[[Path, Path], None], words: list[str]
) -> None:
    spoil(predictions, gold)
    result = run(predictions, gold)
    assert (result.exit_code, result.stdout) == (Exit.FAILED, "")
    [line] = result.stderr.splitlines()
    assert line.startswith("communique: ")
    assert all(word in line for word in words), line


def test_a_report_without_prediction_is_told_unless_quiet(predictions: Path, gold: Path) -> None:
    predictions.write_text(lines_of({"talks": [], "other": []}), encoding="utf-8")
    result = run(predictions, gold, "-v")
    assert result.exit_code == Exit.OK
    assert "warning: march: no prediction, so that all its facts count as missed" in result.stderr
    assert "without gold, left out: other" in result.stderr
    assert run(predictions, gold, "--quiet").stderr == ""


@pytest.mark.parametrize("arguments", [[], ["p.jsonl"], ["p.jsonl", "gold", "--format", "csv"]])
def test_wrong_use_ends_in_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == Exit.USAGE


def test_an_input_is_not_overwritten(predictions: Path, gold: Path) -> None:
    for file in (predictions, gold / "talks.txt"):
        before = file.read_bytes()
        result = run(predictions, gold, "--html", file)
        assert result.exit_code == Exit.USAGE
        assert "would be lost" in result.stderr
        assert file.read_bytes() == before


def test_a_page_that_cannot_be_written_is_told(predictions: Path, gold: Path, tmp_path: Path) -> None:
    result = run(predictions, gold, "--html", tmp_path / "none" / "page.html")
    assert result.exit_code == Exit.FAILED
    assert "cannot be written" in result.stderr
