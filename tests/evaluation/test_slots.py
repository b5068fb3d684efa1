"""The rules of the coding guideline, slot by slot."""

from typing import Any

import pytest

from communique.evaluation.gold import GoldCasualties, GoldParty, GoldPlace, GoldQuantity, GoldSource, GoldTime
from communique.evaluation.slots import (
    actors_agree,
    attribution_agrees,
    casualties_agree,
    place_agrees,
    plain,
    quantities_agree,
    sides_agree,
    time_agrees,
)
from communique.record import Attribution, Casualties, EventTime, Party, Place, Quantity


def party(name: str, kind: str = "government", country: str | None = None, text: str = "") -> Party:
    return Party.model_validate({"name": name, "kind": kind, "country": country, "text": text})


def wanted(name: str, kind: str = "government", country: str | None = None, **more: Any) -> GoldParty:
    return GoldParty.model_validate({"name": name, "kind": kind, "country": country, **more})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Müller-Łódź", "muller lodz"),
        ("O’Brien's", "obriens"),
        ("  The  U.N. ", "the u n"),
        ("Straße", "strasse"),
        ("—", ""),
    ],
)
def test_a_name_is_compared_by_its_bare_words(name: str, said: str) -> None:
    assert plain(name) == said


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (party("the ministry", country="OST"), wanted("Ostrenia", country="OST"), True),
        (party("Ostrenia", country="OST"), wanted("Kaldavia", country="KAL"), False),
        (party("Mara Doln", "person", "OST"), wanted("Ostrenia", country="OST"), True),
        (party("Ostrenian envoy Velin", text="Velin"), wanted("Ostrenia", aliases=["Velin"]), True),
        (party("residents", "population", "OST"), wanted("Ostrenia", country="OST"), False),
        (party("residents of Orlin", "population", "OST"), wanted("residents", "population", "OST"), True),
        (party("Tarn Front", "armed_group"), wanted("the Tarn Front", "armed_group"), True),
        (party("Tarn Front", "organization"), wanted("Tarn Front", "armed_group"), False),
        (party("Ivo Brandt", "person"), wanted("Ivo Brandt", "armed_group"), True),
    ],
)
def test_an_actor_is_its_side(ours: Party, theirs: GoldParty, agree: bool) -> None:
    assert actors_agree(ours, theirs) is agree


def test_two_persons_of_a_side_are_two() -> None:
    doln = party("Mara Doln", "person", "OST")
    assert sides_agree([doln], [wanted("Doln", "person", "OST")])
    assert sides_agree([doln], [wanted("Ferdinand Doln Jr", "person", "OST")])
    assert not sides_agree([doln], [wanted("Ivo Brandt", "person", "OST")])


def test_a_side_has_all_that_are_expected_and_none_besides() -> None:
    both = [party("Ostrenia", country="OST"), party("Kaldavia", country="KAL")]
    assert sides_agree(both, [wanted("Kaldavia", country="KAL"), wanted("Ostrenia", country="OST")])
    assert not sides_agree(both, [wanted("Kaldavia", country="KAL")])
    assert not sides_agree(both[:1], [wanted("Kaldavia", country="KAL"), wanted("Ostrenia", country="OST")])
    assert sides_agree([], [])


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        ({"value": 8, "what": "men"}, {"value": 8, "what": "prisoners"}, True),
        ({"value": 3, "what": "days"}, {"value": 3, "what": "day"}, True),
        ({"value": 3, "what": "week"}, {"value": 3, "what": "day"}, False),
        ({"value": 8, "what": "men"}, {"low": 8, "what": "men"}, False),
        ({"low": 8, "high": 8, "what": "men"}, {"value": 8, "what": "men"}, True),
        ({"high": 2, "what": "hour"}, {"high": 2, "what": "hours"}, True),
    ],
)
def test_a_quantity_has_its_bounds_and_its_unit_of_time(ours: Any, theirs: Any, agree: bool) -> None:
    further = Quantity(value=99, what="lorries")
    given_ = [further, Quantity.model_validate(ours)]
    assert quantities_agree(given_, [GoldQuantity.model_validate(theirs)]) is agree


