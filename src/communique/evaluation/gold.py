"""Gold: reports, each with the facts that people read from it.

A folder holds `NAME.txt`, a report, and beside it `NAME.gold.json`, `{"report": NAME, "genre": …, "facts": [FACT, …]}`.
A fact has the fields of an event, with three differences: it may have several acceptable types, the best first; its
evidence is quotes without offsets; and it may be optional (`core` false): finding it is never wrong, missing it costs
nothing. Keys that are not known here are passed over.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from communique.evaluation.errors import EvaluationError, first_problem
from communique.record import EventType, Issue, Modality, PartyKind, Polarity

UNKNOWN_GENRE = "unknown"

_GOLD, _TEXT = ".gold.json", ".txt"
_HEADER = re.compile(r"^([A-Za-z][A-Za-z-]*):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldParty(_Gold):
    """A party that is expected, with the other names that are as right as `name`."""

    name: str
    country: str | None = None
    kind: PartyKind | None = None
    aliases: tuple[str, ...] = ()


class GoldSource(GoldParty):
    """Whom the report names as its source."""

    anonymous: bool = False
    via: str | None = None


class GoldQuantity(_Gold):
    """A count or a duration: `value`, or bounds of which one may be open."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    what: str | None = None
    per: str | None = None


class GoldBounds(_Gold):
    """How many people, inclusive; None where open."""

    low: float | None = None
    high: float | None = None


class GoldCasualties(_Gold):
    """The dead and the injured; None where a number is not told."""

    killed: GoldBounds | None = None
    injured: GoldBounds | None = None


class GoldTime(_Gold):
    """ISO dates, as precise as the text."""

    start: str | None = None
    end: str | None = None


class GoldPlace(_Gold):
    """Where, as precise as the text."""

    name: str
    country: str | None = None


class Fact(_Gold):
    """One codable event as people read it."""

    id: str
    core: bool
    event_type: tuple[EventType, ...] = Field(min_length=1)
    actors: tuple[GoldParty, ...]
    recipients: tuple[GoldParty, ...] = ()
    issue: Issue | None = None
    modality: Modality
    polarity: Polarity
    attribution: GoldSource | None = None
    quantities: tuple[GoldQuantity, ...] = ()
    casualties: GoldCasualties | None = None
    time: GoldTime | None = None
    place: GoldPlace | None = None
    evidence: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class GoldReport:
    """A report with gold. `text` is its body, which offsets count in; `headers` by lower-case name."""

    name: str
    text: str
    facts: tuple[Fact, ...]
    genre: str = UNKNOWN_GENRE
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def spans(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Where the evidence of each fact stands, half open, fact by fact; what is not found is left out."""
        return tuple(
            tuple(span for quote in fact.evidence if (span := locate(self.text, quote)) is not None)
            for fact in self.facts
        )

    def header(self, name: str) -> str | None:
        """What a header line says, by its lower-case name."""
        return dict(self.headers).get(name) or None


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote first stands in a text, white space of any length for any other; None where it does not."""
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    loose = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return loose.span() if loose else None


def load_gold(folder: Path) -> tuple[GoldReport, ...]:
    """The reports with gold in a folder (not in those below it), by name; EvaluationError names what is wrong."""
    if not folder.is_dir():
        wanted = "name the folder that holds NAME.txt and NAME.gold.json"
        raise EvaluationError(str(folder), f"is a file; {wanted}" if folder.exists() else "no such folder")
    files = sorted(folder.glob(f"*{_GOLD}"))
    if not files:
        raise EvaluationError(str(folder), f"no gold in this folder; looked for NAME{_GOLD} beside NAME{_TEXT}")
    return tuple(_load(file) for file in files)


def read_utf8(path: Path) -> str:
    """A file's text with LF line ends; EvaluationError where it cannot be read, or is no UTF-8."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise EvaluationError(str(path), "no such file") from None
    except IsADirectoryError:
        raise EvaluationError(str(path), "is a folder, not a file") from None
    except (OSError, ValueError) as error:
        raise EvaluationError(str(path), f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
    return decode_utf8(data, name=str(path))


def decode_utf8(data: bytes, *, name: str) -> str:
    """The text with LF line ends; EvaluationError where it is no UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EvaluationError(f"{name}, line {line}", "not UTF-8; convert it to UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _load(file: Path) -> GoldReport:
    name = file.name.removesuffix(_GOLD)
    report = file.with_name(f"{name}{_TEXT}")
    if not report.is_file():
        raise EvaluationError(str(file), f"its report, {report.name}, is not beside it")
    head, body = _split(read_utf8(report))
    headers = tuple((key.casefold(), value) for key, value in _HEADER.findall(head))
    raw = read_utf8(file)
    try:
        written = json.loads(raw)
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{file}, line {error.lineno}", f"not JSON ({error.msg})") from None
    if not isinstance(written, dict) or not isinstance(written.get("facts"), list):
        raise EvaluationError(str(file), 'not gold: it must be {"report": NAME, "facts": [FACT, …]}')
    facts = tuple(_fact(entry, number, file=file, raw=raw) for number, entry in enumerate(written["facts"], start=1))
    _check(facts, body, file=file, raw=raw)
    genre = written.get("genre") or dict(headers).get("genre") or UNKNOWN_GENRE
    return GoldReport(name=name, text=body, facts=facts, genre=str(genre), headers=headers)


def _split(text: str) -> tuple[str, str]:
    """The header lines and the body: what follows the first blank line, or all where there is none."""
    head, blank, body = text.partition("\n\n")
    return (head, body.rstrip("\n")) if blank else ("", text)


def _fact(entry: object, number: int, *, file: Path, raw: str) -> Fact:
    try:
        return Fact.model_validate(_emptied(entry))
    except ValidationError as error:
        id_ = entry.get("id") if isinstance(entry, dict) else None
        place = _place(file, raw, str(id_)) if id_ else f"{file}, fact number {number}"
        raise EvaluationError(place, first_problem(error)) from None


def _emptied(entry: object) -> object:
    """A fact as written, with null for what holds nothing: `[]` for an attribution, `{}` for a number of dead."""
    if not isinstance(entry, dict):
        return entry
    slots = {key: value for key, value in entry.items() if value not in (None, {}, [], "") or key in _REQUIRED}
    toll = slots.get("casualties")
    if isinstance(toll, dict):
        slots["casualties"] = {key: value or None for key, value in toll.items()}
    return slots


_REQUIRED = frozenset(name for name, field in Fact.model_fields.items() if field.is_required())


def _check(facts: Sequence[Fact], body: str, *, file: Path, raw: str) -> None:
    """Raises EvaluationError where two facts share an id, or evidence is not in the report."""
    seen: set[str] = set()
    for fact in facts:
        if fact.id in seen:
            raise EvaluationError(_place(file, raw, fact.id), "a second fact with this id; give each its own")
        seen.add(fact.id)
        for quote in fact.evidence:
            if not quote.strip() or locate(body, quote) is None:
                raise EvaluationError(_place(file, raw, fact.id), f"its evidence {quote!r} is not in the report")


def _place(file: Path, raw: str, id_: str) -> str:
    """File, line and fact: the line is that of the last entry with this id."""
    found = list(re.finditer(rf'"id"\s*:\s*{re.escape(json.dumps(id_))}', raw))
    line = f", line {raw.count(chr(10), 0, found[-1].start()) + 1}" if found else ""
    return f"{file}{line}, fact {id_}"
