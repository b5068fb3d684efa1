"""What the lexicon says of the words of a report."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.lexicon import Lexicon, load_lexicon

LEXICON = load_lexicon()
TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?(?<=\.)|['’]s\b|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Tokens as a UD tokeniser makes them, near enough for names."""
    return TOKEN.findall(re.sub(r"(?<=\w)(['’]s)\b", r" \1", text))


# text, the words of the first name found, canonical names in any order
CASES = [
    ("The U.S. made an offer", "The U.S.", {"United States"}),
    ("US-backed fighters", "US", {"United States"}),
    ("give us time", None, set()),
    ("UK and its allies", "UK", {"United Kingdom"}),
    ("Kyiv’s envoy", "Kyiv", {"Ukraine"}),
    ("the Kremlin", "the Kremlin", {"Russia"}),
    ("the Élysée", "the Élysée", {"France"}),
    ("the Elysee", "the Elysee", {"France"}),
    ("Quai d'Orsay", "Quai d'Orsay", {"France"}),
    ("Côte d’Ivoire", "Côte d’Ivoire", {"Ivory Coast"}),
    ("Cote d'Ivoire", "Cote d'Ivoire", {"Ivory Coast"}),
    ("DR Congo", "DR Congo", {"Democratic Republic of the Congo"}),
    ("Congo", "Congo", {"Democratic Republic of the Congo", "Republic of the Congo"}),
    ("Georgia", "Georgia", {"Georgia"}),
    ("Equatorial Guinea", "Equatorial Guinea", {"Equatorial Guinea"}),
    ("two Koreans", "Koreans", {"North Korea", "South Korea"}),
    ("roast turkey", None, set()),
    ("Turkey", "Turkey", {"Turkey"}),
    ("Türkiye", "Türkiye", {"Turkey"}),
    ("polish the text", None, set()),
    ("Iraqis", "Iraqis", {"Iraq"}),
    ("the South China Sea", None, set()),
    ("the Oslo Accords", None, set()),
    ("Oslo", "Oslo", {"Norway"}),
    ("South America", None, set()),
    ("the West", "the West", {"West"}),
    ("the west of the city", None, set()),
    ("the West Bank", None, set()),
    ("those who came", None, set()),
    ("WHO", "WHO", {"World Health Organization"}),
    ("It is late", None, set()),
    ("an IS cell", "IS", {"Islamic State"}),
    ("Let them in", None, set()),
    ("Amnesty was offered", None, set()),
    ("a report by Amnesty", "Amnesty", {"Amnesty International"}),
    ("Nato", "Nato", {"NATO"}),
    ("U.N. Security Council", "U.N. Security Council", {"UN Security Council"}),
    ("United Nations Interim Force in Lebanon", "United Nations Interim Force in Lebanon", {"UNIFIL"}),
    ("Organisation for Security and Co-operation in Europe", None, {"OSCE"}),
    ("Ansar Allah", "Ansar Allah", {"Houthis"}),
    ("Hizbullah", "Hizbullah", {"Hezbollah"}),
    ("al-Shabaab", None, {"al-Shabaab"}),
    ("Al Shabab", "Al Shabab", {"al-Shabaab"}),
    ("the RSF", "the RSF", {"Rapid Support Forces"}),
    ("FARC-EP", None, {"FARC"}),
    ("CPI (Maoist)", None, {"CPI (Maoist)"}),
    ("People's Liberation Army", None, {"China"}),
    ("Donetsk People’s Republic", None, {"Donetsk People's Republic"}),
    ("Israel Defense Forces", "Israel Defense Forces", {"Israel"}),
    ("Gulf states", "Gulf states", {"Gulf states"}),
    ("RFE/RL", None, {"Radio Free Europe/Radio Liberty"}),
]


@pytest.mark.parametrize(("text", "words", "names"), CASES, ids=[case[0] for case in CASES])
def test_the_first_name_of_a_text_is_found(text: str, words: str | None, names: set[str]) -> None:
    found = tokens(text)
    hits = [(i, *LEXICON.find(found, i)) for i in range(len(found))]
    i, length, entries = next((hit for hit in hits if hit[1]), (0, 0, ()))
    assert {entry.name for entry in entries} == names
    if words is not None:
        assert found[i : i + length] == tokens(words)


def test_an_organ_of_state_is_its_country_under_its_own_label() -> None:
    (entry,) = LEXICON.find(["Mossad"], 0)[1]
    assert (entry.name, entry.country, entry.sector, entry.type, entry.label) == (
        "Israel",
        "ISR",
        "SPY",
        "body",
        "Mossad",
    )


def test_an_armed_group_has_no_country_of_its_own_but_countries_where_it_acts() -> None:
    (entry,) = LEXICON.find(["Hamas"], 0)[1]
    assert (entry.kind, entry.country, entry.sector) == ("armed_group", None, "REB")
    assert "PSE" in entry.countries


def test_us_is_the_country_in_a_headline_in_capitals_and_who_is_not_the_organisation() -> None:
    words = "US ENVOY ASKS WHO FIRED".split()
    assert LEXICON.find(words, 0)[0] == 1
    assert LEXICON.find(words, 3) == (0, ())


