"""Codes of states in the layouts of other event data, from state_codes.tsv, whose head names the lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import fullmatch

from communique.lexicon.entry import LexiconError

FILE = "state_codes.tsv"
COLUMNS = ("iso3", "numeric", "gw", "cow")


@dataclass(frozen=True, slots=True)
class StateCodes:
    """A state in four lists; None where a list has no such state.

    `numeric` is ISO 3166-1's number without leading zeros, `gw` Gleditsch and Ward's, `cow` the letters of the
    Correlates of War project.
    """

    iso3: str
    numeric: int | None
    gw: int | None
    cow: str | None


@cache
def load_state_codes() -> Mapping[str, StateCodes]:
    """The codes by ISO 3166-1 alpha-3 (`XKX` for Kosovo). Raises LexiconError naming the line that is malformed."""
    return read_state_codes(files("communique.lexicon").joinpath(FILE).read_text("utf-8"))


def read_state_codes(text: str) -> dict[str, StateCodes]:
    """The codes in `text`, in the form of state_codes.tsv; LexiconError for a bad or repeated code."""
    found: dict[str, StateCodes] = {}
    seen: set[str] = set()
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    if not lines or tuple(lines[0][1].split("\t")) != COLUMNS:
        raise LexiconError(f"{FILE}: the columns must be {', '.join(COLUMNS)}, tab-separated")
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or not fullmatch(r"[A-Z]{3}\t(\d{3})?\t(\d{1,3})?\t([A-Z]{3})?", line):
            raise LexiconError(f"{FILE}, line {number}: {line!r} must be three letters, two numbers, three letters")
        iso3, numeric, gw, cow = cells
        for column, cell in zip(COLUMNS, cells, strict=True):
            if cell and (key := f"{column} {cell}") in seen:
                raise LexiconError(f"{FILE}, line {number}: {key} is given to an earlier state as well")
            seen.add(f"{column} {cell}")
        found[iso3] = StateCodes(iso3, int(numeric) if numeric else None, int(gw) if gw else None, cow or None)
    return found
