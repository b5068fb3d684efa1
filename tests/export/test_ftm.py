"""FollowTheMoney: schemata and properties that exist, references that resolve, ids that stay."""

import json
from typing import Any

from tests.export.invented import (
    DAY,
    FRONT,
    SUMMIT,
    entry,
    event,
    party,
    report,
    strike,
    thread,
)

from communique.export import ExportEntry
from communique.export.ftm import to_ftm

THING = {"name", "country", "summary", "notes", "sourceUrl", "publisher", "keywords", "proof"}
PROPERTIES = {
    "Article": THING | {"fileName", "title", "publishedAt", "language", "bodyText"},
    "PublicBody": THING,
    "Organization": THING,
    "Person": THING,
    "LegalEntity": THING,
    "Mention": {"document", "resolved", "name", "detectedSchema", "contextCountry"},
    "Event": THING | {"date", "startDate", "endDate", "location", "involved", "recordId"},
}
"""Of each schema the properties that we may use; names as in FollowTheMoney 4.11."""

REQUIRED = {
    "Article": {"fileName"},
    "PublicBody": {"name"},
    "Organization": {"name"},
    "Person": {"name"},
    "LegalEntity": {"name"},
    "Mention": {"document", "name"},
    "Event": {"name"},
}
REFERENCES = {"involved", "proof", "document", "resolved"}


def entities(*entries: ExportEntry, **options: bool) -> list[dict[str, Any]]:
    return [json.loads(line) for line in to_ftm(entries, **options)]


def some() -> list[ExportEntry]:
    sides = (party("Ostrenia"), party("Kaldavia"))
    people = (party("Mara Doln", country="OST"), FRONT, {"name": "Tarn Union", "kind": "organization"})
    anonymous = {"name": "senior official", "kind": "person", "anonymous": True}
    summit = event("CONSULT", SUMMIT, modality="planned", actors=sides, attribution=(anonymous,))
    time = {"start": "2026-03-12", "end": "2026-03-13"}
    hit = ExportEntry(report=report(), event=strike(actors=people, issue="energy", time=time))
    return [
        ExportEntry(report=hit.report, event=hit.event, thread=thread(hit)),
        ExportEntry(report=report(), event=summit),
    ]


def test_every_entity_fits_its_schema() -> None:
    found = entities(*some(), with_text=True)
    assert {entity["schema"] for entity in found} == set(PROPERTIES)
    for entity in found:
        assert set(entity) == {"id", "schema", "properties"}
        assert REQUIRED[entity["schema"]] <= set(entity["properties"]) <= PROPERTIES[entity["schema"]], entity
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


def test_references_resolve_to_what_came_before() -> None:
    seen: set[str] = set()
    for entity in entities(*some()):
        for name in REFERENCES & set(entity["properties"]):
            assert set(entity["properties"][name]) <= seen, name
        assert entity["id"] not in seen, "nothing comes twice"
        seen.add(entity["id"])


def test_ids_are_always_the_same() -> None:
    once, again = (entities(*some()) for _ in range(2))
    assert once == again
    article = next(entity for entity in once if entity["schema"] == "Article")
    assert article["id"].startswith("communique-")


def test_what_is_not_told_as_a_fact_says_so_in_its_name() -> None:
    hit, summit = [entity for entity in entities(*some()) if entity["schema"] == "Event"]
    assert hit["properties"]["name"][0].startswith("ASSAULT drone: ")
    assert summit["properties"]["name"] == ["CONSULT (planned): Ostrenia ↔ Kaldavia"]
    assert "modality:planned" in summit["properties"]["keywords"]
    assert summit["properties"]["notes"] == ["according to senior official (unnamed)"]
    assert (hit["properties"]["startDate"], hit["properties"]["endDate"]) == (["2026-03-12"], ["2026-03-13"])
    assert "date" not in hit["properties"]
    assert "thread:t1" in hit["properties"]["keywords"]


def test_one_day_is_a_date_and_countries_have_two_letters() -> None:
    *_, told = entities(entry("ACCUSE", time=DAY, place={"name": "Pristina", "country": "XKX"}))
    assert told["properties"]["date"] == ["2026-03-13"]
    assert told["properties"]["country"] == ["xk"]
    *_, told = entities(entry("ACCUSE", time={"start": "2026-03", "end": "2026-03"}))
    assert told["properties"]["date"] == ["2026-03"], "FollowTheMoney's dates may be as coarse as the text's"


def test_the_text_comes_only_when_asked() -> None:
    short, long = (entities(entry("ACCUSE"), with_text=with_text)[0]["properties"] for with_text in (False, True))
    assert "bodyText" not in short
    assert long["bodyText"] == [report().text]
    assert short["language"] == ["eng"]


def test_unnamed_sources_are_no_entities() -> None:
    names = [entity["properties"].get("name") for entity in entities(*some())]
    assert ["senior official"] not in names
