"""The commands on a record, from the outside."""

import json
from pathlib import Path

import pytest
from tests.making import NORTH, SOUTH, on, reading, report
from typer.testing import CliRunner

from communique.cli.app import app
from communique.cli.record import TollRule
from communique.pipeline.keeping import keep_reading
from communique.store import open_store
from communique.threads.casualties import RULES

BOTH = {"actors": (NORTH, SOUTH)}
FORTY = [{"value": 40, "what": "prisoner"}]
FIRST = "They agreed to free 40 prisoners. Norland demanded a ceasefire."
SECOND = "Norland freed 40 prisoners. A drone hit Oldport and killed two."


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = tmp_path / "record.db"
    told = [
        reading(
            report(FIRST, day="2026-03-01", publisher="Wire", name="first.txt"),
            (
                "They agreed to free 40 prisoners",
                "AGREE",
                BOTH | {"issue": "prisoners", "quantities": FORTY, "time": on("2026-03-01")},
            ),
            ("Norland demanded a ceasefire", "REQUEST", {"actors": (NORTH,), "issue": "ceasefire"}),
        ),
        reading(
            report(SECOND, day="2026-03-04", publisher="Paper", name="second.txt"),
            (
                "Norland freed 40 prisoners",
                "RETREAT",
                BOTH | {"issue": "prisoners", "mode": "release", "quantities": FORTY, "time": on("2026-03-03")},
            ),
            (
                "A drone hit Oldport and killed two",
                "ASSAULT",
                {
                    "place": {"name": "Oldport", "country": "NOR", "lat": 60.0, "lon": 5.0},
                    "time": on("2026-03-03"),
                    "casualties": {"killed": {"low": 2, "high": 2}},
                    "recipients": (NORTH,),
                    "mode": "drone",
                },
            ),
        ),
    ]
    store = open_store(path)
    for one in told:
        with store.writing() as connection:
            keep_reading(connection, one, coder="t", extractor="t")
    store.close()
    run("process", "add", "story", "--party", "NOR", "--party", "Sweden", "--into", str(path))
    return str(path)


def run(*arguments: str, typed: str | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments), input=typed, env={"COLUMNS": "80", "COMMUNIQUE_RECORD": ""})
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize(
    "wrong",
    [("--party", " "), ("--party", "NOR", "--since", "2026-05-01", "--until", "2026-01-01")],
    ids=["no name", "ends before it begins"],
)
def test_a_process_that_could_hold_nothing_is_refused(record: str, wrong: tuple[str, ...]) -> None:
    run("process", "add", "wrong", *wrong, "--into", record, code=2)


def test_a_party_named_twice_is_one(record: str) -> None:
    told = run("process", "add", "twice", "--party", "NOR", "--party", "Norway", "--party", "SWE", "--into", record)
    assert told == "twice: NOR, SWE\n"
    run("process", "remove", "twice", "--into", record)


def test_a_process_is_named_by_codes_or_names(record: str) -> None:
    assert "story: NOR, SWE" in run("process", "list", "--into", record)
    assert "NOR – SWE" in run("process", "find", "--least", "1", "--into", record)
    assert "no such process" in run("positions", "other", "--into", record, code=1)
    run("process", "remove", "story", "--into", record)
    assert "story" not in run("process", "list", "--into", record)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("positions", "demands"),
        ("agreements", "promised 40 prisoners, delivered 40 prisoners"),
        ("incidents", "Oldport"),
        ("timeline", "Norland and Southland agreed (40 prisoners) on prisoners"),
        ("meetings", "no meetings"),
    ],
)
def test_each_view_is_printed_and_comes_as_json(record: str, view: str, told: str) -> None:
    assert told in " ".join(run(view, "story", "--into", record).split())
    assert isinstance(json.loads(run(view, "story", "--format", "json", "--into", record)), list)


def test_a_cell_of_the_positions_opens(record: str) -> None:
    assert "“Norland demanded a ceasefire”" in run("positions", "story", "--issue", "ceasefire", "--into", record)


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_a_brief_tells_what_is_new(record: str, form: str) -> None:
    told = run("brief", "story", "--since", "2026-03-03", "--format", form, "--into", record)
    assert "Oldport" in told
    assert "demanded a ceasefire" not in told


def test_threads_come_in_the_form_that_is_scored(record: str) -> None:
    lines = [json.loads(line) for line in run("threads", "--format", "jsonl", "--into", record).splitlines()]
    bargain = next(line for line in lines if line["kind"] == "agreement")
    assert bargain["members"] == [
        {"report": "first.txt", "event": "e1"},
        {"report": "second.txt", "event": "e1"},
    ]
    assert bargain["state"]["status"] == "implemented"
    assert "one issue" in run("threads", "--least", "2", "--into", record)


def test_search_finds_reports_and_events(record: str) -> None:
    assert "1 reports, 1 events" in run("search", "drone", "--into", record)


