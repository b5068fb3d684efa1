"""The nouns of the lexicon: who a name stands for, what an agent noun says of its bearer, which issue a term shows."""

from dataclasses import dataclass, field
from datetime import date


class LexiconError(ValueError):
    """A data file of the lexicon is malformed; the message names the file, the entry and what to change."""


ENTRY_TYPES = frozenset(
    "country demonym capital seat body region grouping organization armed_group person outlet".split()
)
"""What kind of name led to an entry: "Russia", "Russian", "Moscow", "the Kremlin", "FSB" all lead to Russia."""

STANDS_FOR = frozenset("side person population group source".split())
"""What a bearer of an agent noun can stand for: its side, itself, a population, an unnamed armed group, a source."""

OFFICES = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister negotiator envoy leader military spokesperson "
    "parliament other".split()
)
"""Offices in people.tsv; `leader` is of an organisation, party or armed group."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name can mean.

    `name` is canonical: the country for its capital, seats and bodies (a body's own name is its `label`). `kind` is a
    value of `record.PartyKind`, `country` ISO 3166-1 alpha-3, `sector` a code of `record.SECTORS`, `type` one of
    `ENTRY_TYPES`. `countries` are the members of a grouping or where an armed group acts. `organisation` is what a
    person leads or serves, where that is no country.
    """

    name: str
    kind: str
    country: str | None
    sector: str | None
    type: str
    countries: tuple[str, ...] = ()
    label: str = ""
    organisation: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for people by what they do ("foreign minister", "gunman"), with PLOVER sector and `STANDS_FOR` flags."""

    lemma: str
    sector: str
    stands_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class Country:
    """A country as ISO 3166-1 lists it (and Kosovo as XKX), with its English names."""

    iso3: str
    iso2: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueTerm:
    """A term that shows an issue: folded lemmas in order; weight 3 is decisive, 1 a hint."""

    issue: str
    lemmas: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Office:
    """One office of one person, `start` to `end` inclusive; None where unknown or still held.

    `office` is one of `OFFICES`, `title` what it is called.
    """

    person: str
    office: str
    country: str | None
    organisation: str | None
    title: str = ""
    start: date | None = None
    end: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the office can have been held on `day`; an unknown date excludes nothing."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of people.tsv: spellings of the name and the offices, latest first."""

    name: str
    aliases: tuple[str, ...]
    offices: tuple[Office, ...] = field(default=())
