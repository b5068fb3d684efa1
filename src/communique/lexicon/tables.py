"""Strict reading of the lexicon's YAML files: lists of mappings whose values are strings, several joined by `|`."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from communique.lexicon.entry import LexiconError

# CBaseLoader reads every scalar as a string: no `NO` that turns into False, and twice as fast as CSafeLoader.
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _UniqueKeyLoader(_BASE):  # type: ignore[misc]  # the base is chosen at run time
    """Refuses a key given twice in a mapping, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            twice = sorted({str(key) for key in keys if keys.count(key) > 1})
            raise LexiconError(f"line {node.start_mark.line + 1}: key given twice: {', '.join(twice)}; keep one")
        found: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a data file, with the place to name in an error."""

    file: str
    title: str
    values: Mapping[str, Any]

    def error(self, fault: str) -> LexiconError:
        """The error to raise for `fault` in this entry."""
        return LexiconError(f"{self.file}, entry {self.title!r}: {fault}")

    def text(self, key: str) -> str:
        """The string under `key`, empty where absent."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(f"{key} must be a string; join several values with ' | '")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """The values under `key`; refuses an empty one and one given twice."""
        return self.split(key, self.text(key), "|")

    def split(self, key: str, value: str, mark: str) -> tuple[str, ...]:
        """`value` cut at `mark`; refuses an empty part and one given twice."""
        if not value:
            return ()
        parts = tuple(part.strip() for part in value.split(mark))
        if not all(parts):
            raise self.error(f"{key} has an empty value between two '{mark}'; delete one")
        if len(set(parts)) != len(parts):
            twice = sorted({part for part in parts if parts.count(part) > 1})
            raise self.error(f"{key} holds twice: {', '.join(twice)}; keep one")
        return parts

    def code(self, key: str, allowed: Iterable[str], *, default: str = "") -> str:
        """The code under `key`, one of `allowed`."""
        value = self.text(key) or default
        if value not in allowed:
            raise self.error(f"{key} {value!r} is not a known code; known are {', '.join(sorted(allowed))}")
        return value

    def flag(self, key: str) -> bool:
        """True where `key` is `true`, False where it is absent."""
        return self.code(key, ("true", "false"), default="false") == "true"

    def mapping(self, key: str) -> dict[str, str]:
        """The mapping of strings under `key`, empty where absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
            raise self.error(f"{key} must map codes to strings")
        return value


def read_table(file: str, *, title: str, required: frozenset[str], optional: frozenset[str]) -> Iterator[Row]:
    """The entries of data file `file`, each called by its `title` key; refuses an unknown or a missing key.

    Raises LexiconError naming the file and the entry.
    """
    data = read_yaml(file)
    if not isinstance(data, list):
        raise LexiconError(f"{file}: the file must be a list of entries")
    for number, values in enumerate(data, 1):
        if not isinstance(values, dict) or not isinstance(values.get(title), str):
            raise LexiconError(f"{file}, entry number {number}: must be a mapping with a {title!r}")
        row = Row(file, values[title], values)
        if unknown := set(values) - required - optional:
            known = ", ".join(sorted(required | optional))
            raise row.error(f"unknown key {', '.join(sorted(unknown))}; known are {known}")
        if missing := required - set(values):
            raise row.error(f"lacks {', '.join(sorted(missing))}")
        yield row


def read_yaml(file: str) -> Any:
    """What the YAML file holds, every scalar as a string. Raises LexiconError for what is no YAML."""
    try:
        text = files("communique.lexicon").joinpath(file).read_text("utf-8")
        return yaml.load(text, _UniqueKeyLoader)  # noqa: S506  # makes strings, lists and mappings only
    except (yaml.YAMLError, LexiconError) as fault:
        raise LexiconError(f"{file}: {fault}") from fault
