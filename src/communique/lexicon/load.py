"""The lexicon from its data files. What is malformed is refused with the file and the entry."""

import gc
from collections.abc import Iterator, Mapping
from functools import cache

from communique.lexicon.agents import load_agents, load_titles
from communique.lexicon.countries import Body, load_countries, load_groupings
from communique.lexicon.entry import Country, Entry, LexiconError, Person
from communique.lexicon.issues import load_issues
from communique.lexicon.lookup import Lexicon
from communique.lexicon.names import build_index
from communique.lexicon.organisations import load_armed_groups, load_organisations, load_outlets
from communique.lexicon.people import index_holders, load_people, person_entry, surnames
from communique.lexicon.tables import read_yaml

Spelling = tuple[str, Entry]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once a process. Raises LexiconError where a data file is malformed."""
    # All objects made here stay: the collector would only walk them again and again, for a third of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _load()
    finally:
        if collects:
            gc.enable()


def _load() -> Lexicon:
    countries, bodies = load_countries()
    codes = frozenset(countries)
    country_spellings = list(_country_spellings(countries, bodies))
    organisations = load_organisations(codes)
    groups = load_armed_groups(codes)
    outlets = load_outlets(codes)
    groupings = load_groupings(codes)
    by_spelling = _by_spelling([*organisations, *groups, *groupings, *country_spellings])
    people = load_people()
    persons = {person.name: person_entry(person.offices[0], by_spelling) for person in people}
    exceptions = _exceptions()
    spellings = [
        *country_spellings,
        *groupings,
        *organisations,
        *groups,
        *outlets,
        *((spelling, persons[person.name]) for person in people for spelling in (person.name, *person.aliases)),
    ]
    terms = load_issues()
    return Lexicon(
        names=build_index(spellings, not_names=exceptions["not_names"], common_words=exceptions["common_words"]),
        outlets=build_index(outlets, common_words=exceptions["common_words"]),
        countries=countries,
        by_name=_by_name(spellings),
        agents=load_agents(),
        titles=load_titles(),
        issue_terms=terms.all,
        terms_by_word=terms.by_word,
        people={person.name: person for person in people},
        people_by_surname=_by_surname(people, persons),
        holders=index_holders(people, by_spelling),
        organisations=by_spelling,
    )


def _exceptions() -> Mapping[str, list[str]]:
    data = read_yaml("exceptions.yml")
    if not isinstance(data, dict) or set(data) != {"not_names", "common_words"}:
        raise LexiconError("exceptions.yml: must hold the two lists not_names and common_words")
    for key, phrases in data.items():
        if not isinstance(phrases, list) or len(set(phrases)) != len(phrases):
            raise LexiconError(f"exceptions.yml: {key} must be a list without repetition")
    return data


def _country_spellings(countries: Mapping[str, Country], bodies: list[Body]) -> Iterator[Spelling]:
    for country in countries.values():
        for kind, names in (
            ("country", (country.name, *country.names)),
            ("demonym", country.demonyms),
            ("capital", country.capitals),
            ("seat", country.seats),
        ):
            entry = Entry(country.name, "government", country.iso3, "GOV", kind)
            for name in names:
                yield name, entry
    for body in bodies:
        for name in body.names:
            yield name, body.entry


def _by_spelling(spellings: list[Spelling]) -> dict[str, Entry]:
    """Entries by spelling; a canonical name goes before another entry's alias, an earlier alias before a later one."""
    found = {entry.name: entry for _, entry in spellings}
    for spelling, entry in spellings:
        found.setdefault(spelling, entry)
    return found


def _by_name(spellings: list[Spelling]) -> dict[str, tuple[Entry, ...]]:
    """Entries by canonical name, without those that only point to a country."""
    found: dict[str, list[Entry]] = {}
    for _, entry in spellings:
        if entry.type not in ("demonym", "capital", "seat", "body"):
            known = found.setdefault(entry.name, [])
            if entry not in known:
                known.append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def _by_surname(people: tuple[Person, ...], persons: Mapping[str, Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for person in people:
        for surname in surnames(person):
            found.setdefault(surname, []).append(persons[person.name])
    return {surname: tuple(entries) for surname, entries in found.items()}
