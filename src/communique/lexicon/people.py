"""People and their offices, from people.tsv."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from communique.lexicon.entry import OFFICES, Entry, LexiconError, Office, Person
from communique.lexicon.words import fold, split_name

FILE = "people.tsv"
COLUMNS = ("name", "aliases", "country", "organisation", "office", "title", "start", "end")
FAMILY_NAME_FIRST = frozenset("CHN TWN HKG PRK KOR VNM KHM".split())
"""Countries whose people the English press calls by the first word of the name."""

_TITLES = frozenset("comrade commander comandante camarada general colonel major sheikh brother father dr".split())
"""A word before a given name: "Comrade José" does not make José a surname."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_SECOND = re.compile(r"\b(Deputy|Vice|[Aa]broad|in [A-Z]\w+$)")
_ISO3 = re.compile("[A-Z]{3}")


def load_people(text: str | None = None) -> tuple[Person, ...]:
    """The people of people.tsv, or of `text` in its form; none where the file is absent.

    Raises LexiconError naming the line for a wrong number of columns, an unknown office or a bad date.
    """
    if text is None:
        path = files("communique.lexicon").joinpath(FILE)
        if not path.is_file():
            return ()
        text = path.read_text("utf-8")
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise LexiconError(f"{FILE}, line 1: the columns must be {', '.join(COLUMNS)}, tab-separated")
    offices: dict[str, list[Office]] = {}
    aliases: dict[str, dict[str, None]] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and not line.startswith("#"):
            office, spellings = _read_row(number, line)
            offices.setdefault(office.person, []).append(office)
            aliases.setdefault(office.person, {}).update(dict.fromkeys(spellings))
    return tuple(
        Person(name, tuple(aliases[name]), tuple(sorted(held, key=_recency, reverse=True)))
        for name, held in offices.items()
    )


def _read_row(number: int, line: str) -> tuple[Office, tuple[str, ...]]:
    fields = tuple(value.strip() for value in line.split("\t"))
    if len(fields) != len(COLUMNS):
        raise LexiconError(f"{FILE}, line {number}: {len(fields)} columns, not {len(COLUMNS)}")
    name, aliases, country, organisation, office, title, start, end = fields
    where = f"{FILE}, line {number} ({name})"
    if not name:
        raise LexiconError(f"{where}: the name is empty")
    if office not in OFFICES:
        raise LexiconError(f"{where}: office {office!r} is unknown; known are {', '.join(sorted(OFFICES))}")
    if country and not _ISO3.fullmatch(country):
        raise LexiconError(f"{where}: country {country!r} is no ISO 3166-1 alpha-3 code")
    first, last = _read_date(where, start, last=False), _read_date(where, end, last=True)
    if first and last and last < first:
        raise LexiconError(f"{where}: the office ends on {end}, before it starts on {start}")
    spellings = tuple(alias for part in aliases.split("|") if (alias := part.strip()))
    return Office(name, office, country or None, organisation or None, title, first, last), spellings


def _read_date(where: str, value: str, *, last: bool) -> date | None:
    """The first day, or the `last`, that a date of day, month or year precision can mean."""
    if not value:
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        year, month = int(value[:4]), int(value[5:] or (12 if last else 1))
        if value != (f"{year:04}-{month:02}" if value[4:] else f"{year:04}"):
            raise ValueError(value)
        return date(year, month, monthrange(year, month)[1] if last else 1)
    except ValueError as fault:
        raise LexiconError(f"{where}: {value!r} is no ISO date (YYYY-MM-DD, YYYY-MM or YYYY)") from fault


def _recency(office: Office) -> tuple[date, date]:
    """An office still held, or undated, is later than one that ended."""
    return office.end or date.max, office.start or date.min


@dataclass(frozen=True, slots=True)
class Holders:
    """Offices by their country or organisation."""

    by_holder: dict[tuple[str, str], tuple[Office, ...]]

    def on(self, holder: str, office: str, day: date) -> Office | None:
        """Who held `office` on `day`: the first in rank, then the latest start, an undated tenure last."""
        held = [each for each in self.by_holder.get((holder, office), ()) if each.held_on(day)]
        return max(held, key=lambda each: _rank(each, office), default=None)


def _rank(held: Office, office: str) -> tuple[bool, bool, date]:
    return not _SECOND.search(held.title), held.office == office, held.start or date.min


def index_holders(people: Iterable[Person], organisations: Mapping[str, Entry]) -> Holders:
    """Index the offices of `people` by country, by canonical name of the organisation, and by office.

    An office of a party, an armed group or a breakaway region is none of its country.
    """
    found: dict[tuple[str, str], list[Office]] = {}
    for person in people:
        for office in person.offices:
            body = organisations.get(office.organisation or "")
            if office.country and (not office.organisation or (body and body.type in ("body", "country"))):
                found.setdefault((office.country, office.office), []).append(office)
            if office.organisation:
                holder = canonical_name(body) if body else office.organisation
                found.setdefault((holder, office.office), []).append(office)
                if office.office == "military" and office.title.startswith("Commander"):
                    found.setdefault((holder, "leader"), []).append(office)  # of a group with no political head
    return Holders({key: tuple(held) for key, held in found.items()})


def canonical_name(body: Entry) -> str:
    """The own name of an organisation or organ of state."""
    return body.label or body.name


def person_entry(office: Office, organisations: Mapping[str, Entry]) -> Entry:
    """The person as a party in that office, without a country where it is an armed group's.

    The sector is that of the organisation, else GOV for an office of state.
    """
    body = organisations.get(office.organisation or "")
    sector = body.sector if body else ("GOV" if office.country and office.office != "other" else None)
    return Entry(
        name=office.person,
        kind="person",
        country=None if body and body.kind == "armed_group" else office.country,
        sector=sector,
        type="person",
        countries=body.countries if body else (),
        organisation=canonical_name(body) if body else office.organisation,
    )


def surnames(person: Person) -> frozenset[str]:
    """The folded single words by which a later sentence may call the person."""
    countries = {office.country for office in person.offices}
    found: set[str] = set()
    for spelling in (person.name, *person.aliases):
        tokens = [token for token in split_name(spelling) if fold(token) not in _SUFFIXES]
        if tokens and fold(tokens[0]) in _TITLES:
            continue
        if tokens:
            found.add(fold(tokens[-1]))
            if countries & FAMILY_NAME_FIRST:
                found.add(fold(tokens[0]))
    return frozenset(found)
