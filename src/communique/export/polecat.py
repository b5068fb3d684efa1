"""Entries in the layout of POLECAT's files: 40 columns, set apart by tabs, a row an event. Not POLECAT's data.

Lists in a cell are joined by `;`, a missing value is `None`, as in the published files; quoting there is none, so tabs
and line ends within a cell become spaces, and each line has exactly 39 tabs.
"""

from collections.abc import Iterable, Iterator

from communique.export.csv_lines import plain_cell, safe_cell
from communique.export.entry import ExportEntry, stable_key
from communique.export.loss import Losses, LossReport, told_slots
from communique.export.places import Precision, precision_of
from communique.export.plover import QUADS, plover_kind, score_of
from communique.export.table import Cell, Column, Row, names_of
from communique.export.times import days_of
from communique.lexicon.state_codes import load_state_codes
from communique.record import Event, EventType, Party, Polarity, Report
from communique.version import __version__

LAYOUT = "POLECAT-compatible layout"
MISSING = "None"

POLECAT_COLUMNS = (
    Column("Event ID", "the ids of report and event"),
    Column("Event Date", "the first day on which it may have taken place; never the day of publication"),
    Column("Event Type", "PLOVER's"),
    Column("Event Mode", "PLOVER's"),
    Column("Intensity", "PLOVER's score by mode, else by type", "number"),
    Column("Quad Code", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict", "integer"),
    Column("Contexts", "PLOVER's"),
    Column("Actor Name", "canonical names; the next columns follow their order"),
    Column("Actor Country", "ISO 3166-1 alpha-3, `KOS` for Kosovo"),
    Column("Actor COW", "letters of the Correlates of War project"),
    Column("Primary Actor Sector", "PLOVER's"),
    Column("Actor Sectors", "the same: the record keeps one"),
    Column("Actor Title"),
    Column("Actor Name Raw", "the words of the report"),
    Column("Wikipedia Actor ID"),
    Column("Recipient Name", "as for the actors"),
    Column("Recipient Country", "as for the actors"),
    Column("Recipient COW", "as for the actors"),
    Column("Primary Recipient Sector", "as for the actors"),
    Column("Recipient Sectors", "as for the actors"),
    Column("Recipient Title"),
    Column("Recipient Name Raw", "as for the actors"),
    Column("Wikipedia Recipient ID"),
    Column("Placename", "as usual in English"),
    Column("City", "the place, where the gazetteer has it as a city"),
    Column("District"),
    Column("Province", "the province, state or region"),
    Column("Country", "ISO 3166-1 alpha-3, `KOS` for Kosovo"),
    Column("Latitude", "degrees north, WGS 84", "number"),
    Column("Longitude", "degrees east", "number"),
    Column("GeoNames ID", "", "integer"),
    Column("Raw Placename", "the words of the report"),
    Column("Feature Type"),
    Column("Source", "the publisher"),
    Column("Publication Date", "of the report", "date"),
    Column("Story People"),
    Column("Story Organizations"),
    Column("Story Locations"),
    Column("Language", "BCP 47"),
    Column("Version", "of this package"),
)
"""POLECAT's columns in their order, with what ours hold; empty ones say why in `EMPTY`."""

_NO_WIKIPEDIA = "the record's names are its own, without Wikipedia's"
EMPTY = {
    "Actor Title": "the record does not keep titles",
    "Wikipedia Actor ID": _NO_WIKIPEDIA,
    "Recipient Title": "the record does not keep titles",
    "Wikipedia Recipient ID": _NO_WIKIPEDIA,
    "District": "the record goes down to the first level",
    "Feature Type": "the record does not keep GeoNames' classes",
    "Story People": "a row is an event; what else the report names is not looked up",
    "Story Organizations": "as for Story People",
    "Story Locations": "as for Story People",
}

KEPT = frozenset("mode contexts actors recipients time place".split())
"""Slots of the record that have a column."""


def to_polecat(entries: Iterable[ExportEntry], *, losses: Losses, spreadsheet_safe: bool = True) -> Iterator[str]:
    """Lines, the header first; `losses` counts what the layout cannot hold, for `polecat_losses`.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, unless `spreadsheet_safe` is off.
    """
    columns = names_of(POLECAT_COLUMNS)
    yield "\t".join(columns) + "\n"
    for row in polecat_rows(entries, losses=losses):
        yield "\t".join(_cell(row.get(column), spreadsheet_safe=spreadsheet_safe) for column in columns) + "\n"


def polecat_losses(losses: Losses) -> LossReport:
    """What a finished file in this layout has lost."""
    return losses.report(LAYOUT, empty=EMPTY)


def polecat_rows(entries: Iterable[ExportEntry], *, losses: Losses) -> Iterator[Row]:
    """A row an event that PLOVER codes, by the names of `POLECAT_COLUMNS` without the empty ones."""
    for entry in entries:
        losses.events += 1
        event = entry.event
        if event.polarity is Polarity.NEGATIVE:
            losses.leave_out("said not to have happened: the layout has no negation")
            continue
        kind = plover_kind(event)
        if kind is None:
            losses.leave_out(_why_not(event))
            continue
        if kind[0] is not event.event_type:
            losses.change(f"{event.modality} {event.event_type} told as {kind[0]}")
        losses.rows += 1
        losses.lose(*(told_slots(entry) - KEPT))
        yield _row(entry, *kind)


def _why_not(event: Event) -> str:
    if event.event_type is EventType.ASSESS:
        return "a judgement (ASSESS): PLOVER has no such type"
    return f"{event.modality}, which PLOVER's rules for {event.event_type} do not code"


def _row(entry: ExportEntry, kind: EventType, mode: str | None) -> Row:
    event = entry.event
    days = days_of(event.time)
    return {
        "Event ID": stable_key(entry),
        "Event Date": days.first if days else None,
        "Event Type": kind.value,
        "Event Mode": mode,
        "Intensity": score_of(kind, mode),
        "Quad Code": QUADS[kind],
        "Contexts": ";".join(event.contexts),
        **_parties("Actor", event.actors),
        **_parties("Recipient", event.recipients),
        **_where(event),
        **_report(entry.report),
    }


def _parties(role: str, parties: tuple[Party, ...]) -> Row:
    """The columns of one role, each with as many values as there are parties."""
    codes = load_state_codes()
    sectors = _joined(party.sector for party in parties)
    return {
        f"{role} Name": _joined(party.name for party in parties),
        f"{role} Country": _joined(_plover_country(party.country) for party in parties),
        f"{role} COW": _joined(codes[c].cow if (c := party.country) in codes and c else None for party in parties),
        f"Primary {role} Sector": sectors,
        f"{role} Sectors": sectors,
        f"{role} Name Raw": _joined(party.text or None for party in parties),
    }


def _joined(values: Iterable[str | None]) -> str | None:
    """The values with `;` between; a semicolon within one would make two of it."""
    return ";".join(MISSING if value is None else value.replace(";", ",") for value in values) or None


def _where(event: Event) -> Row:
    place = event.place
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.name if precision_of(place) is Precision.CITY else None,
        "Province": place.admin1,
        "Country": _plover_country(place.country),
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.geonames_id,
        "Raw Placename": place.text,
    }


def _report(report: Report) -> Row:
    return {
        "Source": report.publisher,
        "Publication Date": report.published,
        "Language": report.language,
        "Version": f"communique-{__version__}",
    }


def _plover_country(iso3: str | None) -> str | None:
    return "KOS" if iso3 == "XKX" else iso3


def _cell(value: Cell, *, spreadsheet_safe: bool) -> str:
    cell = " ".join(value.split()) if isinstance(value, str) else value
    return (safe_cell(cell) if spreadsheet_safe else plain_cell(cell)) or MISSING
