"""To whom, where the words near by leave it open."""

import pytest
from tests.coding.reading import events, names

from communique.record import EventType

TALKS = "Chad and Sudan held talks in Geneva."


@pytest.mark.parametrize(
    ("text", "event_type", "recipients"),
    [
        # What is asked in talks is asked of the other side.
        (f"{TALKS} Chad demanded a ceasefire.", EventType.REQUEST, ["Sudan"]),
        # A parliament or an opposition asks the government of its own country.
        (f"{TALKS} Chad's parliament demanded a ceasefire.", EventType.REQUEST, ["Chad"]),
        # Those who are not let go are no addressees.
        (f"{TALKS} Chad refused to free forty prisoners.", EventType.REJECT, ["Sudan"]),
        # Nor are one's own people.
        ("Hezbollah left the talks. The group agreed to disarm its fighters.", EventType.AGREE, []),
    ],
)
def test_an_act_is_addressed_to(text: str, event_type: EventType, recipients: list[str]) -> None:
    (event,) = events(text, event_type)
    assert names(event.recipients) == recipients


def test_its_fighters_are_those_of_the_group() -> None:
    (event,) = events("Hezbollah left the talks. Its fighters attacked a village.", EventType.ASSAULT)
    assert names(event.actors) == ["Hezbollah"]
