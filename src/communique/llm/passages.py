"""A report in passages that a model can take: whole paragraphs where they fit, with their offsets in the report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 6000
"""Code points of a passage: about 1,500 tokens, of which a model forgets little."""
SHORTEST = 400
"""Code points below which a passage is not halved."""

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n\s*")
_SPACE = re.compile(r"\s+")
_MARKS = (_PARAGRAPH, _SENTENCE, _SPACE)


@dataclass(frozen=True, slots=True)
class Passage:
    """The report's text from `start` to `end`."""

    start: int
    end: int
    text: str

    def halves(self) -> tuple["Passage", ...]:
        """Two passages, parted near the middle where the text allows it; itself where it is too short for that."""
        length = len(self.text)
        if length < SHORTEST:
            return (self,)
        pieces = list(_pieces(self.text, 0, length, length // 2 + 1, _MARKS))
        cut = min(range(1, len(pieces)), key=lambda at: abs(pieces[at][0] - length // 2), default=0)
        parts = [part for part in (pieces[:cut], pieces[cut:]) if part]
        spots = [(part[0][0], part[-1][1]) for part in parts]
        return tuple(Passage(self.start + start, self.start + end, self.text[start:end]) for start, end in spots)


def passages(text: str, *, longest: int = LONGEST) -> list[Passage]:
    """The passages of a text in their order, which hold all of it but white space between them."""
    return list(_packed(text, longest))


def _packed(text: str, longest: int) -> Iterator[Passage]:
    """As many pieces to a passage as fit."""
    start = end = -1
    for first, last in _pieces(text, 0, len(text), longest, _MARKS):
        if start >= 0 and last - start > longest:
            yield Passage(start, end, text[start:end])
            start = -1
        start = first if start < 0 else start
        end = last
    if start >= 0:
        yield Passage(start, end, text[start:end])


def _pieces(
    text: str, start: int, end: int, longest: int, marks: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[int, int]]:
    """Pieces of at most `longest`, parted at the first of `marks`; one that is still too long at the next ones."""
    if not text[start:end].strip():
        return
    if not marks:
        for at in range(start, end, longest):
            yield at, min(at + longest, end)
        return
    at = start
    stops = [(found.start(), found.end()) for found in marks[0].finditer(text, start, end)]
    for stop, after in [*stops, (end, end)]:
        if stop - at > longest:
            yield from _pieces(text, at, stop, longest, marks[1:])
        elif text[at:stop].strip():
            yield at, stop
        at = after
