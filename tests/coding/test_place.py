"""Where an event took place."""

import pytest
from tests.coding.reading import events
from tests.coding.test_links import scene_of

from communique.coding.place import place_at
from communique.pipeline import Reader
from communique.record import EventType

CASES: list[tuple[str, str | None, str | None]] = [
    ("Norway and Sweden met in Geneva.", "Geneva", "CHE"),
    ("Norway attacked a port near Malmo.", "Malmo", "SWE"),
    ("Norway attacked a port in Sweden.", "Sweden", "SWE"),
    ("Norway attacked a hospital in the city of Kharkiv.", "Kharkiv", "UKR"),
    ("Norway will hold talks with Sweden in Nairobi next week.", "Nairobi", "KEN"),
    # A city that is attacked is where the attack was; a country that is attacked is a party.
    ("Norway attacked Malmo.", "Malmo", "SWE"),
    ("Norway attacked Sweden.", None, None),
    # A name that no gazetteer has stands for itself; a known name within it does not.
    ("Norway attacked a depot near Qasr Velemi.", None, None),
    ("Norway attacked a hospital in the port of Tell Kharkiv.", None, None),
    ("Norway attacked a depot in Bab al Kharkiv.", None, None),
    ("Norway attacked a depot in Tel-Kharkiv.", None, None),
    ("Norway attacked a hospital at Kharkiv Airport.", "Kharkiv", "UKR"),
    # Where one goes to meet is where one meets.
    ("Norway's envoy visited Tbilisi on Tuesday.", "Tbilisi", "GEO"),
    ("Kenya's foreign minister flew to Juba for talks.", "Juba", "SSD"),
    # The occasion on which something was said.
    ("Chad's president, speaking in the northern town of Faya, praised Sudan.", "Faya", "TCD"),
    # A capital that acts is a party.
    ("Oslo rejected the demand.", None, None),
]


@pytest.mark.parametrize(("text", "name", "country"), CASES, ids=[c[0] for c in CASES])
def test_an_event_has_the_place_of_its_clause(text: str, name: str | None, country: str | None) -> None:
    (event,) = events(text)
    assert (event.place and event.place.name, event.place and event.place.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norway's foreign minister met Sweden's in the Finnish capital on Thursday.", ("Helsinki", "FIN")),
        ("Norway's foreign minister met Sweden's in Oslo on Thursday.", ("Oslo", "NOR")),
    ],
)
def test_a_capital_needs_no_name(text: str, place: tuple[str, str]) -> None:
    (event,) = events(text)
    assert event.place is not None
    assert (event.place.name, event.place.country) == place


def test_a_capital_that_stands_for_its_government_is_no_place() -> None:
    (event,) = events("Norway called on Moscow to withdraw its troops.")
    assert event.place is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Goma nobody slept that night. Rwandan shells killed nine people.", "Goma"),
        ("In Goma nobody slept that night.\n\nRwandan shells killed nine people.", None),
        ("The envoys reached Nairobi on Sunday. Kenya attacked a port there.", "Nairobi"),
        ("The envoys reached it on Sunday. Kenya attacked a port there.", None),
    ],
)
def test_a_place_told_just_before_is_pointed_to(text: str, place: str | None) -> None:
    (attack,) = events(text, EventType.ASSAULT)
    assert (attack.place.name if attack.place else None) == place


def test_a_day_is_no_place(reader: Reader) -> None:
    scene = scene_of(reader, "Three farmers were killed near the Saturday market on Saturday.")
    days = [t.index for t in scene.doc.tokens if t.text == "Saturday"]
    assert [place_at(scene, day) for day in days] == [None, None]


def test_the_capital_of_yemen_is_sanaa(reader: Reader) -> None:
    scene = scene_of(reader, "A plane landed in the Yemeni capital.")
    place = place_at(scene, next(t.index for t in scene.doc.tokens if t.text == "capital"))
    assert place is not None
    assert place.name == "Sanaa"
