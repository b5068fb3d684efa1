"""Keys and buttons under a hand that is heavier than meant."""

import re

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient
from tests.making import on
from tests.web.team import csrf
from tests.web.test_today import keep, told

from communique.pipeline.review import decide
from communique.record import Action
from communique.store import Store
from communique.store.decision_log import load_log


def test_a_key_that_is_held_down_decides_once(tab: Page, store: Store) -> None:
    tab.goto("/review")
    for _ in range(25):
        tab.keyboard.down("a")
        tab.wait_for_timeout(30)
    tab.keyboard.up("a")
    expect(tab.get_by_text("Accepted")).to_be_visible()
    with store.reading() as connection:
        assert len(load_log(connection)) == 1


def test_a_citation_copied_twice_can_be_copied_again(tab: Page) -> None:
    tab.goto("/p/harbour?since=2026-01-01")
    button = tab.locator("[data-copy]").first
    button.click()
    tab.wait_for_timeout(300)
    button.click()
    expect(button).to_have_text("Copied")
    tab.wait_for_timeout(3500)
    expect(button).to_have_text("Copy citation")


def test_back_in_the_review_brings_the_whole_page(tab: Page) -> None:
    tab.goto("/review")
    first = tab.locator("#desk-title").inner_text()
    tab.keyboard.press("j")
    expect(tab).to_have_url(re.compile("at="))
    tab.go_back()
    expect(tab).to_have_url(re.compile("/review$"))
    expect(tab.locator("#desk-title")).to_have_text(first)
    expect(tab.locator("header.top")).to_be_visible()
    expect(tab.locator("h1")).to_have_text("Review")


@pytest.mark.parametrize("more", [0, 30])
def test_a_mark_of_the_timeline_takes_the_keyboard_to_its_card(tab: Page, store: Store, more: int) -> None:
    for day in range(1, more + 1):
        words = f"Norland and Southland met for the {day}th time"
        keep(store, told(words, "CONSULT", f"2026-04-{day:02}", f"{day}.txt", time=on(f"2026-04-{day:02}")))
    tab.goto("/p/harbour/timeline")
    mark = tab.locator('.plot a[href^="?page="]' if more else '.plot a[href^="#act-"]').first
    mark.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("#act-"))
    expect(tab.locator(".days .card:focus")).to_have_id(tab.url.partition("#")[2])


def test_whoever_was_quicker_is_told_by_their_own_name(client: TestClient, store: Store) -> None:
    form = {"csrf": csrf(client.get("/review?at=1").text), "seen": "0"}
    with store.writing() as connection:
        decide(connection, Action.ACCEPT, 1, reviewer="Nora McLind")
    answer = client.post("/review/1/reject", data=form)
    assert answer.status_code == 409
    assert "Nora McLind has decided" in answer.text


def test_a_decision_before_the_scripts_are_ready_goes_on_from_the_next_event(tab: Page) -> None:
    tab.goto("/review")
    # As a key does that comes before htmx has taken the forms of a new part in hand.
    tab.evaluate("document.querySelector('form[action*=reject]').submit()")
    expect(tab.locator(".note.done")).to_contain_text("Rejected")
    expect(tab.locator("#desk-title")).to_be_focused()