def test_casualties_count_where_they_are_expected() -> None:
    told = Casualties.model_validate({"killed": {"low": 8, "high": None}, "injured": {"low": 5, "high": 5}})
    assert casualties_agree(told, GoldCasualties.model_validate({"killed": {"low": 8}}))
    assert not casualties_agree(told, GoldCasualties.model_validate({"killed": {"low": 8, "high": 8}}))
    assert not casualties_agree(None, GoldCasualties.model_validate({"killed": {"low": 8}}))


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (("2026-03-13", "2026-03-13"), ("2026-03-13", "2026-03-13"), True),
        (("2026-03-13", "2026-03-14"), ("2026-03-13", "2026-03-16"), True),
        (("2026-03-12", "2026-03-14"), ("2026-03-13", "2026-03-16"), False),
        (("2026-03-13", "2026-03-13"), ("2026-03", "2026-03"), True),
        (("2026-03", "2026-03"), ("2026-03-13", "2026-03-13"), False),
        (("2026-03-01", "2026-03-13"), (None, "2026-03-13"), True),
        (("2026-03-01", "2026-03-14"), (None, "2026-03-13"), False),
        (("2026-03-01", "2026-03-14"), (None, None), False),
        (None, ("2026", "2026"), False),
    ],
)
def test_a_time_is_as_precise_as_expected(ours: Any, theirs: Any, agree: bool) -> None:
    time = EventTime(start=ours[0], end=ours[1]) if ours else None
    assert time_agrees(time, GoldTime(start=theirs[0], end=theirs[1])) is agree


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (("Orlin", None), ("Orlin region", "OST"), True),
        (("Orlin market", "OST"), ("Orlin", "OST"), True),
        (("Orlin", "KAL"), ("Orlin", "OST"), False),
        (("Marenka", "OST"), ("Orlin", "OST"), False),
        (("the city", None), ("the city", None), False),
        (None, ("Orlin", None), False),
    ],
)
def test_a_place_is_known_by_its_words(ours: Any, theirs: Any, agree: bool) -> None:
    place = Place(name=ours[0], country=ours[1]) if ours else None
    assert place_agrees(place, GoldPlace(name=theirs[0], country=theirs[1])) is agree


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        ([], None, True),
        ([{"name": "the army"}], None, False),
        ([], {"name": "the army"}, False),
        ([{"name": "a medic"}, {"name": "the army"}], {"name": "army"}, True),
        ([{"name": "two officials", "anonymous": True}], {"name": "a minister", "anonymous": True}, True),
        ([{"name": "an official", "anonymous": True}], {"name": "x", "anonymous": True, "country": "OST"}, False),
        ([{"name": "an official", "anonymous": True, "country": "OST"}], {"name": "x", "anonymous": True}, True),
        ([{"name": "health ministry"}], {"name": "the ministry of health"}, True),
        ([{"name": "military governor"}], {"name": "governors"}, True),
        ([{"name": "the mayor"}], {"name": "the police"}, False),
        ([{"name": "the mayor", "country": "KAL"}], {"name": "the mayor", "country": "OST"}, False),
        ([{"name": "Mara Doln"}], {"name": "Ferdinand Doln", "kind": "person"}, True),
        ([{"name": "Mara Doln"}], {"name": "Mara Brandt", "kind": "person"}, False),
    ],
)
def test_a_source_is_known_by_name_word_or_by_being_unnamed(ours: Any, theirs: Any, agree: bool) -> None:
    sources = [Attribution.model_validate({"kind": "person", **source}) for source in ours]
    assert attribution_agrees(sources, GoldSource.model_validate(theirs) if theirs else None) is agree
