"""people.tsv is well formed: the loader and the party resolver rely on every line of it."""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

PEOPLE = Path(__file__).parents[2] / "src" / "communique" / "lexicon" / "people.tsv"

COLUMNS = ("name", "aliases", "country", "organisation", "office", "title", "start", "end")

OFFICES = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister negotiator envoy leader spokesperson "
    "military parliament other".split()
)

# ISO 3166-1 alpha-3, and XKX, the user-assigned code in use for Kosovo.
COUNTRIES = frozenset(
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM "
    "BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR "
    "CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB "
    "GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA "
    "JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA "
    "MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR "
    "NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS "
    "SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON "
    "TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE".split()
)

# Forms that two people really share in the press: the resolver has to choose by date and context.
SHARED_ALIASES: dict[str, frozenset[str]] = {
    "king abdullah": frozenset({"King Abdullah", "Abdullah bin Abdulaziz"}),
}

# Letters that Unicode does not decompose, so that a diacritic-blind reader would miss the plain spelling.
PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ð": "d", "ə": "a"}
)

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
REGNAL_OR_JUNIOR = re.compile(r"(?:[IVX]+|Jr\.?|Sr\.?)")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of people.tsv, with its line number for the message of a failing test."""

    line: int
    name: str
    aliases: tuple[str, ...]
    country: str
    organisation: str
    office: str
    title: str
    start: str
    end: str


def fold(text: str) -> str:
    """The form under which two spellings count as the same: no case, no diacritics, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def in_other_script(text: str) -> bool:
    """Whether the text has a letter that is not Latin."""
    return any(c.isalpha() and not unicodedata.name(c).startswith("LATIN") for c in text)


def first_day(text: str) -> date:
    """The earliest day a date of any precision can mean; an unknown one counts as the first of all days."""
    if not text:
        return date.min
    return date.fromisoformat((text + "-01-01")[:10])


def read_rows() -> list[Row]:
    """Every row of people.tsv; ValueError names the line that has not exactly eight fields."""
    rows = []
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(reader)) != COLUMNS:
            raise ValueError(f"people.tsv, line 1: the header must be {COLUMNS}")
        for line, fields in enumerate(reader, 2):
            if len(fields) != len(COLUMNS):
                raise ValueError(f"people.tsv, line {line}: {len(fields)} fields instead of {len(COLUMNS)}: {fields}")
            name, aliases, country, organisation, office, title, start, end = fields
            spellings = tuple(aliases.split("|")) if aliases else ()
            rows.append(Row(line, name, spellings, country, organisation, office, title, start, end))
    return rows


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return read_rows()


