"""Countries with their demonyms, capitals, seats of power and bodies of state; groupings of countries."""

from dataclasses import dataclass
from re import fullmatch

from communique.lexicon.entry import Country, Entry
from communique.lexicon.tables import Row, read_table
from communique.record.codes import SECTORS

_REQUIRED = frozenset({"iso3", "iso2", "name"})
_OPTIONAL = frozenset({"names", "demonyms", "capital", "seats", "bodies", "regions"})


@dataclass(frozen=True, slots=True)
class Body:
    """An organ of state or a region with a government of its own, under all its names."""

    names: tuple[str, ...]
    entry: Entry


def load_countries() -> tuple[dict[str, Country], list[Body]]:
    """Countries by ISO 3166-1 alpha-3 code (`XKX` Kosovo), and their bodies and regions.

    Raises LexiconError for an unknown key, a bad code, or a code or name given twice.
    """
    countries: dict[str, Country] = {}
    bodies: list[Body] = []
    seen: set[str] = set()
    for row in read_table("countries.yml", title="name", required=_REQUIRED, optional=_OPTIONAL):
        country = _country(row)
        for key in (country.iso3, country.iso2, country.name):
            if key in seen:
                raise row.error(f"{key} is given to an earlier entry as well; codes and names are unique")
            seen.add(key)
        countries[country.iso3] = country
        bodies += _bodies(row, country, "bodies") + _bodies(row, country, "regions")
    return countries, bodies


def load_groupings(codes: frozenset[str]) -> list[tuple[str, Entry]]:
    """Spellings of groupings of countries ("the West", "G7") with their entries; members where the list is closed."""
    found: list[tuple[str, Entry]] = []
    seen: set[str] = set()
    keys = frozenset({"aliases", "members", "sector"})
    for row in read_table("groupings.yml", title="name", required=frozenset({"name", "kind"}), optional=keys):
        if row.title in seen:
            raise row.error("the name is given twice; join the two entries")
        seen.add(row.title)
        entry = Entry(
            name=_bare(row.title),
            kind=row.code("kind", ("government", "organization", "armed_group")),
            country=None,
            sector=row.code("sector", SECTORS, default="GOV"),
            type="grouping",
            countries=known_codes(row, "members", codes),
        )
        found += [(name, entry) for name in (row.title, *row.texts("aliases"))]
    return found


def known_codes(row: Row, key: str, codes: frozenset[str]) -> tuple[str, ...]:
    """The country codes under `key`, separated by spaces. Raises LexiconError for an unknown one."""
    found = tuple(row.text(key).split())
    if unknown := [code for code in found if code not in codes]:
        raise row.error(f"{key} has no country in countries.yml: {', '.join(unknown)}")
    if len(set(found)) != len(found):
        raise row.error(f"{key} holds a code twice")
    return found


def _country(row: Row) -> Country:
    iso3, iso2 = row.text("iso3"), row.text("iso2")
    if not fullmatch("[A-Z]{3}", iso3) or not fullmatch("[A-Z]{2}", iso2):
        raise row.error(f"iso3 {iso3!r} and iso2 {iso2!r} must be three and two capital letters")
    demonyms = row.texts("demonyms")
    plurals = [_plural(word) for word in demonyms]
    return Country(
        iso3=iso3,
        iso2=iso2,
        name=row.title,
        names=row.texts("names"),
        demonyms=tuple(dict.fromkeys((*demonyms, *(word for word in plurals if word)))),
        capitals=row.texts("capital"),
        seats=row.texts("seats"),
    )


def _plural(demonym: str) -> str:
    """ "Russian" and "Iraqi" take an s; "Chinese", "French" have none, "Greeks" stands in the file."""
    return demonym + "s" if demonym.endswith(("n", "i")) and " " not in demonym else ""


def _bodies(row: Row, country: Country, key: str) -> list[Body]:
    found: list[Body] = []
    for sector, value in row.mapping(key).items():
        if sector not in SECTORS:
            raise row.error(f"{key} has unknown sector {sector!r}")
        for part in row.split(key, value.strip(), "|"):
            names = row.split(key, part, "=")
            is_region = key == "regions"
            name = _bare(names[0]) if is_region else country.name
            kind = "region" if is_region else "body"
            entry = Entry(name, "government", country.iso3, sector, kind, label=_bare(names[0]))
            found.append(Body(names, entry))
    return found


def _bare(name: str) -> str:
    """The name without the "the" which says that the article is needed."""
    return name.removeprefix("the ")
