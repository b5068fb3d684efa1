"""Who stands for whom: each sentence's actor is one party."""

import pytest
from tests.coding.reading import events, names, only

from communique.record import EventType, PartyKind

GOVERNMENT, PERSON, GROUP = PartyKind.GOVERNMENT, PartyKind.PERSON, PartyKind.ARMED_GROUP

CASES: list[tuple[str, str, PartyKind, str | None]] = [
    # States by name, capital, seat, army, delegation, ministry and official.
    ("Norway rejected the demand.", "Norway", GOVERNMENT, "NOR"),
    ("Oslo rejected the demand.", "Norway", GOVERNMENT, "NOR"),
    ("The Kremlin rejected the demand.", "Russia", GOVERNMENT, "RUS"),
    ("The Norwegian delegation rejected the demand.", "Norway", GOVERNMENT, "NOR"),
    ("Kenya's defence ministry rejected the demand.", "Kenya", GOVERNMENT, "KEN"),
    ("Norway's foreign minister rejected the demand.", "Norway", GOVERNMENT, "NOR"),
    ("The Norwegian army attacked a village.", "Norway", GOVERNMENT, "NOR"),
    ("Norwegian forces attacked a village.", "Norway", GOVERNMENT, "NOR"),
    # Of two meanings of a name the state comes first.
    ("Georgia rejected the demand.", "Georgia", GOVERNMENT, "GEO"),
    # A body that a list knows of one state is another's where the words before it say so.
    ("Kenya's National Intelligence Service rejected the demand.", "Kenya", GOVERNMENT, "KEN"),
    # Members of a group whose short name stands in between.
    ("Kurdistan Workers' Party (PKK) guerrillas attacked a village.", "Kurdistan Workers' Party", GROUP, None),
    # Organisations and armed groups, by name and by those who speak for them.
    ("The United Nations condemned the attack.", "United Nations", PartyKind.ORGANIZATION, None),
    ("UN officials condemned the attack.", "United Nations", PartyKind.ORGANIZATION, None),
    ("Hezbollah attacked a village.", "Hezbollah", GROUP, None),
    ("A spokesman for Hamas rejected the demand.", "Hamas", GROUP, None),
    ("Gunmen attacked a village in Mali.", "Gunmen", GROUP, None),
    # Police and soldiers without article: of the place told with them; of the one side that is a state.
    ("Police in Harare detained eleven men.", "Zimbabwe", GOVERNMENT, "ZWE"),
    ("Gendarmes in Dakar attacked a village.", "Senegal", GOVERNMENT, "SEN"),
    # Persons: listed ones, and others with the side that title, possessive or apposition gives them.
    ("Vladimir Putin rejected the demand.", "Vladimir Putin", PERSON, "RUS"),
    ("Kenyan mediator Ann Odera rejected the demand.", "Ann Odera", PERSON, "KEN"),
    ("Ann Odera, Kenya's chief negotiator, rejected the demand.", "Ann Odera", PERSON, "KEN"),
    ("Kenya's chief negotiator, Ann Odera, rejected the demand.", "Ann Odera", PERSON, "KEN"),
    ("Foreign Minister Ann Odera of Kenya rejected the demand.", "Ann Odera", PERSON, "KEN"),
    # Regions with governments of their own do not speak for the state that they lie in.
    ("Somaliland rejected the demand.", "Somaliland", GOVERNMENT, None),
    ("Republika Srpska rejected the decision.", "Republika Srpska", GOVERNMENT, None),
    ("The KRG rejected the demand.", "Kurdistan Regional Government", GOVERNMENT, None),
    ("Abkhaz forces attacked a village.", "Abkhazia", GOVERNMENT, None),
    ("Somaliland's president, Musa Warsame, rejected the demand.", "Musa Warsame", PERSON, None),
]


