"""Walking the pages of a list gives each item once, also while reports are added."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH, reading, report

from communique.pipeline.keeping import keep_reading
from communique.store import Store

API = "/api/v1"
LISTS = [
    ("reports", "id"),
    ("reports?q=prisoners", "id"),
    ("events", "act"),
    ("events?process=harbour", "act"),
    ("threads", "id"),
    ("actors", "key"),
    ("processes/harbour/timeline", "sentence"),
    ("processes/harbour/positions", "party"),
    ("processes/harbour/meetings", "thread"),
    ("processes", "name"),
]


def grow(store: Store, number: int) -> None:
    """Adds a report on the same two sides."""
    source = report(f"Envoys spoke of {number} prisoners at length.", name=f"more-{number}.txt")
    told = reading(
        source, (f"spoke of {number} prisoners", "CONSULT", {"actors": (NORTH, SOUTH), "issue": "prisoners"})
    )
    with store.writing() as connection:
        keep_reading(connection, told, coder="test", extractor="test")


def walk(client: TestClient, address: str) -> Iterator[list[Any]]:
    """The pages of a list, by their links."""
    following: str | None = address
    while following is not None:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert ("link" in answer.headers) == (body["next"] is not None)
        if body["next"]:
            assert answer.headers["link"] == f'<{body["next"]}>; rel="next"'
        yield body["items"]
        following = body["next"]


def names(items: list[Any], key: str) -> list[Any]:
    return [(item[key], item.get("issue"), item.get("day")) for item in items]


@pytest.mark.parametrize(("path", "key"), LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_all_pages_together_are_the_list(client: TestClient, path: str, key: str, limit: int) -> None:
    sign = "&" if "?" in path else "?"
    whole = names(client.get(f"{API}/{path}{sign}limit=100").json()["items"], key)
    pages = list(walk(client, f"{API}/{path}{sign}limit={limit}"))
    assert all(len(page) <= limit for page in pages)
    assert names([item for page in pages for item in page], key) == whole
    assert whole


@pytest.mark.parametrize(("path", "key"), [("reports", "id"), ("events", "act"), ("threads", "id")])
@pytest.mark.parametrize("order", ["newest", "oldest"])
@bounded(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(limit=st.integers(1, 5), after=st.sets(st.integers(0, 6), max_size=4), seed=st.integers(1, 10**6))
def test_what_is_added_while_walking_moves_nothing(
    store: Store, client: TestClient, path: str, key: str, order: str, limit: int, after: set[int], seed: int
) -> None:
    before = {item[key] for item in client.get(f"{API}/{path}?limit=200").json()["items"]}
    seen: list[Any] = []
    for number, page in enumerate(walk(client, f"{API}/{path}?order={order}&limit={limit}")):
        seen += [item[key] for item in page]
        if number in after:
            grow(store, seed * 10 + number)
    assert len(seen) == len(set(seen))
    assert before <= set(seen)
    now = {item[key] for item in client.get(f"{API}/{path}?limit=200").json()["items"]}
    assert set(seen) <= now


def test_a_copy_is_kept_up_to_date_by_changes(store: Store, client: TestClient) -> None:
    before = client.get(f"{API}/events").json()["change"]
    assert client.get(f"{API}/events?since_change={before}").json()["items"] == []
    grow(store, 77)
    client.post(f"{API}/events/1/decisions", json={"action": "accept", "expect": 0}, headers={"X-Communique": "1"})
    changed = client.get(f"{API}/events?since_change={before}&order=oldest").json()["items"]
    assert [item["act"] for item in changed] == [1, 12]


@pytest.mark.parametrize("cursor", ["x", "e30", "WzFd", "WyJldmVudHMubmV3ZXN0Il0", "WyJldmVudHMubmV3ZXN0IiwtMV0"])
def test_a_cursor_that_the_list_did_not_give_is_refused(client: TestClient, cursor: str) -> None:
    assert client.get(f"{API}/events?cursor={cursor}").status_code == 400


def test_a_cursor_belongs_to_its_list_and_order(client: TestClient) -> None:
    following = client.get(f"{API}/events?limit=2").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(f"{API}/events?limit=2&cursor={cursor}").status_code == 200
    assert client.get(f"{API}/events?limit=2&order=oldest&cursor={cursor}").status_code == 400
    assert client.get(f"{API}/threads?cursor={cursor}").status_code == 400
