"""docs/glossary.md names each field and code of the record, and none that is not there."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from communique import record
from communique.record import EventType, Issue, Modality, Noun, PartyKind, Polarity

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"

NOUNS = [
    noun
    for name in record.__all__
    if isinstance(noun := getattr(record, name), type) and issubclass(noun, Noun) and noun is not Noun
]

CODES: list[tuple[str, type[StrEnum]]] = [
    ("Event types", EventType),
    ("Modality", Modality),
    ("Polarity", Polarity),
    ("Kinds of party", PartyKind),
    ("Issues", Issue),
]


def listed_under(heading: str) -> list[str]:
    """The first cells, in code style, of the table under a heading of the third level."""
    sections = re.split(r"^#+ ", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [section for section in sections if section.partition("\n")[0] == heading]
    assert len(found) == 1, f"docs/glossary.md needs one section {heading!r}"
    return re.findall(r"^\| `([^`]+)` \|", found[0], flags=re.MULTILINE)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_field_of_a_noun_is_in_the_glossary(noun: type[Noun]) -> None:
    assert listed_under(noun.__name__) == list(noun.model_fields)


@pytest.mark.parametrize(("heading", "codes"), CODES, ids=[heading for heading, _ in CODES])
def test_every_code_is_in_the_glossary(heading: str, codes: type[StrEnum]) -> None:
    assert listed_under(heading) == [code.value for code in codes]
