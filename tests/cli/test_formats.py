import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.cli.formats import CSV_COLUMNS, to_csv, to_json, to_jsonl
from communique.export.csv_lines import safe_cell
from communique.export.table import event_row
from communique.record import Event, Reading

CELLS = [
    ("=1+1", "'=1+1"),
    ("+49", "'+49"),
    ("-3", "'-3"),
    ("@name", "'@name"),
    ("\t=1", "'\t=1"),
    ("plain", "plain"),
    ("a=1", "a=1"),
    (-3.5, "-3.5"),
    (0, "0"),
    (None, ""),
    ("", ""),
]


def rows(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(to_csv(readings)), newline="")))


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_no_cell_is_a_formula(value: str | float | None, expected: str) -> None:
    assert safe_cell(value) == expected


def test_a_line_is_a_reading(reading: Reading) -> None:
    line = to_jsonl(reading)
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert "“" in line, "text stays readable"
    assert Reading.model_validate_json(line) == reading


def test_one_input_is_an_object_and_several_are_an_array(reading: Reading) -> None:
    one = json.loads("".join(to_json([reading], single=True)))
    several = json.loads("".join(to_json([reading, reading], single=False)))
    assert several == [one, one]
    assert json.loads("".join(to_json([], single=False))) == []
    assert "".join(to_json([], single=True)) == ""


def test_a_row_is_an_event(reading: Reading) -> None:
    table = rows(reading)
    assert len(table) == len(reading.events)
    assert list(table[0]) == list(CSV_COLUMNS)
    talks, agreement, _, attack, *_ = table
    assert talks["actors"] == "Ostrenia; Kaldavia"
    assert talks["actor_countries"] == "OST; KAL"
    assert (talks["lat"], talks["lon"]) == ("-3.5", "7.25")
    assert agreement["quantities"] == "400 prisoners per side"
    assert agreement["attribution_via"] == "Northern Ledger"
    assert (attack["killed_low"], attack["killed_high"], attack["injured_high"]) == ("8", "", "5")
    for row in table:
        assert reading.report.text[int(row["quote_start"]) : int(row["quote_end"])] == row["quote"]


def test_every_column_is_filled_by_a_row(reading: Reading) -> None:
    assert list(event_row(reading.report, reading.events[0])) == list(CSV_COLUMNS)


def test_the_header_stands_also_without_events(reading: Reading) -> None:
    assert "".join(to_csv([])) == ",".join(CSV_COLUMNS) + "\r\n"


def test_open_bounds_of_quantities_stay_open(reading: Reading, make_event: Callable[..., Event]) -> None:
    quantities = ({"low": 3, "what": "day"}, {"low": 2, "high": 5, "what": "week"}, {"high": 1.5, "what": "hour"})
    event = make_event("CONSULT", "A summit may follow", quantities=quantities)
    [row] = rows(reading.model_copy(update={"events": (event,)}))
    assert row["quantities"] == "3.. day; 2..5 week; ..1.5 hour"


@given(st.text())
def test_text_in_a_cell_comes_back(text: str) -> None:
    line = io.StringIO(newline="")
    csv.writer(line).writerow([safe_cell(text), "end"])
    [[cell, end]] = csv.reader(io.StringIO(line.getvalue(), newline=""))
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert end == "end"
