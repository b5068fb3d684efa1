import json

import pytest
from tests.evaluation.invented import FACTS, TALKS, event_of, lines_of, perfect

from communique.evaluation import EvaluationError, GoldReport, evaluate, parse_predictions

GOOD = lines_of(perfect())


@pytest.mark.parametrize(
    "report",
    [
        {"name": "talks.txt"},
        {"name": "/a/b/talks.txt"},
        {"path": "b/talks"},
        {"id": "talks"},
        {"name": "", "id": "talks"},
    ],
)
def test_a_report_is_known_by_the_end_of_its_name_path_or_id(report: dict[str, str]) -> None:
    [prediction] = parse_predictions(json.dumps({"report": report, "events": []}), name="p.jsonl")
    assert prediction.name == "talks"


def test_blank_lines_and_separators_within_text_are_no_ends_of_lines() -> None:
    line = json.dumps({"report": {"name": "talks", "title": "one\u2028two"}}, ensure_ascii=False)
    [prediction] = parse_predictions(f"\n{line}\n\n", name="p.jsonl")
    assert prediction.events == ()
    assert prediction.place == "p.jsonl, line 2"


def _with(**slots: object) -> str:
    event = event_of(FACTS["talks"][0], TALKS) | slots
    return "\n" + json.dumps({"report": {"name": "talks"}, "events": [event]})


BAD: list[tuple[str, str, list[str]]] = [
    ("nothing", "\n\n", ["p.jsonl: no predictions"]),
    ("no JSON", GOOD + "{oops\n", ["p.jsonl, line 3: not JSON"]),
    ("no reading", "[1]", ["line 1: not a reading"]),
    ("no name", '{"report": {}, "events": []}', ["line 1: its report has no name"]),
    ("events that are none", '{"report": {"name": "talks"}, "events": 3}', ["its events are no list"]),
    ("an event that is text", '{"report": {"name": "talks"}, "events": ["e1"]}', ["line 1, event number 1: "]),
    ("a type that is none", _with(event_type="MEET"), ["line 2, event e1: event_type: "]),
    ("no evidence", _with(evidence=[]), ["line 2, event e1: evidence: "]),
    ("certainty beyond 1", _with(confidence=1.5), ["line 2, event e1: confidence: "]),
]


@pytest.mark.parametrize(("written", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_wrong_is_named_with_its_line(written: str, words: list[str]) -> None:
    with pytest.raises(EvaluationError) as caught:
        parse_predictions(written, name="p.jsonl")
    assert all(word in str(caught.value) for word in words), caught.value


def test_a_quote_that_stands_elsewhere_is_named(gold: tuple[GoldReport, ...]) -> None:
    moved = _with(evidence=[{"start": 1, "end": 12, "quote": "Negotiators"}])
    with pytest.raises(EvaluationError) as caught:
        evaluate(parse_predictions(moved, name="p.jsonl"), gold)
    assert "p.jsonl, line 2, event e1: its quote 'Negotiators' is not what talks holds at 1-12" in str(caught.value)
    assert "('egotiators ')" in str(caught.value)


def test_two_predictions_for_one_report_are_an_error(gold: tuple[GoldReport, ...]) -> None:
    with pytest.raises(EvaluationError, match=r"line 3: a second prediction for talks, after p\.jsonl, line 1"):
        evaluate(parse_predictions(GOOD + GOOD, name="p.jsonl"), gold)


def test_predictions_of_other_reports_are_an_error_where_none_fits(gold: tuple[GoldReport, ...]) -> None:
    other = json.dumps({"report": {"name": "other.txt"}, "events": []})
    with pytest.raises(EvaluationError, match="no report here has gold: 'other' is none of march, talks"):
        evaluate(parse_predictions(other, name="p.jsonl"), gold)
    found = evaluate(parse_predictions(GOOD + other, name="p.jsonl"), gold)
    assert found.without_gold == ("other",)


def test_a_report_without_prediction_counts_as_missed(gold: tuple[GoldReport, ...]) -> None:
    only = parse_predictions(GOOD.splitlines()[0], name="p.jsonl")
    found = evaluate(only, gold)
    assert found.unread == ("march",)
    assert found.scores.overall.missed == 2
