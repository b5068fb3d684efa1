"""A view as a file: CSV, JSON or GeoJSON, with the filters of the page."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from communique.export.csv_lines import csv_line
from communique.export.places import point_of, precision_of
from communique.record import Place

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "geojson": "application/geo+json"}
Row = dict[str, Any]
"""A row of a table for spreadsheets: text, numbers, dates."""


def download(
    form: str, name: str, nouns: Sequence[BaseModel], rows: Iterable[Row], places: Sequence[Place | None] = ()
) -> Response:
    """The view as the file that `form` names: `nouns` for JSON, `rows` for CSV, rows with `places` for GeoJSON."""
    match form:
        case "csv":
            text = _csv(list(rows))
        case "geojson":
            text = _geojson(list(rows), places)
        case _:
            form = "json"
            text = json.dumps([noun.model_dump(mode="json") for noun in nouns], ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=_TYPES[form], headers=headers)


def download_rows(form: str, name: str, rows: Sequence[Row]) -> Response:
    """Rows as a file, for what is counted rather than kept: CSV, or JSON with the same names."""
    if form == "csv":
        return download("csv", name, [], rows)
    text = json.dumps(rows, ensure_ascii=False, indent=1, default=str)
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return Response(text.encode("utf-8", "replace"), media_type=_TYPES["json"], headers=headers)


def _csv(rows: list[Row]) -> str:
    """A header and a line a row, safe for spreadsheets."""
    if not rows:
        return ""
    names = list(rows[0])
    return csv_line(names) + "".join(csv_line([_cell(row[name]) for name in names]) for row in rows)


def _cell(value: Any) -> str | int | float | date | None:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(v) for v in value)
    return value if value is None or isinstance(value, (int, float, date)) else str(value)


def _geojson(rows: list[Row], places: Sequence[Place | None]) -> str:
    features = []
    for row, place in zip(rows, places, strict=True):
        point = point_of(place)
        if place is not None and point is not None:
            features.append(
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [point[1], point[0]]},
                    "properties": {k: _cell(v) for k, v in row.items()} | {"precision": precision_of(place).value},
                }
            )
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, default=str)
