"""JSON Lines, CSV and Parquet: the same events, column by column, whatever their text."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.invented import DAY, KENYA, NAIROBI, entry, event, report, strike, thread

from communique.export import ExportEntry
from communique.export.csv_lines import csv_line, to_csv
from communique.export.json_lines import to_jsonl
from communique.export.parquet import MissingExtraError, write_parquet
from communique.export.table import ENTRY_COLUMNS, EVENT_COLUMNS, entry_row, names_of
from communique.record import Event

COLUMNS = (
    "report_id report_name title publisher published url event_id event_type mode contexts issue modality polarity "
    "actors actor_countries actor_kinds recipients recipient_countries recipient_kinds attribution "
    "attribution_anonymous attribution_via quantities killed_low killed_high injured_low injured_high time_start "
    "time_end time_text place place_country place_admin1 lat lon geonames_id quote quote_start quote_end "
    "further_quotes confidence coder status independent thread_id thread_kind thread_status"
).split()


def full() -> ExportEntry:
    told = ExportEntry(report=report(), event=strike())
    return ExportEntry(report=told.report, event=told.event, thread=thread(told), status="accepted", independent=3)


def with_quote(quote: str) -> ExportEntry:
    text = f"x{quote}y"
    return ExportEntry(report=report(text), event=event("ACCUSE", quote, text=text))


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns() -> None:
    assert list(names_of(ENTRY_COLUMNS)) == COLUMNS
    assert ENTRY_COLUMNS[: len(EVENT_COLUMNS)] == EVENT_COLUMNS
    assert all(column.says for column in ENTRY_COLUMNS)


def test_a_row_fills_every_column_with_its_type() -> None:
    row = entry_row(full())
    assert list(row) == COLUMNS
    types: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "date": date}
    for column in ENTRY_COLUMNS:
        assert row[column.name] is None or isinstance(row[column.name], types[column.type]), column.name
    assert (row["thread_id"], row["thread_kind"], row["thread_status"]) == ("t1", "incident", None)
    assert (row["status"], row["independent"]) == ("accepted", 3)


def test_csv_is_read_back() -> None:
    [row] = csv_rows("".join(to_csv([full()])))
    assert list(row) == COLUMNS
    assert row["published"] == "2026-03-14"
    assert (row["killed_low"], row["killed_high"]) == ("8", "")
    assert (row["lat"], row["lon"]) == ("-1.2833", "36.8167")
    assert report().text[int(row["quote_start"]) : int(row["quote_end"])] == row["quote"]


def test_the_header_stands_also_without_events() -> None:
    assert "".join(to_csv([])) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("quote", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_formulas_are_neutralised_unless_switched_off(quote: str) -> None:
    [safe] = csv_rows("".join(to_csv([with_quote(quote)])))
    [plain] = csv_rows("".join(to_csv([with_quote(quote)], spreadsheet_safe=False)))
    assert safe["quote"] == "'" + quote
    assert plain["quote"] == quote


def test_a_line_ends_as_rfc_4180_says() -> None:
    assert csv_line(["a", None, 1, 2.5, 'say "x"', "two\nlines", date(2026, 3, 1)]) == (
        'a,,1,2.5,"say ""x""","two\nlines",2026-03-01\r\n'
    )


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_quote_survives_csv(quote: str) -> None:
    [row] = csv_rows("".join(to_csv([with_quote(quote)], spreadsheet_safe=False)))
    assert row["quote"] == quote
    [row] = csv_rows("".join(to_csv([with_quote(quote)])))
    assert row["quote"] in (quote, "'" + quote)


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_quote_survives_json_lines(quote: str) -> None:
    [line] = to_jsonl([with_quote(quote)])
    assert line.count("\n") == 1
    assert json.loads(line)["event"]["evidence"][0]["quote"] == quote


def test_json_lines_hold_the_header_and_the_text_only_when_asked() -> None:
    told = full()
    [short], [long] = (list(to_jsonl([told], with_text=with_text)) for with_text in (False, True))
    read = json.loads(short)
    assert list(read) == ["report", "event", "thread", "status", "independent"]
    assert "text" not in read["report"]
    assert read["report"]["publisher"] == "The Harbour Wire"
    assert (read["thread"], read["status"], read["independent"]) == ("t1", "accepted", 3)
    assert Event.model_validate(read["event"]) == told.event
    assert json.loads(long)["report"]["text"] == told.report.text


def test_parquet_has_the_same_columns_typed(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    entries = [full(), entry("CONSULT", time=DAY, actors=(KENYA,)), with_quote("astral \U0001f54a “quote”\n"), full()]
    with (tmp_path / "events.parquet").open("wb") as sink:
        assert write_parquet(iter(entries), sink, row_group=2) == 4
    file = parquet.ParquetFile(tmp_path / "events.parquet")
    assert file.metadata.num_row_groups == 2
    assert file.schema_arrow.names == COLUMNS
    assert str(file.schema_arrow.field("published").type) == "date32[day]"
    rows = file.read().to_pylist()
    expected = [entry_row(each) for each in entries]
    assert rows == [{name: row[name] for name in COLUMNS} for row in expected]
    assert rows[0]["lat"] == NAIROBI["lat"]


def test_parquet_of_nothing_has_the_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with (tmp_path / "none.parquet").open("wb") as sink:
        assert write_parquet([], sink) == 0
    assert parquet.ParquetFile(tmp_path / "none.parquet").schema_arrow.names == COLUMNS
    with pytest.raises(ValueError, match="at least one row"):
        write_parquet([], io.BytesIO(), row_group=0)


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"communique\[parquet\]"):
        write_parquet([], io.BytesIO())
