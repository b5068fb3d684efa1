"""Where words that a model gives back stand in a text: white space and the form of quotation marks do not count.

Models turn line ends into spaces and curly marks into straight ones. What is found is given by its exact offsets, so
that the record holds the report's own characters. Anything else, a letter more or less, is not found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

_SAME = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′ʼ`´", "'") | dict.fromkeys("‐‑‒–—−", "-"))
LONGEST = 2000
"""Code points of words that are looked for."""


@dataclass(frozen=True)
class Words:
    """A text with what is needed to find words in it; offsets are those of the text, moved by `offset`."""

    text: str
    offset: int = 0
    _flat: str = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        flat, starts = _flattened(self.text)
        object.__setattr__(self, "_flat", flat)
        object.__setattr__(self, "_starts", starts)

    def find(self, words: str, *, near: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """Start and end of the words where they stand nearest to `near`, within it first; None where they do not."""
        found = list(self._all(words))
        if not found:
            bare = words.strip().strip("“”„«»‘’\"'")
            found = list(self._all(bare)) if bare != words.strip() else []
        if not found:
            return None
        return found[0] if near is None else min(found, key=lambda span: (_gap(span, near), span))

    def _all(self, words: str) -> Iterator[tuple[int, int]]:
        wanted = _flattened(words)[0].strip() if len(words) <= LONGEST else ""
        at = self._flat.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if not (_inside(self._flat, at) or _inside(self._flat, end)):
                yield self._starts[at] + self.offset, self._starts[end - 1] + 1 + self.offset
            at = self._flat.find(wanted, at + 1)


def _flattened(text: str) -> tuple[str, list[int]]:
    """The text with one space for each stretch of white space, and where each of its characters stands."""
    kept: list[str] = []
    starts: list[int] = []
    for at, character in enumerate(text.translate(_SAME)):
        if not character.isspace():
            kept.append(character)
        elif kept and kept[-1] != " ":
            kept.append(" ")
        else:
            continue
        starts.append(at)
    return "".join(kept), starts


def _inside(flat: str, at: int) -> bool:
    """Does an offset part a word in two?"""
    return 0 < at < len(flat) and flat[at - 1].isalnum() and flat[at].isalnum()


def _gap(span: tuple[int, int], near: tuple[int, int]) -> int:
    return max(0, near[0] - span[0], span[1] - near[1])
