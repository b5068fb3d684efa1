"""GeoJSON: points with their precision, and a count of what has none."""

import json

from tests.export.invented import NAIROBI, entry, report, strike

from communique.export import ExportEntry
from communique.export.geojson import to_geojson
from communique.export.loss import Losses
from communique.export.table import ENTRY_COLUMNS, names_of


def struck(place: dict[str, object] | None) -> ExportEntry:
    return ExportEntry(report=report(), event=strike(place=place))


def test_a_point_is_longitude_then_latitude_and_says_how_precise_it_is() -> None:
    losses = Losses()
    country = {"name": "Kenya", "country": "KEN", "geonames_id": 192950, "lat": 1.0, "lon": 38.0}
    entries = [struck(NAIROBI), struck(country), struck({"name": "Marenka", "lat": 1.5, "lon": 2.0})]
    entries += [struck({"name": "Marenka"}), struck(None), struck({"name": "Marenka", "lat": 100, "lon": 0})]
    found = json.loads("".join(to_geojson(entries, losses=losses)))
    assert set(found) == {"type", "features", "events_without_point"}
    assert found["type"] == "FeatureCollection"
    assert found["events_without_point"] == 3
    city, area, by_hand = found["features"]
    assert city["geometry"] == {"type": "Point", "coordinates": [36.8167, -1.2833]}
    assert (city["properties"]["precision"], city["properties"]["is_centroid"]) == ("city", False)
    assert area["properties"]["is_centroid"] or area["properties"]["precision"] == "unknown"
    assert by_hand["properties"]["precision"] == "unknown"
    assert set(city["properties"]) == {*names_of(ENTRY_COLUMNS), "precision", "is_centroid"}
    assert city["properties"]["published"] == "2026-03-14"
    assert (losses.events, losses.rows) == (6, 3)


def test_nothing_is_a_collection_too() -> None:
    assert json.loads("".join(to_geojson([entry("ACCUSE")])))["features"] == []
    assert json.loads("".join(to_geojson([])))["events_without_point"] == 0
