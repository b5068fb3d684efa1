"""Reports are added, events decided upon and processes made; not by who may only read, and no one's work is lost."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH
from tests.web.conftest import settings

from communique.record import Event, Reading, Report, Span
from communique.sources import Visitor
from communique.store import Store
from communique.web import Role, make_app

API = "/api/v1"
WRITE = {"X-Communique": "1"}
TEXT = "Norway and Sweden agreed to open the strait to fishing boats from both coasts in the spring."


def read(report: Report) -> Reading:
    """Reads one event out of any report that tells of an agreement."""
    start = report.text.find("agreed")
    if start < 0:
        return Reading(report=report)
    span = Span.of(report.text, start, start + 6)
    event = Event.model_validate(
        {"id": "e1", "event_type": "AGREE", "actors": (NORTH, SOUTH), "evidence": (span,), "confidence": 0.5}
        | {"coder": "test"}
    )
    return Reading(report=report, events=(event,))


@pytest.fixture
def writer(store: Store) -> TestClient:
    """A reviewer's program."""
    return TestClient(make_app(replace(settings(store), reader=lambda: read)), headers=WRITE)


def test_a_text_is_read_at_once(writer: TestClient) -> None:
    body = {"text": TEXT, "title": "The strait", "publisher": "Coast Mail", "published": "2026-03-11"}
    answer = writer.post(f"{API}/reports", json=body)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["title"], told["publisher"], told["published"]) == ("The strait", "Coast Mail", "2026-03-11")
    assert told["text"] == TEXT
    assert told["events"][0]["event"]["event_type"] == "AGREE"
    assert writer.get(answer.headers["location"]).json() == told
    assert writer.get(f"{API}/search?q=fishing").json()["reports"][0]["id"] == told["id"]


