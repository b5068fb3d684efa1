"""Actors, sources and the search tell what the whole record holds."""

import re

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient
from tests.making import NORTH, reading, report

from communique.pipeline.keeping import keep_reading
from communique.store import Store
from communique.web import counted


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, counts are waited for."""
    monkeypatch.setattr(counted, "PATIENCE", 30.0)


def test_actors_with_what_they_did_and_what_was_done_to_them(client: TestClient) -> None:
    told = {a["actor"]: a for a in client.get("/actors?as=json").json()}
    assert told["SWE"]["as_actor"] == 8
    assert told["SWE"]["as_source"] == 1
    assert told["NOR"]["as_recipient"] == 4
    assert told["Harbour Front"]["dispute"] == 1
    page = client.get("/actors").text
    assert page.index("Sweden") < page.index("Harbour Front")


@pytest.mark.parametrize(("q", "names"), [("sweden", {"SWE"}), ("Suede", set()), ("Front", {"Harbour Front"})])
def test_actors_by_name(client: TestClient, q: str, names: set[str]) -> None:
    assert {a["actor"] for a in client.get("/actors", params={"q": q, "as": "json"}).json()} == names


def test_one_actor(client: TestClient) -> None:
    page = client.get("/actors/SWE").text
    assert "Southland refused to leave" in page
    assert 'href="/actors/NOR"' in page
    assert "withdrawal" in page
    assert "Southland denied that it attacked" in client.get("/actors/SWE?role=source").text
    assert client.get("/actors/SWE?role=recipient&as=csv").text.count("\r\n") == 2
    assert client.get("/actors/nobody").status_code == 404


def test_where_an_actor_stands_is_shown_when_it_is_looked_at(tab: Page) -> None:
    tab.goto("/actors/SWE")
    tab.get_by_role("heading", name="Where Sweden stands").scroll_into_view_if_needed()
    expect(tab.get_by_role("link", name="withdrawal: offers")).to_be_visible()


def test_an_actor_is_found_whatever_stands_in_its_name(client: TestClient, store: Store) -> None:
    odd = NORTH.model_copy(update={"name": "A/B? <i>#1</i> & co", "country": None})
    told = reading(report("They met somewhere."), ("They met", "CONSULT", {"actors": (odd,)}))
    with store.writing() as connection:
        keep_reading(connection, told, coder="test", extractor="test")
    (where,) = re.findall(r'href="(/actors/A/B[^"]*)"', client.get("/actors").text)
    page = client.get(where.replace("&amp;", "&"))
    assert page.status_code == 200
    assert "<i>#1" not in page.text


def test_sources_alone_early_contradicted_copied(client: TestClient, store: Store) -> None:
    before = {p["publisher"]: p for p in client.get("/sources?as=json").json()}
    assert before["Sound Gazette"]["contradicted"] == 1
    assert before["Belt Post"]["contradicted"] == 1
    assert before["The Harbour Wire"]["contradicted"] == 0
    assert before["The Harbour Wire"]["on_first_day"] == before["The Harbour Wire"]["with_others"] > 0
    assert before["Belt Post"]["on_first_day"] < before["Belt Post"]["with_others"]
    assert before["Belt Post"]["alone"] > 0
    text = "The sailors of the northern fleet marched through the old town and asked for their pay. " * 8
    for day, publisher in (("2026-04-01", "Agency"), ("2026-04-02", "Daily Copy")):
        source = report(text + publisher, day=day, publisher=publisher)
        told = reading(source, ("The sailors", "PROTEST", {"actors": (NORTH,)}))
        with store.writing() as connection:
            keep_reading(connection, told, coder="test", extractor="test")
    after = {p["publisher"]: p for p in client.get("/sources?as=json").json()}
    assert after["Agency"]["copied_by_others"] == 1
    assert after["Agency"]["alone"] == 1  # A copy is no second source.
    assert after["Daily Copy"]["copies_of_others"] == 1
    assert after["Daily Copy"]["alone"] == 0
    assert 'href="/sources/Daily%20Copy"' in client.get("/sources/Agency").text
    assert client.get("/sources/Nobody").status_code == 404


def test_search_over_everything(client: TestClient) -> None:
    page = client.get("/search?q=stavern").text
    assert "<mark>Stavern</mark>" in page
    for title in ("Reports", "Events", "Threads"):
        assert f"<h2>{title}" in page
    assert "<h2>Actors" not in page
    assert "harbour" in client.get("/search?q=harbour").text
    assert client.get("/search?q=stavern&as=csv").text.startswith("kind,told,day,publisher,address\r\nreport,")
    assert len(client.get("/search?q=stavern&in=events&as=json").json()) == 3


@pytest.mark.parametrize("q", ["", "  ", '"', "&", "zzzz", "a" * 400, "NOT AND OR ( *", "<script>"])
def test_a_search_that_finds_nothing_is_a_page_too(client: TestClient, q: str) -> None:
    answer = client.get("/search", params={"q": q})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.partition("<body>")[2]


@pytest.mark.parametrize("written", ["Zelensky", "Zelenskyy", "Зеленський", "ZELENSKIY"])
def test_any_spelling_of_a_name_is_found_and_marked(client: TestClient, store: Store, written: str) -> None:
    with store.writing() as connection:
        keep_reading(connection, reading(report("Mr Zelenskyy spoke.")), coder="test", extractor="test")
    assert "<mark>Zelenskyy</mark>" in client.get("/search", params={"q": written}).text


def test_the_search_box_is_one_key_away(tab: Page) -> None:
    tab.goto("/reports")
    tab.keyboard.press("/")
    tab.keyboard.type("Stavern")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="“Stavern”")).to_be_visible()
    tab.get_by_role("link", name="Southland denied that it attacked Stavern").first.click()
    expect(tab.locator(".beside.lit")).to_be_visible()
