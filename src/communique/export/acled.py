"""Entries in the layout of ACLED's files: 31 columns, a row an incident. Not ACLED's data, nor coded by ACLED."""

from collections.abc import Iterable, Iterator

from communique.export.acled_codes import AcledKind, inter_of, interaction_of, kind_of, targets_civilians
from communique.export.csv_lines import csv_table
from communique.export.entry import ExportEntry
from communique.export.incidents import Incident, Told, happened, leading, rows_of, told_of
from communique.export.loss import Losses, LossReport, told_slots
from communique.export.places import CENTROIDS, Precision, point_of, precision_of
from communique.export.sides import country_names, two_sides
from communique.export.table import Column, Row
from communique.export.times import acled_day
from communique.lexicon.state_codes import load_state_codes
from communique.record import Days, Party, Place, Toll

LAYOUT = "ACLED-compatible layout"

ACLED_COLUMNS = (
    Column("event_id_cnty", "our thread's or event's id, always the same for the same incident; no id of ACLED"),
    Column("event_date", "the day, or the middle of the days that it may have been", "date", "%d %B %Y"),
    Column("year", "of that day", "integer"),
    Column("time_precision", "1 a day, 2 within a week, 3 within a month", "integer"),
    Column("disorder_type", "ACLED's grouping of event types"),
    Column("event_type", "by a table from PLOVER's type and mode"),
    Column("sub_event_type", "by the same table"),
    Column("actor1", "who does it, by our canonical name; empty where nobody is named"),
    Column("assoc_actor_1", "the others on that side, joined by `; `"),
    Column("inter1", "State forces, Rebel group, Protesters, …; empty where the record cannot tell"),
    Column("actor2", "the other side"),
    Column("assoc_actor_2", "as for the first"),
    Column("inter2", "as for the first"),
    Column("interaction", "both kinds, the lower code first"),
    Column("civilian_targeting", "`Civilian targeting`, or empty"),
    Column("iso", "ISO 3166-1 numeric", "integer"),
    Column("region"),
    Column("country", "in English"),
    Column("admin1", "the province, state or region"),
    Column("admin2"),
    Column("admin3"),
    Column("location", "the place as the record names it"),
    Column("latitude", "degrees north, WGS 84", "number"),
    Column("longitude", "degrees east", "number"),
    Column("geo_precision", "1 a town or site, 3 a larger area; empty where not known", "integer"),
    Column("source", "the publishers of the reports, joined by `; `"),
    Column("source_scale"),
    Column("notes", "the quote that holds it, with its publisher and offsets"),
    Column("fatalities", "the best number of the killed; 0 where no number is told", "integer"),
    Column("tags", "`key=value`: what is known beyond the columns, such as `killed low=8`"),
    Column("timestamp", "", "integer"),
)
"""ACLED's columns since March 2023, in their order, with what ours hold; empty ones say why in `EMPTY`."""

EMPTY = {
    "region": "ACLED groups countries in its own way",
    "admin2": "the record goes down to the first level",
    "admin3": "the record goes down to the first level",
    "source_scale": "the record does not rate publishers",
    "timestamp": "an event of the record has no time of change",
}

KEPT = frozenset(
    "mode actors recipients time place casualties.killed casualties.injured evidence confidence thread".split()
)
"""Slots of the record that have a column, or a tag."""

_GEO = {Precision.CITY: 1, Precision.SITE: 1} | dict.fromkeys(CENTROIDS, 3)
_LONGEST = 31  # Days: ACLED dates nothing more coarsely than within a month.
_TOO_COARSE = "date told more coarsely than a month"


def to_acled(entries: Iterable[ExportEntry], *, losses: Losses, spreadsheet_safe: bool = True) -> Iterator[str]:
    """CSV lines, the header first; `losses` counts what the layout cannot hold, for `acled_losses`."""
    return csv_table(ACLED_COLUMNS, acled_rows(entries, losses=losses), spreadsheet_safe=spreadsheet_safe)


def acled_losses(losses: Losses) -> LossReport:
    """What a finished file in this layout has lost."""
    return losses.report(LAYOUT, empty=EMPTY)


def acled_rows(entries: Iterable[ExportEntry], *, losses: Losses) -> Iterator[Row]:
    """A row an incident that happened and has a type in ACLED, by the names of `ACLED_COLUMNS`.

    Events of an incident's thread share a row, its deaths from the thread's toll; any other event has its own.
    """
    return rows_of(entries, losses, _row)


