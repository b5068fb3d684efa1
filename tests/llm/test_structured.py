"""Servers take JSON in different forms: each refusal leads one step down, and what was answered is remembered."""

import json
from collections.abc import Callable

import pytest
from tests.llm.conftest import DEMAND
from tests.llm.server import Asked, Reply, always, completion, refusal, serving

from communique.llm import AnswerError, LlmReader, RefusedError
from communique.llm.passages import SHORTEST
from communique.record import Report

ReaderAt = Callable[..., LlmReader]
GOOD = completion({"events": [DEMAND]})
FORMS = ["json_schema strict", "json_schema", "json_object", "text"]


@pytest.mark.parametrize("taken", range(4))
def test_the_strictest_form_that_is_taken_is_found_and_remembered(
    report: Report, reader_at: ReaderAt, taken: int
) -> None:
    def play(asked: Asked, number: int) -> Reply:
        return GOOD if FORMS.index(asked.form) >= taken else refusal(400, "response_format is not supported")

    with serving(play) as server:
        reader = reader_at(server.url)
        assert reader.read(report).events
        assert reader.read(report).events
    assert [asked.form for asked in server.asked] == [*FORMS[: taken + 1], FORMS[taken]]


def test_the_schema_is_told_in_words_where_no_form_carries_it(report: Report, reader_at: ReaderAt) -> None:
    def play(asked: Asked, number: int) -> Reply:
        return GOOD if asked.form == "text" else refusal(422, "no such field")

    with serving(play) as server:
        reader_at(server.url).read(report)
    in_words = ["JSON Schema" in asked.system for asked in server.asked]
    assert in_words == [False, False, True, True]


def test_a_refused_temperature_and_limit_are_left_out(report: Report, reader_at: ReaderAt) -> None:
    def play(asked: Asked, number: int) -> Reply:
        if "temperature" in asked.body:
            return refusal(400, "Unsupported value: 'temperature' does not support 0")
        if "max_tokens" in asked.body:
            return refusal(400, "'max_tokens' is not supported; use 'max_completion_tokens' instead")
        return GOOD

    with serving(play) as server:
        assert reader_at(server.url).read(report).events
    last = server.asked[-1]
    assert last.form == "json_schema strict"
    assert last.body["max_completion_tokens"] > 0
    assert len(server.asked) == 3


def test_a_server_that_refuses_everything_is_told_in_its_own_words(report: Report, reader_at: ReaderAt) -> None:
    with (
        serving(always(refusal(400, "the model is for images"))) as server,
        pytest.raises(RefusedError, match="the model is for images"),
    ):
        reader_at(server.url).read(report)
    assert len(server.asked) == 4


def test_a_form_that_is_taken_but_passed_over_leads_to_the_next(report: Report, reader_at: ReaderAt) -> None:
    def play(asked: Asked, number: int) -> Reply:
        return GOOD if asked.form == "json_object" else completion("Norway made a demand.")

    with serving(play) as server:
        assert reader_at(server.url).read(report).events
    assert len(server.asked) == 3


def test_an_answer_that_stays_unreadable_fails_the_report(report: Report, reader_at: ReaderAt) -> None:
    with (
        serving(always(completion("I would rather not."))) as server,
        pytest.raises(AnswerError, match=r"holds no list of events \(3 tries\)"),
    ):
        reader_at(server.url).read(report)


def test_a_passage_is_halved_where_the_answer_is_cut_short(report: Report, reader_at: ReaderAt) -> None:
    whole = json.dumps({"events": [DEMAND, DEMAND]})

    def play(asked: Asked, number: int) -> Reply:
        if asked.passage == report.text:
            return completion(whole[: len(whole) // 2 + 100], finish="length")
        there = DEMAND["evidence"][0] in asked.passage
        return completion({"events": [DEMAND] if there else []})

    assert len(report.text) > SHORTEST
    with serving(play) as server:
        reading = reader_at(server.url).read(report)
    assert len(reading.events) == 1
    assert len(server.asked) == 3
    assert " ".join(asked.passage for asked in server.asked[1:]).split() == report.text.split()


def test_an_answer_that_is_always_cut_short_keeps_its_whole_events(report: Report, reader_at: ReaderAt) -> None:
    whole = json.dumps({"events": [DEMAND, DEMAND]})
    with serving(always(completion(whole[:-200], finish="length"))) as server:
        reading = reader_at(server.url).read(report)
    assert [event.event_type for event in reading.events] == ["REQUEST"]
    assert len(server.asked) <= 7


def test_a_passage_is_halved_where_it_does_not_fit(report: Report, reader_at: ReaderAt) -> None:
    def play(asked: Asked, number: int) -> Reply:
        if asked.passage == report.text:
            return refusal(400, "This model's maximum context length is 512 tokens")
        return completion({"events": []})

    with serving(play) as server:
        reader = reader_at(server.url)
        assert reader.read(report).events == ()
    # It is the passage that is too long, not the form that is refused.
    assert {asked.form for asked in server.asked} == {"json_schema strict"}
