"""The index of names: which entries a run of tokens stands for, the longest name first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from communique.lexicon.entry import Entry
from communique.lexicon.words import JOINERS, fold, fold_all, in_capitals, match_end, plain, split_name, split_variants

PARTICLES = frozenset(
    "al el ar as ash at an ad ul ur the of and for in on de del da do dos la le les du des bin ibn abu von van".split()
)


class Case(IntEnum):
    """How a word of a name must be written: any way, capital first, in capitals, or "NATO" or "Nato"."""

    ANY = 0
    INITIAL = 1
    EXACT = 2
    ACRONYM = 3


class Name(NamedTuple):
    """One spelling of a name, folded; `cases` says how each word must be written, `cased` how the data file has it."""

    folded: tuple[str, ...]
    cased: tuple[str, ...]
    cases: tuple[Case, ...]
    needs_the: bool
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class NameIndex:
    """Names by their first folded word, with the phrases inside which a name is none ("Sea of Japan")."""

    names: dict[str, list[Name]] = field(default_factory=dict)
    exceptions: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    common_words: frozenset[str] = frozenset()


Match = tuple[int, tuple[Entry, ...]]
NO_MATCH: Match = (0, ())


def build_index(
    pairs: Iterable[tuple[str, Entry]], *, not_names: Iterable[str] = (), common_words: Iterable[str] = ()
) -> NameIndex:
    """Index `pairs` of spelling and entry; `common_words` are abbreviations that are also English words."""
    common = frozenset(fold(word) for word in common_words)
    found: dict[tuple[str, ...], list[Entry]] = {}
    for spelling, entry in pairs:
        for tokens in split_variants(spelling):
            known = found.setdefault(tokens, [])
            if entry not in known:
                known.append(entry)
    index = NameIndex(common_words=common)

    @cache
    def shape_of(token: str) -> tuple[str, str, Case]:
        low = fold(token)
        return low, plain(token), _case_of(plain(token), low in common)

    for tokens, entries in found.items():
        needs_the = tokens[0] in ("the", "The") and len(tokens) > 1
        folded, cased, cases = zip(*map(shape_of, tokens[needs_the:]), strict=True)
        index.names.setdefault(folded[0], []).append(Name(folded, cased, cases, needs_the, tuple(entries)))
    for names in index.names.values():
        names.sort(key=lambda name: -len(name.folded))
    for phrase in not_names:
        folded = fold_all(split_name(phrase))
        for offset, word in enumerate(folded):
            if word in index.names:
                index.exceptions.setdefault(word, []).append((offset, folded))
    return index


def find_name(index: NameIndex, words: Sequence[str], i: int) -> Match:
    """The longest name that starts at `i` (a leading "the" counted) as number of tokens and entries."""
    first = fold(words[i])
    if first == "the":
        if i + 1 >= len(words):
            return NO_MATCH
        length, entries = _find_at(index, words, i + 1, fold(words[i + 1]), after_the=True)
        return (length + 1, entries) if length else NO_MATCH
    if first not in index.names:
        return NO_MATCH
    return _find_at(index, words, i, first, after_the=i > 0 and fold(words[i - 1]) == "the")


def _find_at(index: NameIndex, words: Sequence[str], i: int, first: str, *, after_the: bool) -> Match:
    entries: tuple[Entry, ...] = ()
    end = length = 0
    second = _second_word(words, i)
    for name in index.names.get(first, ()):
        if length > len(name.folded):
            break
        if len(name.folded) > 1 and name.folded[1] != second:
            continue
        stop = match_end(name.folded, words, i)
        if not stop or (name.needs_the and not (after_the and _is_closed(words, stop))):
            continue
        if _is_written_so(name, words, i, stop) and not _is_common_word(index, name, words, i):
            end, length = stop, len(name.folded)
            entries += tuple(entry for entry in name.entries if entry not in entries)
    if not end or _is_excepted(index, words, i, end, first):
        return NO_MATCH
    return end - i, entries


def _second_word(words: Sequence[str], i: int) -> str:
    """The folded word after `i`, joiners left out: it rules most of the names out that share the first."""
    return next((fold(word) for word in words[i + 1 : i + 4] if word not in JOINERS), "")


def _case_of(word: str, is_common: bool) -> Case:
    if len(word) > 1 and word.upper() == word and any(map(str.isalpha, word)) and not word[0].isdigit():
        return Case.ACRONYM if len(word) >= 4 and not is_common and word.isalpha() else Case.EXACT
    if len(word) <= 4 and not word[1:].islower() and any(map(str.isupper, word[1:])):
        return Case.EXACT  # "LeT" is not "Let"
    return Case.INITIAL if word[:1].isupper() and word.lower() not in PARTICLES else Case.ANY


def _is_written_so(name: Name, words: Sequence[str], start: int, end: int) -> bool:
    number = 0
    for word in words[start:end]:
        if fold(word) != name.folded[number]:
            continue  # a joiner
        case = name.cases[number]
        if case == Case.INITIAL:
            if not plain(word)[0].isupper():
                return False
        elif case != Case.ANY:
            bare = plain(word)
            if bare != name.cased[number] and not (case == Case.ACRONYM and bare == name.cased[number].capitalize()):
                return False
        number += 1
        if number == len(name.folded):
            break
    return True


def _is_closed(words: Sequence[str], end: int) -> bool:
    """Whether no capitalised word follows, so that "the West" is not the start of "the West Bank"."""
    return end >= len(words) or not words[end][:1].isupper() or in_capitals(words)


def _is_common_word(index: NameIndex, name: Name, words: Sequence[str], i: int) -> bool:
    """Whether the name may be the English word: "US" in a headline in capitals, "Amnesty" that opens a sentence."""
    if len(name.folded) > 1 or name.folded[0] not in index.common_words:
        return False
    return (i == 0 and name.cases[0] == Case.INITIAL) or in_capitals(words)


def _is_excepted(index: NameIndex, words: Sequence[str], i: int, end: int, first: str) -> bool:
    for offset, phrase in index.exceptions.get(first, ()):
        if offset <= i:
            stop = match_end(phrase, words, i - offset)
            if stop and (offset or stop > end):
                return True
    return False
