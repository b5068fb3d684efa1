import gzip
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.lexicon.entry import LexiconError
from communique.lexicon.places import Gazetteer, Place, fold, load_gazetteer

TYPES = {"city", "admin1", "country", "region", "site", "water"}
WORDS = st.text(alphabet="aeinrstkABGKR-’'. іяр", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def extras() -> list[list[str]]:
    text = (files("communique.lexicon") / "places_extra.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


# name, countries named in the report, name and country of the place
CASES = [
    ("Pokrovsk", (), "Pokrovsk", "UKR"),
    ("Pokrovsk", ("UKR", "RUS"), "Pokrovsk", "UKR"),
    ("Pokrovsk", ("RUS", "UKR"), "Pokrovsk", "UKR"),
    ("Pokrovsk", ("RUS",), "Pokrovsk", "RUS"),
    ("Odesa", (), "Odesa", "UKR"),
    ("Odessa", (), "Odesa", "UKR"),
    ("Odessa", ("USA",), "Odessa", "USA"),
    ("Odessa, Texas", (), "Odessa", "USA"),
    ("Moscow, Idaho", ("RUS",), "Moscow", "USA"),
    ("Rafah", (), "Rafah", "PSE"),
    ("Rafah", ("EGY",), "Rafah", "EGY"),
    ("Rafah", ("EGY", "ISR"), "Rafah", "PSE"),
    ("Tripoli", (), "Tripoli", "LBY"),
    ("Tripoli", ("LBN", "LBY"), "Tripoli", "LBN"),
    ("Tripoli", ("LBY", "LBN"), "Tripoli", "LBY"),
    ("Georgia", (), "Georgia", "GEO"),
    ("Georgia", ("USA",), "Georgia", "USA"),
    ("Georgia", ("USA", "GEO"), "Georgia", "GEO"),
    ("Niger", (), "Niger", "NER"),
    ("Niger", ("NGA",), "Niger State", "NGA"),
    ("Lebanon", ("USA",), "Lebanon", "LBN"),
    ("Punjab", ("IND",), "Punjab", "IND"),
    ("Gaza", (), "Gaza Strip", "PSE"),
    ("Gaza City", (), "Gaza City", "PSE"),
    ("Hama", (), "Hama", "SYR"),
    ("Homs", ("TUR",), "Homs", "SYR"),
    ("Goma", (), "Goma", "COD"),
    ("Kharkov", (), "Kharkiv", "UKR"),
    ("Kiev", (), "Kyiv", "UKR"),
    ("Київ", (), "Kyiv", "UKR"),
    ("Aden", (), "Aden", "YEM"),
    ("Marib", (), "Marib", "YEM"),
    ("Ma’rib", (), "Marib", "YEM"),
    ("San'a", (), "Sanaa", "YEM"),
    ("Sanaa", (), "Sanaa", "YEM"),
    ("Ṣan‘ā’", (), "Sanaa", "YEM"),
    ("El Fasher", (), "El Fasher", "SDN"),
    ("Al Fashir", (), "El Fasher", "SDN"),
    ("El-Fasher", (), "El Fasher", "SDN"),
    ("الفاشر", (), "El Fasher", "SDN"),
    ("Deir al-Zor", (), "Deir ez-Zor", "SYR"),
    ("Dayr az-Zawr", (), "Deir ez-Zor", "SYR"),
    ("Artsakh", (), "Nagorno-Karabakh", "AZE"),
    ("Stepanakert", (), "Khankendi", "AZE"),
    ("Khankendi", (), "Khankendi", "AZE"),
    ("Anbar", (), "Anbar Governorate", "IRQ"),
    ("Kherson oblast", (), "Kherson Oblast", "UKR"),
    ("Kherson", (), "Kherson", "UKR"),
    ("Avdiivka", (), "Avdiivka", "UKR"),
    ("Donetsk city", (), "Donetsk", "UKR"),
    ("Zaporizhzhia plant", (), "Zaporizhzhia Nuclear Power Plant", "UKR"),
    ("Majdal Shams", (), "Majdal Shams", "SYR"),
    ("Sevastopol", ("RUS",), "Sevastopol", "UKR"),
    ("Kashmir", (), "Kashmir", None),
    ("Singapore", (), "Singapore", "SGP"),
    ("the Hague", (), "The Hague", "NLD"),
    ("Türkiye", (), "Turkey", "TUR"),
]


@pytest.mark.parametrize(("name", "countries", "expected", "country"), CASES)
def test_a_name_means_the_likeliest_place(
    gazetteer: Gazetteer, name: str, countries: tuple[str, ...], expected: str, country: str | None
) -> None:
    place = gazetteer.resolve(name, countries=countries)
    assert place is not None
    assert (place.name, place.country) == (expected, country)


FOUND = [
    ("Gaza 's ceasefire", 0, 1, "Gaza Strip"),
    ("Rafah crossing reopened", 0, 2, "Rafah crossing"),
    ("near El - Fasher today", 1, 3, "El Fasher"),
    ("near al - Bab today", 1, 3, "Al-Bab"),
    ("Bab al - Hawa border crossing", 0, 6, "Bab al-Hawa"),
    ("Strait of Hormuz", 0, 3, "Strait of Hormuz"),
    ("Donetsk and Luhansk", 0, 1, "Donetsk"),
    ("Donetsk region", 0, 2, "Donetsk Oblast"),
    ("Zaporizhzhia nuclear power plant", 0, 4, "Zaporizhzhia Nuclear Power Plant"),
    ("Mazar - i - Sharif", 0, 5, "Mazar-i-Sharif"),
    ("Mar - a - Lago", 0, 5, "Mar-a-Lago"),
    ("Nagorno - Karabakh", 0, 3, "Nagorno-Karabakh"),
    ("Bosnia and Herzegovina", 0, 3, "Bosnia and Herzegovina"),
    ("Bosnia and Serbia", 0, 1, "Bosnia and Herzegovina"),
    ("Sana 'a fell", 0, 2, "Sanaa"),
    ("the U.N. headquarters in", 1, 2, "United Nations headquarters"),
    ("Deir el - Balah", 0, 4, "Deir al-Balah"),
    ("Reading hosted talks", 0, 1, "Reading"),
    ("Nice hosted talks", 0, 1, "Nice"),
]


@pytest.mark.parametrize(("text", "i", "tokens", "name"), FOUND)
def test_the_longest_name_is_found(gazetteer: Gazetteer, text: str, i: int, tokens: int, name: str) -> None:
    taken, places = gazetteer.find(text.split(), i)
    assert (taken, places[0].name) == (tokens, name)


NOT_FOUND = [
    ("march on the capital", 0),
    ("March began", 0),
    ("Of all", 0),
    ("nice words", 0),
    ("gaza", 0),
    ("Northern forces", 0),
    ("Monday", 0),
    ("Hamas said", 0),
    ("- Karabakh", 0),
    ("'s", 0),
    ("Zzyzxq", 0),
    ("Kyiv", 1),
    ("Kyiv", -1),
    ("", 0),
]


@pytest.mark.parametrize(("text", "i"), NOT_FOUND)
def test_what_is_no_name_is_not_found(gazetteer: Gazetteer, text: str, i: int) -> None:
    assert gazetteer.find(text.split(), i) == (0, ())


def test_an_unknown_name_resolves_to_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Zzyzxq") is None
    assert gazetteer.resolve("") is None
    assert gazetteer.resolve(", ") is None


def test_candidates_of_other_countries_are_kept(gazetteer: Gazetteer) -> None:
    _, places = gazetteer.find(["Rafah"], 0)
    assert {p.country for p in places} == {"PSE", "EGY"}


def test_a_city_lies_in_its_division(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Sloviansk")
    assert place is not None
    assert (place.admin1, place.type) == ("Donetsk Oblast", "city")
    assert place.lat == pytest.approx(48.85, abs=0.1)
    assert place.lon == pytest.approx(37.6, abs=0.1)


def test_each_listed_place_is_in_the_data_under_all_its_names(gazetteer: Gazetteer) -> None:
    lost = []
    for name, kind, country, _, *aliases in extras():
        for spelling in (name, *(aliases[0].split("|") if aliases else ())):
            _, places = gazetteer.find(re.findall(r"[-–]|[^\s–-]+", spelling), 0)
            best = gazetteer.resolve(spelling, countries=[country])
            if (name, kind, country) not in {(p.name, p.type, p.country or "") for p in (*places, best) if p}:
                lost.append(spelling)
    assert not lost


def test_all_rows_are_well_formed(gazetteer: Gazetteer) -> None:
    text = gzip.decompress((files("communique.lexicon") / "places.tsv.gz").read_bytes())
    names, _, rows = text.partition(b"\n\n")
    keys = [line.split(b"\t")[0] for line in names[1:].split(b"\n")]
    assert keys == sorted(set(keys))
    for line in rows.decode().splitlines():
        name, country, _, lat, lon, _, kind, _, weight, as_minor = line.split("\t")
        assert name, line
        assert re.fullmatch("[A-Z]{3}|", country), line
        assert kind in TYPES, line
        assert not lat or (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180), line
        assert int(as_minor) < int(weight), line


@given(words=st.lists(WORDS, max_size=12), i=st.integers(min_value=-2, max_value=14))
def test_find_takes_tokens_that_are_there(words: list[str], i: int) -> None:
    taken, places = load_gazetteer().find(words, i)
    assert bool(taken) == bool(places)
    assert not taken or 0 < taken <= len(words) - i
    assert all(isinstance(p, Place) for p in places)


@given(name=st.text(max_size=30))
def test_resolve_never_fails_and_ignores_case_and_accents(name: str) -> None:
    place = load_gazetteer().resolve(name)
    assert place == load_gazetteer().resolve(name.replace("-", "–"))
    assert place is None or place.type in TYPES


@given(name=st.sampled_from(["El Fasher", "Ad Damazin", "Mazar-i-Sharif", "São Paulo", "Łódź", "N'Djamena", "Київ"]))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name) == fold(name.upper()) == fold(name.lower())


@pytest.mark.parametrize("data", [b"", b"no blank line", b"\nkey\t0\n\nrow without end"])
def test_data_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(LexiconError, match=r"places\.tsv\.gz"):
        Gazetteer(data)
