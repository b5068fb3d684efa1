"""The application over an invented record, for a client and for a browser."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient
from tests.web.story import tell

from communique.record import Reading
from communique.store import Store, open_store
from communique.web import Role, Settings, make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The story, in a record of its own."""
    opened = open_store(tmp_path / "story.db")
    tell(opened)
    yield opened
    opened.close()


def settings(store: Store, **changed: object) -> Settings:
    """How the tests serve it: whoever asks may review; what is added holds no events."""
    told: dict[str, object] = {"local": Role.REVIEWER, "reviewer": "tester", "hosts": ("127.0.0.1", "testserver")}
    read: Callable[[], object] = lambda: lambda report: Reading(report=report)  # noqa: E731
    return Settings(store, read, "test", "test", **(told | changed))  # type: ignore[arg-type]


@pytest.fixture
def app(store: Store) -> FastAPI:
    """The application."""
    return make_app(settings(store))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A program that asks it."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def server(app: FastAPI) -> Iterator[str]:
    """The address of the application, listening."""
    running = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: the package chromium has it")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Page]:
    """A tab on the server; what the page logs as an error fails the test."""
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert not errors
