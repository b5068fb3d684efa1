"""A record that fails, and a clock that is set back, as they look in the browser."""

from datetime import datetime

import pytest
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH, reading, report
from tests.web.test_add import csrf_of, waited

from communique.pipeline.keeping import keep_reading
from communique.store import BusyError, Store, UnusableError
from communique.web import adding
from communique.web.pages import today

BOTH = {"actors": (NORTH,), "recipients": (SOUTH,)}


@pytest.mark.parametrize(("kind", "waits"), [(UnusableError, None), (BusyError, "5")])
def test_a_record_that_fails_is_told_as_such_and_not_as_a_page_that_is_not_there(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, kind: type[UnusableError], waits: str | None
) -> None:
    def fail(_: object) -> None:
        raise kind("/somewhere/secret.db", "the disk is full")

    monkeypatch.setattr(Store, "reading", fail)
    for path in ("/p/harbour", "/api/v1/reports"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "the disk is full" in answer.text
        assert "secret" not in answer.text
        assert answer.headers.get("Retry-After") == waits


def test_reports_for_which_there_is_no_room_are_told_as_not_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UnusableError("/somewhere/secret.db", "the disk is full")

    monkeypatch.setattr(adding, "ingest", fail)
    form = {"text": "Norland and Southland met in Bergen on Monday to speak of the ceasefire.", "csrf": csrf_of(client)}
    page = waited(client, client.post("/add", data=form, follow_redirects=False).headers["location"], says="Stopped.")
    assert "the disk is full" in page
    assert "Done." not in page
    assert "after 0 items was not kept" in page
    assert "UnusableError" not in page
    assert "secret" not in page


def test_after_a_restart_nobody_is_told_that_what_was_being_read_is_in_the_record(client: TestClient) -> None:
    answer = client.get("/add/of-before")
    assert answer.status_code == 404
    assert "restarted" in answer.text
    assert "what it held is in the record" not in answer.text
    assert "add it again" in answer.text


def test_what_came_since_the_last_visit_is_shown_when_the_clock_was_set_back(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/p/harbour"
    look = today._visit
    moments = iter(["2026-05-02T10:00:00+00:00", "2026-05-01T09:00:00+00:00", "2026-05-01T09:01:00+00:00"])

    def at(cookie: str, now: today._Look) -> object:
        return look(cookie, today._Look(datetime.fromisoformat(next(moments)), now.number))

    monkeypatch.setattr(today, "_visit", at)
    client.get(address)
    told = "Norland demanded a ceasefire near the tall lighthouse, and Southland refused."
    one = reading(report(told, day="2026-05-01"), ("Norland demanded a ceasefire", "REQUEST", BOTH))
    with store.writing() as connection:
        keep_reading(connection, one, coder="t", extractor="t")
    for _ in range(2):
        page = client.get(address)
        assert page.status_code == 200
        assert "1 new report" in page.text
