"""A parsed report: tokens with offsets, lemmas, features and a tree; sentences; mentions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType

from communique.language.told import Told

NO_FEATURES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Token:
    """One word; offsets are code points.

    `index` and `head` count over the whole report, `head` is -1 at a sentence's root.
    """

    index: int
    sentence: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` up to, but not including, `last`; `root` is the index of the sentence's head."""

    index: int
    first: int
    last: int
    root: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `last`, both inclusive, that speak of one thing; `head` is the token that the others hang on.

    `kind` is one of the treebank's types: person, organization, place, event, object, abstract, time, …
    `named` tells a name ("Geneva") from a description ("the lakeside city").
    """

    first: int
    last: int
    head: int
    kind: str
    named: bool


@dataclass(slots=True)
class Doc:
    """Tokens, sentences and mentions of one text; `text[token.start:token.end] == token.text`.

    `told` is what the model says of its events, None where the tree was not made by the model.
    """

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    mentions: list[Mention] = field(default_factory=list)
    told: Told | None = field(default=None, repr=False, compare=False)
    _children: list[list[Token]] = field(default_factory=list, repr=False)
    _subtrees: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)
    _prepositions: dict[int, str | None] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._children = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                self._children[token.head].append(token)

    def children(self, index: int, *deprels: str) -> list[Token]:
        """The token's dependents in order; with `deprels`, those whose relation is one of them.

        A relation without a subtype takes its subtypes in: "obl" finds "obl:agent" too, "nsubj=" only "nsubj" itself.
        """
        below = self._children[index]
        if not deprels or not below:
            return below[:]
        wanted = _wanted(deprels)
        return [t for t in below if wanted[t.deprel]]

    def child(self, index: int, *deprels: str) -> Token | None:
        """The first such dependent, or None."""
        below = self._children[index]
        if not deprels or not below:
            return below[0] if below else None
        wanted = _wanted(deprels)
        return next((t for t in below if wanted[t.deprel]), None)

    def subtree(self, index: int) -> list[int]:
        """Indices of the token and all below it, in order."""
        if index not in self._subtrees:
            found, stack = [], [index]
            while stack:
                at = stack.pop()
                found.append(at)
                stack.extend([t.index for t in self._children[at]])
            self._subtrees[index] = sorted(found)
        return self._subtrees[index][:]

    def preposition(self, index: int) -> str | None:
        """The preposition or subordinator that leads a phrase in, lower case, its fixed parts joined: "because of"."""
        # Asked for dozens of times of each word, and always the same.
        if index not in self._prepositions:
            case = self.child(index, "case") or self.child(index, "mark")
            words = [case, *self.children(case.index, "fixed")] if case is not None else []
            self._prepositions[index] = " ".join(w.text.lower() for w in words) if words else None
        return self._prepositions[index]

    def ancestors(self, index: int) -> Iterator[Token]:
        """The heads above the token, from the nearest to the sentence's root."""
        at = self.tokens[index].head
        while at >= 0:
            yield self.tokens[at]
            at = self.tokens[at].head

    def sentence_of(self, index: int) -> Sentence:
        """The sentence that the token stands in."""
        return self.sentences[self.tokens[index].sentence]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the stretch from token `first` to token `last`, both inclusive."""
        return self.tokens[first].start, self.tokens[last].end

    def words(self, first: int, last: int) -> str:
        """The text of that stretch."""
        start, end = self.span(first, last)
        return self.text[start:end]


class _Wanted(dict[str, bool]):
    """Whether each relation met so far is one of those wanted: few, and asked a hundred times a word."""

    def __init__(self, deprels: tuple[str, ...]) -> None:
        super().__init__()
        self._deprels = deprels

    def __missing__(self, deprel: str) -> bool:
        self[deprel] = any(relation_fits(deprel, one) for one in self._deprels)
        return self[deprel]


_wanted = cache(_Wanted)


def relation_fits(deprel: str, wanted: str) -> bool:
    """Whether a relation is the one wanted, or a subtype of it; "nsubj=" takes no subtype."""
    if wanted.endswith("="):
        return deprel == wanted[:-1]
    return deprel == wanted or deprel.startswith(wanted + ":")


Row = tuple[str, str, str, str, int, str]
"""form, lemma, upos, features ("Tense=Past|…" or "_"), head (from 1, 0: root), relation."""


@lru_cache(maxsize=1 << 12)
def parse_features(feats: str) -> Mapping[str, str]:
    """ "Tense=Past|Voice=Pass" as a mapping; "_" is empty."""
    if feats == "_":
        return NO_FEATURES
    return MappingProxyType(dict(pair.split("=", 1) for pair in feats.split("|")))


def build_doc(text: str, sentences: Sequence[Sequence[tuple[int, int, Row]]], mentions: Sequence[Mention] = ()) -> Doc:
    """A Doc from rows with their offsets, one list a sentence: for the parser, and for trees written by hand."""
    tokens: list[Token] = []
    spans: list[Sentence] = []
    for number, rows in enumerate(sentences):
        first = len(tokens)
        root = first
        for start, end, (form, lemma, upos, feats, head, deprel) in rows:
            if head == 0:
                root = len(tokens)
            tokens.append(
                Token(
                    index=len(tokens),
                    sentence=number,
                    start=start,
                    end=end,
                    text=form,
                    lemma=lemma,
                    upos=upos,
                    feats=parse_features(feats),
                    head=first + head - 1 if head else -1,
                    deprel=deprel,
                )
            )
        spans.append(Sentence(number, first, len(tokens), root))
    return Doc(text, tokens, spans, list(mentions))
