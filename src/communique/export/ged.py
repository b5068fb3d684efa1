"""Entries in the layout of UCDP's Georeferenced Event Dataset: 49 columns, a row a lethal incident.

Not UCDP's data, nor coded by UCDP. As there, a row tells of at least one death by armed force.
"""

import hashlib
from collections.abc import Iterable, Iterator

from communique.export.csv_lines import csv_table
from communique.export.entry import ExportEntry
from communique.export.incidents import Incident, Told, happened, leading, rows_of, told_of
from communique.export.loss import Losses, LossReport, told_slots
from communique.export.places import Precision, point_of, precision_of
from communique.export.sides import Deaths, SideKind, country_names, side_kind, two_sides
from communique.export.table import Column, Row
from communique.lexicon.state_codes import load_state_codes
from communique.record import Days, EventType, Party, Place, Report

LAYOUT = "GED-compatible layout"

GED_COLUMNS = (
    Column("id", "a number made from our thread's or event's id; no id of UCDP", "integer"),
    Column("relid", "our thread's or event's id"),
    Column("year", "of `date_start`", "integer"),
    Column("active_year"),
    Column("code_status"),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided; empty where a side is not known", "integer"),
    Column("conflict_dset_id"),
    Column("conflict_new_id", "", "integer"),
    Column("conflict_name"),
    Column("dyad_dset_id"),
    Column("dyad_new_id", "", "integer"),
    Column("dyad_name", "both sides"),
    Column("side_a_dset_id"),
    Column("side_a_new_id", "", "integer"),
    Column("side_a", "who does it: `Government of X`, or our canonical name"),
    Column("side_b_dset_id"),
    Column("side_b_new_id", "", "integer"),
    Column("side_b", "the other side; `Civilians` where it is they"),
    Column("number_of_sources", "reports that did not copy one another", "integer"),
    Column("source_article", "publisher, date and headline of each report"),
    Column("source_office", "the publishers, joined by `;`"),
    Column("source_date", "the days of publication, joined by `;`"),
    Column("source_headline", "the headlines, joined by `;`"),
    Column("source_original", "whom the reports name as their source"),
    Column("where_prec", "1 place, 4 first level below the state, 5 another area, 6 country", "integer"),
    Column("where_coordinates", "the place that the coordinates are of"),
    Column("where_description", "the words of the report"),
    Column("adm_1", "the province, state or region"),
    Column("adm_2"),
    Column("latitude", "degrees north, WGS 84", "number"),
    Column("longitude", "degrees east", "number"),
    Column("geom_wkt", "the point as well-known text"),
    Column("priogrid_gid", "the cell of the PRIO-GRID, half a degree wide", "integer"),
    Column("country", "in English"),
    Column("country_id", "Gleditsch and Ward's number", "integer"),
    Column("region", "UCDP's five, by that number"),
    Column("event_clarity", "", "integer"),
    Column("date_prec", "1 a day, 2 to 6 days, 3 a week, 4 a month, 5 up to a year", "integer"),
    Column("date_start", "the first day on which it may have been", "date"),
    Column("date_end", "the last", "date"),
    Column("deaths_a", "", "integer"),
    Column("deaths_b", "", "integer"),
    Column("deaths_civilians", "all of them where civilians are attacked, else empty", "integer"),
    Column("deaths_unknown", "all of them elsewhere: the record does not say whose they are", "integer"),
    Column("best", "the number to count with", "integer"),
    Column("high", "the most that is told", "integer"),
    Column("low", "the fewest", "integer"),
    Column("gwnoa", "Gleditsch and Ward's number of side a, where it is a state", "integer"),
    Column("gwnob", "the same of side b", "integer"),
)
"""GED's columns in their order (best, high, low), with what ours hold; empty ones say why in `EMPTY`."""

