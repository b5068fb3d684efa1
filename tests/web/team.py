"""A record served to a team: Rosa reads, Rune reviews, Rita too, Ada administers."""

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.web.conftest import settings

from communique.store import Store, passwords
from communique.store.accounts import add_account
from communique.web import Role, make_app

PASSWORD = "a long enough secret"  # noqa: S105 - of invented accounts
PEOPLE = {"Rosa": "reader", "Rune": "reviewer", "Rita": "reviewer", "Ada": "admin"}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Costs so low that a test takes no time."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def team(store: Store) -> FastAPI:
    """The application, for the team."""
    with store.writing(shown=False) as connection:
        for name, role in PEOPLE.items():
            add_account(connection, name, role=role, password=passwords.hashed(PASSWORD))
    return make_app(settings(store, team=True, local=Role.NOBODY))


def browser(app: FastAPI) -> TestClient:
    """Somebody's browser."""
    return TestClient(app, raise_server_exceptions=True, follow_redirects=False)


def csrf(page: str) -> str:
    """What the forms of a page bring back; the page's own form where it has one beside that of signing out."""
    found = re.findall(r'name="csrf" value="([^"]*)"', page)
    assert found, page
    return str(found[-1])


def sign_in(app: FastAPI, name: str, password: str = PASSWORD) -> TestClient:
    """A browser in which somebody is signed in."""
    client = browser(app)
    told = {"csrf": csrf(client.get("/signin").text), "name": name, "password": password}
    answer = client.post("/signin", data=told)
    assert answer.status_code == 303, answer.text
    return client
