"""Organisations, armed groups and news outlets with their aliases."""

from communique.lexicon.countries import known_codes
from communique.lexicon.entry import Entry
from communique.lexicon.tables import Row, read_table
from communique.record.codes import SECTORS

Spelling = tuple[str, Entry]


def load_organisations(codes: frozenset[str]) -> list[Spelling]:
    """Spellings of intergovernmental, non-governmental and other organisations with their entries."""
    return _read("organisations.yml", "organization", codes, "IGO", frozenset({"sector", "country", "former"}))


def load_armed_groups(codes: frozenset[str]) -> list[Spelling]:
    """Spellings of armed groups with their entries; `countries` is where they act, `country` is None."""
    return _read("armed_groups.yml", "armed_group", codes, "REB", frozenset({"sector", "countries", "former"}))


def load_outlets(codes: frozenset[str]) -> list[Spelling]:
    """Spellings of news agencies, broadcasters, papers and sites with their entries."""
    return _read("outlets.yml", "outlet", codes, "JRN", frozenset({"country"}))


def _read(file: str, kind: str, codes: frozenset[str], sector: str, keys: frozenset[str]) -> list[Spelling]:
    found: list[Spelling] = []
    titles: dict[str, Row] = {}
    aliases: list[tuple[Row, str]] = []
    for row in read_table(file, title="name", required=frozenset({"name"}), optional=keys | {"aliases"}):
        if row.title in titles:
            raise row.error("the name is given twice; join the two entries")
        titles[row.title] = row
        country = known_codes(row, "country", codes)
        if len(country) > 1:
            raise row.error("country holds more than one code")
        entry = Entry(
            name="The " + row.title[4:] if row.title.startswith("the ") else row.title,
            kind="organization" if kind == "outlet" else kind,
            country=country[0] if country else None,
            sector=row.code("sector", SECTORS, default=sector),
            type=kind,
            countries=known_codes(row, "countries", codes),
            former=row.flag("former"),
        )
        own = row.texts("aliases")
        aliases += [(row, alias) for alias in own]
        spellings = (row.title, *own)
        found += [(spelling, entry) for spelling in (*spellings, *_written_out(spellings))]
    for row, alias in aliases:
        if alias in titles:
            raise row.error(f"alias {alias!r} is the name of another entry; join the two or drop the alias")
    return found


def _written_out(spellings: tuple[str, ...]) -> list[str]:
    """ "United Nations Mission in X" for "UN Mission in X"."""
    full = ("United Nations " + spelling[3:] for spelling in spellings if spelling.startswith("UN "))
    return [spelling for spelling in full if spelling not in spellings]
