"""The project's scorer and this package give the same numbers; skipped where the scorer is not at hand."""

import importlib.util
import io
import json
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.evaluation.invented import FACTS, TEXTS, event_of, flawed, lines_of, perfect, write_gold

from communique.evaluation import evaluate, load_gold, parse_predictions, summary
from communique.evaluation.slots import plain
from communique.sources import read_file

if TYPE_CHECKING:
    from communique.pipeline import Reader

ACCEPTANCE = Path(__file__).parents[3] / "shared" / "acceptance"
DEV = ACCEPTANCE / "dev"

pytestmark = pytest.mark.skipif(not (ACCEPTANCE / "score.py").is_file(), reason="the project's scorer is not here")


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", ACCEPTANCE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(predictions: str, folder: Path) -> dict[str, Any]:
    with TemporaryDirectory() as scratch, redirect_stdout(io.StringIO()) as printed:
        file = Path(scratch, "p.jsonl")
        file.write_text(predictions, encoding="utf-8")
        assert scorer().main([str(file), str(folder), "--json"]) == 0
    result: dict[str, Any] = json.loads(printed.getvalue())
    return result


def ours(predictions: str, folder: Path) -> dict[str, Any]:
    made = summary(evaluate(parse_predictions(predictions, name="p.jsonl"), load_gold(folder)))
    kept = ("precision", "recall", "f1", "slots", "exact", "core", "predicted")
    return {key: made["overall"][key] for key in kept} | {
        "slot": {entry["slot"]: entry["accuracy"] for entry in made["slots"]}
    }


@pytest.mark.parametrize("events", [perfect(), flawed(), {"talks": []}], ids=["perfect", "flawed", "nothing"])
def test_on_invented_predictions(gold_folder: Path, events: dict[str, list[dict[str, Any]]]) -> None:
    lines = lines_of(events)
    assert ours(lines, gold_folder) == theirs(lines, gold_folder)


@given(st.text(max_size=30))
def test_on_names(name: str) -> None:
    assert plain(name) == scorer().fold(name)


def perturbed(draw: st.DrawFn, entry: dict[str, Any], text: str, others: list[dict[str, Any]]) -> dict[str, Any]:
    """The event of a fact, with some of its slots taken from another fact, dropped or bent."""
    event = event_of(entry, text)
    other = event_of(draw(st.sampled_from(others)), text)
    for key in draw(st.sets(st.sampled_from([key for key in event if key not in ("id", "coder", "confidence")]))):
        event[key] = other[key]
    if draw(st.booleans()):
        event["event_type"] = draw(st.sampled_from(["CONSULT", "AGREE", "ASSAULT", *entry["event_type"]]))
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 2))
        end = draw(st.integers(start + 1, min(len(text), start + 510)))
        moved = {"start": start, "end": end, "quote": text[start:end]}
        event["evidence"] = draw(st.sampled_from([[moved], [moved, *event["evidence"]]]))
    if event["actors"] and draw(st.booleans()):
        actor = dict(event["actors"][0])
        actor["kind"] = draw(st.sampled_from(["government", "person", "population", "armed_group", "organization"]))
        actor["country"] = draw(st.sampled_from([None, actor["country"], "XXA"]))
        actor["name"] = draw(st.sampled_from([actor["name"], f"the {actor['name']}", actor["name"].upper(), "Nobody"]))
        event["actors"] = draw(st.sampled_from([[actor], [actor, *event["actors"]], []]))
    if event["time"] and draw(st.booleans()):
        day = event["time"]["start"] or event["time"]["end"] or "2026"
        event["time"] = {"start": draw(st.sampled_from([day, day[:7], day[:4], "2026-03-11"])), "end": day}
    elif event["time"]:
        event["time"] = {"start": event["time"]["start"] or event["time"]["end"], "end": event["time"]["end"] or "2026"}
    if event["casualties"] and draw(st.booleans()):
        event["casualties"] = {"killed": {"low": draw(st.integers(6, 9)), "high": None}, "injured": None}
    return event


def perturb_all(data: st.DataObject, facts: dict[str, list[dict[str, Any]]], texts: dict[str, str]) -> str:
    def one(draw: st.DrawFn, name: str) -> list[dict[str, Any]]:
        chosen = draw(st.lists(st.sampled_from(facts[name]), max_size=len(facts[name]) + 2))
        made = [perturbed(draw, entry, texts[name], facts[name]) for entry in chosen]
        return [event | {"id": f"e{number}"} for number, event in enumerate(made)]

    strategy = st.composite(one)
    return lines_of({name: data.draw(strategy(name)) for name in facts})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_on_perturbed_gold(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = write_gold(tmp_path_factory.mktemp("gold"))
    lines = perturb_all(data, FACTS, TEXTS)
    assert ours(lines, folder) == theirs(lines, folder)


def _dev_facts() -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    gold = {report.name: report for report in load_gold(DEV)}
    written = {name: json.loads((DEV / f"{name}.gold.json").read_text(encoding="utf-8"))["facts"] for name in gold}
    texts = {name: report.text for name, report in gold.items()}
    # Events can only be made of what the record can hold.
    keep = {
        name: [fact | {"evidence": [q for q in fact["evidence"] if q in texts[name]]} for fact in facts]
        for name, facts in written.items()
    }
    return keep, texts


@pytest.mark.skipif(not DEV.is_dir(), reason="the reports with gold are not here")
@settings(max_examples=10, deadline=None, phases=(Phase.generate,))  # To shrink so much takes minutes.
@given(st.data())
def test_on_perturbed_gold_of_real_reports(data: st.DataObject) -> None:
    facts, texts = _dev_facts()
    lines = perturb_all(data, facts, texts)
    assert ours(lines, DEV) == theirs(lines, DEV)


@pytest.mark.skipif(not DEV.is_dir(), reason="the reports with gold are not here")
def test_on_what_the_reader_finds(reader: "Reader") -> None:
    files = sorted(DEV.glob("*.txt"))
    lines = "".join(reader.read(read_file(file)).model_dump_json() + "\n" for file in files)
    assert ours(lines, DEV) == theirs(lines, DEV)
