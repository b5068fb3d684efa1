"""Gives a report of the invented corpus the names of the real world, so that a reader learns how real names behave.

Each invented state becomes a country of the lexicon, with its demonym and capital; groups, organisations, people and
places become others of their kind, or keep their names now and then, since reports are full of names that no list has.
Every offset moves along. Nothing of this is published or stored: the swapped text is false, and only trains and tests.
"""

import gzip
import random
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from communique.lexicon import Lexicon, load_lexicon
from communique.lexicon.places import DATA
from training.corpus import Annotated, gold_fact, spans_of

ACRONYM = re.compile(r"[A-Z][A-Z-]{1,9}")
Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Told:
    """A report as training and measuring take it: the body, the title, each fact with its spans, the cast by id."""

    name: str
    title: str
    published: str
    publisher: str
    dateline: str | None
    body: str
    facts: list[dict[str, Any]]
    spans: list[Spans]
    cast: dict[str, dict[str, Any]]


def told_as_written(report: Annotated) -> Told:
    """The report under its own, invented names."""
    facts = report.annotation["facts"]
    head = report.header
    return Told(
        name=report.name,
        title=head["Title"],
        published=head["Published"],
        publisher=head["Publisher"],
        dateline=head.get("Dateline"),
        body=report.body,
        facts=facts,
        spans=[spans_of(report, fact) for fact in facts],
        cast=report.cast,
    )


@dataclass(frozen=True, slots=True)
class World:
    """What names are drawn from."""

    lexicon: Lexicon
    countries: list[str]
    groups: list[str]
    organisations: dict[str, list[str]]
    people: dict[str, list[str]]
    places: dict[str, list[str]]


@cache
def make_world() -> World:
    """The names that the lexicon and the gazetteer hold, by what they may stand in for."""
    lexicon = load_lexicon()
    countries = [
        code
        for code, c in lexicon.countries.items()
        if c.demonyms and c.capitals and not any(n.startswith("the ") for n in c.names) and " and " not in c.name
    ]
    groups: list[str] = []
    organisations: dict[str, list[str]] = {}
    for name, entries in lexicon.by_name.items():
        for entry in entries:
            if entry.kind == "armed_group" and not entry.former:
                groups.append(name)
            elif entry.kind == "organization" and entry.country is None and entry.type == "organization":
                organisations.setdefault(entry.sector or "IGO", []).append(name)
    people: dict[str, list[str]] = {}
    for name, person in lexicon.people.items():
        for country in {o.country or "" for o in person.offices}:
            if len(name.split()) > 1:
                people.setdefault(country, []).append(name)
    return World(lexicon, sorted(countries), sorted(groups), organisations, people, towns_of())


def towns_of() -> dict[str, list[str]]:
    """Names of the gazetteer's towns by country, those of few letters or several words left out."""
    data = gzip.decompress(files("communique.lexicon").joinpath(DATA).read_bytes()).decode("utf8")
    found: dict[str, set[str]] = {}
    for row in data.partition("\n\n")[2].splitlines():
        name, country, _, _, _, _, kind, *_ = row.split("\t")
        if country and kind == "city" and 4 < len(name) < 16 and " " not in name:
            found.setdefault(country, set()).add(name)
    return {country: sorted(names) for country, names in found.items()}


def swap(told: Told, world: World, rng: random.Random, *, keep: float = 0.3) -> Told:
    """The report with other names; `keep` is the share of groups, organisations, people and places that stay."""
    names: dict[str, str] = {}
    states = {p["country"]: p for p in told.cast.values() if p["kind"] == "government" and p.get("country")}
    codes = {p.get("country") for p in told.cast.values()} | {f["place"][1] for f in told.facts if f.get("place")}
    drawn = dict(zip(sorted(c for c in codes if c), rng.sample(world.countries, len(codes - {None})), strict=True))
    cast = {}
    for key, party in told.cast.items():
        new = dict(party)
        code = party.get("country")
        new["country"] = drawn[code] if code else None
        match party["kind"]:
            case "government" if code and states.get(code) is party:
                new |= _as_country(party, drawn[code], world, names)
            case "armed_group" if rng.random() > keep:
                new |= _as_other(party, rng.choice(world.groups), names)
            case "organization" if not code and rng.random() > keep:
                pool = world.organisations.get(party.get("sector") or "IGO")
                new |= _as_other(party, rng.choice(pool), names) if pool else {}
            case "person" if rng.random() > keep:
                pool = world.people.get(drawn[code] if code else "")
                new |= _as_person(party, rng.choice(pool), names) if pool else {}
        cast[key] = new
    for fact in told.facts:
        if fact.get("place") and fact["place"][0][:1].isupper():
            _as_town(fact["place"][0], drawn.get(fact["place"][1]), world, rng, keep, names)
    return _rewrite(told, cast, names, drawn)


