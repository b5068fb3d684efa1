"""The codes of states in other lists: well-known ones are right, and what is malformed is refused."""

import pytest

from communique.lexicon import LexiconError
from communique.lexicon.countries import load_countries
from communique.lexicon.state_codes import load_state_codes, read_state_codes

HEAD = "iso3\tnumeric\tgw\tcow\n"

KNOWN = [
    ("USA", 840, 2, "USA"),
    ("GBR", 826, 200, "UKG"),
    ("FRA", 250, 220, "FRN"),
    ("DEU", 276, 260, "GMY"),
    ("SRB", 688, 340, "YUG"),
    ("RUS", 643, 365, "RUS"),
    ("UKR", 804, 369, "UKR"),
    ("ETH", 231, 530, "ETH"),
    ("SDN", 729, 625, "SUD"),
    ("SSD", 728, 626, "SSD"),
    ("COD", 180, 490, "DRC"),
    ("SYR", 760, 652, "SYR"),
    ("ISR", 376, 666, "ISR"),
    ("YEM", 887, 678, "YEM"),
    ("AFG", 4, 700, "AFG"),
    ("KOR", 410, 732, "ROK"),
    ("XKX", None, 347, "KOS"),
    ("PSE", 275, None, None),
    ("VAT", 336, None, None),
]

BROKEN = [
    ("iso3\tgw\n", "columns must be"),
    (HEAD + "usa\t840\t2\tUSA\n", "line 2"),
    (HEAD + "USA\t840\t2\n", "line 2"),
    (HEAD + "USA\t84\t2\tUSA\n", "line 2"),
    (HEAD + "USA\t840\t2\tUSA\nCAN\t124\t2\tCAN\n", "gw 2 is given"),
]


@pytest.mark.parametrize(("iso3", "numeric", "gw", "cow"), KNOWN)
def test_well_known_states_have_their_codes(iso3: str, numeric: int | None, gw: int | None, cow: str | None) -> None:
    codes = load_state_codes()[iso3]
    assert (codes.numeric, codes.gw, codes.cow) == (numeric, gw, cow)


def test_each_state_is_a_country_of_the_lexicon() -> None:
    countries, _ = load_countries()
    assert set(load_state_codes()) == set(countries)


@pytest.mark.parametrize(("text", "fault"), BROKEN)
def test_what_is_malformed_is_refused(text: str, fault: str) -> None:
    with pytest.raises(LexiconError, match=fault):
        read_state_codes(text)
