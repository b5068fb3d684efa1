"""Which frames fire on which words: a lemma index over all predicates, then their particles, prepositions and nouns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from communique.coding.arguments import (
    Arguments,
    lifted,
    light_arguments,
    noun_arguments,
    prefixes,
    preposition,
    verb_arguments,
)
from communique.frames import Frame, load_frames
from communique.language.doc import Doc, Token
from communique.language.lemmas import stems

_LIGHT = re.compile(r"^(?P<verb>[\w' -]+?)\s*\[(?P<nouns>[^\]]+)\]$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One predicate of a frame: its head lemma, the words that must hang on it, and for light verbs the nouns."""

    frame: Frame
    pos: str
    lemma: str
    others: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """How much the pattern asks for: of two that fit, the one that asks for more is meant."""
        return 2 * len(self.others) + 3 * bool(self.nouns)


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fires: `predicate` names the event, `verb` (often the same) has its tense, negation and subject."""

    frame: Frame
    predicate: int
    verb: int
    arguments: Arguments
    weight: int


def _patterns(frame: Frame) -> Iterator[Pattern]:
    for pos, words in (
        ("VERB", frame.predicates.verb),
        ("NOUN", frame.predicates.noun),
        ("ADJ", frame.predicates.adjective),
        ("AUX", frame.predicates.auxiliary),
    ):
        for entry in words:
            first, *others = entry.split()
            if pos == "NOUN" and others and others[0] not in _PREPOSITIONS:
                first, others = others[-1], [" ".join([first, *others[:-1]])]
            yield Pattern(frame, pos, first, tuple(others))
    for entry in frame.predicates.light:
        m = _LIGHT.match(entry)
        if m is None:
            raise ValueError(f'frame {frame.id}: {entry!r} is no light verb; write it as "reach [agreement deal]"')
        verb, *others = m["verb"].split()
        yield Pattern(frame, "LIGHT", verb, tuple(others), frozenset(m["nouns"].replace(",", " ").split()))


_PREPOSITIONS = frozenset(
    "to for on of with from against by in at over about into between around behind toward towards off out up down back "
    "away through under after as upon onto among".split()
)
_FIXED = frozenset({"compound:prt", "advmod", "obj", "xcomp", "obl", "case", "compound"})
"""Relations of particles, adverbs and fixed objects."""
_LED_IN = frozenset({"obl", "advcl", "nmod", "xcomp", "acl", "ccomp"})
"""Relations of what a preposition leads in."""


@cache
def index_patterns(frames: Sequence[Frame] | None = None) -> dict[str, tuple[Pattern, ...]]:
    """All patterns by head lemma, those that ask for more first."""
    found: dict[str, list[Pattern]] = {}
    for frame in frames or load_frames():
        for pattern in _patterns(frame):
            found.setdefault(pattern.lemma, []).append(pattern)
    return {lemma: tuple(sorted(patterns, key=lambda p: -p.weight)) for lemma, patterns in found.items()}


def match_frames(doc: Doc, patterns: dict[str, tuple[Pattern, ...]] | None = None) -> list[list[Match]]:
    """For each predicate of the doc, in order, the frames that fire on it, best first."""
    patterns = patterns if patterns is not None else index_patterns()
    found: dict[int, list[Match]] = {}
    for token in doc.tokens:
        hanging: frozenset[str] | None = None
        for pattern in _patterns_of(token, patterns):
            if pattern.others and hanging is None:
                hanging = _hanging(doc, token)
            match = _fit(doc, token, pattern, hanging or frozenset())
            if match is not None:
                found.setdefault(match.predicate, []).append(match)
    return [sorted(matches, key=lambda m: (-m.weight, not m.frame.only)) for _, matches in sorted(found.items())]


def _patterns_of(token: Token, patterns: dict[str, tuple[Pattern, ...]]) -> tuple[Pattern, ...]:
    """The patterns of the token's lemma; where it has none, those of a word that its form could be inflected from."""
    lemma = token.lemma.lower()
    if lemma in patterns:
        return patterns[lemma]
    return next((patterns[stem] for stem in stems(token.text, token.upos) if stem in patterns), ())


def _fit(doc: Doc, token: Token, pattern: Pattern, hanging: frozenset[str]) -> Match | None:
    match pattern.pos:
        case "VERB":
            if token.upos != "VERB" or not hanging.issuperset(pattern.others):
                return None
            return Match(pattern.frame, token.index, token.index, verb_arguments(doc, token), pattern.weight)
        case "ADJ":
            if token.upos not in ("ADJ", "VERB") or not hanging.issuperset(pattern.others):
                return None
            return Match(pattern.frame, token.index, token.index, verb_arguments(doc, token), pattern.weight)
        case "AUX":
            if token.upos != "AUX" or token.deprel != "aux" or token.head < 0:
                return None
            arguments = verb_arguments(doc, doc.tokens[token.head])
            told = Arguments(subject=arguments.subject or arguments.object, clauses=[token.head])
            if any(token.index < i < token.head for i in told.subject):
                return None  # a question or a condition: "should Ruritania refuse"
            return Match(pattern.frame, token.index, token.head, told, pattern.weight)
        case "NOUN":
            if token.upos not in ("NOUN", "PROPN") or not _noun_fits(doc, token, pattern.others):
                return None
            return Match(pattern.frame, token.index, token.index, noun_arguments(doc, token), pattern.weight)
    return _fit_light(doc, token, pattern, hanging)


def _fit_light(doc: Doc, verb: Token, pattern: Pattern, hanging: frozenset[str]) -> Match | None:
    if verb.upos != "VERB":
        return None
    nouns = [
        c
        for c in doc.children(verb.index, "obj", "nsubj:pass")
        if not pattern.others or pattern.others[0] not in _PREPOSITIONS
    ]
    if pattern.others:
        nouns += [c for c in doc.children(verb.index, "obl", "obj") if preposition(doc, c.index) in pattern.others]
        if not nouns and hanging.issuperset(pattern.others):
            nouns += doc.children(verb.index, "obj", "nsubj:pass")
    if verb.deprel in ("acl", "acl:relcl") and verb.head >= 0 and not nouns:
        nouns.append(doc.tokens[verb.head])
    for noun in nouns:
        for candidate in (noun, *doc.children(noun.index, "conj")):
            if candidate.lemma.lower() in pattern.nouns:
                return Match(
                    pattern.frame, candidate.index, verb.index, light_arguments(doc, verb, candidate), pattern.weight
                )
    return None


def _hanging(doc: Doc, token: Token) -> frozenset[str]:
    """The particles, adverbs, prepositions and fixed objects of the token, lower case."""
    words: set[str | None] = set()
    for child in (*doc.children(token.index), *lifted(doc, token.index)):
        if child.deprel in _FIXED:
            words.add(child.lemma.lower())
        if child.deprel.partition(":")[0] in _LED_IN:
            words.add(preposition(doc, child.index))
        if child.deprel in ("advcl", "xcomp", "ccomp"):
            words.update(prefixes(doc, child.index))
    return frozenset(word for word in words if word)


def _noun_fits(doc: Doc, token: Token, others: Sequence[str]) -> bool:
    """Prepositions must follow the noun, other words of the pattern must stand before it ("air strike")."""
    for word in others:
        if word in _PREPOSITIONS:
            if not any(preposition(doc, c.index) == word for c in doc.children(token.index)):
                return False
            continue
        parts = word.split()
        before = [
            t.lemma.lower() for t in doc.tokens[max(0, token.index - len(parts) - 1) : token.index] if t.text != "-"
        ]
        if before[-len(parts) :] != parts:
            return False
    return True
