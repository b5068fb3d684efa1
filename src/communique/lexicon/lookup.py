"""Questions to the lexicon: what do these words name, which agent noun is this, who held that office then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communique.lexicon.entry import Agent, Country, Entry, IssueTerm, Office, Person
from communique.lexicon.names import NO_MATCH, Match, NameIndex, find_name
from communique.lexicon.people import Holders, canonical_name, person_entry
from communique.lexicon.words import JOINERS, fold, match_end, match_start


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon, loaded. Words are token texts as a UD tokeniser makes them (hyphens and "'s" apart)."""

    names: NameIndex
    outlets: NameIndex
    countries: dict[str, Country]
    by_name: dict[str, tuple[Entry, ...]]
    agents: dict[str, tuple[tuple[tuple[str, ...], Agent], ...]]
    titles: dict[str, tuple[tuple[str, ...], ...]]
    issue_terms: tuple[IssueTerm, ...]
    terms_by_word: dict[str, tuple[IssueTerm, ...]]
    people: dict[str, Person]
    people_by_surname: dict[str, tuple[Entry, ...]]
    holders: Holders
    organisations: dict[str, Entry]

    def find(self, words: Sequence[str], i: int) -> Match:
        """The longest name that starts at token `i`: number of tokens and what it can mean; `(0, ())` if none.

        "the" is optional before a name and counted where `i` stands on it. Several entries: the name is ambiguous.
        """
        return find_name(self.names, words, i)

    def outlet(self, words: Sequence[str], i: int) -> tuple[int, Entry | None]:
        """The longest name of a news outlet that starts at token `i`; `(0, None)` if none."""
        length, entries = find_name(self.outlets, words, i)
        return (length, entries[0]) if entries else (0, None)

    def named(self, name: str) -> tuple[Entry, ...]:
        """The entries whose canonical name is `name` (countries, groupings, organisations, armed groups, people)."""
        return self.by_name.get(name, ())

    def country(self, iso3: str) -> Country:
        """The country of an ISO 3166-1 alpha-3 code (`XKX` for Kosovo). Raises KeyError for an unknown code."""
        return self.countries[iso3]

    def agent(self, lemmas: Sequence[str], end: int) -> Agent | None:
        """The longest agent noun that ends before token `end`: "deputy foreign minister" rather than "minister"."""
        if not 0 < end <= len(lemmas):
            return None
        last = fold(lemmas[end - 1])
        for key in (last, last[:-1]) if last.endswith("s") else (last,):
            for phrase, agent in self.agents.get(key, ()):
                if len(phrase) == 1 or match_start(phrase[:-1], lemmas, _before(lemmas, end)) >= 0:
                    return agent
        return None

    def title(self, words: Sequence[str], i: int) -> int:
        """The number of tokens of the longest title or honorific that starts at token `i`, 0 if none."""
        phrases = self.titles.get(fold(words[i]), ())
        return next((end - i for phrase in phrases if (end := match_end(phrase, words, i))), 0)

    def issues_in(self, lemmas: Sequence[str]) -> tuple[tuple[int, int, IssueTerm], ...]:
        """The issue terms in `lemmas` as start, end and term; inside a longer term no shorter one is given."""
        found: list[tuple[int, int, IssueTerm]] = []
        covered = 0
        for i, lemma in enumerate(lemmas):
            longest = 0
            for term in self.terms_by_word.get(fold(lemma), ()):
                end = match_end(term.lemmas, lemmas, i)
                if end and end >= longest and end > covered:
                    longest = end
                    found.append((i, end, term))
            covered = max(covered, longest)
        return tuple(found)

    def surname(self, word: str) -> tuple[Entry, ...]:
        """The people whom a capitalised `word` alone can name, by surname or single-word alias."""
        return self.people_by_surname.get(fold(word), NO_MATCH[1]) if word[:1].isupper() else ()

    def person(self, name: str, *, on: date | None = None) -> Entry | None:
        """The person of that canonical name, in the office held on that day; in the latest where none was held."""
        known = self.people.get(name)
        if known is None:
            return None
        held = [office for office in known.offices if on is not None and office.held_on(on)]
        return person_entry((held or known.offices)[0], self.organisations)

    def office_holder(self, holder: str, office: str, on: date) -> Entry | None:
        """Who held `office` (one of `entry.OFFICES`) on that day; `holder` is an ISO3 code or an organisation."""
        body = self.organisations.get(holder) if holder not in self.countries else None
        found = self.holders.on(canonical_name(body) if body else holder, office, on)
        return person_entry(found, self.organisations) if found else None

    def offices(self, name: str) -> tuple[Office, ...]:
        """All known offices of the person of that canonical name, latest first."""
        known = self.people.get(name)
        return known.offices if known else ()


def _before(lemmas: Sequence[str], end: int) -> int:
    """The end of what stands before the last word, its hyphen left out."""
    at = end - 1
    while at > 0 and lemmas[at - 1] in JOINERS:
        at -= 1
    return at
