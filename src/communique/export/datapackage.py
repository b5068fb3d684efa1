"""A frictionless `datapackage.json` for the tables written beside it: what each column holds and how it was chosen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from communique.export.table import Column
from communique.version import __version__


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the package. `path` is relative to datapackage.json; `missing` is how the file writes no value."""

    name: str
    path: str
    columns: tuple[Column, ...]
    media_type: str = "text/csv"
    format: str = "csv"
    delimiter: str | None = ","
    missing: str = ""
    title: str | None = None


def datapackage(
    tables: Iterable[Table],
    *,
    name: str,
    filter_text: str,
    title: str | None = None,
    licence: str | None = None,
    created: str | None = None,
) -> dict[str, Any]:
    """The description of `tables` (Data Package v1).

    `filter_text` says in words which part of the record this is. `licence` is for the caller to choose, since the
    quotes are the publishers': an identifier such as `CC-BY-4.0`, left out where None. `created` is an ISO 8601 moment,
    left out where None so that the same record gives the same file.
    """
    described: dict[str, Any] = {"profile": "data-package", "name": name}
    if title is not None:
        described["title"] = title
    if licence is not None:
        described["licenses"] = [{"name": licence}]
    if created is not None:
        described["created"] = created
    described["filter"] = filter_text
    described["generator"] = {"name": "communique", "version": __version__}
    described["resources"] = [_resource(table) for table in tables]
    return described


def to_datapackage(package: dict[str, Any]) -> str:
    """The text of datapackage.json."""
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": table.format,
        "mediatype": table.media_type,
    }
    if table.title is not None:
        resource["title"] = table.title
    if table.delimiter is not None:
        resource["encoding"] = "utf-8"
        # POLECAT's layout has no quoting: a quotation mark there is a character like any other.
        quoting: dict[str, Any] = {"doubleQuote": True} if table.delimiter == "," else {"quoteChar": ""}
        resource["dialect"] = {"delimiter": table.delimiter, "header": True, **quoting}
    fields = [_field(column) for column in table.columns]
    return {**resource, "schema": {"fields": fields, "missingValues": [table.missing]}}


def _field(column: Column) -> dict[str, str]:
    field = {"name": column.name, "type": column.type}
    if column.format != "default":
        field["format"] = column.format
    if column.says:
        field["description"] = column.says
    return field
