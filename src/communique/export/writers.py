"""Every format that the record can be exported in, by name, with the function that writes it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from communique.export.acled import ACLED_COLUMNS, acled_losses, to_acled
from communique.export.csv_lines import to_csv
from communique.export.datapackage import Table
from communique.export.entry import ExportEntry
from communique.export.ftm import to_ftm
from communique.export.ged import GED_COLUMNS, ged_losses, to_ged
from communique.export.geojson import to_geojson
from communique.export.json_lines import to_jsonl
from communique.export.loss import Losses, LossReport
from communique.export.markdown import to_markdown
from communique.export.parquet import ROW_GROUP, write_parquet
from communique.export.polecat import MISSING, POLECAT_COLUMNS, polecat_losses, to_polecat
from communique.export.table import ENTRY_COLUMNS, Column
from communique.export.webannotation import to_webannotation


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose; a format that has no such choice heeds nothing.

    `spreadsheet_safe` puts an apostrophe before text that a spreadsheet would run as a formula (csv, polecat, acled,
    ged); `with_text` gives the reports' whole text too (jsonl, ftm); `row_group` is how many rows of Parquet are in
    memory together; `title` heads the Markdown.
    """

    spreadsheet_safe: bool = True
    with_text: bool = False
    row_group: int = ROW_GROUP
    title: str = "Record"


Write = Callable[[Iterable[ExportEntry], BinaryIO, Options], LossReport]


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: how it is written, its media type, the ending of its files, and one line for people.

    `columns` are those of a table, for its description; empty where the format is none.
    """

    name: str
    write: Write
    media_type: str
    suffix: str
    says: str
    columns: tuple[Column, ...] = ()


def write(name: str, entries: Iterable[ExportEntry], sink: BinaryIO, *, options: Options | None = None) -> LossReport:
    """Write `entries` in the format called `name`, as they come; says what the format could not hold.

    Raises ValueError for an unknown name, MissingExtraError where Parquet is asked for without pyarrow.
    """
    if name not in WRITERS:
        raise ValueError(f"unknown format {name!r}; there are {', '.join(WRITERS)}")
    return WRITERS[name].write(entries, sink, options or Options())


def described(name: str, path: str) -> Table:
    """The table that the format called `name` writes to `path`, for datapackage.json; ValueError where it is none."""
    writer = WRITERS.get(name)
    if writer is None or not writer.columns:
        tables = (each.name for each in WRITERS.values() if each.columns)
        raise ValueError(f"{name!r} is no format of tables; those are {', '.join(tables)}")
    return Table(
        name=name,
        path=path,
        columns=writer.columns,
        media_type=writer.media_type,
        format=writer.suffix.removeprefix("."),
        delimiter={".csv": ",", ".tsv": "\t"}.get(writer.suffix),
        missing=MISSING if name == "polecat" else "",
        title=writer.says,
    )


def _pieces(make: Callable[[Iterable[ExportEntry], Options], Iterable[str]], layout: str) -> Write:
    """A writer of a format that loses nothing but what its docstring says, so that every event is in it."""

    def write_pieces(entries: Iterable[ExportEntry], sink: BinaryIO, options: Options) -> LossReport:
        losses = Losses()
        _encoded(make(_counted(entries, losses), options), sink)
        losses.rows = losses.events
        return losses.report(layout)

    return write_pieces


def _layout(
    make: Callable[[Iterable[ExportEntry], Losses, Options], Iterable[str]], finish: Callable[[Losses], LossReport]
) -> Write:
    """A writer of another data set's layout, which counts its losses itself."""

    def write_layout(entries: Iterable[ExportEntry], sink: BinaryIO, options: Options) -> LossReport:
        losses = Losses()
        _encoded(make(entries, losses, options), sink)
        return finish(losses)

    return write_layout


def _write_parquet(entries: Iterable[ExportEntry], sink: BinaryIO, options: Options) -> LossReport:
    rows = write_parquet(entries, sink, row_group=options.row_group)
    return LossReport("Parquet", events=rows, rows=rows)


def _counted(entries: Iterable[ExportEntry], losses: Losses) -> Iterable[ExportEntry]:
    for entry in entries:
        losses.events += 1
        yield entry


def _encoded(pieces: Iterable[str], sink: BinaryIO) -> None:
    for piece in pieces:
        # Half a surrogate pair is no character: a broken page must not break the whole export.
        sink.write(piece.encode("utf-8", "replace"))


_ALL = (
    Writer(
        "jsonl",
        _pieces(lambda entries, options: to_jsonl(entries, with_text=options.with_text), "JSON Lines"),
        "application/jsonl",
        ".jsonl",
        "one event a line, as the record has it",
    ),
    Writer(
        "csv",
        _pieces(lambda entries, options: to_csv(entries, spreadsheet_safe=options.spreadsheet_safe), "CSV"),
        "text/csv",
        ".csv",
        "one event a row, flat, for spreadsheets",
        ENTRY_COLUMNS,
    ),
    Writer(
        "parquet",
        _write_parquet,
        "application/vnd.apache.parquet",
        ".parquet",
        "the same columns, typed (needs the extra `parquet`)",
        ENTRY_COLUMNS,
    ),
    Writer(
        "geojson",
        _layout(lambda entries, losses, _: to_geojson(entries, losses=losses), lambda losses: losses.report("GeoJSON")),
        "application/geo+json",
        ".geojson",
        "events with coordinates as points, each with its precision",
    ),
    Writer(
        "polecat",
        _layout(
            lambda entries, losses, options: to_polecat(
                entries, losses=losses, spreadsheet_safe=options.spreadsheet_safe
            ),
            polecat_losses,
        ),
        "text/tab-separated-values",
        ".tsv",
        "the 40 columns of POLECAT's layout",
        POLECAT_COLUMNS,
    ),
    Writer(
        "acled",
        _layout(
            lambda entries, losses, options: to_acled(
                entries, losses=losses, spreadsheet_safe=options.spreadsheet_safe
            ),
            acled_losses,
        ),
        "text/csv",
        ".csv",
        "incidents in the 31 columns of ACLED's layout",
        ACLED_COLUMNS,
    ),
    Writer(
        "ged",
        _layout(
            lambda entries, losses, options: to_ged(entries, losses=losses, spreadsheet_safe=options.spreadsheet_safe),
            ged_losses,
        ),
        "text/csv",
        ".csv",
        "lethal attacks in the 49 columns of UCDP GED's layout",
        GED_COLUMNS,
    ),
    Writer(
        "ftm",
        _pieces(lambda entries, options: to_ftm(entries, with_text=options.with_text), "FollowTheMoney"),
        "application/json+ftm",
        ".ftm.json",
        "entities of FollowTheMoney, for Aleph and OpenSanctions",
    ),
    Writer(
        "webannotation",
        _pieces(lambda entries, _: to_webannotation(entries), "Web Annotation"),
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        ".jsonld",
        "each quote as a W3C Web Annotation",
    ),
    Writer(
        "markdown",
        _pieces(lambda entries, options: to_markdown(entries, title=options.title), "Markdown"),
        "text/markdown; charset=utf-8",
        ".md",
        "a record to read, by day, with quotes and citations",
    ),
)

WRITERS: Mapping[str, Writer] = MappingProxyType({writer.name: writer for writer in _ALL})
"""The formats by name, in the order in which help lists them."""
