import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import communique.cli.read as command
from communique.cli.app import app
from communique.cli.exits import Exit
from communique.record import Reading, Report

TALKS = "Title: Talks\nPublished: 2026-03-14\n\nNegotiators met in Marenka and agreed to meet again."
ATTACK = "Rockets hit the market in Orlin on Tuesday, and the governor blamed the front for it."


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, arguments)], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    (tmp_path / "talks.txt").write_text(TALKS, encoding="utf-8")
    (tmp_path / "deep" / "attack.TXT").write_text(ATTACK, encoding="utf-8")
    (tmp_path / "deep" / ".hidden" / "notes.txt").write_text(ATTACK, encoding="utf-8")
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_a_table_is_the_default(fake_reader: list[Report], folder: Path) -> None:
    result = run(folder / "talks.txt")
    assert result.exit_code == Exit.OK
    assert result.stdout.startswith("Talks\n")
    assert "0–11  “Negotiators”" in result.stdout
    assert result.stderr == ""


def test_jsonl_has_a_line_a_report(fake_reader: list[Report], folder: Path) -> None:
    result = run(folder, "--format", "jsonl")
    readings = [Reading.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [reading.report.name for reading in readings] == [
        str(folder / "talks.txt"),
        str(folder / "deep" / "attack.TXT"),
    ]
    assert [reading.report for reading in readings] == fake_reader


def test_json_is_an_object_for_one_input_and_an_array_for_a_folder(fake_reader: list[Report], folder: Path) -> None:
    assert isinstance(json.loads(run(folder / "talks.txt", "-f", "json").stdout), dict)
    assert len(json.loads(run(folder, "-f", "json").stdout)) == 2


def test_the_output_files_ending_chooses_the_format(fake_reader: list[Report], folder: Path) -> None:
    target = folder / "events.CSV"
    result = run(folder / "talks.txt", "--output", target)
    assert (result.exit_code, result.stdout) == (Exit.OK, "")
    with target.open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Talks"]


def test_options_reach_the_report(fake_reader: list[Report], folder: Path) -> None:
    run(folder / "talks.txt", "--published", "2020-02-01", "--publisher", "The Harbour Wire")
    assert fake_reader[0].published is not None
    assert fake_reader[0].published.isoformat() == "2020-02-01"
    assert fake_reader[0].publisher == "The Harbour Wire"


def test_standard_input_is_read(fake_reader: list[Report]) -> None:
    result = run("-", "-f", "jsonl", stdin=TALKS.encode())
    assert result.exit_code == Exit.OK
    assert fake_reader[0].name == "standard input"
    assert fake_reader[0].title == "Talks"


BAD: list[tuple[str, bytes, str]] = [
    ("empty", b"", "empty"),
    ("blank", b" \n\n ", "no text to read"),
    ("binary", b"\x00\x01\x02", "not a text file"),
    ("a picture", b"\x89PNG\r\n\x1a\n", "picture"),
    ("another encoding", "Переговоры о мире завершились ничем".encode("koi8-r"), "convert it to UTF-8"),
    ("another language", "Переговоры о мире завершились ничем".encode(), "only English reports are read"),
    ("50 MB", b"a " * (25 * 1024 * 1024), "larger than 20 MB"),
    ("a defect of ours", b"DEFECT", "a defect of this program (ZeroDivisionError: made to fail)"),
]


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_input_gets_one_line_and_the_others_are_read(
    fake_reader: list[Report], folder: Path, data: bytes, words: str
) -> None:
    bad = folder / "bad.txt"
    bad.write_bytes(data)
    result = run(bad, folder / "talks.txt", "-f", "jsonl")
    assert result.exit_code == Exit.FAILED
    assert len(result.stdout.splitlines()) == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"communique: {bad}: ")
    assert words in line


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("none.txt", "no such file"),
        ("ftp://example.org/a", "not fetched"),
        ("http://127.0.0.1/a", "private network"),
        ("empty-folder", "no report in this folder"),
    ],
)
def test_what_is_not_there_is_told(
    fake_reader: list[Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty-folder").mkdir()
    result = run(argument)
    assert (result.exit_code, result.stdout) == (Exit.FAILED, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"communique: {argument}: ")
    assert words in line


@pytest.mark.parametrize(
    "arguments",
    [[], ["a.txt", "--format", "xml"], ["a.txt", "--published", "Friday"], ["a.txt", "--nothing"]],
)
def test_wrong_use_ends_in_2(fake_reader: list[Report], arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert "Usage:" in result.stderr
    assert fake_reader == []


def test_an_input_is_not_overwritten(fake_reader: list[Report], folder: Path) -> None:
    path = folder / "talks.txt"
    result = run(path, "--output", path)
    assert result.exit_code == Exit.USAGE
    assert "would be lost" in result.stderr
    assert path.read_text(encoding="utf-8") == TALKS


def test_an_output_that_cannot_be_written_is_told(fake_reader: list[Report], folder: Path) -> None:
    result = run(folder / "talks.txt", "--output", folder / "none" / "out.json")
    assert result.exit_code == Exit.FAILED
    assert "cannot be written" in result.stderr
    assert fake_reader == []


def test_a_bad_date_in_a_header_warns_unless_quiet(fake_reader: list[Report], folder: Path) -> None:
    path = folder / "talks.txt"
    path.write_text(TALKS.replace("2026-03-14", "soon"), encoding="utf-8")
    result = run(path)
    assert result.exit_code == Exit.OK
    assert "warning" in result.stderr
    assert "'Published: soon'" in result.stderr
    assert run(path, "--quiet").stderr == ""


def test_details_and_tracebacks_are_given_on_request(fake_reader: list[Report], folder: Path) -> None:
    assert "1 events in" in run(folder / "talks.txt", "-v").stderr
    (folder / "bad.txt").write_text("DEFECT", encoding="utf-8")
    assert "Traceback" not in run(folder / "bad.txt", "-v").stderr
    assert "Traceback" in run(folder / "bad.txt", "-vv").stderr


def test_a_reader_that_does_not_load_ends_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("weights are missing")

    monkeypatch.setattr(command, "load_reader", broken)
    result = run(folder)
    assert result.exit_code == Exit.FAILED
    [line] = result.stderr.splitlines()
    assert "could not be loaded" in line
    assert "weights are missing" in line


def test_an_interrupt_ends_in_130(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(report: Report) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "load_reader", lambda: interrupted)
    result = run(folder)
    assert result.exit_code == Exit.INTERRUPTED
    assert result.stderr == "communique: stopped\n"


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    code = (
        "import sys\n"
        "import communique.cli.read as command\n"
        "from communique.cli import main\n"
        "from communique.record import Reading\n"
        "command.load_reader = lambda: lambda report: Reading(report=report)\n"
        f"sys.argv = ['communique', 'read', '-f', 'jsonl', *[{str(folder / 'talks.txt')!r}] * 5000]\n"
        "main()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait() == Exit.PIPE_CLOSED
    assert errors == b""


def test_a_terminal_that_knows_no_unicode_gets_a_page_all_the_same(folder: Path) -> None:
    code = (
        "import sys\n"
        "import communique.cli.read as command\n"
        "from communique.cli import main\n"
        "from communique.record import Reading\n"
        "command.load_reader = lambda: lambda report: Reading(report=report)\n"
        f"sys.argv = ['communique', 'read', {str(folder / 'talks.txt')!r}]\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii", **_path()}
    )
    assert io.TextIOWrapper(io.BytesIO(done.stdout), encoding="utf-8").read().startswith("Talks\n")


def _path() -> dict[str, str]:
    return {"PYTHONPATH": ":".join(sys.path)}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv.gz", "a.parquet", "a.warc"])
def test_a_table_or_archive_is_for_another_command(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b'{"text": "Norway rejected the plan."}\n')
    result = run(tmp_path / name)
    assert result.exit_code == Exit.FAILED
    assert "'communique ingest' or 'backfill' reads it" in result.stderr
