"""Where sentences end: blank lines, line breaks as the text uses them, and a small linear model for the rest.

The model decides only where a full stop, question mark, exclamation mark, ellipsis or colon has been seen (and after
the quotes and brackets that close behind it); `training/sentences.py` makes its weights. Line breaks follow the text
as a whole: in text wrapped to a width they join, otherwise a line is a paragraph, a heading or a list item.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile

from communique.language.abbreviations import Kind, abbreviations
from communique.language.datelines import dateline_end

Span = tuple[int, int]

LONGEST = 180
"""A sentence of more tokens is cut, at the best place within its last two thirds."""

_OPEN = "([{“«"
_CLOSE = ")]}”’»\"'"
_QUOTES = "”’\"'»"
_ENDS = ".?!…:。！？؟۔।"
_PLAIN = str.maketrans({"。": ".", "۔": ".", "।": ".", "！": "!", "？": "?", "؟": "?", "…": "."})
_SIGNS = frozenset(_OPEN + _CLOSE)
_DASHES = frozenset({"—", "–", "--", "---"})
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKER = re.compile(r"[•·▪◦‣●■*–—-]\s|\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s")
_WORD = re.compile(r"\S{0,40}")
_FOOTNOTE = frozenset("0123456789,-–[")
# After an abbreviation that can end a sentence, these, with a capital, begin the next one: "in the U.S. The talks".
_STARTERS = frozenset(
    "the he she it they we his her their its this that these those there but and in on at as after before when while "
    "if although since however meanwhile an some many both according also earlier later officials authorities".split()
)
_CASUAL = re.compile(r"[a-z]{2}[.?!] [a-z]")
_SHORT_LINE = 40
_DELIBERATE = 0.85
"""In wrapped text, a line that stays under this share of the width with room for the next word was ended on purpose."""


def sentence_bounds(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The sentences over a text's tokens as (first token, token after the last), in order and without gaps."""
    weights = _weights()
    bounds: list[tuple[int, int]] = []
    filed = dateline_end(text)
    first = sum(1 for _ in takewhile(lambda span: span[1] <= filed, spans))
    if first:
        bounds.append((0, first))
    for index, features in boundary_sites(text, spans):
        if index < first:
            continue
        if features is None or sum(weights.get(feature, 0) for feature in features) > 0:
            bounds.extend(_bounded(text, spans, first, index + 1))
            first = index + 1
    if spans:
        bounds.extend(_bounded(text, spans, first, len(spans)))
    return bounds


def boundary_sites(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, list[str] | None]]:
    """The tokens after which a sentence may end, with the features a model weighs; None where one ends for certain."""
    width = _wrap_width(text)
    casual = sum(1 for _ in islice(_CASUAL.finditer(text), 3)) == 3
    line_start, previous = 0, -1
    quotes, brackets = 0, 0
    for index in range(len(spans) - 1):
        start, end = spans[index]
        following = spans[index + 1][0]
        last = _last_seen(text, start, end)
        if last in _SIGNS and end - start == 1:
            if last == '"':
                quotes ^= 1
            elif last in "“”":
                quotes = int(last == "“")
            else:
                brackets = max(0, brackets + (last in "([{") - (last in ")]}"))
        if following - end > 1 or (following > end and text[end] != " "):
            breaks = _breaks(text, end, following)
            if breaks and (breaks > 1 or _line_ends(text, line_start, end, following, width)):
                yield index, None
                previous, quotes, brackets = index, 0, 0
            if breaks:
                line_start = following
            if previous == index:
                continue
        if (last in _ENDS or last in _CLOSE) and (following > end or text[following].isalnum()):
            ender = _ender(text, spans, index)
            certain = _certain(text, spans, ender, index, casual=casual) if ender >= 0 else False
            if certain is None:
                state = f"{'q' if quotes else ''}{'b' if brackets else ''}{'c' if casual else ''}"
                yield index, _features(text, spans, ender, index, index - previous, state)
                previous = index
            elif certain:
                yield index, None
                previous = index


