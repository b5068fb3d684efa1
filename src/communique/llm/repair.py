"""The events out of what a model wrote: bare JSON, or JSON in fences, in prose, after thoughts, or cut short."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.llm.client import loaded

EVENTS = "events"
"""The key of the list that is asked for."""
MOST_STARTS = 50
"""Places at which JSON is looked for in prose."""

_THOUGHTS = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"```[A-Za-z0-9]*[ \t]*\n(.*?)```", re.DOTALL)
_LIST = re.compile(r'"events"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)


@dataclass(frozen=True, slots=True)
class Written:
    """The entries of the list as written, unchecked; not `whole` where the end is missing."""

    entries: list[object]
    whole: bool


def events_in(text: str) -> Written | None:
    """The list of events in a model's answer; None where there is none."""
    said = _THOUGHTS.sub("", text)
    for candidate in (said, *(found[1] for found in _FENCE.finditer(said))):
        entries = _entries(loaded(candidate))
        if entries is not None:
            return Written(entries, whole=True)
    keyed = _LIST.search(said) is not None
    for value in _values(said):
        # Within a list that is cut short, an entry or its parties are not the list.
        if keyed and not (isinstance(value, dict) and EVENTS in value):
            continue
        entries = _entries(value)
        if entries:
            return Written(entries, whole=True)
    return _cut(said)


def _entries(value: object) -> list[object] | None:
    """The list that a value is or holds; None where there is none. Under its key it may hold anything."""
    if isinstance(value, dict) and EVENTS in value:
        return value[EVENTS] if isinstance(value[EVENTS], list) else None
    listed = [value] if isinstance(value, dict) else value
    return listed if isinstance(listed, list) and all(map(_is_event, listed)) else None


def _is_event(entry: object) -> bool:
    """Could this be meant for an event? It has the two keys without which none can be one."""
    return isinstance(entry, dict) and {"type", "evidence"} <= entry.keys()


def _values(text: str) -> Iterator[object]:
    """What begins as an object or a list in prose, from the left."""
    at = 0
    for _ in range(MOST_STARTS):
        starts = [found for mark in "{[" if (found := text.find(mark, at)) >= 0]
        if not starts:
            return
        value, at = _value_at(text, min(starts))
        yield value


def _value_at(text: str, start: int) -> tuple[object, int]:
    """The value that begins at an offset and where it ends; None, and the next offset, where there is none."""
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start + 1


def _cut(text: str) -> Written | None:
    """The entries that are whole, of a list whose end is missing."""
    start = _LIST.search(text)
    if start is None:
        return None
    entries: list[object] = []
    at = start.end()
    while text[at : at + 1] != "]":
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # It matches nothing, too.
        value, at = _value_at(text, at)
        if not isinstance(value, dict):
            break
        entries.append(value)
    return Written(entries, whole=False) if entries else None
