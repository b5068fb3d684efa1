"""Events of a view as a file, in the formats that the whole record is exported in."""

import json
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from communique.export import ExportEntry
from communique.export.csv_lines import to_csv
from communique.export.json_lines import entry_object
from communique.export.webannotation import to_webannotation
from communique.pipeline.threads import threads_of
from communique.record import Entry, independent_sources
from communique.store import Connection

EventForm = Annotated[Literal["csv", "json", "jsonld"] | None, Query(alias="as")]
"""As which file events are asked for: rows, the record's JSON, W3C Web Annotations; None as a page."""
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "jsonld": "application/ld+json"}


def exported(connection: Connection, entries: Sequence[Entry]) -> list[ExportEntry]:
    """The entries as they are exported, each with its thread."""
    threads = {link.member.pair: t for t in threads_of(connection, entries) for link in t.links}
    found = []
    for entry in entries:
        thread = threads.get((entry.report.id, entry.event.id))
        shared = thread if thread is not None and len(thread.links) > 1 else None
        independent = thread.independent if thread is not None else independent_sources([entry])
        found.append(ExportEntry(entry.report, entry.event, shared, entry.status.value, independent))
    return found


def event_file(form: str, name: str, entries: Sequence[ExportEntry]) -> Response:
    """The events as the file that `form` names; Web Annotations need the texts of the reports."""
    match form:
        case "csv":
            text = "".join(to_csv(entries))
        case "jsonld":
            text = "".join(to_webannotation(entries))
        case _:
            return json_file(name, [entry_object(e) for e in entries])
    return _file(text, name, form)


def json_file(name: str, told: object) -> Response:
    """What JSON can hold, as a file."""
    return _file(json.dumps(told, ensure_ascii=False, indent=1), name, "json")


def _file(text: str, name: str, form: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=_TYPES[form], headers=headers)
