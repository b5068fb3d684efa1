"""The ground that answers are checked against: the names, countries, numbers and dates that the report itself has."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from communique.coding.dates import DatePhrase, find_dates
from communique.coding.numbers import Number, find_numbers
from communique.lexicon import Entry, Lexicon
from communique.lexicon.places import Gazetteer
from communique.llm.words import Words
from communique.record import Report

PARTY_TYPES = frozenset("country demonym capital seat body region grouping organization armed_group person".split())
"""Types of lexicon entries that may be parties; outlets are none."""

_TOKEN = re.compile(r"(?<=\w)['’]s\b|\w+(?:[.'’&](?!s\b)\w+)*|[-‐‑–]")


@dataclass(frozen=True)
class Ground:
    """A report with the lexicon and the gazetteer; `words` finds words anywhere in its text."""

    report: Report
    lexicon: Lexicon
    gazetteer: Gazetteer
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words(self.report.text))

    def text_at(self, spot: tuple[int, int] | None) -> str:
        """What stands in the report from the one offset to the other; empty for None."""
        return "" if spot is None else self.report.text[slice(*spot)]

    @cached_property
    def countries(self) -> list[str]:
        """The countries that the text or the title names, most often named first."""
        counted: Counter[str] = Counter()
        for entry in (*self.entries_in(self.report.text), *self.entries_in(self.report.title or "")):
            if entry.country:
                counted[entry.country] += 1
        return [country for country, _ in counted.most_common()]

    @cached_property
    def named(self) -> frozenset[str]:
        """The canonical names of all entries that the text names in whatever way."""
        return frozenset(entry.name for entry in self.entries_in(self.report.text))

    def entries_in(self, text: str) -> list[Entry]:
        """What the names in some words mean, in their order; of an ambiguous name what comes first in the lexicon."""
        return [entries[0] for entries in self._names(tokens(text))]

    def _names(self, found: list[str]) -> Iterator[tuple[Entry, ...]]:
        at = 0
        while at < len(found):
            length, entries = (
                self.lexicon.find(found, at)
                if found[at][:1].isupper() or found[at].lower() == "the" or not found[at].isascii()
                else (0, ())
            )
            fit = tuple(entry for entry in entries if entry.type in PARTY_TYPES)
            # "Georgia" is the state on the Black Sea.
            states = tuple(entry for entry in fit if entry.type != "region") or fit
            if length and states:
                yield states
            at += length or 1

    def sector_in(self, text: str) -> str | None:
        """PLOVER's sector of the first noun for people in some words: "chief negotiator" is GOV; None without one."""
        found = [token.lower() for token in tokens(text)]
        agents = (self.lexicon.agent(found, end) for end in range(1, len(found) + 1))
        return next((agent.sector for agent in agents if agent is not None), None)

    def numbers_in(self, start: int, end: int) -> list[Number]:
        """The counts whose numeral stands within a stretch of the text, with the bounds that stand before it."""
        return [n for n in self._numbers if start <= n.core_start and n.core_end <= end and n.kind == "cardinal"]

    @cached_property
    def _numbers(self) -> list[Number]:
        return find_numbers(self.report.text)

    def dates_in(self, start: int, end: int, *, future: bool) -> list[DatePhrase]:
        """The times told within a stretch of the text, resolved as of the past or the `future`."""
        found = self._to_come if future else self._gone
        return [phrase for phrase in found if phrase.start < end and start < phrase.end]

    @cached_property
    def _to_come(self) -> list[DatePhrase]:
        return find_dates(self.report.text, self.report.published, future=True)

    @cached_property
    def _gone(self) -> list[DatePhrase]:
        return find_dates(self.report.text, self.report.published)


def tokens(text: str) -> list[str]:
    """The words of a text as the lexicon compares them: hyphens and "'s" are tokens of their own."""
    return _TOKEN.findall(text)
