"""What holds for every address of the application, those to come included: each is asked here, by no list of ours."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from tests.security.conftest import FORMULA, SCRIPT, routes
from tests.web.team import PASSWORD, browser, csrf, sign_in

from communique.export.csv_lines import FORMULA_STARTS
from communique.store import Store
from communique.store.engine import changes
from communique.web.api import ROUTERS as RESOURCES
from communique.web.headers import POLICY
from communique.web.pages import ROUTERS

SAFE = ("GET", "HEAD", "OPTIONS")
READS = [path for method, path in routes() if method == "GET"]
WRITES = [(method, path) for method, path in routes() if method not in SAFE]
OPEN = {"/signin"}
"""What is shown to whoever asks."""


def filled(path: str, words: str = SCRIPT) -> str:
    """An address of that form that leads somewhere in the story."""
    path = path.replace("/actors/{key:path}", f"/actors/{quote(f'_{words}', safe='')}")
    path = path.replace("/sources/{name:path}", f"/sources/{quote(words, safe='')}")
    held = {"process": "harbour", "act": "1", "thread": "1", "number": "1", "name": "harbour", "issue": "withdrawal"}
    held |= {"verdict": "accept", "job": "none", "id": "none"}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: held[match[1]], path)


def test_no_address_is_outside_of_what_is_walked(client: TestClient) -> None:
    """What is put into the application beside its routers, or is no plain route, no test here would ask."""
    app = client.app
    assert isinstance(app, FastAPI)
    walked = {path for _, path in routes()}
    beside = {path for each in app.routes if (path := getattr(each, "path", None)) is not None} - walked
    assert beside == {"/static"}
    assert all(isinstance(route, APIRoute) for router in (*ROUTERS, *RESOURCES) for route in router.routes)


@pytest.mark.parametrize("path", READS)
def test_nobody_reads_anything_without_signing_in(team: FastAPI, path: str) -> None:
    answer = browser(team).get(filled(path))
    if path in OPEN:
        assert "Stavern" not in answer.text
    elif path.startswith("/api/") or path.endswith(".atom"):
        assert answer.status_code == 401
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/signin")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_nothing_is_written_without_what_only_our_pages_know(
    team: FastAPI, store: Store, method: str, path: str
) -> None:
    """Signed in as administrator, as a form on a page elsewhere would find the browser."""
    client = sign_in(team, "Ada")
    with store.reading() as connection:
        before = changes(connection)
    data = {"name": "Rosa", "role": "admin", "seen": "0", "thread": "1", "which": "1:0", "text": "Norway left."}
    data |= {"password": PASSWORD, "old": PASSWORD, "new": "x1" * 9, "again": "x1" * 9}
    kind = "text/plain" if path.startswith("/api/") else "application/x-www-form-urlencoded"
    told = '{"text": "Norway left.", "action": "reject", "parties": ["NOR"]}'
    for headers in ({}, {"X-CSRF-Token": "wrong"}, {"X-Communique": "1"}):
        if path.startswith("/api/"):
            for media in (kind, "application/json"):
                asked = {**headers, "Content-Type": media}
                assert client.request(method, filled(path), content=told, headers=asked).status_code in (401, 403, 415)
        else:
            assert client.request(method, filled(path), data=data, headers=headers).status_code == 403
    with store.reading() as connection:
        assert changes(connection) == before


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_nothing_is_written_on_ones_own_machine_by_a_page_elsewhere(client: TestClient, method: str, path: str) -> None:
    for headers in ({}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.request(method, filled(path), data={"text": "Norway left.", "seen": "0"}, headers=headers)
        # Signing in and accounts are not there without a team; a body that is no JSON is told before who sent it.
        assert answer.status_code in (403, 404, 415), answer.text


@pytest.mark.parametrize(("method", "path"), [*routes(), ("GET", "/static/style.css"), ("GET", "/none"), ("PUT", "/")])
def test_every_answer_forbids_frames_scripts_and_guesses(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, filled(path))
    assert answer.headers["content-security-policy"] == POLICY
    assert "'unsafe-" not in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_an_answer_that_broke_forbids_them_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    import communique.web.pages.sources as broken

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("postgresql://me:secret@host/name")

    monkeypatch.setattr(broken, "page", fail)
    answer = client.get("/sources")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text


def addresses(client: TestClient) -> list[str]:
    """All addresses that pages link to, from the first one on, those with their filters included."""
    found, waiting = {"/"}, ["/"]
    while waiting and len(found) < 250:
        answer = client.get(waiting.pop(0))
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for link in (each.replace("&amp;", "&") for each in re.findall(r'href="(/[^"#]*)"', answer.text)):
            if link not in found and not link.startswith("/static/"):
                found.add(link)
                waiting.append(link)
    assert len(found) > 100
    return sorted(found)


def test_hostile_words_are_text_on_every_page(client: TestClient) -> None:
    shown = 0
    for address in [*addresses(client), *(filled(p) for p in READS), "/search?q=" + quote(SCRIPT)]:
        answer = client.get(address)
        assert answer.status_code < 500, address
        if "text/html" in answer.headers.get("content-type", ""):
            shown += "&lt;script&gt;alert(1)" in answer.text
            assert "<script>alert" not in answer.text, address
            assert "<img src=x" not in answer.text, address
            # Nor does it end an attribute: what would is escaped there too.
            assert "\"'>" not in answer.text, address
            assert "49" not in re.findall(r"img src=x onerror=alert\(2\)&gt;(\S{2})", answer.text), address
    assert shown > 20


def test_no_link_runs_a_script(client: TestClient, store: Store) -> None:
    from tests.making import reading, report

    from communique.pipeline.keeping import keep_reading

    told = report("Norland left. Nobody came.").model_copy(update={"url": "javascript:alert(1)"})
    with store.writing() as connection:
        keep_reading(connection, reading(told, ("Norland left", "RETREAT", {})), coder="test", extractor="test")
    for address in [a for a in addresses(client) if a.startswith(("/reports", "/events", "/threads", "/search"))]:
        assert not re.search(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", client.get(address).text, re.I), address


def test_every_table_is_safe_in_a_spreadsheet(client: TestClient) -> None:
    tables = 0
    for path in [*READS, *(a for a in addresses(client) if "as=csv" in a)]:
        separator = "&" if "?" in path else "?"
        answer = client.get(filled(path, FORMULA) + f"{separator}as=csv")
        if not answer.headers.get("content-type", "").startswith("text/csv"):
            continue
        tables += 1
        for row in csv.reader(io.StringIO(answer.text)):
            for cell in row:
                assert not cell.startswith(FORMULA_STARTS) or re.fullmatch(r"-?\d+(?:\.\d+)?", cell), (path, cell)
    assert tables > 10


def test_a_file_has_a_name_whatever_it_is_of(client: TestClient) -> None:
    for path in READS:
        for form in ("csv", "json", "jsonld", "geojson"):
            answer = client.get(filled(path) + f"?as={form}")
            assert answer.status_code < 500, path
            if name := re.search(r'filename="([^"]*)"', answer.headers.get("content-disposition", "")):
                assert re.fullmatch(r"[\w.-]+", name[1]), path


def test_signing_in_is_for_forms_of_this_site(team: FastAPI) -> None:
    client = browser(team)
    told = {"name": "Rosa", "password": PASSWORD}
    assert client.post("/signin", data=told).status_code == 403
    assert client.post("/signin", data={**told, "csrf": csrf(browser(team).get("/signin").text)}).status_code == 403
