"""Entries as GeoJSON (RFC 7946): a point for each event whose place has coordinates, and how precise it is."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from communique.export.entry import ExportEntry, stable_key
from communique.export.loss import Losses
from communique.export.places import CENTROIDS, point_of, precision_of
from communique.export.table import entry_row


def to_geojson(entries: Iterable[ExportEntry], *, losses: Losses | None = None) -> Iterator[str]:
    """A FeatureCollection in pieces, a feature a line.

    `events_without_point`, a foreign member after the features, counts the events that a map cannot show, as `losses`
    does.
    """
    losses = Losses() if losses is None else losses
    yield '{"type": "FeatureCollection", "features": ['
    before, without = "\n", 0
    for entry in entries:
        losses.events += 1
        feature = feature_of(entry)
        if feature is None:
            without += 1
            losses.leave_out("no place with coordinates")
            continue
        losses.rows += 1
        yield before + json.dumps(feature, ensure_ascii=False, allow_nan=False)
        before = ",\n"
    yield f'\n], "events_without_point": {without}}}\n'


def feature_of(entry: ExportEntry) -> dict[str, Any] | None:
    """The event as a point; None where its place has no coordinates.

    The properties are the columns of the CSV, with `precision` (site, city, admin1, region, water, country or
    unknown) and `is_centroid`, true where the point is only the middle of an area.
    """
    place, point = entry.event.place, point_of(entry.event.place)
    if place is None or point is None:
        return None
    lat, lon = point
    precision = precision_of(place)
    row = {k: v.isoformat() if isinstance(v, date) else v for k, v in entry_row(entry).items()}
    return {
        "type": "Feature",
        "id": stable_key(entry),
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {**row, "precision": precision.value, "is_centroid": precision in CENTROIDS},
    }