@pytest.mark.parametrize(("text", "name", "kind", "country"), CASES, ids=[c[0] for c in CASES])
def test_an_actor_is_the_party_that_its_words_stand_for(
    text: str, name: str, kind: PartyKind, country: str | None
) -> None:
    (event,) = events(text)
    (actor,) = event.actors
    assert (actor.name, actor.kind, actor.country) == (name, kind, country)
    assert text[actor.start : actor.end] == actor.text


def test_a_region_and_its_state_are_two_parties() -> None:
    event = only("Somalia and Somaliland held talks in Ankara.", EventType.CONSULT)
    assert names(event.actors) == ["Somalia", "Somaliland"]


@pytest.mark.parametrize("text", ["Russia attacked Crimea.", "Ethiopia attacked Mekelle."])
def test_a_region_that_does_not_act_is_a_place(text: str) -> None:
    assert only(text, EventType.ASSAULT).recipients == ()


def test_a_region_that_few_recognise_is_a_party_also_where_it_is_acted_on() -> None:
    assert names(only("Azerbaijan attacked Nagorno-Karabakh.", EventType.ASSAULT).recipients) == ["Nagorno-Karabakh"]


def test_people_are_a_population() -> None:
    (actor,) = only("Protesters attacked the embassy.", EventType.ASSAULT).actors
    assert actor.kind is PartyKind.POPULATION


def test_a_report_that_names_nobody_gives_no_events() -> None:
    assert events("It rained in the valley. The bridge was closed for repairs.") == []


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("An air strike by Norway killed 12 people in Kharkiv.", EventType.ASSAULT, []),
        ("Norway released 40 prisoners.", EventType.RETREAT, []),
        ("Norway shelled civilians in Kharkiv.", EventType.ASSAULT, ["civilians"]),
    ],
)
def test_people_of_whom_only_the_number_matters_are_no_recipients(text: str, kind: EventType, names: list[str]) -> None:
    assert [p.name for p in only(text, kind).recipients] == names


@pytest.mark.parametrize(
    "text",
    [
        "The Lusaka Accord demands the withdrawal of all troops.",
        "The Doha Declaration rejected attacks on ships.",
        "The Geneva talks rejected the proposal.",
    ],
)
def test_a_treaty_or_a_meeting_called_after_a_city_is_no_party(text: str) -> None:
    assert not [p.name for e in events(text) for p in (*e.actors, *e.recipients)]


def test_soldiers_are_of_the_side_that_is_a_state() -> None:
    text = "Mali and the Azawad Liberation Front held talks. Norway praised them. Soldiers attacked a village."
    assert names(only(text, EventType.ASSAULT).actors) == ["Mali"]


def test_of_two_states_bare_soldiers_can_be_of_either() -> None:
    text = "Chad and Sudan held talks. Soldiers attacked a village."
    assert not [p for e in events(text, EventType.ASSAULT) for p in e.actors]


@pytest.mark.parametrize(
    ("before", "name"),
    [("The European Union sent an envoy to Belgrade.", "European Union"), ("The Belgian king left.", "Belgium")],
)
def test_of_two_meanings_of_a_name_one_that_is_named_plainly_too_is_meant(before: str, name: str) -> None:
    (event,) = events(f"{before} Serbia accused Brussels of bias.", EventType.ACCUSE)
    assert names(event.recipients) == [name]


@pytest.mark.parametrize("counted", ["two Kenyans", "dozens of Kenyans"])
def test_people_of_a_nation_who_are_counted_are_not_the_nation(counted: str) -> None:
    (event,) = events(f"Nigerian troops killed {counted} on Sunday.", EventType.ASSAULT)
    assert [(p.name, p.kind, p.country) for p in event.recipients] == [("Kenyans", PartyKind.POPULATION, "KEN")]
    (event,) = events("The Kenyans rejected the demand.", EventType.REJECT)
    assert [(p.name, p.kind) for p in event.actors] == [("Kenya", GOVERNMENT)]
