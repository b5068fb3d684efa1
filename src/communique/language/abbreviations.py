"""The abbreviations that are written with a full stop, by what their stop means (the list is in abbreviations.txt)."""

from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """What an abbreviation stands beside, which decides whether its stop is part of it."""

    TITLE = "title"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    COMMON = "common"
    MEASURE = "measure"
    FINAL = "final"


@cache
def abbreviations() -> dict[str, Kind]:
    """Every listed abbreviation, without its stop and in its own case, with its kind.

    Raises ValueError, naming the line, where the list is out of order.
    """
    found: dict[str, Kind] = {}
    kind: Kind | None = None
    lines = files(__package__).joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            kind = Kind(line.strip("[]"))
        elif kind is None:
            raise ValueError(f"abbreviations.txt, line {number}: words before the first [section]; put them in one")
        else:
            found.update((word, kind) for word in line.split() if word not in found)
    return found
