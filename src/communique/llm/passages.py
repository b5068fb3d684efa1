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


@dataclass(frozen=True, slots=True)
class Passage:
    """The report's text from `start` to `end`."""

    start: int
    end: int
    text: str

    def halves(self) -> tuple["Passage", ...]:
        """Two passages, parted where the text allows it best; itself where it is too short for that."""
        if len(self.text) < SHORTEST:
            return (self,)
        return tuple(_packed(self.text, self.start, longest=len(self.text) // 2 + 1))


def passages(text: str, *, longest: int = LONGEST) -> list[Passage]:
    """The passages of a text in their order, which hold all of it but white space between them."""
    return list(_packed(text, 0, longest=longest))


def _packed(text: str, offset: int, *, longest: int) -> Iterator[Passage]:
    """As many pieces to a passage as fit."""
    start = end = -1
    for first, last in _pieces(text, 0, len(text), longest, (_PARAGRAPH, _SENTENCE, _SPACE)):
        if start >= 0 and last - start > longest:
            yield Passage(offset + start, offset + end, text[start:end])
            start = -1
        start = first if start < 0 else start
        end = last
    if start >= 0:
        yield Passage(offset + start, offset + end, text[start:end])


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
