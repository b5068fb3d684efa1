"""What can be found wrong with a record: in one line what it is, and what can be done about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

Key = Any
"""What names one thing that is wrong: a number, a name, or several of them."""
Mend = Callable[[Connection, Sequence[Key]], None]
SHOWN = 5
"""Things that are named of many."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of thing that can be wrong: `what`, and what --mend `does`, or who looks at it can do.

    Only what can be computed again is mended; `mend` is None where that is not so.
    """

    what: str
    does: str
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: how many things, some of their names, and whether they are mended by now."""

    problem: Problem
    count: int
    named: tuple[str, ...]
    mended: bool = False

    def __str__(self) -> str:
        named = f" ({', '.join(self.named)}{', …' if self.count > len(self.named) else ''})" if self.named else ""
        head = f"{self.problem.what}: {self.count}{named}"
        if self.mended:
            return f"{head}; mended"
        lead = "--mend " if self.problem.mend else ""
        return f"{head}; {lead}{self.problem.does}"


Look = Callable[[Connection, int | None], Iterable[tuple[Problem, Key]]]
"""Goes through a part of a record and gives what is wrong; a number asks for a sample of about so many things."""


def found(problem: Problem, keys: Sequence[Key], *, mended: bool = False) -> Finding:
    """What was found, told."""
    return Finding(problem, len(keys), tuple(map(_name, keys[:SHOWN])), mended)


def spread(numbers: Sequence[int], sample: int | None) -> Sequence[int]:
    """All of these numbers, or about so many of them, evenly spread."""
    return numbers if sample is None else numbers[:: max(1, len(numbers) // max(1, sample))]


def _name(key: Key) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
