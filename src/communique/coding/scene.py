"""What every slot looks at: the parsed report, the lexica, and what is found once for the whole report."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from communique.coding.dates import DatePhrase, find_dates
from communique.coding.numbers import Number, find_numbers
from communique.language.doc import Doc
from communique.lexicon import Entry, Lexicon
from communique.lexicon.places import Gazetteer
from communique.record import Report

PARTY_TYPES = frozenset("country demonym capital seat body grouping organization armed_group person".split())
"""Types of lexicon entries that may be parties; outlets and regions are none."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the lexicon in the report: tokens `first` to `last`, inclusive, and what they can mean."""

    first: int
    last: int
    head: int
    entries: tuple[Entry, ...]


@dataclass
class Scene:
    """One report as the coder sees it. `names` holds every lexicon name by each token that it covers."""

    report: Report
    doc: Doc
    lexicon: Lexicon
    gazetteer: Gazetteer
    words: list[str] = field(init=False)
    lemmas: list[str] = field(init=False)
    names: dict[int, Name] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [t.text for t in self.doc.tokens]
        self.lemmas = [t.lemma.lower() for t in self.doc.tokens]
        self.names = {}
        for name in find_names(self.doc, self.lexicon, self.words):
            for i in range(name.first, name.last + 1):
                self.names[i] = name

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
    def numbers(self) -> list[Number]:
        """Every number of the report, in order."""
        return find_numbers(self.doc.text)

    @cached_property
    def dates(self) -> list[DatePhrase]:
        """Every date phrase of the report, in order, resolved against its date of publication."""
        return find_dates(self.doc.text, self.report.published, future=self._is_future)

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
    """Whether the clause of the verb tells what is still to come: "will", "is to", "is due to", "plans to", "expected"."""
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


FUTURE_GOVERNORS = frozenset(
    "plan intend expect schedule due set poise prepare agree promise vow pledge slate bound likely ready about hope want "
    "decide undertake commit aim threaten invite urge ask call".split()
)
"""Words whose infinitive lies ahead of them."""


def find_names(doc: Doc, lexicon: Lexicon, words: Sequence[str]) -> list[Name]:
    """The lexicon's names in the report, longest first, left to right, none over another."""
    found: list[Name] = []
    i = 0
    while i < len(words):
        if not (words[i][:1].isupper() or words[i].lower() == "the" or not words[i].isascii()):
            i += 1
            continue
        sentence_end = doc.sentence_of(i).last
        length, entries = lexicon.find(words[:sentence_end], i) if sentence_end - i < 2 else lexicon.find(words, i)
        entries = tuple(e for e in entries if e.type in PARTY_TYPES)
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


def _head(doc: Doc, first: int, last: int) -> int:
    for i in range(first, last + 1):
        if not first <= doc.tokens[i].head <= last:
            return i
    return last
