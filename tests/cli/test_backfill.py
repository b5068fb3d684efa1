"""The command over an archive, from the outside."""

import json
from pathlib import Path

from typer.testing import CliRunner

from communique.cli.app import app
from communique.cli.exits import Exit

TEXT = "Norway demanded on 9 March 2026 that Sweden withdraw its patrols from Kiruna."


def test_an_archive_is_read_and_not_read_again(tmp_path: Path) -> None:
    archive, output = tmp_path / "in", tmp_path / "out"
    archive.mkdir()
    rows = [{"story": TEXT}, {"story": ""}]
    (archive / "table.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf8")
    command = ["backfill", str(archive), "--output", str(output), "--workers", "1", "--column", "text=story"]
    first = CliRunner().invoke(app, command)
    assert first.exit_code == Exit.OK, first.output
    assert "1 units done, 0 failed, 0 done before: 1 reports, 1 events, 1 could not be read" in first.stderr
    assert {path.parent.name for path in output.glob("*/*.parquet")} == {"events", "reports", "failures"}
    again = CliRunner().invoke(app, command)
    assert again.exit_code == Exit.OK
    assert "0 units done, 0 failed, 1 done before" in again.stderr


def test_what_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["backfill", str(tmp_path / "absent"), "--output", str(tmp_path / "out")])
    assert found.exit_code == Exit.FAILED
    (line,) = found.stderr.splitlines()
    assert line.startswith("communique: no such file or folder")
