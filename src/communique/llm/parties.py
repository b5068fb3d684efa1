"""Parties of an answer -> parties of the record: by the words that the report has, through the lexicon.

The model says which words stand for whom; who that is says the lexicon, or the report where it spells the name. A
country is given only where a name of the report leads to it.
"""

from collections.abc import Mapping
from typing import Any

from communique.lexicon import Entry
from communique.llm.answer import code_of, text_of
from communique.llm.ground import Ground, tokens
from communique.llm.words import Words
from communique.record import Attribution, Party, PartyKind

Told = Mapping[object, object]
Spot = tuple[int, int]

_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")
_PRONOUNS = frozenset(
    "i you he she it we they me him her us them his its our their this that these those who whom which".split()
)
_DESCRIBED = frozenset({PartyKind.POPULATION, PartyKind.ARMED_GROUP})
"""Kinds that a report may leave without a name: "villagers", "rebels"."""
_OF_A_COUNTRY = frozenset({PartyKind.PERSON, PartyKind.POPULATION})


def party_of(told: Told, ground: Ground, passage: Words, near: Spot) -> Party | None:
    """The party that an entry tells of; None where the text names none such. `near` is where the event is told."""
    name, words = text_of(told, "name"), text_of(told, "words")
    spot = passage.find(words, near=near) if words else None
    if words and spot is None:
        return None
    quoted = ground.text_at(spot)
    listed = _listed(name, quoted, code_of(told, "kind", PartyKind), ground)
    kind = PartyKind(listed.kind) if listed is not None else code_of(told, "kind", PartyKind)
    if kind is None:
        return None
    called = listed.name if listed is not None else _spelled(name, ground, near) or _described(quoted, kind)
    if not called:
        return None
    return Party(
        name=called,
        kind=kind,
        country=_country(told, listed, kind, quoted, ground),
        sector=_sector(listed, kind, quoted, ground),
        **_at(spot, quoted),
    )


def source_of(told: Told, ground: Ground, passage: Words, near: Spot) -> Attribution | None:
    """The source that an entry tells of: a party, an outlet, or somebody whom the report only describes."""
    words = text_of(told, "words") or text_of(told, "name")
    spot = passage.find(words, near=near) if words else None
    quoted = ground.text_at(spot)
    anonymous = told.get("anonymous") is True
    via = _outlet(text_of(told, "via"), ground) or _spelled(text_of(told, "via"), ground, near) or None
    person = anonymous or code_of(told, "kind", PartyKind) is PartyKind.PERSON
    outlet = None if person else _outlet(quoted, ground)
    party = None if anonymous or outlet else party_of(told, ground, passage, near)
    if party is not None:
        return Attribution(**party.model_dump(), via=via)
    called = outlet or _plain(quoted)
    if not called or called.casefold() in _PRONOUNS:
        return None
    return Attribution(
        name=called,
        kind=PartyKind.PERSON if anonymous else PartyKind.ORGANIZATION,
        country=None if outlet else _country(told, None, PartyKind.PERSON, quoted, ground),
        sector="JRN" if outlet else ground.sector_in(quoted),
        anonymous=anonymous,
        via=via,
        **_at(spot, quoted),
    )


def _listed(name: str, quoted: str, kind: PartyKind | None, ground: Ground) -> Entry | None:
    """The entry of the lexicon that is meant: what the words name, else what the name does, where the report has it.

    The kind told tells a person from the state that is named in the same words.
    """
    there = ground.entries_in(quoted)
    called = {entry.name for word in tokens(quoted) for entry in ground.lexicon.surname(word)} | ground.named
    meant = [entry for entry in ground.entries_in(name) if entry.name in called]
    names = {entry.name for entry in meant}
    both = [entry for entry in there if entry.name in names]
    fit = [entry for entry in (*both, *there, *meant) if kind is None or entry.kind == kind]
    if not fit and kind is not PartyKind.POPULATION and _is_whole_name(quoted, ground):
        return there[0] if there else None
    return fit[0] if fit else None


def _is_whole_name(quoted: str, ground: Ground) -> bool:
    """Are some words nothing but a listed name? Then it is what the lexicon says, not what the model takes it for."""
    found = tokens(_plain(quoted))
    return bool(found) and ground.lexicon.find(found, 0)[0] == len(found)


def _spelled(name: str, ground: Ground, near: Spot) -> str:
    """A name that the report itself spells, in its own characters; empty where it does not, or where it is none."""
    if not any(word[:1].isupper() for word in name.split()):
        return ""
    return _plain(ground.text_at(ground.words.find(name, near=near)))


def _described(quoted: str, kind: PartyKind) -> str:
    """What somebody is called whom the report does not name; empty for a pronoun, or where a name is needed."""
    called = _plain(quoted)
    named = any(word[:1].isupper() for word in called.split())
    return called if called.casefold() not in _PRONOUNS and (named or kind in _DESCRIBED) else ""


def _country(told: Told, listed: Entry | None, kind: PartyKind, quoted: str, ground: Ground) -> str | None:
    """Whose it is: by the lexicon, by a country in its own words, or as told where the report names that country."""
    if listed is not None:
        return listed.country if kind is not PartyKind.ARMED_GROUP and listed.type != "region" else None
    if kind not in _OF_A_COUNTRY:
        return None
    named = [entry.country for entry in ground.entries_in(quoted) if entry.country]
    claimed = text_of(told, "country").upper()
    if claimed in (named or ground.countries):
        return claimed
    return named[0] if named else None


def _sector(listed: Entry | None, kind: PartyKind, quoted: str, ground: Ground) -> str | None:
    """By the words where they say what somebody does ("the Swedish army"), else by the lexicon."""
    told = ground.sector_in(quoted) if kind is not PartyKind.ARMED_GROUP else None
    return told or (listed.sector if listed is not None else None)


def _outlet(words: str, ground: Ground) -> str | None:
    """The outlet of the lexicon that some words name, where the report has them; None for any other."""
    spot = ground.words.find(words) if words else None
    found = tokens(ground.text_at(spot))
    known = (ground.lexicon.outlet(found, at)[1] for at in range(len(found)))
    return next((entry.name for entry in known if entry is not None), None)


def _at(spot: Spot | None, quoted: str) -> dict[str, Any]:
    return {} if spot is None else {"text": quoted, "start": spot[0], "end": spot[1]}


def _plain(words: str) -> str:
    """Words on one line, without an article before them."""
    line = " ".join(words.split())
    for article in _ARTICLES:
        line = line.removeprefix(article)
    return line
