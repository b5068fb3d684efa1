"""Each page of a process tells the story, and every file of a view holds what the page shows."""

import pytest
from starlette.testclient import TestClient

from communique.web.headers import POLICY


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "Norway and Sweden"),
        ("/p/harbour", "Next meetings"),
        ("/p/harbour/positions", "withdrawal"),
        ("/p/harbour/agreements", "25</strong> delivered of"),
        ("/p/harbour/meetings", "Kiel"),
        ("/p/harbour/positions/withdrawal?party=SWE", "offers"),
    ],
)
def test_pages_tell_the_story(client: TestClient, path: str, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert told in answer.text
    assert len(answer.content) < 100_000
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("path", ["/p/harbour", "/p/harbour/positions", "/p/harbour/agreements", "/p/harbour/meetings"])
def test_every_view_is_a_file_too(client: TestClient, path: str) -> None:
    assert client.get(f"{path}?as=json").json()
    assert client.get(f"{path}?as=csv").text.count("\r\n") > 1


def test_an_unknown_process_is_told_with_those_that_there_are(client: TestClient) -> None:
    answer = client.get("/p/nowhere")
    assert answer.status_code == 404
    assert "harbour" in answer.text


def test_a_name_that_is_not_ours_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 421
