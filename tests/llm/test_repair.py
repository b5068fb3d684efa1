import json

import pytest

from communique.llm.repair import MOST_STARTS, events_in

EVENT = {"type": "REQUEST", "evidence": ["a {curly} [quote] with ``` in it"], "actors": [{"name": "Norway"}]}
BARE = json.dumps({"events": [EVENT]})

WRAPPED = {
    "bare": BARE,
    "fenced": f"```json\n{BARE}\n```",
    "fenced without language": f"```\n{BARE}\n```\n",
    "in prose": f"Here are the events [as asked]:\n{BARE}\nI hope that {{this}} helps.",
    "prose and fence": f"Sure.\n\n```json\n{BARE}\n```\nAnything else?",
    "after thoughts": f'<think>Perhaps {{"events": []}}?</think>\n{BARE}',
    "a bare list": json.dumps([EVENT]),
    "a single event": json.dumps(EVENT),
    "with not-a-number": BARE.replace('"REQUEST"', '"REQUEST", "confidence": NaN'),
}


@pytest.mark.parametrize("text", WRAPPED.values(), ids=WRAPPED)
def test_the_events_are_found_however_they_are_wrapped(text: str) -> None:
    written = events_in(text)
    assert written is not None
    assert written.whole
    (entry,) = written.entries
    assert isinstance(entry, dict)
    assert entry["evidence"] == EVENT["evidence"]


@pytest.mark.parametrize("end", range(len(BARE) - 60, len(BARE)))
def test_of_a_cut_list_the_whole_entries_are_kept(end: int) -> None:
    two = json.dumps({"events": [EVENT, EVENT]})
    written = events_in(two[: len(two) - len(BARE) + end])
    assert written is not None
    assert not written.whole
    assert written.entries[0] == EVENT


@pytest.mark.parametrize(
    "text",
    ["", "none", "{}", "[1, 2]", '{"events": 5}', '{"events": {"type": "AGREE"}}', "{" * 9999],
)
def test_what_holds_no_list_of_events_is_none(text: str) -> None:
    assert events_in(text) is None


def test_under_its_key_the_list_is_taken_whatever_it_holds() -> None:
    written = events_in('{"events": ["AGREE", 7, null]}')
    assert written is not None
    assert written.entries == ["AGREE", 7, None]


@pytest.mark.parametrize("text", ["[" * 300_000, "{" * 300_000, '{"a":' * 100_000, "```\n" * 100_000])
def test_hostile_nesting_ends(text: str) -> None:
    assert events_in(text) is None


def test_a_long_cut_answer_ends() -> None:
    text = '{"events": [' + ",".join([json.dumps(EVENT)] * 20_000)
    written = events_in(text)
    assert written is not None
    assert len(written.entries) == 20_000


def test_json_far_down_in_prose_is_not_sought_for_ever() -> None:
    assert events_in("{x} " * MOST_STARTS + json.dumps(EVENT)) is None