def test_review_decides_and_undoes(record: str, tmp_path: Path) -> None:
    told = run("review", "--reviewer", "r", "--into", record, typed="a\nr\nu\ne\nissue\nenergy\nq\n")
    assert "is undone" in told
    examples = tmp_path / "examples.jsonl"
    run("review", "--export", str(examples), "--into", record)
    verdicts = [json.loads(line)["verdict"] for line in examples.read_text(encoding="utf8").splitlines()]
    assert sorted(verdicts) == ["accepted", "edited"]


def test_several_slots_of_one_event_are_edited_and_what_is_undone_is_shown_again(record: str) -> None:
    told = run("review", "--into", record, typed="e\nissue\nenergy\ne\nmodality\nplanned\nn\nq\n")
    assert "planned" in told
    log = run("review", "--log", "--into", record).splitlines()
    assert len({line.partition("edit act ")[2] for line in log}) == 1
    assert len(log) == 2
    acts = [
        line.split()[1] for line in run("review", "--into", record, typed="a\nu\nq\n").splitlines() if "sure" in line
    ]
    assert acts[0] == acts[2] != acts[1]


def test_a_decision_of_an_earlier_sitting_is_undone(record: str) -> None:
    run("review", "--reviewer", "r", "--into", record, typed="a\nr\nq\n")
    run("review", "--reviewer", "other", "--into", record, typed="a\nq\n")
    told = run("review", "--reviewer", "r", "--into", record, typed="u\nu\nu\nq\n")
    assert [line for line in told.splitlines() if "undone" in line or "nothing" in line] == [
        line for line in told.splitlines() if line.startswith(("Decision 2", "Decision 1", "r has decided nothing"))
    ]
    assert "reject act" in told
    assert "accept act" in told


def test_the_log_lists_decisions_and_undoes_by_number(record: str) -> None:
    run("review", "--reviewer", "r", "--into", record, typed="a\nr\nq\n")
    assert "accept" in run("review", "--reviewer", "s", "--undo", "1", "--into", record)
    lines = run("review", "--log", "--into", record).splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert "undo decision 1" in lines[0]
    assert "reject act" in lines[1]
    assert lines[2].endswith("(undone)")
    assert "undone already" in run("review", "--undo", "1", "--into", record, code=1)
    assert "no such decision" in run("review", "--undo", "9", "--into", record, code=1)


@pytest.mark.parametrize(
    "form", ["jsonl", "csv", "geojson", "polecat", "acled", "ged", "ftm", "webannotation", "markdown"]
)
def test_each_format_is_written(record: str, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    run("export", "--format", form, "--output", str(target), "--into", record)
    assert "Oldport" in target.read_text(encoding="utf8")


def test_a_table_is_described_beside_it(record: str, tmp_path: Path) -> None:
    run("export", "--format", "csv", "--output", str(tmp_path / "e.csv"), "--datapackage", "--into", record)
    assert json.loads((tmp_path / "datapackage.json").read_text(encoding="utf8"))["resources"][0]["path"] == "e.csv"


def test_without_a_record_the_command_says_what_to_name(tmp_path: Path) -> None:
    assert "--into" in run("threads", code=2)
    assert "no such record" in run("threads", "--into", str(tmp_path / "none.db"), code=1)


def test_the_rules_offered_are_those_that_there_are() -> None:
    assert {rule.value for rule in TollRule} == set(RULES)


def test_the_rule_of_a_toll_can_be_chosen(record: str) -> None:
    (attack,) = json.loads(run("incidents", "story", "--rule", "highest", "--format", "json", "--into", record))
    assert (attack["killed"]["rule"], attack["killed"]["best"]) == ("highest", 2)
    assert "'lowest'" in run("threads", "--rule", "lowest", "--into", record)


def test_wrong_use_is_told_as_such(record: str, tmp_path: Path) -> None:
    assert "name what to take in" in run("ingest", "--into", str(tmp_path / "new.db"), code=2)
    told = run("export", "-f", "jsonl", "--datapackage", "-o", str(tmp_path / "o"), "--into", record, code=2)
    assert "is no table" in told


def test_a_party_of_the_positions_may_be_called_by_name(record: str) -> None:
    assert "demands" in run("positions", "story", "--party", "Norway", "--into", record)


def test_retry_tries_what_failed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record, here, there = str(tmp_path / "record.db"), tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    (here / "bad.txt").write_bytes(b"")
    (there / "other.txt").write_bytes(b"")
    monkeypatch.chdir(here)
    assert "1 failed" in run("ingest", ".", "--into", record, code=1)
    monkeypatch.chdir(there)
    assert "other" not in run("ingest", "--retry", "--into", record, code=1)
    assert "2 tries" in run("ingest", "--failed", "--into", record)


def test_columns_of_a_table_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "Norway and Sweden met in Oslo to talk about the ceasefire on Monday, people said."
    (tmp_path / "t.csv").write_text(f'what,by\n"{told}",W\n', encoding="utf8")
    monkeypatch.chdir(tmp_path)
    assert "1 failed" in run("ingest", "t.csv", "--into", "r.db", code=1)
    assert "1 new" in run("ingest", "t.csv", "--column", "text=what", "--column", "publisher=by", "--into", "r.db")
    assert "0 could not" in run("ingest", "--failed", "--into", "r.db")
    run("ingest", "t.csv", "--column", "colour=what", "--into", "r.db", code=2)
