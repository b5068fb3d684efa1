"""No table that is written out runs anything in a spreadsheet, whatever stands in the reports."""

import csv
import io
import re

import pytest
from tests.export.invented import event, report, strike
from tests.export.test_writers import written

from communique.cli.formats import CSV_COLUMNS, to_csv
from communique.export import ExportEntry
from communique.export.csv_lines import FORMULA_STARTS
from communique.export.writers import WRITERS
from communique.record import Event, Reading, Report

TABLES = {"csv": ",", "acled": ",", "ged": ",", "polecat": "\t"}
FORMULAS = ["=1+1", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＠SUM(1)"]


def hostile(words: str) -> list[ExportEntry]:
    """Events with these words wherever a slot holds text."""
    source: Report = report(words, title=words).model_copy(update={"publisher": words, "url": words, "name": words})
    told: list[Event] = []
    for made in (strike(), event("ACCUSE", words, text=words)):
        parties = tuple(p.model_copy(update={"name": words, "text": words}) for p in made.actors or strike().recipients)
        place = made.place and made.place.model_copy(update={"name": words, "admin1": words, "text": words})
        told.append(made.model_copy(update={"actors": parties, "recipients": parties, "place": place, "coder": words}))
    return [ExportEntry(report=source, event=each) for each in told]


def cells(text: str, delimiter: str) -> list[str]:
    """All cells that are no number."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+(?:\.\d+)?", cell)]


def test_every_table_is_looked_at() -> None:
    assert set(TABLES) == {name for name, each in WRITERS.items() if each.suffix in (".csv", ".tsv")}


@pytest.mark.parametrize("words", FORMULAS)
@pytest.mark.parametrize("name", TABLES)
def test_no_cell_of_an_export_is_a_formula(name: str, words: str) -> None:
    text = written(name, hostile(words))[0].decode()
    found = cells(text, TABLES[name])
    assert any(words.strip() in cell for cell in found), "it is there"
    assert not [cell for cell in found if cell.startswith(FORMULA_STARTS)]


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_that_is_printed_is_a_formula(words: str) -> None:
    readings = [Reading.model_construct(report=each.report, events=(each.event,)) for each in hostile(words)]
    found = cells("".join(to_csv(readings)), ",")
    assert len(found) > len(CSV_COLUMNS)
    assert not [cell for cell in found if cell.startswith(FORMULA_STARTS)]
