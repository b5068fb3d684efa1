"""Keys and buttons under a hand that is heavier than meant."""

from playwright.sync_api import Page, expect

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