_REGISTER = "a number of UCDP's own register"
EMPTY = {
    "active_year": "takes a year's deaths of a whole conflict",
    "code_status": "UCDP's judgement of its own coding",
    "conflict_dset_id": _REGISTER,
    "conflict_new_id": _REGISTER,
    "conflict_name": "UCDP's name of a conflict",
    "dyad_dset_id": _REGISTER,
    "dyad_new_id": _REGISTER,
    "side_a_dset_id": _REGISTER,
    "side_a_new_id": _REGISTER,
    "side_b_dset_id": _REGISTER,
    "side_b_new_id": _REGISTER,
    "adm_2": "the record goes down to the first level",
    "event_clarity": "the record does not tell a summary from a single event",
    "deaths_a": "the record does not say of which side the dead are",
    "deaths_b": "the record does not say of which side the dead are",
}

KEPT = frozenset(
    [*"actors recipients attribution time place casualties.killed thread report.title".split(), "time as a span"]
)
"""Slots of the record that have a column."""

_WHERE_PREC = {
    Precision.SITE: 1,
    Precision.CITY: 1,
    Precision.ADMIN1: 4,
    Precision.REGION: 5,
    Precision.WATER: 5,
    Precision.COUNTRY: 6,
}
_LONGEST = 366  # Days: GED dates nothing more coarsely than within a year.
_NOT_ARMED_FORCE = frozenset({"destroy", "crowd-control"})
_ID_DIGITS = 13  # Hexadecimal: what a double holds exactly, since spreadsheets and R read ids as doubles.


def to_ged(entries: Iterable[ExportEntry], *, losses: Losses, spreadsheet_safe: bool = True) -> Iterator[str]:
    """CSV lines, the header first; `losses` counts what the layout cannot hold, for `ged_losses`."""
    return csv_table(GED_COLUMNS, ged_rows(entries, losses=losses), spreadsheet_safe=spreadsheet_safe)


def ged_losses(losses: Losses) -> LossReport:
    """What a finished file in this layout has lost."""
    return losses.report(LAYOUT, empty=EMPTY)


def ged_rows(entries: Iterable[ExportEntry], *, losses: Losses) -> Iterator[Row]:
    """A row an attack that happened and killed, by the names of `GED_COLUMNS`.

    Events of an incident's thread share a row, its deaths from the thread's toll; any other event has its own.
    """
    return rows_of(entries, losses, _row)


def _row(incident: Incident, losses: Losses) -> Row | None:
    lead = leading(entry for entry in incident.entries if happened(entry) and _is_armed_force(entry))
    if lead is None:
        for entry in incident.entries:
            losses.leave_out(_why_not(entry))
        return None
    told = told_of(incident, lead)
    days, place, deaths = told.days, told.place, told.deaths
    if deaths is None or not deaths.high:
        losses.leave_out("no death told", len(incident.entries))
        return None
    if days is None or days.number > _LONGEST:
        why = "no date told: the day of publication would not be the event's"
        losses.leave_out(why if days is None else "date told more coarsely than a year", len(incident.entries))
        return None
    if place is None or place.country is None:
        losses.leave_out("no country told", len(incident.entries))
        return None
    losses.merged += len(incident.entries) - 1
    for entry in incident.entries:
        losses.lose(*(told_slots(entry) - KEPT))
    row = dict.fromkeys(EMPTY) | _ids(incident) | _sides(told) | _sources(incident, told)
    return row | _where(place) | _when(days) | _deaths(deaths, told)


def _is_armed_force(entry: ExportEntry) -> bool:
    return entry.event.event_type is EventType.ASSAULT and entry.event.mode not in _NOT_ARMED_FORCE


def _why_not(entry: ExportEntry) -> str:
    if not _is_armed_force(entry):
        return "no attack by armed force"
    return "not told as a fact: planned, proposed, possible, conditional or denied"


def _ids(incident: Incident) -> Row:
    digest = hashlib.sha256(incident.key.encode()).hexdigest()
    return {"id": int(digest[:_ID_DIGITS], 16), "relid": incident.key}


def _sides(told: Told) -> Row:
    ours, theirs = two_sides(told.actors, told.recipients)
    a, b = _side_name(ours), _side_name(theirs)
    return {
        "type_of_violence": violence_of(ours, theirs),
        "side_a": a,
        "side_b": b,
        "dyad_name": f"{a} - {b}" if a and b else None,
        "gwnoa": _state_number(ours),
        "gwnob": _state_number(theirs),
    }


