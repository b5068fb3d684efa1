import io
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from communique.cli.view import HEADINGS, heading_of, outermost, to_table
from communique.record import Event, Reading, Report, Span

PAGE = """\
Delegations meet [again] in Marenka
The Harbour Wire · 14 Mar 2026
────────────────────────────────────────────────────────────────────────────────

Talks  1
  CONSULT      Ostrenia ↔ Kaldavia
               about prisoners · 13 Mar 2026 · Marenka, LOR
         0–63  “Negotiators from Ostrenia and Kaldavia met in Marenka on Friday”

Agreements  1
  AGREE        Ostrenia ↔ Kaldavia
               about prisoners · 400 prisoners per side
               according to senior official (unnamed), via Northern Ledger
       65–103  “They agreed to free 400 prisoners each”

Positions  2
  REQUEST      Ostrenia → Kaldavia
               yield · about withdrawal
      150–203  “Ostrenia demanded that Kaldavia leave the Tarn valley”

  REJECT       Mara Doln (OST)
      292–333  “We will not [bold]yield,” said Mara Doln

Incidents  1
  ASSAULT      not named → residents of Orlin (OST)
               drone · Orlin
               killed at least 8 · injured 5
      205–290  “At least eight people were killed and five injured when a drone
               hit a market in Orlin”

Planned and possible  1
  CONSULT      not named [possible] [uncertain]
               about a leaders' meeting
      335–354  “A summit may follow”

Assessments  1
  ASSESS       not named → Lorland
      356–380  “It was a win for Lorland”

────────────────────────────────────────────────────────────────────────────────
7 events · report REPORT
"""

CASES = [
    ("CONSULT", "actual", "Talks"),
    ("CONSULT", "planned", "Planned and possible"),
    ("AGREE", "actual", "Agreements"),
    ("AGREE", "proposed", "Positions"),
    ("AGREE", "conditional", "Positions"),
    ("AGREE", "possible", "Planned and possible"),
    ("REQUEST", "actual", "Positions"),
    ("REJECT", "actual", "Positions"),
    ("CONCEDE", "actual", "Positions"),
    ("ASSAULT", "actual", "Incidents"),
    ("COERCE", "actual", "Incidents"),
    ("ACCUSE", "actual", "Statements"),
    ("THREATEN", "conditional", "Statements"),
    ("SUPPORT", "actual", "Statements"),
    ("RETREAT", "actual", "Other acts"),
    ("SANCTION", "actual", "Other acts"),
    ("ASSESS", "possible", "Assessments"),
]


def shown(*readings: Reading) -> str:
    return "".join(to_table(readings, sink=io.StringIO()))


@pytest.fixture(autouse=True)
def terminal_of_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize(("event_type", "modality", "heading"), CASES)
def test_each_event_stands_under_its_heading(
    make_event: Callable[..., Event], event_type: str, modality: str, heading: str
) -> None:
    assert heading_of(make_event(event_type, "A summit may follow", modality=modality)) == heading
    assert heading in HEADINGS


def test_a_page_of_80_columns_without_colour(reading: Reading) -> None:
    assert shown(reading) == PAGE.replace("REPORT", reading.report.id)


@pytest.mark.parametrize("columns", [60, 80, 120, 300])
def test_no_line_is_wider_than_the_page(reading: Reading, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(cell_len, shown(reading).splitlines())) <= min(columns, 110)


def test_colour_is_added_where_it_is_wanted_and_nothing_else(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = shown(reading)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in shown(reading)
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = shown(reading)
    assert "\x1b[3" not in coloured.replace("\x1b[3m", "")
    monkeypatch.delenv("FORCE_COLOR")
    assert shown(reading) == plain


def test_a_report_without_events_says_so(reading: Reading) -> None:
    page = shown(reading.model_copy(update={"events": ()}))
    assert "No events found." in page
    assert "0 events · report" in page


def test_words_are_shown_once_where_one_quote_holds_another(reading: Reading, make_event: Callable[..., Event]) -> None:
    event = make_event("CONSULT", "A summit may follow")
    spans = [event.evidence[0], *(Span.of(reading.report.text, a, b) for a, b in ((337, 343), (337, 357), (335, 354)))]
    assert [(span.start, span.end) for span in outermost(tuple(spans))] == [(335, 354), (337, 357)]


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    report = Report(id="x", name="x", title="Talks\x1b[2J end\u202e \x9b31m", text="x")
    page = shown(Reading(report=report))
    assert page.splitlines()[0] == "Talks [2J end 31m"
    assert "no date of publication" in page


def test_pages_are_set_apart(reading: Reading) -> None:
    assert shown(reading, reading) == shown(reading) + "\n" + shown(reading)
