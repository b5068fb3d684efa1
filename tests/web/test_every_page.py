"""What holds of every page: no serious fault for who cannot see or use a mouse, no line too long, nothing too large."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient
from tests.web.paths import PATHS

from communique.web.app import STATIC

SERIOUS = frozenset({"serious", "critical"})


def faults(page: Page) -> list[str]:
    """What axe-core finds that is serious, with where."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found if v["impact"] in SERIOUS for n in v["nodes"]]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_shut_out(tab: Page, path: str) -> None:
    tab.goto(path)
    assert not faults(tab)
    tab.emulate_media(color_scheme="dark")
    assert not faults(tab), "in the dark"


@pytest.mark.parametrize("width", [375, 1600])
def test_no_page_is_wider_than_the_screen(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    wide = []
    for path in PATHS:
        tab.goto(path)
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert not wide


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_small(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) < 100_000


def test_scripts_are_small() -> None:
    assert sum(p.stat().st_size for p in STATIC.rglob("*.js")) < 150_000


@pytest.mark.parametrize("path", PATHS)
def test_pages_can_be_read_without_scripts(browser: Browser, server: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto(path)
    told = page.locator("main").inner_text()
    context.close()
    assert len(told) > 40


def test_every_script_and_style_is_our_own(app: FastAPI, tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        tab.goto(path)
    host = tab.url.split("/")[2]
    assert all(url.split("/")[2] == host for url in asked if url.startswith("http"))