def _row(incident: Incident, losses: Losses) -> Row | None:
    facts = [entry for entry in incident.entries if happened(entry)]
    typed = [(entry, kind) for entry in facts if (kind := _kind(incident, entry)) is not None]
    lead = leading(entry for entry, _ in typed)
    if lead is None:
        for entry in incident.entries:
            losses.leave_out(_why_not(entry))
        return None
    told = told_of(incident, lead)
    days, place = told.days, told.place
    if days is None or days.number > _LONGEST:
        why = "no date told: the day of publication would not be the event's" if days is None else _TOO_COARSE
        losses.leave_out(why, len(incident.entries))
        return None
    if place is None or place.country is None:
        losses.leave_out("no country told", len(incident.entries))
        return None
    losses.merged += len(incident.entries) - 1
    for entry in incident.entries:
        losses.lose(*(told_slots(entry) - KEPT))
    kind = next(kind for entry, kind in typed if entry is lead)
    return {**_when(days), **_what(told, kind, place.country), **_where(place), **_how_known(incident, told)}


def _kind(incident: Incident, entry: ExportEntry) -> AcledKind | None:
    told = told_of(incident, entry)
    killed = told.deaths.best if told.deaths else 0
    return kind_of(entry.event, two_sides(told.actors, told.recipients), killed=killed)


def _why_not(entry: ExportEntry) -> str:
    if not happened(entry):
        return "not told as a fact: planned, proposed, possible, conditional or denied"
    return f"no ACLED type for {entry.event.event_type}{f' {entry.event.mode}' if entry.event.mode else ''} as told"


def _when(days: Days) -> Row:
    day = days.middle
    precision = 1 if days.number == 1 else 2 if days.number <= 7 else 3
    return {"event_date": acled_day(day), "year": day.year, "time_precision": precision}


def _what(told: Told, kind: AcledKind, country: str) -> Row:
    ours, theirs = two_sides(told.actors, told.recipients)
    first = inter_of(ours[0], kind, country, acts=True) if ours else None
    second = inter_of(theirs[0], kind, country, acts=False) if theirs else None
    return {
        "disorder_type": kind.disorder_type,
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
        "actor1": ours[0].name if ours else None,
        "assoc_actor_1": _names(ours[1:]),
        "inter1": first,
        "actor2": theirs[0].name if theirs else None,
        "assoc_actor_2": _names(theirs[1:]),
        "inter2": second,
        "interaction": interaction_of(first, second),
        "civilian_targeting": "Civilian targeting" if targets_civilians(kind, theirs) else None,
        "fatalities": told.deaths.best if told.deaths else 0,
    }


def _where(place: Place) -> Row:
    country = place.country or ""
    codes = load_state_codes().get(country)
    precision, point = precision_of(place), point_of(place)
    return {
        "iso": codes.numeric if codes else None,
        "region": None,
        "country": country_names().get(country, country),
        "admin1": place.admin1,
        "admin2": None,
        "admin3": None,
        "location": place.name,
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "geo_precision": _GEO.get(precision),
    }


def _how_known(incident: Incident, told: Told) -> Row:
    report, quote = told.lead.report, told.lead.event.evidence[0]
    publishers = dict.fromkeys(e.report.publisher for e in incident.entries if e.report.publisher)
    return {
        "event_id_cnty": incident.key,
        "source": "; ".join(publishers),
        "source_scale": None,
        "notes": f"{report.publisher or report.name}: “{quote.quote}” [{quote.start}-{quote.end}]",
        "tags": "; ".join(f"{key}={value}" for key, value in _tags(incident, told).items()),
        "timestamp": None,
    }


def _tags(incident: Incident, told: Told) -> dict[str, str]:
    tags = {"status": told.lead.status, "independent sources": str(told.independent)}
    if told.deaths:
        tags |= {"killed low": str(told.deaths.low), "killed high": str(told.deaths.high)}
    tags |= _injured(incident.thread.state.injured if incident.thread else None, told)
    return tags | {"confidence": f"{told.lead.event.confidence:g}"}


def _injured(toll: Toll | None, told: Told) -> dict[str, str]:
    casualties = told.lead.event.casualties
    bounds = toll or (casualties.injured if casualties else None)
    numbers = {"injured low": bounds.low, "injured high": bounds.high} if bounds else {}
    return {key: str(number) for key, number in numbers.items() if number is not None}


def _names(parties: tuple[Party, ...]) -> str | None:
    return "; ".join(party.name for party in parties) or None