def test_outlets_are_found_apart_from_other_names() -> None:
    words = tokens("told the Sudan Tribune in Moscow")
    length, outlet = LEXICON.outlet(words, 1)
    assert (length, outlet and outlet.name, outlet and outlet.country) == (3, "Sudan Tribune", "SDN")
    assert LEXICON.outlet(words, 5) == (0, None)


AGENTS = [
    ("the deputy foreign minister", "deputy foreign minister", "GOV", {"side"}),
    ("a defense minister", "defence minister", "GOV", {"side"}),
    ("masked gunman", "gunman", "UAF", {"group"}),
    ("rebels", "rebel", "REB", {"group"}),
    ("commander - in - chief", "commander-in-chief", "MIL", {"side", "source"}),
    ("local villager", "villager", "CVL", {"population"}),
    ("security source", "security source", "UNK", {"source"}),
    ("human rights lawyer", "human rights lawyer", "CVL", {"person", "source"}),
    ("refugee", "refugee", "REF", {"population"}),
    ("political analyst", "political analyst", "EDU", {"person", "source"}),
]


@pytest.mark.parametrize(("text", "lemma", "sector", "flags"), AGENTS)
def test_the_longest_agent_noun_is_taken(text: str, lemma: str, sector: str, flags: set[str]) -> None:
    words = text.split()
    agent = LEXICON.agent(words, len(words))
    assert agent is not None
    assert (agent.lemma, agent.sector, agent.stands_for) == (lemma, sector, frozenset(flags))


@pytest.mark.parametrize("text", ["valley", "the", "agreement"])
def test_other_nouns_are_no_agents(text: str) -> None:
    assert LEXICON.agent([text], 1) is None


def test_a_title_is_measured_whole() -> None:
    assert LEXICON.title("Deputy Foreign Minister Ada".split(), 0) == 3
    assert LEXICON.title(["Lt.", "Gen.", "Ada"], 0) == 2
    assert LEXICON.title(["Ada"], 0) == 0


ISSUES = [
    ("a humanitarian truce", "ceasefire"),
    ("cease - fire", "ceasefire"),
    ("the exchange of prisoners", "prisoners"),
    ("return of body", "remains"),
    ("lay down their weapon", "disarmament"),
    ("a power - sharing government", "power_sharing"),
    ("security guarantee", "security_guarantees"),
    ("pull back its troop", "withdrawal"),
    ("demilitarization", "disarmament"),
    ("the nuclear plant", "nuclear"),
    ("grain corridor", "shipping"),
    ("lift the siege", "humanitarian_access"),
    ("arrest warrant", "accountability"),
    ("join the alliance", "sovereignty"),
    ("annexation of the valley", "territory"),
    ("deported child", "civilians"),
    ("asset freeze", "sanctions"),
    ("round of talk", "talks"),
    ("meeting of the leader", "leaders_meeting"),
    ("postpone election", "elections"),
    ("power grid", "energy"),
    ("monitor the ceasefire", "monitoring"),
    ("clear rubble", "reconstruction"),
    ("food aid", "aid"),
]


@pytest.mark.parametrize(("text", "issue"), ISSUES)
def test_a_decisive_term_shows_its_issue(text: str, issue: str) -> None:
    found = LEXICON.issues_in(text.split())
    assert issue in {term.issue for _, _, term in found if term.weight == 3}


def test_a_term_inside_a_longer_one_is_not_given() -> None:
    spans = {(start, end) for start, end, _ in LEXICON.issues_in("a nuclear power plant".split())}
    assert spans == {(1, 4)}


def test_the_country_of_a_code_is_known() -> None:
    assert LEXICON.country("UKR").capitals[0] == "Kyiv"
    with pytest.raises(KeyError):
        LEXICON.country("XYZ")


VOCABULARY = sorted({word for names in LEXICON.names.names.values() for name in names for word in name.cased})
WORDS = st.one_of(
    st.sampled_from(VOCABULARY), st.sampled_from(["the", "The", "-", "'s", ",", "talks"]), st.text(max_size=6)
)


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_find_stays_inside_the_words_and_agrees_with_itself(words: list[str], data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(words) - 1))
    length, entries = LEXICON.find(words, i)
    assert 0 <= length <= len(words) - i
    assert bool(length) == bool(entries)
    assert LEXICON.find(words, i) == (length, entries)


@given(st.lists(WORDS, max_size=12))
def test_issue_spans_are_inside_the_words(words: list[str]) -> None:
    assert all(0 <= start < end <= len(words) for start, end, _ in LEXICON.issues_in(words))


def test_office_holders_are_known_by_date() -> None:
    if not LEXICON.people:
        pytest.skip("no people.tsv")
    offices = [office for person in LEXICON.people.values() for office in person.offices]
    held = [office for office in offices if office.start and office.country and not office.organisation]
    for office in held[:200]:
        assert office.start is not None
        found = LEXICON.office_holder(str(office.country), office.office, office.start)
        assert found is not None
        assert found.kind == "person"


def test_the_lexicon_is_loaded_once() -> None:
    assert load_lexicon() is LEXICON
    assert isinstance(LEXICON, Lexicon)
