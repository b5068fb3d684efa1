"""Entries of an answer as they are read: text where text is asked for, nothing where something else stands there.

Nothing here is believed; it is only made safe to look at. Lists and texts are cut to what an honest answer needs.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from communique.llm.words import LONGEST

MOST_ENTRIES = 20
"""Parties, quotes or quantities of one event."""

_Code = TypeVar("_Code", bound=StrEnum)


_NOTHING = frozenset({"", "null", "none", "n/a"})


def is_empty(value: object) -> bool:
    """Does a model say by this that there is nothing?"""
    return value is None or (isinstance(value, str) and value.strip().casefold() in _NOTHING)


def text_of(entry: Mapping[object, object], key: str) -> str:
    """The text under a key without white space around it; empty where there is none, or one that no report holds."""
    value = entry.get(key)
    return value.strip() if isinstance(value, str) and len(value) <= LONGEST and not is_empty(value) else ""


def texts_of(entry: Mapping[object, object], key: str) -> list[str]:
    """The texts of a list, or a text that stands where a list should; those of no use are empty."""
    value = entry.get(key)
    listed = value if isinstance(value, list) else [value]
    return [text_of({key: each}, key) for each in listed[:MOST_ENTRIES]]


def entries_of(entry: Mapping[object, object], key: str) -> list[Mapping[object, object]]:
    """The objects of a list; a text among them is taken for the name of a party."""
    value = entry.get(key)
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return [each if isinstance(each, dict) else {"name": each} for each in listed[:MOST_ENTRIES]]


def code_of(entry: Mapping[object, object], key: str, codes: type[_Code]) -> _Code | None:
    """The code under a key, whatever its case; None where it is in no list."""
    said = text_of(entry, key).casefold().replace(" ", "_")
    return next((code for code in codes if code.value.casefold() == said), None)