def violence_of(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> int | None:
    """UCDP's type of violence: 1 with a state against anybody armed, 2 without one, 3 against civilians.

    None where it is not known what a side is. Civilians count where nobody else is hit.
    """
    a, b = ({side_kind(party) for party in side} for side in (ours, theirs))
    armed = {SideKind.STATE, SideKind.ARMED}
    if not a or not b or not a <= armed:
        return None
    if b == {SideKind.CIVILIANS}:
        return 3
    if not b & armed:
        return None
    return 1 if SideKind.STATE in a | b else 2


def _side_name(side: tuple[Party, ...]) -> str | None:
    """The names on a side, joined by a comma as in UCDP's names of joint sides."""
    return ", ".join(dict.fromkeys(map(_name, side))) or None


def _name(party: Party) -> str:
    kind = side_kind(party)
    if kind is SideKind.CIVILIANS:
        return "Civilians"
    country = country_names().get(party.country or "")
    return f"Government of {country or party.name}" if kind is SideKind.STATE else party.name


def _state_number(side: tuple[Party, ...]) -> int | None:
    """The number of the one state on a side; None where there are none or several."""
    states = {party.country for party in side if side_kind(party) is SideKind.STATE}
    codes = load_state_codes().get(states.pop() or "") if len(states) == 1 else None
    return codes.gw if codes else None


def _sources(incident: Incident, told: Told) -> Row:
    reports = {entry.report.id: entry.report for entry in incident.entries}.values()
    named = (source for entry in incident.entries for source in entry.event.attribution)
    return {
        "number_of_sources": told.independent,
        "source_article": ";".join(map(_article, reports)),
        "source_office": ";".join(dict.fromkeys(report.publisher or "" for report in reports)),
        "source_date": ";".join(report.published.isoformat() if report.published else "" for report in reports),
        "source_headline": ";".join(report.title or "" for report in reports),
        "source_original": ";".join(dict.fromkeys(source.name for source in named)),
    }


def _article(report: Report) -> str:
    particulars = (report.publisher, report.published and report.published.isoformat(), report.title)
    return '"{}"'.format(",".join(part for part in particulars if part).replace('"', "'"))


def _where(place: Place) -> Row:
    point, country = point_of(place), place.country or ""
    codes = load_state_codes().get(country)
    lat, lon = point or (None, None)
    return {
        "where_prec": _WHERE_PREC.get(precision_of(place)),
        "where_coordinates": place.name,
        "where_description": place.text or None,
        "adm_1": place.admin1,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if point else None,
        "priogrid_gid": priogrid_of(*point) if point else None,
        "country": country_names().get(country, country),
        "country_id": codes.gw if codes else None,
        "region": region_of(codes.gw) if codes and codes.gw is not None else None,
    }


def priogrid_of(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell: half a degree wide, counted from 1 at 90°S 180°W, eastward, then northward."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def region_of(number: int) -> str | None:
    """UCDP's region of a state, by ranges of Gleditsch and Ward's numbers."""
    regions = ((2, 199, "Americas"), (200, 399, "Europe"), (400, 629, "Africa"), (630, 699, "Middle East"))
    found = next((name for first, last, name in regions if first <= number <= last), None)
    return found or ("Asia" if 700 <= number < 1000 else None)


def _when(days: Days) -> Row:
    precision = next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days.number <= most), 5)
    return {"year": days.first.year, "date_prec": precision, "date_start": days.first, "date_end": days.last}


def _deaths(deaths: Deaths, told: Told) -> Row:
    one_sided = violence_of(*two_sides(told.actors, told.recipients)) == 3
    return {
        "deaths_civilians": deaths.best if one_sided else None,
        "deaths_unknown": 0 if one_sided else deaths.best,
        "best": deaths.best,
        "high": deaths.high,
        "low": deaths.low,
    }
