"""`communique read --reader llm` and `communique compare`, against a server of our own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.llm.conftest import DEMAND, TEXT, told
from tests.llm.server import Play, Reply, always, completion, in_turn, refusal, serving
from typer.testing import CliRunner, Result

import communique.pipeline
from communique.cli.app import app
from communique.cli.exits import Exit
from communique.record import Reading

KEY = "sk-a-secret-of-this-test"
INVENTED = told("ASSAULT", "Norway shelled the Klara valley for three days")
GOOD = completion({"events": [DEMAND, INVENTED]}, usage=(1_000_000, 500_000))


def run(*arguments: str | Path, key: str | None = None) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], env={"COMMUNIQUE_LLM_KEY": key})


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(f"Title: Talks\nPublished: 2026-03-14\n\n{TEXT}", encoding="utf-8")
    return path


@pytest.fixture
def asking() -> Callable[..., Result]:
    """Runs a command against a server that plays what it is told."""

    def ask(play: Play, *arguments: str | Path, key: str | None = None) -> Result:
        with serving(play) as server:
            return run(*arguments, "--endpoint", server.url, "--model", "m", "--timeout", "20", key=key)

    return ask


def test_the_record_is_printed_and_its_cost_and_drops_are_told(talks: Path, asking: Callable[..., Result]) -> None:
    prices = ("--price-in", "2", "--price-out", "4")
    result = asking(always(GOOD), "read", talks, "--reader", "llm", "-f", "jsonl", *prices)
    assert result.exit_code == Exit.OK
    reading = Reading.model_validate_json(result.stdout)
    assert [event.event_type for event in reading.events] == ["REQUEST"]
    assert "1 event kept, 1 dropped (a quote that is not in the text: 1)" in result.stderr
    assert "1,000,000 + 500,000 tokens" in result.stderr
    assert "cost 4.0000" in result.stderr


def test_the_key_is_read_from_the_environment_and_never_printed(talks: Path, asking: Callable[..., Result]) -> None:
    echo = Reply(
        status=401,
        body=json.dumps({"error": {"message": f"wrong key {KEY}"}}).encode(),
        headers={"X-Echo": f"Bearer {KEY}"},
        reason=KEY,
    )
    seen: list[str] = []

    def play(asked: object, number: int) -> Reply:
        seen.append(getattr(asked, "headers")["Authorization"])  # noqa: B009 - typed as anything
        return echo

    result = asking(play, "read", talks, "--reader", "llm", "-vv", key=KEY)
    assert seen == [f"Bearer {KEY}"]
    assert result.exit_code == Exit.FAILED
    assert "check COMMUNIQUE_LLM_KEY" in result.stderr
    assert KEY not in result.output


def test_an_endpoint_that_cannot_be_used_ends_the_run(talks: Path, asking: Callable[..., Result]) -> None:
    asked: list[int] = []

    def play(_: object, number: int) -> Reply:
        asked.append(number)
        return refusal(403, "no")

    result = asking(play, "read", talks, talks, talks, "--reader", "llm")
    assert (result.exit_code, asked) == (Exit.FAILED, [1])


def test_a_report_that_the_model_fails_at_does_not_end_the_run(talks: Path, asking: Callable[..., Result]) -> None:
    bad = completion("no")
    result = asking(in_turn(bad, bad, bad, GOOD), "read", talks, talks, "--reader", "llm", "-f", "jsonl")
    assert result.exit_code == Exit.FAILED
    assert len(result.stdout.splitlines()) == 1
    assert "holds no list of events" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--reader", "llm"), "name the server"),
        (("--reader", "llm", "--endpoint", "http://127.0.0.1:9/v1"), "name the model"),
        (("--reader", "llm", "--endpoint", "nowhere", "--model", "m"), "http or https"),
        (("--endpoint", "http://127.0.0.1:9/v1"), "is for --reader llm"),
        (("--model", "m"), "is for --reader llm"),
        (("--price-in", "1"), "give --price-in and --price-out"),
    ],
)
def test_options_that_do_not_go_together_are_refused(talks: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("read", talks, *arguments)
    assert result.exit_code == Exit.USAGE
    assert words in " ".join(result.stderr.split())


@pytest.fixture
def blind_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for the built-in reader: it sees nothing, and needs no model."""
    monkeypatch.setattr(communique.pipeline, "load_reader", lambda: None)
    monkeypatch.setattr(communique.pipeline, "read_report", lambda report: Reading(report=report))


@pytest.mark.usefixtures("blind_reader")
def test_two_readers_are_held_side_by_side(talks: Path, asking: Callable[..., Result]) -> None:
    prices = ("--price-in", "2", "--price-out", "4")
    result = asking(always(GOOD), "compare", talks, "-f", "json", *prices)
    assert result.exit_code == Exit.OK
    told = json.loads(result.stdout)
    assert (told["first"], told["second"].partition("@")[0]) == ("built-in", "llm:m")
    assert told["agreement"]["only_second"] == 1
    assert told["reports"][0]["only_second"][0]["event_type"] == "REQUEST"
    assert told["cost"]["dropped_events"] == {"a quote that is not in the text": 1}
    assert told["cost"]["cost"] == pytest.approx(4)
    table = asking(always(GOOD), "compare", talks)
    assert "REQUEST  Norway → Sweden  only llm:m@" in table.stdout
    assert "1 request;" in " ".join(table.stdout.split())


@pytest.mark.usefixtures("blind_reader")
def test_what_a_reader_cannot_read_is_told_and_the_others_compared(
    talks: Path, tmp_path: Path, asking: Callable[..., Result]
) -> None:
    result = asking(always(GOOD), "compare", tmp_path / "none.txt", talks, "-f", "json")
    assert result.exit_code == Exit.FAILED
    assert "none.txt: no such file" in result.stderr
    assert json.loads(result.stdout)["agreement"]["reports"] == 1


def test_two_files_of_readings_are_compared_without_a_server(
    talks: Path, tmp_path: Path, asking: Callable[..., Result]
) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    asking(always(GOOD), "read", talks, "--reader", "llm", "-o", one)
    asking(always(completion({"events": []})), "read", talks, "--reader", "llm", "-o", two)
    result = run("compare", one, two, "-f", "json")
    assert result.exit_code == Exit.OK
    told = json.loads(result.stdout)
    assert (told["agreement"]["only_first"], told["agreement"]["only_second"], told["cost"]) == (1, 0, None)
    assert "only" in run("compare", one, two).stdout


def test_a_report_that_only_one_file_holds_is_told(talks: Path, tmp_path: Path, asking: Callable[..., Result]) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT + " It rained.", encoding="utf-8")
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    asking(always(GOOD), "read", talks, other, "--reader", "llm", "-o", one)
    asking(always(GOOD), "read", talks, "--reader", "llm", "-o", two)
    result = run("compare", one, two, "-f", "json")
    assert result.exit_code == Exit.FAILED
    assert "one.jsonl: only here is" in result.stderr
    assert json.loads(result.stdout)["agreement"]["both"] == 1


def test_compare_needs_a_server_or_two_files(talks: Path) -> None:
    assert "name the server" in run("compare", talks).stderr
