"""What no form of ours sends, and what a form sends that was left empty."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import settings

from communique.store import Store
from communique.web import make_app

HUGE = 10**20


@pytest.mark.parametrize(
    "path",
    [
        f"/decisions?act={HUGE}",
        f"/review?at={HUGE}",
        f"/review/{HUGE}/edit",
        f"/review/{HUGE}/merge",
        f"/review/{HUGE}/split",
        f"/p/harbour/incidents?killed={HUGE}",
    ],
)
def test_a_number_that_no_record_holds_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["/p/harbour?since=", "/p/harbour/timeline?since=&until=", "/p/harbour/incidents?since=&until=&killed="]
)
def test_a_day_that_was_left_empty_is_none(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_page_of_an_error_says_to_the_browser_what_all_pages_say(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("communique.web.pages.reports.page", broken)
    answer = TestClient(make_app(settings(store)), raise_server_exceptions=False).get("/reports")
    assert answer.status_code == 500
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_host_is_known_however_its_name_is_written(store: Store) -> None:
    client = TestClient(make_app(replace(settings(store), hosts=("Record.Example.org",))))
    assert client.get("/", headers={"Host": "record.example.org"}).status_code == 200
    assert client.get("/", headers={"Host": "record.example.net"}).status_code == 421


def test_a_feed_behind_a_proxy_gives_addresses_of_https(store: Store) -> None:
    client = TestClient(make_app(replace(settings(store), secure=True)))
    text = client.get("/p/harbour/feed.atom").text
    assert 'href="https://testserver/p/harbour' in text
    assert "http://testserver" not in text
