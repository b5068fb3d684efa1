"""A record full of hostile words, served to one and to a team."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH, on, reading, report
from tests.web.conftest import settings
from tests.web.story import tell
from tests.web.team import PASSWORD, PEOPLE, quick_hashes

from communique.pipeline.keeping import keep_reading
from communique.store import Store, open_store, passwords
from communique.store.accounts import add_account
from communique.web import Role, make_app
from communique.web.api import ROUTERS as RESOURCES
from communique.web.pages import ROUTERS

__all__ = ["quick_hashes"]

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
"""Text that runs where it is not shown as text."""
FORMULA = "=cmd|' /C calc'!A0"
"""Text that a spreadsheet would run."""


def keep_hostile(store: Store, words: str) -> None:
    """Keeps reports of which every slot that holds text holds these words."""
    party = NORTH.model_copy(update={"name": words, "text": words, "start": 0, "end": len(words), "country": None})
    source = {"name": words, "kind": "person", "text": words, "start": 0, "end": len(words)}
    count = {"value": 3, "what": words, "text": words, "start": 0, "end": len(words)}
    place = {"name": words, "country": "NOR", "admin1": words, "text": words, "lat": 59.0, "lon": 10.0}
    for day in ("2026-03-02", "2026-03-03"):
        told = report(f"{words} attacked {words} at {words}. It was {day}.", day=day, publisher=words, name=words)
        told = told.model_copy(update={"title": words, "dateline": words})
        slots = {
            "actors": (party,),
            "recipients": (SOUTH, party),
            "place": place,
            "time": {**on(day), "text": words},
            "attribution": (source,),
            "quantities": (count,),
            "casualties": {"killed": {"low": 3, "high": 3}},
        }
        with store.writing() as connection:
            keep_reading(
                connection, reading(told, (f"{words} attacked", "ASSAULT", slots)), coder=words, extractor=words
            )


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record with the story, beside reports of hostile words; each test has its copy."""
    path = tmp_path_factory.mktemp("told") / "record.db"
    made = open_store(path)
    tell(made)
    keep_hostile(made, SCRIPT)
    keep_hostile(made, FORMULA)
    made.close()
    return path


@pytest.fixture
def store(told: Path, tmp_path: Path) -> Iterator[Store]:
    """The story, beside reports of hostile words."""
    opened = open_store(shutil.copy(told, tmp_path / "record.db"))
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store) -> TestClient:
    """Who sits at the machine, and may review."""
    return TestClient(make_app(settings(store)), raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def team(store: Store) -> FastAPI:
    """The application, for the team."""
    with store.writing(shown=False) as connection:
        for name, role in PEOPLE.items():
            add_account(connection, name, role=role, password=passwords.hashed(PASSWORD))
    return make_app(settings(store, team=True, local=Role.NOBODY))


def routes() -> list[tuple[str, str]]:
    """Every method and path of the application."""
    found = [
        (method, route.path)
        for router in (*ROUTERS, *RESOURCES)
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]
    assert len(found) > 60
    return sorted(set(found))
