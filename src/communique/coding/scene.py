"""What every slot looks at: the parsed report, the lexica, and what is found once for the whole report."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from communique.coding.dates import DatePhrase, find_dates
from communique.coding.numbers import Number, find_numbers
from communique.language.datelines import dateline_end
from communique.language.doc import Doc
from communique.lexicon import Agent, Entry, Lexicon
from communique.lexicon.places import Gazetteer
from communique.record import Report

PARTY_TYPES = frozenset("country demonym capital seat body region grouping organization armed_group person".split())
"""Types of lexicon entries that may be parties; outlets are none."""
FUTURE_GOVERNORS = frozenset(
    "plan intend expect schedule due set poise prepare agree promise vow pledge slate bound likely ready about hope "
    "want decide undertake commit aim threaten invite urge ask call".split()
)
"""Words whose infinitive lies ahead of them."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the lexicon in the report: tokens `first` to `last`, inclusive, and what they can mean."""

    first: int
    last: int
    head: int
    entries: tuple[Entry, ...]


@dataclass
class Scene:
    """One report as the coder sees it.

    `names` holds every lexicon name by each token that it covers, `kinds` the kinds of the mentions that each token
    heads. Numbers and dates are asked for by stretch, so that a long report costs no more by the word than a short one.
    """

    report: Report
    doc: Doc
    lexicon: Lexicon
    gazetteer: Gazetteer
    words: list[str] = field(init=False)
    lemmas: list[str] = field(init=False)
    names: dict[int, Name] = field(init=False)
    kinds: dict[int, set[str]] = field(init=False)
    _agents: dict[int, Agent | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.words = [t.text for t in self.doc.tokens]
        self.lemmas = [t.lemma.lower() for t in self.doc.tokens]
        self.names = {}
        for name in find_names(self.doc, self.lexicon, self.words):
            for i in range(name.first, name.last + 1):
                self.names[i] = name
        self.kinds = {}
        for mention in self.doc.mentions:
            self.kinds.setdefault(mention.head, set()).add(mention.kind)

    def agent_at(self, index: int) -> Agent | None:
        """The longest agent noun that ends with a token: "deputy foreign minister" rather than "minister"."""
        if index not in self._agents:
            self._agents[index] = self.lexicon.agent(self.lemmas, index + 1)
        return self._agents[index]

    @cached_property
    def countries(self) -> list[str]:
        """The countries named in the report, most often named first."""
        counted: Counter[str] = Counter()
        for name in {id(n): n for n in self.names.values()}.values():
            for entry in name.entries[:1]:
                if entry.country:
                    counted[entry.country] += 1
        return [country for country, _ in counted.most_common()]

    @cached_property
    def plainly_named(self) -> frozenset[str]:
        """The canonical names of those whom a name in the report can mean alone."""
        return frozenset(n.entries[0].name for n in self.names.values() if len({e.name for e in n.entries}) == 1)

    @cached_property
    def place_words(self) -> set[int]:
        """The tokens of names of places of several words, which say nothing by themselves: "Port Vale" is no port."""
        spans = (range(m.first, m.last + 1) for m in self.doc.mentions if m.kind == "place" and m.named)
        return {i for span in spans for i in span if len(span) > 1 and self.doc.tokens[i].upos == "PROPN"}

    @cached_property
    def numbers(self) -> list[tuple[int, Number]]:
        """Every number of the report, in order, with the token at which its numeral begins."""
        if not self.doc.tokens:
            return []
        found = (self._without_particle(number) for number in find_numbers(self.doc.text))
        return [(self.token_at(number.core_start), number) for number in found]

    def numbers_in(self, first: int, last: int) -> list[tuple[int, Number]]:
        """The numbers whose numeral begins at token `first` or after it, and before token `last`."""
        low = bisect_left(self.numbers, first, key=lambda pair: pair[0])
        return self.numbers[low : bisect_left(self.numbers, last, lo=low, key=lambda pair: pair[0])]

    def _without_particle(self, number: Number) -> Number:
        """The number without the verb's particle for a bound: "handed over eight men" are eight."""
        first = self.doc.tokens[self.token_at(number.start)]
        if number.start == number.core_start or first.deprel != "compound:prt" or number.low is None:
            return number
        text = self.doc.text[number.core_start : number.end]
        return replace(number, start=number.core_start, text=text, high=number.low, exact=True)

    @cached_property
    def dates(self) -> list[DatePhrase]:
        """Every date phrase of the report, in order, resolved against its date of publication."""
        return find_dates(self.doc.text, self.report.published, future=self._is_future) if self.doc.tokens else []

    def dates_in(self, start: int, end: int) -> list[DatePhrase]:
        """The date phrases that stand, at least in part, between two offsets."""
        low = bisect_right(self.dates, start, key=lambda phrase: phrase.end)
        return self.dates[low : bisect_left(self.dates, end, lo=low, key=lambda phrase: phrase.start)]

    def date_at(self, offset: int) -> DatePhrase | None:
        """The date phrase that covers the offset."""
        return next(iter(self.dates_in(offset, offset + 1)), None)

    @cached_property
    def token_starts(self) -> list[int]:
        """Where each token starts, to find tokens by offset."""
        return [t.start for t in self.doc.tokens]

    def token_at(self, offset: int) -> int:
        """The token that covers the offset, or the next one after it."""
        at = max(0, bisect_right(self.token_starts, offset) - 1)
        if self.doc.tokens[at].end <= offset and at + 1 < len(self.doc.tokens):
            return at + 1
        return at

    def _is_future(self, offset: int) -> bool:
        """Whether the clause around the offset speaks of what is to come."""
        token = self.doc.tokens[self.token_at(offset)]
        for head in (token, *self.doc.ancestors(token.index)):
            if head.upos == "VERB" or self.doc.child(head.index, "cop", "aux"):
                return is_future(self.doc, head.index)
        return False


def is_future(doc: Doc, verb: int) -> bool:
    """Whether the verb's clause tells what is still to come: "will", "is to", "is due to", "plans to", "expected"."""
    token = doc.tokens[verb]
    helpers = {c.lemma.lower() for c in doc.children(verb, "aux")} | {c.text.lower() for c in doc.children(verb, "aux")}
    if helpers & {"will", "shall", "'ll", "would", "may", "might", "wo"}:
        return "have" not in helpers
    if token.feats.get("VerbForm") == "Inf" and token.head >= 0:
        governor = doc.tokens[token.head]
        if governor.lemma in FUTURE_GOVERNORS and token.deprel in ("xcomp", "advcl", "ccomp", "acl"):
            return True
        if governor.upos == "AUX" and governor.lemma == "be":
            return True
    return "be" in helpers and doc.child(verb, "mark") is not None and token.feats.get("VerbForm") == "Inf"


def find_names(doc: Doc, lexicon: Lexicon, words: Sequence[str]) -> list[Name]:
    """The lexicon's names in the report, longest first, left to right, none over another."""
    found: list[Name] = []
    filed = dateline_end(doc.text)
    # Where a report was filed is no party.
    i = next((t.index for t in doc.tokens if t.start >= filed), len(words))
    while i < len(words):
        if not (words[i][:1].isupper() or words[i].lower() == "the" or not words[i].isascii()):
            i += 1
            continue
        sentence_end = doc.sentence_of(i).last
        length, entries = lexicon.find(words[:sentence_end], i) if sentence_end - i < 2 else lexicon.find(words, i)
        entries = _states_first([e for e in entries if e.type in PARTY_TYPES])
        if not length or i + length > sentence_end or not entries:
            i += 1
            continue
        first = i + 1 if words[i].lower() == "the" and length > 1 else i
        last = i + length - 1
        if doc.tokens[last].text in ("'s", "’s", "'", "’") and last > first:
            last -= 1
        found.append(Name(first, last, _head(doc, first, last), entries))
        i += length
    return found


def _states_first(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries without regions, where the name means something else too: "Georgia" is the state on the Black Sea."""
    return tuple(e for e in entries if e.type != "region") or tuple(entries)


def _head(doc: Doc, first: int, last: int) -> int:
    for i in range(first, last + 1):
        if not first <= doc.tokens[i].head <= last:
            return i
    return last
