"""Readings as JSON, JSON Lines and CSV. The table for people is in `view`."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from communique.record import Attribution, Bounds, Casualties, Event, Party, Quantity, Reading, Report, Span

CSV_COLUMNS = {
    "report_id": "the report's id: the same text from the same publisher has the same",
    "report_name": "the file or address that it was read from",
    "title": "its headline",
    "publisher": "who published it",
    "published": "the date of publication",
    "url": "where it stands on the web",
    "event_id": "the event's id, unique within its report",
    "event_type": "PLOVER's type, or ASSESS",
    "mode": "PLOVER's mode of that type",
    "contexts": "PLOVER's contexts",
    "issue": "the matter negotiated",
    "modality": "actual, planned, proposed, possible or conditional",
    "polarity": "positive, or negative where it is said not to have happened",
    "actors": "who does it, by canonical name",
    "actor_countries": "ISO 3166-1 alpha-3 codes, in the order of `actors`; empty where there is none",
    "actor_kinds": "government, person, organization, armed_group or population, in the same order",
    "recipients": "to whom",
    "recipient_countries": "as for the actors",
    "recipient_kinds": "as for the actors",
    "attribution": "whom the report names as its source; empty where it speaks in its own voice",
    "attribution_anonymous": "true where the source is not named, in the order of `attribution`",
    "attribution_via": "the outlet that the source spoke to, in the same order",
    "quantities": "counts and durations: `400 prisoners per side`; `3..` is at least 3, `..3` up to 3",
    "killed_low": "the fewest killed that the report gives, inclusive; empty where not told",
    "killed_high": "the most; empty where open",
    "injured_low": "as for the killed",
    "injured_high": "as for the killed",
    "time_start": "the first day on which it may have taken place, ISO 8601",
    "time_end": "the last, inclusive",
    "time_text": "the words that tell the time",
    "place": "where",
    "place_country": "ISO 3166-1 alpha-3",
    "place_admin1": "the province, state or region",
    "lat": "degrees north, WGS 84; empty where the place is not in the gazetteer",
    "lon": "degrees east",
    "geonames_id": "the place in GeoNames",
    "quote": "the words of the report that hold the event",
    "quote_start": "where they begin, in Unicode code points of the report's text",
    "quote_end": "where they end, exclusive",
    "further_quotes": "more such words, each with `[start-end]`",
    "confidence": "how sure the reader is, from 0 to 1",
    "coder": "the frame or reader that made the event, with its version",
}
"""The columns in their order, each with what it holds; docs/cli.md lists them from here."""

# A cell that begins with one of these is a formula to a spreadsheet, and text from the web must not be run.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_jsonl(reading: Reading) -> str:
    """One line, in the shape of the record's JSON schema."""
    return json.dumps(reading.model_dump(mode="json"), ensure_ascii=False) + "\n"


def to_json(readings: Iterable[Reading], *, single: bool) -> Iterator[str]:
    """An indented object where `single`, an array of them otherwise, in pieces as the readings come."""
    if single:
        for reading in readings:
            yield _indented(reading) + "\n"
        return
    before = "[\n"
    for reading in readings:
        yield before + _indented(reading)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def to_csv(readings: Iterable[Reading]) -> Iterator[str]:
    """A header line, then a line an event; several values of one cell are set apart by `; `.

    RFC 4180 with CRLF. Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield _line(CSV_COLUMNS)
    for reading in readings:
        for event in reading.events:
            row = csv_row(reading.report, event)
            yield _line([safe_cell(row[column]) for column in CSV_COLUMNS])


def csv_row(report: Report, event: Event) -> dict[str, str | float | None]:
    """An event by the names of `CSV_COLUMNS`."""
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
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "event_id": event.id,
        "event_type": event.event_type,
        "mode": event.mode,
        "contexts": "; ".join(event.contexts),
        "issue": event.issue,
        "modality": event.modality,
        "polarity": event.polarity,
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


def safe_cell(value: str | float | None) -> str:
    """A cell's text; numbers stand as they are, text that would be a formula is neutralised."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return "'" + value if value.startswith(_FORMULA_STARTS) else value


def _indented(reading: Reading) -> str:
    return json.dumps(reading.model_dump(mode="json"), ensure_ascii=False, indent=2)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _parties(role: str, parties: tuple[Party, ...]) -> dict[str, str | float | None]:
    """Names, countries and kinds in step: a party without a country leaves its place empty."""
    return {
        f"{role}s": "; ".join(party.name for party in parties),
        f"{role}_countries": "; ".join(party.country or "" for party in parties),
        f"{role}_kinds": "; ".join(party.kind for party in parties),
    }


def _attribution(attribution: tuple[Attribution, ...]) -> dict[str, str | float | None]:
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
