"""An event as one flat row: the columns with their types, and what fills them. CSV, Parquet and GeoJSON share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from communique.export.entry import ExportEntry
from communique.record import Attribution, Bounds, Casualties, Event, Party, Quantity, Report, Span

Cell = str | float | date | None
"""What a cell holds; integers are among the floats, None is an empty cell."""
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `type` and `format` are those of a frictionless table schema."""

    name: str
    says: str = ""
    type: Literal["string", "integer", "number", "date"] = "string"
    format: str = "default"


EVENT_COLUMNS = (
    Column("report_id", "the report's id: the same text from the same publisher has the same"),
    Column("report_name", "the file or address that it was read from"),
    Column("title", "its headline"),
    Column("publisher", "who published it"),
    Column("published", "the date of publication", "date"),
    Column("url", "where it stands on the web"),
    Column("event_id", "the event's id, unique within its report"),
    Column("event_type", "PLOVER's type, or ASSESS"),
    Column("mode", "PLOVER's mode of that type"),
    Column("contexts", "PLOVER's contexts"),
    Column("issue", "the matter negotiated"),
    Column("modality", "actual, planned, proposed, possible or conditional"),
    Column("polarity", "positive, or negative where it is said not to have happened"),
    Column("actors", "who does it, by canonical name"),
    Column("actor_countries", "ISO 3166-1 alpha-3 codes, in the order of `actors`; empty where there is none"),
    Column("actor_kinds", "government, person, organization, armed_group or population, in the same order"),
    Column("recipients", "to whom"),
    Column("recipient_countries", "as for the actors"),
    Column("recipient_kinds", "as for the actors"),
    Column("attribution", "whom the report names as its source; empty where it speaks in its own voice"),
    Column("attribution_anonymous", "true where the source is not named, in the order of `attribution`"),
    Column("attribution_via", "the outlet that the source spoke to, in the same order"),
    Column("quantities", "counts and durations: `400 prisoners per side`; `3..` is at least 3, `..3` up to 3"),
    Column("killed_low", "the fewest killed that the report gives, inclusive; empty where not told", "integer"),
    Column("killed_high", "the most; empty where open", "integer"),
    Column("injured_low", "as for the killed", "integer"),
    Column("injured_high", "as for the killed", "integer"),
    # As precise as the text, `2025-05` too: no date to a table schema.
    Column("time_start", "the first day on which it may have taken place, ISO 8601"),
    Column("time_end", "the last, inclusive"),
    Column("time_text", "the words that tell the time"),
    Column("place", "where"),
    Column("place_country", "ISO 3166-1 alpha-3"),
    Column("place_admin1", "the province, state or region"),
    Column("lat", "degrees north, WGS 84; empty where the place is not in the gazetteer", "number"),
    Column("lon", "degrees east", "number"),
    Column("geonames_id", "the place in GeoNames", "integer"),
    Column("quote", "the words of the report that hold the event"),
    Column("quote_start", "where they begin, in Unicode code points of the report's text", "integer"),
    Column("quote_end", "where they end, exclusive", "integer"),
    Column("further_quotes", "more such words, each with `[start-end]`"),
    Column("confidence", "how sure the reader is, from 0 to 1", "number"),
    Column("coder", "the frame or reader that made the event, with its version"),
)
"""What one report tells of an event; the columns of `communique read --format csv`."""

ENTRY_COLUMNS = (
    *EVENT_COLUMNS,
    Column("status", "who stands behind it: machine, accepted, edited, …"),
    Column("independent", "how many reports tell it without having copied one another", "integer"),
    Column("thread_id", "the thread of events that tell the same; empty where no other does"),
    Column("thread_kind", "agreement, meeting, incident or statement"),
    Column("thread_status", "how an agreement or a meeting stands after the latest report"),
)
"""What the record knows of an event; the columns of the CSV and Parquet exports."""


def entry_row(entry: ExportEntry) -> Row:
    """An entry by the names of `ENTRY_COLUMNS`."""
    thread = entry.thread
    return {
        **event_row(entry.report, entry.event),
        "status": entry.status,
        "independent": entry.independent,
        "thread_id": thread.id if thread else None,
        "thread_kind": thread.kind.value if thread else None,
        "thread_status": thread.state.status.value if thread and thread.state.status else None,
    }


def event_row(report: Report, event: Event) -> Row:
    """An event by the names of `EVENT_COLUMNS`; several values of one cell are set apart by `; `."""
    casualties = event.casualties or Casualties()
    killed = casualties.killed or Bounds(low=None, high=None)
    injured = casualties.injured or Bounds(low=None, high=None)
    first, *further = event.evidence
    time, place = event.time, event.place
    return {
        "report_id": report.id,
        "report_name": report.name,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "event_id": event.id,
        "event_type": event.event_type.value,
        "mode": event.mode,
        "contexts": "; ".join(event.contexts),
        "issue": event.issue.value if event.issue else None,
        "modality": event.modality.value,
        "polarity": event.polarity.value,
        **_parties("actor", event.actors),
        **_parties("recipient", event.recipients),
        **_attribution(event.attribution),
        "quantities": "; ".join(map(_quantity, event.quantities)),
        "killed_low": killed.low,
        "killed_high": killed.high,
        "injured_low": injured.low,
        "injured_high": injured.high,
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "time_text": time.text if time else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "place_admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonames_id": place.geonames_id if place else None,
        "quote": first.quote,
        "quote_start": first.start,
        "quote_end": first.end,
        "further_quotes": "; ".join(map(_located, further)),
        "confidence": event.confidence,
        "coder": event.coder,
    }


def names_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """The columns' names, in their order."""
    return tuple(column.name for column in columns)


def _parties(role: str, parties: tuple[Party, ...]) -> Row:
    """Names, countries and kinds in step: a party without a country leaves its place empty."""
    return {
        f"{role}s": "; ".join(party.name for party in parties),
        f"{role}_countries": "; ".join(party.country or "" for party in parties),
        f"{role}_kinds": "; ".join(party.kind for party in parties),
    }


def _attribution(attribution: tuple[Attribution, ...]) -> Row:
    return {
        "attribution": "; ".join(party.name for party in attribution),
        "attribution_anonymous": "; ".join(str(party.anonymous).lower() for party in attribution),
        "attribution_via": "; ".join(party.via or "" for party in attribution),
    }


def _quantity(quantity: Quantity) -> str:
    number = _number(quantity.value)
    if quantity.value is None:
        number = f"{_number(quantity.low)}..{_number(quantity.high)}"
    return " ".join(filter(None, (number, quantity.what, quantity.per and f"per {quantity.per}")))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))


def _located(span: Span) -> str:
    return f"{span.quote} [{span.start}-{span.end}]"
