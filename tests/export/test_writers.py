"""Every format can be asked for by name, is written as the entries come, and its losses are told."""

import io
from collections.abc import Iterable, Iterator

import pytest
from tests.export.invented import TEXT, entry, event, report, strike

from communique.export import ExportEntry, LossReport
from communique.export.parquet import ROW_GROUP
from communique.export.writers import WRITERS, Options, described, write

NAMES = ["jsonl", "csv", "parquet", "geojson", "polecat", "acled", "ged", "ftm", "webannotation", "markdown"]
PIECEWISE = [name for name in NAMES if name != "parquet"]


def struck(number: int) -> ExportEntry:
    return ExportEntry(report=report(id=f"r{number}"), event=strike())


class Sink(io.BytesIO):
    """Notes how many entries had been asked for when each piece came."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.seen: list[int] = []

    def write(self, piece: object) -> int:
        self.seen.append(self.asked)
        return super().write(piece)  # type: ignore[arg-type]  # bytes, whatever the base class calls them


def written(name: str, entries: Iterable[ExportEntry], **options: object) -> tuple[bytes, LossReport]:
    sink = io.BytesIO()
    losses = write(name, entries, sink, options=Options(**options))  # type: ignore[arg-type]  # the test knows them
    return sink.getvalue(), losses


def test_the_formats() -> None:
    assert list(WRITERS) == NAMES
    for name, writer in WRITERS.items():
        assert (writer.name, writer.suffix[0]) == (name, ".")
        assert "/" in writer.media_type
        assert writer.says


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_written(name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    data, losses = written(name, [struck(1), struck(2)])
    assert data
    assert (losses.events, losses.rows) == (2, 2)
    assert next(losses.lines()).endswith("2 rows of 2 events")
    assert written(name, [struck(1), struck(2)])[0] == data, "the same again"
    assert written(name, [])[1].rows == 0


@pytest.mark.parametrize("name", PIECEWISE)
def test_what_is_read_is_written_before_more_is_asked_for(name: str) -> None:
    sink = Sink()

    def entries() -> Iterator[ExportEntry]:
        for number in range(5):
            sink.asked = number
            yield struck(number)

    write(name, entries(), sink)
    assert {1, 2, 3, 4} <= set(sink.seen)


def test_options_reach_their_format() -> None:
    risky = ExportEntry(report=report("=1+1"), event=event("ACCUSE", "=1+1", text="=1+1"))
    assert b",'=1+1," in written("csv", [risky])[0]
    assert b",=1+1," in written("csv", [risky], spreadsheet_safe=False)[0]
    assert TEXT[:40].encode() not in written("jsonl", [struck(1)])[0]
    assert TEXT[:40].encode() in written("jsonl", [struck(1)], with_text=True)[0]
    assert written("markdown", [], title="March")[0].startswith(b"# March\n")
    assert Options().row_group == ROW_GROUP


@pytest.mark.parametrize("name", NAMES)
def test_half_a_surrogate_pair_breaks_no_export(name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    text = "x \ud83d y"
    broken = ExportEntry(report=report(text, title=text), event=event("ACCUSE", text, text=text))
    assert written(name, [broken])[1].events == 1


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="there are jsonl, csv, parquet"):
        write("xlsx", [], io.BytesIO())


def test_geojson_says_what_is_not_on_the_map() -> None:
    assert written("geojson", [entry("ACCUSE")])[1].left_out == {"no place with coordinates": 1}


def test_tables_describe_themselves() -> None:
    described_as = {name: described(name, f"x{writer.suffix}") for name, writer in WRITERS.items() if writer.columns}
    assert list(described_as) == ["csv", "parquet", "polecat", "acled", "ged"]
    assert {name: (each.format, each.delimiter, each.missing) for name, each in described_as.items()} == {
        "csv": ("csv", ",", ""),
        "parquet": ("parquet", None, ""),
        "polecat": ("tsv", "\t", "None"),
        "acled": ("csv", ",", ""),
        "ged": ("csv", ",", ""),
    }
    with pytest.raises(ValueError, match="those are csv, parquet, polecat, acled, ged"):
        described("ftm", "x.json")
