"""Reports given to the page: pasted, by address, as files; bad ones are told, and stop nothing."""

import re
import time

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient
from tests.web.conftest import settings

from communique.store import Store
from communique.store.reports import how_many
from communique.web import Role, make_app


def csrf_of(client: TestClient, path: str = "/add") -> str:
    """What a form of the page carries."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def waited(client: TestClient, where: str, *, says: str = "Done.") -> str:
    """The page of a job once it is done."""
    for _ in range(500):
        text = client.get(where).text
        if says in text:
            return text
        time.sleep(0.02)
    raise AssertionError(text)


def test_a_pasted_text_is_in_the_record(client: TestClient, store: Store) -> None:
    told = {
        "csrf": csrf_of(client),
        "text": "The two sides will meet on Friday.",
        "title": "Soon",
        "published": "2026-03-11",
    }
    answer = client.post("/add", data=told, follow_redirects=False)
    assert answer.status_code == 303
    assert "read and kept" in waited(client, answer.headers["location"])
    with store.reading() as connection:
        assert how_many(connection) == 4


def test_the_same_text_twice_is_one(client: TestClient, store: Store) -> None:
    for _ in range(2):
        answer = client.post("/add", data={"csrf": csrf_of(client), "text": "They met on Friday in the port."})
        waited(client, str(answer.url))
    with store.reading() as connection:
        assert how_many(connection) == 4


def test_of_several_files_a_bad_one_is_told_and_stops_nothing(client: TestClient, store: Store) -> None:
    files = [
        ("files", ("../../etc/picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png")),
        ("files", ("good.txt", b"Title: Good\n\nThe envoys met in the harbour town on Monday.", "text/plain")),
    ]
    answer = client.post("/add", data={"csrf": csrf_of(client)}, files=files)
    told = waited(client, str(answer.url))
    assert "could not be read" in told
    assert "read and kept" in told
    assert "communique-" not in told, "no folder of this machine is shown"
    with store.reading() as connection:
        assert how_many(connection) == 4


def test_an_address_inside_the_network_is_refused(client: TestClient) -> None:
    answer = client.post("/add", data={"csrf": csrf_of(client), "url": "http://127.0.0.1:1/"})
    assert "could not be read" in waited(client, str(answer.url))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Paste a text"),
        ({"url": "ftp://example.org/x"}, "begins with http"),
        ({"text": "They met.", "published": "11.3.2026"}, "2026-03-09"),
    ],
)
def test_what_is_wrong_stands_beside_the_form(client: TestClient, told: dict[str, str], says: str) -> None:
    answer = client.post("/add", data={"csrf": csrf_of(client), **told})
    assert answer.status_code == 400
    assert says in answer.text


def test_a_form_from_elsewhere_is_refused(client: TestClient) -> None:
    assert client.post("/add", data={"csrf": "guessed", "text": "They met."}).status_code == 403


def test_who_may_only_read_cannot_add(store: Store) -> None:
    client = TestClient(make_app(settings(store, local=Role.READER)))
    assert "for reading only" in client.get("/add").text
    assert client.post("/add", data={"text": "They met."}).status_code == 403


def test_too_much_at_once_is_refused(app: FastAPI) -> None:
    client = TestClient(app)
    headers = {"content-length": str(200 * 1024 * 1024), "content-type": "multipart/form-data; boundary=x"}
    assert client.post("/add", headers=headers, content=b"").status_code == 413


def test_an_analyst_pastes_a_report_and_sees_it_read(tab: Page) -> None:
    tab.goto("/add")
    tab.get_by_label("Paste a text").fill("The envoys of both sides will meet in the port on Friday.")
    tab.get_by_label("Title").fill("Envoys to meet")
    tab.get_by_role("button", name="Read the text").click()
    expect(tab.get_by_text("read and kept")).to_be_visible()
