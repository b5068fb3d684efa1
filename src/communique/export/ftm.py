"""Entries as entities of FollowTheMoney (schema 4.x), a JSON object a line, for Aleph, OpenAleph and OpenSanctions.

Written by hand, without the package. A report is an Article, a party a PublicBody, Person, Organization or LegalEntity,
an event an Event whose `proof` is the article and whose `involved` are the parties, and each naming a Mention.
FollowTheMoney knows no modality: an event that is not told as a fact says so in its name and keywords.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from communique.export.entry import ExportEntry
from communique.export.incidents import happened
from communique.export.json_lines import json_line
from communique.export.wording import attribution_phrase, casualties_phrase, chips, facts, parties_phrase
from communique.lexicon.countries import load_countries
from communique.record import Event, Party, PartyKind, Report

SCHEMATA = {
    PartyKind.GOVERNMENT: "PublicBody",
    PartyKind.PERSON: "Person",
    PartyKind.ORGANIZATION: "Organization",
    PartyKind.ARMED_GROUP: "Organization",
    PartyKind.POPULATION: "LegalEntity",
}
"""FollowTheMoney's schema of a party; it has none for a population, and LegalEntity is its most general."""

_LANGUAGES = {"en": "eng"}  # ISO 639-3, which FollowTheMoney asks for; reports are English.
_Properties = dict[str, Iterable[str | None]]


def to_ftm(entries: Iterable[ExportEntry], *, with_text: bool = False) -> Iterator[str]:
    """Lines, an entity each, every one once and before those that refer to it; the report's text only `with_text`.

    In memory stay the ids of what was written, so that nothing comes twice.
    """
    written: set[str] = set()
    for entry in entries:
        for entity in entities_of(entry, with_text=with_text):
            if entity["id"] not in written:
                written.add(entity["id"])
                yield json_line(entity)


def entities_of(entry: ExportEntry, *, with_text: bool = False) -> Iterator[dict[str, Any]]:
    """The article, the parties, the mentions and the event of one entry, in this order."""
    report, event = entry.report, entry.event
    named = [*event.actors, *event.recipients, *(s for s in event.attribution if not s.anonymous)]
    yield _article(report, with_text=with_text)
    for party in named:
        yield _party(party)
    for party in named:
        if party.text:
            yield _mention(report, party)
    yield _event(entry)


def ftm_id(*parts: str) -> str:
    """An id that the same parts always have: 40 hexadecimal digits of SHA-256, after `communique-`."""
    return "communique-" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def article_id(report: Report) -> str:
    """The id of a report's Article."""
    return ftm_id("report", report.id)


def party_id(party: Party) -> str:
    """The id of a party: the same name, kind and country have the same."""
    return ftm_id("party", party.kind, party.country or "", party.name)


def _article(report: Report, *, with_text: bool) -> dict[str, Any]:
    return _entity(
        article_id(report),
        "Article",
        {
            "fileName": [report.name],
            "title": [report.title],
            "publisher": [report.publisher],
            "publishedAt": [report.published.isoformat() if report.published else None],
            "sourceUrl": [report.url],
            "language": [_LANGUAGES.get(report.language or "")],
            "bodyText": [report.text] if with_text else [],
        },
    )


def _party(party: Party) -> dict[str, Any]:
    properties: _Properties = {"name": [party.name], "country": [_country(party.country)]}
    return _entity(party_id(party), SCHEMATA[party.kind], properties)


def _mention(report: Report, party: Party) -> dict[str, Any]:
    return _entity(
        ftm_id("mention", report.id, str(party.start), str(party.end), party_id(party)),
        "Mention",
        {
            "document": [article_id(report)],
            "resolved": [party_id(party)],
            "name": [party.text],
            "detectedSchema": [SCHEMATA[party.kind]],
            "contextCountry": [_country(party.country)],
        },
    )


def _event(entry: ExportEntry) -> dict[str, Any]:
    report, event = entry.report, entry.event
    time, place = event.time, event.place
    involved = dict.fromkeys(party_id(party) for party in (*event.actors, *event.recipients))
    is_one_date = time is not None and time.start == time.end
    return _entity(
        ftm_id("event", report.id, event.id),
        "Event",
        {
            "name": [_name(entry)],
            "date": [time.start if time and is_one_date else None],
            "startDate": [time.start if time and not is_one_date else None],
            "endDate": [time.end if time and not is_one_date else None],
            "location": [place.name if place else None],
            "country": [_country(place.country) if place else None],
            "involved": involved,
            "proof": [article_id(report)],
            "sourceUrl": [report.url],
            "publisher": [report.publisher],
            "recordId": [event.id],
            "summary": [span.quote for span in event.evidence],
            "notes": [_notes(event)],
            "keywords": _keywords(entry),
        },
    )


def _name(entry: ExportEntry) -> str:
    event = entry.event
    kind = f"{event.event_type} {event.mode}" if event.mode else event.event_type.value
    doubt = "" if happened(entry) else f" ({', '.join(chips(event)) or 'not told as a fact'})"
    return f"{kind}{doubt}: {parties_phrase(event)}"


def _notes(event: Event) -> str | None:
    said = [
        *facts(event),
        casualties_phrase(event.casualties) if event.casualties else "",
        attribution_phrase(event.attribution) if event.attribution else "",
    ]
    return " · ".join(filter(None, said)) or None


def _keywords(entry: ExportEntry) -> Iterator[str]:
    event = entry.event
    yield f"type:{event.event_type}"
    if event.mode:
        yield f"mode:{event.mode}"
    if event.issue:
        yield f"issue:{event.issue}"
    yield f"modality:{event.modality}"
    yield f"polarity:{event.polarity}"
    yield f"status:{entry.status}"
    if entry.thread:
        yield f"thread:{entry.thread.id}"


def _entity(identity: str, schema: str, properties: _Properties) -> dict[str, Any]:
    """An entity without the properties that hold nothing."""
    told = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


@cache
def _alpha2() -> dict[str, str]:
    countries, _ = load_countries()
    return {iso3: country.iso2.lower() for iso3, country in countries.items()}


def _country(iso3: str | None) -> str | None:
    """FollowTheMoney's code: ISO 3166-1 alpha-2 in small letters, `xk` for Kosovo."""
    return _alpha2().get(iso3 or "")
