"""Where things stand on a page: facts one under another, what can be opened looks like it."""

import pytest
from playwright.sync_api import Page
from tests.web.paths import REPORT

LEFT = "all => [...new Set(all.map(each => Math.round(each.getBoundingClientRect().left)))].length"


@pytest.mark.parametrize("path", ["/events/5", "/threads/1", REPORT])
@pytest.mark.parametrize("width", [375, 1280])
def test_facts_stand_one_under_another(tab: Page, path: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(path)
    tab.locator("main details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    rows = tab.locator(".slots > div")
    assert rows.count() > 1
    assert rows.evaluate_all(LEFT) == 1
    assert rows.first.evaluate("row => row.getBoundingClientRect().width > innerWidth / 5")


def test_claims_that_can_be_opened_have_a_mark(tab: Page) -> None:
    tab.goto("/p/harbour/incidents")
    shown = tab.locator(".incidents summary").first.evaluate("each => getComputedStyle(each).listStyleType")
    assert shown == "disclosure-closed"