def test_the_same_text_by_the_same_publisher_is_one_report(writer: TestClient) -> None:
    body = {"text": TEXT, "publisher": "Coast Mail"}
    first = writer.post(f"{API}/reports", json=body)
    again = writer.post(f"{API}/reports", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    other = writer.post(f"{API}/reports", json=body | {"publisher": "Inland Mail"})
    assert other.status_code == 201
    assert other.json()["family"] == first.json()["family"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "   "},
        {"text": "Les deux parties se sont rencontrées hier à Genève pour parler de la paix et des prisonniers."},
        {"url": "file:///etc/passwd"},
        {"url": "ftp://example.org/"},
        {"text": TEXT, "published": "yesterday"},
        {"text": TEXT, "published": 20260311},
    ],
)
def test_what_is_no_report_is_refused_and_leaves_nothing(writer: TestClient, body: dict[str, Any]) -> None:
    before = writer.get(f"{API}/reports").json()
    answer = writer.post(f"{API}/reports", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert writer.get(f"{API}/reports").json() == before


def served(handler: Callable[[httpx2.Request], httpx2.Response], store: Store) -> TestClient:
    """A reviewer's program, to whose server the web is what `handler` gives."""
    app = make_app(replace(settings(store), reader=lambda: read))
    app.state.adding.visitor = lambda _: Visitor(
        resolver=lambda host, port: ["93.184.216.34"],
        transport=httpx2.MockTransport(handler),
        sleep=lambda seconds: None,
    )
    return TestClient(app, headers=WRITE)


def came_of(client: TestClient, url: str) -> Any:
    """What came of adding what stands at an address."""
    answer = client.post(f"{API}/reports", json={"url": url})
    assert answer.status_code == 202
    while (told := client.get(answer.headers["location"]).json())["state"] in ("waiting", "reading"):
        time.sleep(0.01)
    return told


def test_what_stands_at_an_address_is_added_in_its_turn(store: Store) -> None:
    def web(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/robots.txt":
            return httpx2.Response(404)
        return httpx2.Response(200, text=TEXT, headers={"Content-Type": "text/plain"})

    client = served(web, store)
    told = came_of(client, "https://example.org/news")
    assert told["state"] == "done"
    (report,) = told["reports"]
    assert client.get(f"{API}/reports/{report}").json()["url"] == "https://example.org/news"
    assert came_of(client, "https://example.org/news")["reports"] == [report]


def test_an_address_that_gives_no_report_says_why(store: Store) -> None:
    client = served(lambda request: httpx2.Response(404), store)
    told = came_of(client, "https://example.org/gone")
    assert told["state"] == "failed"
    assert "404" in told["failed"][0]


def test_a_decision_takes_effect_and_can_be_taken_back(client: TestClient) -> None:
    address = f"{API}/events/1"
    answer = client.post(f"{address}/decisions", json={"action": "reject", "expect": 0}, headers=WRITE)
    assert answer.status_code == 201
    decision = answer.json()
    assert (decision["reviewer"], decision["act"]) == ("tester", 1)
    assert client.get(answer.headers["location"]).json() == decision
    assert client.get(address).json()["status"] == "rejected"
    assert 1 not in [item["act"] for item in client.get(f"{API}/events").json()["items"]]
    undone = client.post(f"{API}/decisions/{decision['number']}/undo", headers=WRITE)
    assert undone.status_code == 201
    assert client.get(address).json()["status"] == "machine"
    assert client.get(address).json()["decision"] == undone.json()["number"]
    assert [d["action"] for d in client.get(f"{address}/decisions").json()["items"]] == ["reject", "undo"]
    assert client.post(f"{API}/decisions/{decision['number']}/undo", headers=WRITE).status_code == 409
    assert client.post(f"{API}/decisions/9999/undo", headers=WRITE).status_code == 404
    log = client.get(f"{API}/decisions?action=reject&reviewer=tester").json()["items"]
    assert [d["number"] for d in log] == [decision["number"]]


def test_an_edit_is_the_event_that_stands(client: TestClient) -> None:
    event = client.get(f"{API}/events/1").json()["event"] | {"issue": "shipping", "id": "another"}
    asked = {"action": "edit", "event": event, "expect": 0}
    assert client.post(f"{API}/events/1/decisions", json=asked, headers=WRITE).status_code == 201
    told = client.get(f"{API}/events/1").json()
    assert (told["status"], told["event"]["issue"], told["event"]["id"]) == ("edited", "shipping", "e1")
    assert 1 in [item["act"] for item in client.get(f"{API}/events?issue=shipping").json()["items"]]


@pytest.mark.parametrize(
    "changed",
    [
        {"evidence": [{"start": 0, "end": 3, "quote": "xyz"}]},
        {"evidence": [{"start": 0, "end": 9, "quote": "xyz"}]},
        {"mode": "drone"},
        {"time": {"start": "soon", "end": "later"}},
        {"time": {"start": "2026-03-09", "end": "2026-03-01"}},
        {"place": {"name": "Nowhere", "lat": 1e300, "lon": 0}},
        {"confidence": 7},
        {"event_type": "DANCE"},
    ],
)
def test_an_edit_that_cannot_be_is_refused(client: TestClient, changed: dict[str, Any]) -> None:
    before = client.get(f"{API}/events/1").json()
    asked = {"action": "edit", "event": before["event"] | changed, "expect": 0}
    assert client.post(f"{API}/events/1/decisions", json=asked, headers=WRITE).status_code == 422
    assert client.get(f"{API}/events/1").json() == before


def test_two_reviewers_do_not_overwrite_each_other(client: TestClient) -> None:
    first = client.post(f"{API}/events/1/decisions", json={"action": "accept", "expect": 0}, headers=WRITE)
    second = client.post(f"{API}/events/1/decisions", json={"action": "reject", "expect": 0}, headers=WRITE)
    assert (first.status_code, second.status_code) == (201, 409)
    assert client.get(f"{API}/events/1").json()["status"] == "accepted"
    assert str(first.json()["number"]) in second.json()["detail"]
    third = client.post(
        f"{API}/events/1/decisions", json={"action": "reject", "expect": first.json()["number"]}, headers=WRITE
    )
    assert third.status_code == 201


def test_what_was_seen_can_be_said_by_a_tag(client: TestClient) -> None:
    tag = client.get(f"{API}/events/1").headers["etag"]
    asked = {"action": "accept"}
    address = f"{API}/events/1/decisions"
    assert client.post(address, json=asked, headers=WRITE).status_code == 428
    first = client.post(address, json=asked, headers=WRITE | {"If-Match": tag})
    assert first.status_code == 201
    assert client.post(address, json=asked, headers=WRITE | {"If-Match": tag}).status_code == 409
    number = first.json()["number"]
    assert client.post(address, json=asked, headers=WRITE | {"If-Match": f'"{number}"'}).status_code == 201


def test_processes_are_put_and_taken_away(client: TestClient) -> None:
    body = {"parties": ["Kyiv", "Russia", "Ukraine"], "mediators": ["Red Crescent"], "since": "2026-01-01"}
    made = client.put(f"{API}/processes/east", json=body, headers=WRITE)
    assert made.status_code == 201
    assert made.json()["parties"] == ["UKR", "RUS"]
    assert made.json()["mediators"] == ["Red Crescent"]
    assert client.put(f"{API}/processes/east", json=body, headers=WRITE).status_code == 200
    assert [p["name"] for p in client.get(f"{API}/processes").json()["items"]] == ["east", "harbour"]
    assert client.delete(f"{API}/processes/east", headers=WRITE).status_code == 204
    assert client.delete(f"{API}/processes/east", headers=WRITE).status_code == 404
    late = body | {"since": "2026-02-01", "until": "2026-01-01"}
    assert client.put(f"{API}/processes/east", json=late, headers=WRITE).status_code == 422


WRITINGS: list[tuple[str, str, dict[str, Any] | None]] = [
    ("POST", "/reports", {"text": TEXT}),
    ("POST", "/events/1/decisions", {"action": "accept", "expect": 0}),
    ("POST", "/decisions/1/undo", None),
    ("PUT", "/processes/east", {"parties": ["NOR", "SWE"]}),
    ("DELETE", "/processes/harbour", None),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITINGS)
def test_who_may_only_read_changes_nothing(store: Store, method: str, path: str, body: dict[str, Any] | None) -> None:
    for role, status in ((Role.READER, 403), (Role.NOBODY, 401)):
        client = TestClient(make_app(settings(store, local=role)), headers=WRITE)
        answer = client.request(method, f"{API}{path}", json=body)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path", "body"), WRITINGS)
@pytest.mark.parametrize("headers", [{}, {"X-Communique": "0"}, {"X-CSRF-Token": "guessed"}, {"X-CSRF-Token": "ä"}])
def test_a_page_elsewhere_cannot_write(
    client: TestClient, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
) -> None:
    sent = {name.encode(): value.encode() for name, value in headers.items()}
    assert client.request(method, f"{API}{path}", json=body, headers=sent).status_code == 403


def test_the_form_of_our_own_pages_may_write(store: Store) -> None:
    told = settings(store)
    client = TestClient(make_app(told))
    asked = {"action": "accept", "expect": 0}
    answer = client.post(f"{API}/events/1/decisions", json=asked, headers={"X-CSRF-Token": told.secret})
    assert answer.status_code == 201
