import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.evaluation.invented import FACTS, MARCH, TALKS

from communique.evaluation import EvaluationError, GoldReport, load_gold
from communique.evaluation.gold import locate
from communique.record import EventType


def test_reports_come_by_name_with_body_and_facts(gold: tuple[GoldReport, ...]) -> None:
    march, talks = gold
    assert (march.name, talks.name) == ("march", "talks")
    assert talks.text == TALKS
    assert march.text == MARCH + "\n"  # A text without header lines is all body, as it stands.
    assert [fact.id for fact in talks.facts] == ["f1", "f2", "f3", "f4", "f5"]
    assert talks.facts[1].event_type == (EventType.REJECT, EventType.THREATEN)


def test_headers_are_kept_for_the_page(gold: tuple[GoldReport, ...]) -> None:
    assert gold[1].header("title") == "Talks & <b>truce</b>"
    assert gold[0].header("title") is None


def test_the_genre_is_the_golds_then_the_headers_then_unknown(gold_folder: Path) -> None:
    assert [report.genre for report in load_gold(gold_folder)] == ["unknown", "wire"]
    file = gold_folder / "talks.gold.json"
    file.write_text(json.dumps({"genre": "analysis", "facts": FACTS["talks"]}), encoding="utf-8")
    assert load_gold(gold_folder)[1].genre == "analysis"


def test_spans_are_where_the_evidence_stands(gold: tuple[GoldReport, ...]) -> None:
    for report in gold:
        for fact, spans in zip(report.facts, report.spans, strict=True):
            assert [report.text[start:end] for start, end in spans] == list(fact.evidence)


def test_a_quote_is_found_over_a_line_end() -> None:
    assert locate("They met\n  in Marenka.", "met in Marenka") == (5, 21)
    assert locate("They met.", "left") is None


def test_crlf_is_no_difference(gold_folder: Path) -> None:
    before = load_gold(gold_folder)
    for file in gold_folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_gold(gold_folder) == before


def test_empty_slots_may_be_written_in_several_ways(gold_folder: Path) -> None:
    loose = {key: value for key, value in FACTS["march"][0].items() if key not in ("time", "place", "recipients")}
    loose |= {"attribution": [], "casualties": {}, "quantities": None, "note": "passed over"}
    (gold_folder / "march.gold.json").write_text(json.dumps({"facts": [loose]}), encoding="utf-8")
    [fact] = load_gold(gold_folder)[0].facts
    assert (fact.attribution, fact.casualties, fact.quantities, fact.recipients) == (None, None, (), ())


def _facts_of(change: Callable[[list[dict[str, Any]]], None]) -> str:
    facts = json.loads(json.dumps(FACTS["talks"]))
    change(facts)
    return json.dumps({"facts": facts}, indent=1)


BAD: list[tuple[str, str, list[str]]] = [
    ("no JSON", '{"facts": [\n{,\n]}', ["line 2", "not JSON"]),
    ("a list", "[]", ["not gold"]),
    ("no facts", '{"report": "talks"}', ["not gold"]),
    ("a fact without id", '{"facts": [{"core": true}]}', ["fact number 1", "id: Field required"]),
    ("a fact that is text", '{"facts": ["f1"]}', ["fact number 1"]),
    ("a type that is none", _facts_of(lambda facts: facts[2].update(event_type=["MEET"])), ["fact f3", "event_type.0"]),
    (
        "a slot of another kind",
        _facts_of(lambda facts: facts[0].update(place="Marenka")),
        ["line ", "fact f1", "place"],
    ),
    ("an id twice", _facts_of(lambda facts: facts[1].update(id="f1")), ["fact f1", "a second fact with this id"]),
    (
        "foreign evidence",
        _facts_of(lambda facts: facts[3].update(evidence=["It rained."])),
        ["f4", "'It rained.' is not"],
    ),
    ("blank evidence", _facts_of(lambda facts: facts[3].update(evidence=[" "])), ["f4", "is not in the report"]),
    ("no evidence", _facts_of(lambda facts: facts[3].update(evidence=[])), ["fact f4", "evidence"]),
]


@pytest.mark.parametrize(("written", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_wrong_is_named_with_its_place(gold_folder: Path, written: str, words: list[str]) -> None:
    file = gold_folder / "talks.gold.json"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        load_gold(gold_folder)
    assert str(caught.value).startswith(str(file))
    assert all(word in str(caught.value) for word in words), caught.value


def test_the_line_is_that_of_the_fact(gold_folder: Path) -> None:
    file = gold_folder / "talks.gold.json"
    file.write_text(_facts_of(lambda facts: facts[2].update(polarity="none")), encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        load_gold(gold_folder)
    line = file.read_text(encoding="utf-8").split("\n").index('   "id": "f3",') + 1
    assert caught.value.place == f"{file}, line {line}, fact f3"


def test_a_missing_folder_no_gold_and_a_missing_report_are_told(tmp_path: Path, gold_folder: Path) -> None:
    with pytest.raises(EvaluationError, match="no such folder"):
        load_gold(tmp_path / "none")
    with pytest.raises(EvaluationError, match="is a file; name the folder"):
        load_gold(gold_folder / "talks.txt")
    with pytest.raises(EvaluationError, match="no gold in this folder"):
        load_gold(tmp_path)
    (gold_folder / "talks.txt").unlink()
    with pytest.raises(EvaluationError, match=r"talks\.gold\.json: its report, talks\.txt, is not beside it"):
        load_gold(gold_folder)


def test_a_text_that_is_no_utf8_is_told_with_its_line(gold_folder: Path) -> None:
    (gold_folder / "talks.txt").write_bytes(b"Title: Talks\n\nCaf\xe9 talks.")
    with pytest.raises(EvaluationError, match=r"talks\.txt, line 3: not UTF-8"):
        load_gold(gold_folder)