@pytest.fixture(scope="module")
def spellings(rows: list[Row]) -> dict[str, list[str]]:
    """Each person's name and aliases."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.name, [row.name]).extend(row.aliases)
    return found


def test_the_file_is_composed_unicode_with_plain_line_ends() -> None:
    text = PEOPLE.read_bytes().decode("utf-8")
    assert "\r" not in text and "\ufeff" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert text == unicodedata.normalize("NFC", text)


def test_no_field_has_stray_spaces_or_quotes(rows: list[Row]) -> None:
    for row in rows:
        for field in (row.name, *row.aliases, row.country, row.organisation, row.title):
            assert field == " ".join(field.split()), row
        assert row.name and row.title and "|" not in row.name, row
        assert all(row.aliases), row


def test_offices_are_normalised(rows: list[Row]) -> None:
    assert [row for row in rows if row.office not in OFFICES] == []


def test_countries_are_iso_codes(rows: list[Row]) -> None:
    assert [row for row in rows if row.country and row.country not in COUNTRIES] == []


def test_everyone_is_of_a_country_or_an_organisation(rows: list[Row]) -> None:
    assert [row for row in rows if not row.country and not row.organisation] == []


def test_dates_are_iso_dates_in_order(rows: list[Row]) -> None:
    for row in rows:
        for text in (row.start, row.end):
            assert not text or DATE.fullmatch(text), row
            first_day(text)
        if row.end:
            # Dates of unequal precision are compared as far as both go: 1999-04 to 1999 is in order.
            shared = min(len(row.start), len(row.end))
            assert row.start[:shared] <= row.end[:shared], row


def test_name_office_and_start_are_unique(rows: list[Row]) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row.name, row.office, row.start)
        assert key not in seen, f"lines {seen[key]} and {row.line}: {key}"
        seen[key] = row.line


def test_terms_in_one_office_do_not_overlap(rows: list[Row]) -> None:
    terms: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        terms[row.name, row.office, row.title, row.country, row.organisation].append(row)
    for held in terms.values():
        held.sort(key=lambda row: first_day(row.start))
        for earlier, later in pairwise(held):
            assert earlier.end and first_day(earlier.end) <= first_day(later.start), (earlier, later)


def test_the_rows_of_a_person_stand_together_with_aliases_on_the_first(rows: list[Row]) -> None:
    seen: set[str] = set()
    previous = ""
    for row in rows:
        if row.name != previous:
            assert row.name not in seen, f"line {row.line}: {row.name} stood further up already"
            seen.add(row.name)
        else:
            assert not row.aliases, f"line {row.line}: aliases belong on the first row of {row.name}"
        previous = row.name


def test_an_alias_adds_a_spelling(spellings: dict[str, list[str]]) -> None:
    for name, (_, *aliases) in spellings.items():
        assert len(set(aliases)) == len(aliases), name
        assert not [alias for alias in aliases if fold(alias) == fold(name)], name
        last = name.split()[-1]
        assert not [alias for alias in aliases if " " in name and fold(alias) == fold(last)], name


def test_unrelated_people_share_no_alias(spellings: dict[str, list[str]]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, forms in spellings.items():
        for form in forms:
            owners[fold(form)].add(name)
    shared = {form: frozenset(names) for form, names in owners.items() if len(names) > 1}
    assert shared == SHARED_ALIASES


def test_letters_that_do_not_decompose_have_a_plain_spelling(spellings: dict[str, list[str]]) -> None:
    missing = []
    for name, forms in spellings.items():
        plain = fold(name.translate(PLAIN_LETTERS))
        if plain not in {fold(form) for form in forms}:
            missing.append(name)
    assert missing == []


def test_a_name_that_ends_in_a_number_or_junior_has_an_alias(spellings: dict[str, list[str]]) -> None:
    for name, forms in spellings.items():
        if REGNAL_OR_JUNIOR.fullmatch(name.split()[-1]):
            assert len(forms) > 1, name


def test_the_best_known_are_there_in_their_own_script(spellings: dict[str, list[str]]) -> None:
    native = [name for name, forms in spellings.items() if any(in_other_script(form) for form in forms)]
    assert len(native) >= 200


def test_no_bare_alias_is_a_title(spellings: dict[str, list[str]]) -> None:
    titles = {"sheikh", "king", "queen", "prince", "president", "minister", "general", "mullah", "imam", "ayatollah"}
    assert [form for forms in spellings.values() for form in forms if fold(form) in titles] == []


CASES = [
    ("Zelensky", "Volodymyr Zelenskyy"),
    ("Hemedti", "Mohamed Hamdan Dagalo"),
    ("Burhan", "Abdel Fattah al-Burhan"),
    ("MBS", "Mohammed bin Salman"),
    ("MBZ", "Mohamed bin Zayed"),
    ("Xi", "Xi Jinping"),
    ("Abiy", "Abiy Ahmed"),
    ("Isaias", "Isaias Afwerki"),
    ("Saddam", "Saddam Hussein"),
    ("Lula", "Luiz Inácio Lula da Silva"),
    ("Bashar Assad", "Bashar al-Assad"),
    ("Tirofijo", "Manuel Marulanda"),
    ("Prachanda", "Pushpa Kamal Dahal"),
]


@pytest.mark.parametrize(("form", "name"), CASES)
def test_a_form_in_use_leads_to_the_person(form: str, name: str, spellings: dict[str, list[str]]) -> None:
    assert form in spellings[name]
