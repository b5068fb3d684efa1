"""According to whom."""

import pytest
from tests.coding.reading import events, only

from communique.record import EventType

CASES: list[tuple[str, str, str | None, bool, str | None]] = [
    # Text, whom the report names as its source, the source's country, whether unnamed, the outlet spoken to.
    ("Norway attacked a port, according to the United Nations.", "United Nations", None, False, None),
    ("Norway attacked a port, Sweden's defence minister said.", "Sweden's defence minister", "SWE", False, None),
    ("Sweden's army said that Norway had attacked a port.", "Sweden's army", "SWE", False, None),
    ("Norway attacked a port, Ann Odera told Reuters.", "Ann Odera", None, False, "Reuters"),
    ("Norway attacked a port, an official told Reuters.", "official", None, True, "Reuters"),
    ("Norway attacked a port, a source told Reuters.", "source", None, True, "Reuters"),
    (
        "A diplomat who asked not to be named told Reuters that Norway had attacked a port.",
        "diplomat",
        None,
        True,
        "Reuters",
    ),
    ("Reuters reported that Norway had attacked a port.", "Reuters", "GBR", False, None),
]


@pytest.mark.parametrize(("text", "name", "country", "anonymous", "via"), CASES, ids=[c[0] for c in CASES])
def test_an_event_has_the_source_that_the_report_names(
    text: str, name: str, country: str | None, anonymous: bool, via: str | None
) -> None:
    (source,) = only(text, EventType.ASSAULT).attribution
    assert (source.name, source.country, source.anonymous, source.via) == (name, country, anonymous, via)
    assert text[source.start : source.end] == source.text


OWN_VOICE = [
    "Norway attacked a port.",
    "Norway said it had attacked a port.",
    "Norway's defence minister said that Norway had attacked a port.",
]


@pytest.mark.parametrize("text", OWN_VOICE)
def test_what_the_report_or_the_actor_says_itself_has_no_source(text: str) -> None:
    assert only(text, EventType.ASSAULT).attribution == ()


def test_saying_that_is_itself_the_act_has_no_source() -> None:
    assert only("Sweden accused Norway of an attack.", EventType.ACCUSE).attribution == ()


def test_a_quotation_that_goes_on_in_the_next_sentence_has_the_same_source() -> None:
    text = "“Norway attacked a port,” the Swedish foreign minister said. “Chad rejected the plan.”"
    sources = {e.event_type: [a.country for a in e.attribution] for e in events(text)}
    assert sources == {EventType.ASSAULT: ["SWE"], EventType.REJECT: ["SWE"]}


def test_who_blames_is_no_source_of_the_blame_under_another_name() -> None:
    text = "Kenya met Hezbollah. The group said the army had broken the truce."
    (blame,) = events(text, EventType.ACCUSE)
    assert [p.name for p in blame.actors] == ["Hezbollah"]
    assert blame.attribution == ()