def _ender(text: str, spans: Sequence[Span], index: int) -> int:
    """The token with the mark that may end a sentence at `index`, behind at most six closing signs; -1 for none."""
    lowest = max(-1, index - 7)
    while index > lowest:
        start, end = spans[index]
        last = _last_seen(text, start, end)
        if last in _ENDS:
            return index
        if end - start > 2 or last not in _CLOSE:
            return -1
        if last in "\"'" and spans[index - 1][1] < start and end == spans[index + 1][0]:
            return -1  # it opens what follows
        if last == "]":
            index = _before_footnote(text, spans, index)
        index -= 1
    return -1


def _last_seen(text: str, start: int, end: int) -> str:
    """A token's last character that has a width."""
    last = text[end - 1]
    while not last.isprintable() and end - 1 > start:
        end -= 1
        last = text[end - 1]
    return last


def _certain(text: str, spans: Sequence[Span], ender: int, index: int, *, casual: bool) -> bool | None:
    """What needs no model: True and False where a sentence ends and doesn't, None where the model is to decide.

    No end after "Gen.", nor between a quoted question and its lower-case "he asked", unless the text shuns capitals.
    """
    start, end = spans[ender]
    following = text[spans[index + 1][0] : spans[index + 1][0] + 20]
    if following[0].islower() and not casual and index > ender and text[spans[index][0]] in _QUOTES:
        return False
    if end - start == 1 or not text[start].isalpha():
        return None
    kind = abbreviations().get(text[start : min(end - 1, start + 20)])
    if kind is Kind.TITLE:
        return False
    if kind in (None, Kind.NAME, Kind.DATE) and end - start > 2 and following[0].isupper():
        word = text[spans[index + 1][0] : min(spans[index + 1][1], spans[index + 1][0] + 20)]
        return True if word.lower() in _STARTERS else None
    return None


def _before_footnote(text: str, spans: Sequence[Span], index: int) -> int:
    """The "[" of a reference such as [3] or [12, 13] that closes at `index`; else `index` itself."""
    at = index - 1
    while at >= 0 and index - at < 8 and set(text[spans[at][0] : min(spans[at][1], spans[at][0] + 9)]) <= _FOOTNOTE:
        if text[spans[at][0]] == "[":
            return at
        at -= 1
    return index


def _features(text: str, spans: Sequence[Span], ender: int, index: int, since: int, state: str) -> list[str]:
    """What the model sees of one place: the mark, what closes after it, the words on both sides, the state around."""
    start, end = spans[ender]
    mark = _mark(text[start : min(end, start + 40)])
    closed = "".join(sorted({_closer(text[spans[at][0]]) for at in range(ender + 1, index + 1)}))
    apart = "" if spans[index + 1][0] > spans[index][1] else "+"
    before = text[max(spans[ender - 1][0], start - 40) : spans[ender - 1][1]] if ender else ""
    if mark == "abbr":
        before = text[start : min(end - 1, start + 40)]
    opened, after = _opening(text, spans, index + 1)
    shape, earlier = _shape(after), _shape(before)
    key = f"{mark}{closed}{apart}"
    length = "1" if since <= 1 else "2" if since == 2 else "3" if since == 3 else "6" if since <= 6 else "9"
    features = [
        "bias",
        f"m {mark}",
        f"k {key}",
        f"n {mark} {shape}",
        f"o {key} {opened} {shape}",
        f"b {mark} {earlier}",
        f"t {mark} {earlier} {opened} {shape}",
        f"s {key} {state} {shape}",
        f"l {mark} {length}",
        f"L {mark} {length} {shape} {earlier}",
        f"w {mark} {after.lower()}",
        f"W {mark} {closed} {after.lower()}" if closed else f"v {after.lower()} {earlier}",
    ]
    if mark == "abbr":
        kind = abbreviations().get(before)
        features += [f"a {before.lower()}", f"A {before.lower()} {shape}", f"K {kind} {shape} {opened}"]
    elif mark == ":":
        features.append(f"p {before.lower()}")
    return features


def _mark(sign: str) -> str:
    """The class of a token that may end a sentence."""
    plain = "".join(filter(str.isprintable, sign)).translate(_PLAIN)
    if len(plain) == 1 and "…" not in sign:
        return plain
    if plain.strip(".") == "":
        return ".."
    if plain.strip("?!") == "":
        return "?!"
    return "abbr" if plain.endswith(".") else "other"


