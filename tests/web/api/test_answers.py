"""What holds for every answer: errors as problem+json, tags, heads, sizes; pages tell their errors as pages."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import settings

from communique.record import Process
from communique.store import Store
from communique.store.processes import put_process
from communique.web import Role, make_app
from communique.web.bodies import MOST

API = "/api/v1"
WRITE = {"X-Communique": "1"}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/events/999999", 404),
        ("DELETE", "/events", 405),
        ("GET", "/events?limit=0", 422),
        ("GET", "/events?limit=" + "9" * 5000, 422),
        ("GET", "/events?limit=-1", 422),
        ("GET", "/events/" + "9" * 30, 422),
        ("GET", "/events?from=20260301", 422),
        ("GET", "/events?from=2026-13-45", 422),
        ("GET", "/events?from=-0001-01-01", 422),
        ("GET", "/events?type=WHATEVER", 422),
        ("GET", "/reports?q=%00", 422),
        ("GET", "/reports/xyz", 422),
        ("GET", "/events?cursor=%F0%9F", 422),
        ("POST", "/events/1/decisions", 422),
        ("GET", "/export", 422),
    ],
)
def test_errors_are_problems(client: TestClient, method: str, address: str, status: int) -> None:
    answer = client.request(method, f"{API}{address}", headers=WRITE)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert set(told) <= {"type", "title", "status", "detail", "instance", "errors"}
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert told["instance"].startswith(API)
    assert (status == 422) == ("errors" in told)


@pytest.mark.parametrize(
    "odd",
    [
        "%ED%A0%80",
        "%FF%FE",
        "%E2%80%AE",
        "%F0%9F%98%80",
        "0001-01-01",
        "%27%3B--",
        "%22",
        "%22%22",
        "a" * 200,
        "*",
        "Ⅷ²",
    ],
)
@pytest.mark.parametrize(
    "address",
    ["/reports?q=", "/search?q=", "/events?actor=", "/actors?q=", "/reports?publisher=", "/decisions?reviewer="],
)
def test_odd_text_is_looked_for_like_any_other(client: TestClient, address: str, odd: str) -> None:
    assert client.get(f"{API}{address}{odd}").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-29"])
@pytest.mark.parametrize(
    "address",
    [
        "/events?from={}",
        "/events?until={}",
        "/reports?from={}",
        "/reports?until={}",
        "/search?q=toll&from={}",
        "/processes/harbour/brief?since={}",
        "/processes/harbour/timeline?from={}",
        "/export?format=csv&from={}",
    ],
)
def test_every_day_of_the_calendar_can_be_asked_for(client: TestClient, address: str, day: str) -> None:
    assert client.get(f"{API}{address.format(day)}").status_code == 200


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    assert client.delete(f"{API}/events/1/decisions").headers["allow"] == "GET, HEAD, POST"
    assert client.post(f"{API}/threads", headers=WRITE).headers["allow"] == "GET, HEAD"


def test_a_body_that_says_it_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post(f"{API}/reports", content=b"x" * (MOST + 1), headers=WRITE)
    assert answer.status_code == 413
    assert answer.json()["status"] == 413


def test_a_body_that_turns_out_too_large_is_refused(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(20):
            yield b"x" * 100_000

    answer = client.post(f"{API}/reports", content=pieces(), headers=WRITE | {"Content-Type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_a_body_that_is_no_json_is_refused(client: TestClient, kind: str) -> None:
    answer = client.post(f"{API}/reports", content=b'{"text": "x"}', headers=WRITE | {"Content-Type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe\x00", 400),
        (b'{"text": NaN}', 400),
        (b'{"text": 1e999}', 400),
        (b'{"text": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"text": "a\\u0000b"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"\\udfff": 1}', 422),
        (b'{"text": "x", "more": 1}', 422),
        (b'"text"', 422),
    ],
)
def test_a_body_that_cannot_be_kept_is_refused(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post(f"{API}/reports", content=body, headers=WRITE | {"Content-Type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_another_name_is_told_as_a_problem_too(client: TestClient) -> None:
    answer = client.get(f"{API}/events", headers={"host": "elsewhere.example"})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


def test_pages_tell_their_errors_as_pages(client: TestClient) -> None:
    for address, status in (("/p/harbour/meetings?page=x", 400), ("/p/harbour?since=2026-99-99", 400), ("/no", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "address", [f"{API}/events", f"{API}/openapi.json", "/p/harbour/meetings", "/p/harbour/feed.atom"]
)
def test_what_has_not_changed_is_not_sent_again(store: Store, client: TestClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["etag"]
    again = client.get(address, headers={"If-None-Match": f'"other", W/{tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert client.get(address + "?limit=1", headers={"If-None-Match": tag}).status_code == 200
    with store.writing() as connection:
        put_process(connection, Process(name="another", parties=("FIN", "SWE")))
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_answers_are_for_who_asked(store: Store, client: TestClient) -> None:
    tag = client.get(f"{API}/events").headers["etag"]
    reader = TestClient(make_app(settings(store, local=Role.READER)))
    assert reader.get(f"{API}/events", headers={"If-None-Match": tag}).status_code == 200
    assert client.get(f"{API}/events").headers["cache-control"] == "private, no-cache"
    assert "access-control-allow-origin" not in client.get(f"{API}/events", headers={"Origin": "https://a.b"}).headers


def test_nobody_is_told_anything(store: Store, client: TestClient) -> None:
    tag = client.get(f"{API}/events").headers["etag"]
    nobody = TestClient(make_app(settings(store, local=Role.NOBODY)))
    answer = nobody.get(f"{API}/events", headers={"If-None-Match": tag})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert nobody.get(f"{API}/openapi.json").status_code == 401
    assert nobody.get("/p/harbour/feed.atom").status_code == 401


@pytest.mark.parametrize(
    "address", [f"{API}/events", f"{API}/export?format=csv", "/p/harbour/meetings", "/static/app.js"]
)
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    head, whole = client.head(address), client.get(address)
    assert head.status_code == whole.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers.get("etag") == whole.headers.get("etag")