def _as_country(party: dict[str, Any], code: str, world: World, names: dict[str, str]) -> dict[str, Any]:
    country = world.lexicon.country(code)
    names[party["name"]] = country.name
    demonym = country.demonyms[0]
    demonyms = []
    for old in party.get("demonyms", ()):
        plural = old.endswith("s") and any(old[:-1] == d for d in party["demonyms"])
        names[old] = _plural(demonym) if plural else demonym
        demonyms.append(names[old])
    for old in party.get("capital", ()):
        names[old] = country.capitals[0]
    aliases = []
    for old in party.get("aliases", ()):
        if party["name"] in old:
            names[old] = old.replace(party["name"], country.name)
        aliases.append(names.get(old, old))
    return {"name": country.name, "aliases": aliases, "demonyms": demonyms, "capital": [country.capitals[0]]}


def _plural(demonym: str) -> str:
    return demonym if demonym.endswith(("s", "sh", "ch", "ese", "i", "x")) else demonym + "s"


def _as_other(party: dict[str, Any], name: str, names: dict[str, str]) -> dict[str, Any]:
    plain = name.removeprefix("the ")
    words = [w for w in re.split(r"[\s-]+", plain) if w[:1].isupper()]
    short = "".join(w[0] for w in words) if len(words) > 1 else plain
    names[party["name"]] = plain
    aliases = []
    for old in party.get("aliases", ()):
        if ACRONYM.fullmatch(old):
            names[old] = short
        elif any(w[:1].isupper() for w in old.split()):
            names[old] = plain
        aliases.append(names.get(old, old))
    return {"name": plain, "aliases": aliases}


def _as_person(party: dict[str, Any], name: str, names: dict[str, str]) -> dict[str, Any]:
    names[party["name"]] = name
    aliases = []
    for old in party.get("aliases", ()):
        if old in party["name"].split():
            names[old] = name.split()[-1] if old == party["name"].split()[-1] else name.split()[0]
        aliases.append(names.get(old, old))
    return {"name": name, "aliases": aliases}


def _as_town(old: str, code: str | None, world: World, rng: random.Random, keep: float, names: dict[str, str]) -> None:
    towns = world.places.get(code or "")
    if old in names or not towns or rng.random() < keep or len(old.split()) > 1:
        return
    names[old] = rng.choice(towns)


def _rewrite(told: Told, cast: dict[str, dict[str, Any]], names: dict[str, str], drawn: dict[str, str]) -> Told:
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(old)}(?!\w)" for old in sorted(names, key=len, reverse=True)))

    def renamed(text: str) -> str:
        return pattern.sub(lambda m: names[m.group()], text) if names else text

    edges: list[tuple[int, int, int, int]] = []
    parts, at, length = [], 0, 0
    for m in pattern.finditer(told.body) if names else ():
        parts += [told.body[at : m.start()], names[m.group()]]
        length += m.start() - at
        edges.append((m.start(), m.end(), length, length + len(names[m.group()])))
        length += len(names[m.group()])
        at = m.end()
    body = "".join([*parts, told.body[at:]])

    def moved(offset: int, *, end: bool) -> int:
        shift = 0
        for old_start, old_end, new_start, new_end in edges:
            if offset <= old_start and not (end and offset == old_end):
                break
            if offset < old_end:
                return new_end if end else new_start
            shift = new_end - old_end
        return offset + shift

    def moved_spans(spans: Spans) -> Spans:
        return {k: [(moved(a, end=False), moved(b, end=True)) for a, b in v] for k, v in spans.items()}

    facts = []
    for fact in told.facts:
        new = dict(fact)
        if place := fact.get("place"):
            new["place"] = [renamed(place[0]), drawn.get(place[1]), place[2]]
        if source := fact.get("attribution"):
            new["attribution"] = source | {
                "name": renamed(source["name"]),
                "country": drawn.get(source.get("country")),
                "via": renamed(source["via"]) if source.get("via") else None,
            }
        facts.append(new)
    # "Kestrian Senate" goes along with Kestria, though the Senate itself was not drawn.
    moved_cast = {
        key: party | {"name": renamed(party["name"]), "aliases": [renamed(a) for a in party.get("aliases", ())]}
        for key, party in cast.items()
    }
    return Told(
        name=told.name,
        title=renamed(told.title),
        published=told.published,
        publisher=told.publisher,
        dateline=renamed(told.dateline) if told.dateline else None,
        body=body,
        facts=facts,
        spans=[moved_spans(s) for s in told.spans],
        cast=moved_cast,
    )


def gold_of(told: Told) -> dict[str, Any]:
    """The report's facts in the acceptance form, under the names that it now has."""
    pairs = zip(told.facts, told.spans, strict=True)
    return {"report": told.name, "facts": [gold_fact(f, spans, told.cast, told.body) for f, spans in pairs]}


def text_of(told: Told) -> str:
    """The report as a file: header, blank line, body."""
    head = [f"Title: {told.title}", f"Published: {told.published}", f"Publisher: {told.publisher}"]
    head += [f"Dateline: {told.dateline}"] if told.dateline else []
    return "\n".join(head) + "\n\n" + told.body + "\n"
