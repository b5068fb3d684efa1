"""What a reviewer found: acts told as done that were not, dates on the wrong side of the report, names gone wrong."""

import pytest
from tests.coding.reading import events

from communique.pipeline import read
from communique.record import EventType, Modality

PUBLISHED = "2025-01-17"
A, C, R, S = EventType.ASSAULT, EventType.CONSULT, EventType.RETREAT, EventType.REJECT

NOT_ACTUAL = [
    ("Israel was urged to halt its offensive by the EU.", R),
    ("Iran was asked to release the hostages.", R),
    ("Israel would have attacked Iran if the talks had failed.", A),
    ("If Iran refuses, Israel will strike its nuclear sites.", A),
    ("Azerbaijan ended talks with Armenia.", C),
    ("A meeting of Norway's and Sweden's presidents is possible in April.", C),
    ("Norway said there would be no talks until Sweden apologised.", EventType.CONCEDE),
    ("Norway will not sign until Sweden withdraws its troops.", EventType.RETREAT),
]


@pytest.mark.parametrize(("text", "event_type"), NOT_ACTUAL)
def test_it_is_not_told_as_done(text: str, event_type: EventType) -> None:
    found = read(text, published=PUBLISHED).events
    assert not [e for e in found if e.event_type is event_type and e.modality is Modality.ACTUAL]


def test_a_condition_makes_a_strike_conditional() -> None:
    found = events("If Iran refuses, Israel will strike its nuclear sites.", A)
    assert [e.modality for e in found] == [Modality.CONDITIONAL]


DATES = [
    ("Norway said in December that it had released 40 prisoners.", "2024-12"),
    ("A meeting of Norway's and Sweden's presidents is possible in April.", "2025-04"),
    ("Norway attacked Sweden on Wednesday.", "2025-01-15"),
]


@pytest.mark.parametrize(("text", "start"), DATES)
def test_what_happened_lies_before_the_report_and_what_may_come_after_it(text: str, start: str) -> None:
    assert [e.time.start for e in read(text, published=PUBLISHED).events if e.time] == [start]


def test_a_venue_whose_name_a_state_goes_by_does_not_hide_a_signing() -> None:
    text = "Armenia and Azerbaijan signed a joint declaration at the White House on Friday."
    (event,) = read(text, published=PUBLISHED).events
    assert event.event_type is EventType.AGREE
    assert {p.country for p in event.actors} == {"ARM", "AZE"}


def test_a_number_told_only_by_another_is_left_open() -> None:
    (event,) = read("Norway struck a port, killing 12 and wounding twice as many.", published=PUBLISHED).events
    assert event.casualties is not None
    assert event.casualties.killed is not None
    assert event.casualties.killed.low == 12
    assert event.casualties.injured is None


NAMES = [
    ("Володимир Зеленський rejected the demand.", "Volodymyr Zelenskyy"),
    ("Зеленський rejected the demand.", "Volodymyr Zelenskyy"),
    ("Zelenskiy rejected the demand.", "Volodymyr Zelenskyy"),
    ("Bankova rejected the demand on Friday.", "Ukraine"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_spellings_and_seats_lead_to_one_name(text: str, name: str) -> None:
    assert [p.name for e in read(text, published=PUBLISHED).events if e.event_type is S for p in e.actors] == [name]


def test_a_given_name_is_nobody_in_particular() -> None:
    events = read("José threatened Morocco.", published=PUBLISHED).events
    assert not [p for e in events for p in e.actors if p.name != "José"]


def test_victims_are_called_by_whole_words() -> None:
    text = "Norway shelled a village, wounding a 9-year-old boy and at least 21 civilians."
    names = {p.name for e in read(text, published=PUBLISHED).events for p in e.recipients}
    assert names == {"boy", "civilians"}


def test_bytes_are_refused_with_a_word_on_what_to_do() -> None:
    with pytest.raises(TypeError, match="decode"):
        read(b"Norway attacked Sweden.")  # type: ignore[arg-type]


def test_a_source_with_a_title_keeps_its_side() -> None:
    (event,) = read("Russia's delegation head Oleg Varnavsky said Moscow rejected a ceasefire.").events
    assert [(a.name, a.country) for a in event.attribution] == [("Oleg Varnavsky", "RUS")]
