"""Today: what changed since the last visit to this process; vague days and days that cannot be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH, reading, report

from communique.pipeline.keeping import keep_reading
from communique.record import Process, Reading
from communique.store import Store
from communique.store.processes import put_process
from communique.store.reports import newest_number
from communique.web.words import age


def keep(store: Store, one: Reading) -> None:
    with store.writing() as connection:
        keep_reading(connection, one, coder="test", extractor="test", raw=one.report.text.encode())


def told(text: str, kind: str, day: str, name: str, **slots: Any) -> Reading:
    """A report of that day with one event, in which both parties take part."""
    source = report(f"{text}.", day=day, name=name, publisher=f"Paper {name}")
    return reading(source, (text, kind, {"actors": (NORTH, SOUTH), **slots}))


def visited(client: TestClient, process: str, last: datetime, *, newest: int) -> str:
    """The page of a process for a browser whose last visit began then, when that report was the newest."""
    look = f"{last.isoformat()}~{newest}"
    return client.get(f"/p/{process}", headers={"Cookie": f"visit={look}|{look}"}).text


def test_a_visit_to_one_process_is_none_to_another(client: TestClient, store: Store) -> None:
    with store.writing() as connection:
        put_process(connection, Process(name="other", parties=("NOR", "SWE")))
        put_process(connection, Process(name="harbour-two", parties=("NOR", "SWE")))
    client.get("/p/harbour")
    paths = {cookie.path for cookie in client.cookies.jar if cookie.name == "visit"}
    assert paths == {"/p/harbour"}


def test_what_was_added_since_the_last_visit_is_new_however_old_it_is(client: TestClient, store: Store) -> None:
    last = datetime.now(UTC)
    with store.reading() as connection:
        newest = newest_number(connection)
    assert "0 new reports" in visited(client, "harbour", last, newest=newest)
    keep(store, told("Norland and Southland met in Oslo", "CONSULT", "2025-01-05", "old.txt"))
    page = visited(client, "harbour", last, newest=newest)
    assert "1 new report" in page
    assert "met in Oslo" in page
    assert "since your last visit" in page


@pytest.mark.parametrize(("month", "shown"), [("2026-04", True), ("2026-05", True), ("2026-01", False)])
def test_a_meeting_in_a_month_that_has_begun_is_still_to_come(
    client: TestClient, store: Store, month: str, shown: bool
) -> None:
    when = {"start": month, "end": month, "text": "later"}
    words = "Norland and Southland will meet in Bergen later"
    bergen = {"name": "Bergen", "country": "NOR", "lat": 60.39, "lon": 5.32}
    keep(store, told(words, "CONSULT", "2026-04-10", "plan.txt", modality="planned", time=when, place=bergen))
    aside = client.get("/p/harbour").text.partition("Next meetings")[2].partition("Behind schedule")[0]
    assert ("will meet in Bergen" in aside) is shown


def test_what_was_due_in_a_month_is_late_after_it(client: TestClient, store: Store) -> None:
    slots = {"issue": "prisoners", "quantities": ({"value": 40, "what": "prisoners"},)}
    month = {"start": "2026-02", "end": "2026-02"}
    both = report(
        "Norland and Southland agreed to swap 40 prisoners. They will free the 40 prisoners in February.",
        day="2026-02-02",
        name="due.txt",
    )
    swap = {"actors": (NORTH, SOUTH), **slots}
    keep(
        store,
        reading(
            both,
            ("agreed to swap 40 prisoners", "AGREE", swap),
            ("will free the 40 prisoners in February", "RETREAT", {**swap, "modality": "planned", "time": month}),
        ),
    )
    late = client.get("/p/harbour").text.partition("Behind schedule")[2].partition("Open contradictions")[0]
    assert "due by 28 Feb 2026" in late


def test_one_report_with_a_day_ahead_does_not_make_all_others_old(client: TestClient, store: Store) -> None:
    ahead = (date.today() + timedelta(days=4000)).isoformat()
    keep(store, told("Norland and Southland met in Turku", "CONSULT", ahead, "ahead.txt"))
    page = client.get("/p/harbour").text
    assert "The newest report is of 10 Mar 2026" in page
    assert "years old" not in client.get("/p/harbour/positions").text


def test_ages_are_worded_well() -> None:
    newest = date(2026, 3, 10)
    assert age(newest - timedelta(days=1), newest) == "1 day old"
    assert age(newest - timedelta(days=725), newest) == "24 months old"
    assert age(newest - timedelta(days=730), newest) == "2 years old"


def test_the_files_say_what_changed(client: TestClient) -> None:
    rows = client.get("/p/harbour?since=2026-01-01&as=csv").text.strip().split("\r\n")[1:]
    found = client.get("/p/harbour?since=2026-01-01&as=json").json()
    assert len(found) == len(rows)
    assert {"section", "sentence", "citations"} <= set(found[0])
    assert found[0]["citations"][0]["quote"]