def _closer(sign: str) -> str:
    return "b" if sign in ")]}0123456789[,-–" else "q"


def _opening(text: str, spans: Sequence[Span], index: int) -> tuple[str, str]:
    """Signs that open before the next word (quote, bracket, dash), and that word."""
    opened = ""
    for at in range(index, min(index + 3, len(spans))):
        start, end = spans[at]
        token = text[start : min(end, start + 20)]
        if token in ('"', "'", "“", "‘", "«", "''", "``"):
            opened += "q"
        elif token in ("(", "[", "{"):
            opened += "b"
        elif token in _DASHES or token in ("-", "•", "*", "·"):
            opened += "d"
        else:
            return opened, token
    return opened, ""


def _shape(word: str) -> str:
    """The shape of a word: U upper, C capitalised, I initial, l lower, 9 number, m mixed, s sign, nothing for none."""
    if not word:
        return ""
    head = word[0]
    if head.isdigit():
        return "9"
    if not head.isalpha():
        return "s" if head not in "@#" else "h"
    if head.islower():
        return "l" if word.islower() else "m"
    if len(word) == 1:
        return "I" if head not in "IA" else "C"
    return "U" if word.isupper() and len(word) > 1 else "C"


def _breaks(text: str, start: int, end: int) -> int:
    """How many line breaks stand between two tokens; a paragraph separator or a form feed counts as two."""
    count = 0
    for match in _BREAK.finditer(text, start, end):
        count += 2 if match[0] in "\u2029\x0c" else 1
        if count > 1:
            break
    return count


def _wrap_width(text: str) -> int:
    """The width to which a text's lines were wrapped, 0 if they weren't: then a line is a paragraph of its own."""
    if "\n" not in text:
        return 0
    lengths: list[int] = []
    lower = 0
    before = ""
    for line in map(str.strip, text.splitlines()):
        if before and line:
            lengths.append(len(before))
            lower += line[0].islower()
        before = line
    if len(lengths) < 2 or lower < 0.35 * len(lengths):
        return 0
    width = sorted(lengths)[len(lengths) * 9 // 10]
    return width if 30 <= width <= 130 else 0


def _line_ends(text: str, line_start: int, end: int, following: int, width: int) -> bool:
    """Does a single line break end the sentence?"""
    if _MARKER.match(text, following) and (
        not width or text[end - 1] in ".:;" or end - line_start < _DELIBERATE * width
    ):
        return True
    lower = text[following].islower()
    if width:
        word = _WORD.match(text, following)
        room = end - line_start + 1 + (len(word[0]) if word else 0)
        return room <= _DELIBERATE * width and not lower
    return not (lower and (text[end - 1] == "," or (end - line_start >= _SHORT_LINE and text[end - 1] not in ".?!:;")))


def _bounded(text: str, spans: Sequence[Span], first: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or cut so that no part has more than LONGEST tokens."""
    while end - first > LONGEST:
        cut = _best_cut(text, spans, first)
        yield first, cut
        first = cut
    yield first, end


def _best_cut(text: str, spans: Sequence[Span], first: int) -> int:
    """The token before which an overlong sentence is cut: behind a semicolon, else a dash, a quote's end, a comma."""
    best, rank = first + LONGEST, 0
    for at in range(first + LONGEST // 3, first + LONGEST):
        start, end = spans[at]
        sign = text[start:end] if end - start <= 3 else ""
        if sign == ";":
            found = 4
        elif sign in _DASHES:
            found = 3
        elif sign in ("”", '"', "’", "»") and text[spans[at + 1][0]].isupper():
            found = 2
        else:
            found = int(sign == ",")
        if found and found >= rank:
            best, rank = at + 1, found
    return best


@cache
def _weights() -> dict[str, int]:
    """The model's weights by feature, in hundredths; what is missing weighs nothing."""
    found = files(__package__).joinpath("weights/sentences.json").read_text(encoding="utf-8")
    groups: dict[str, dict[str, int]] = json.loads(found)
    return {f"{group} {name}" if name else group: w for group, names in groups.items() for name, w in names.items()}
