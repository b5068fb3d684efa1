"""The API is described for programs and for people, by one description."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from communique.web.api.described import described

OPERATIONS = [
    (path, method, operation) for path, methods in described()["paths"].items() for method, operation in methods.items()
]


def test_it_is_open_api(client: TestClient) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1.")
    assert told == described()


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=[f"{m} {p}" for p, m, _ in OPERATIONS])
def test_each_resource_says_what_it_is_takes_and_answers(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"]
    for parameter in operation.get("parameters", ()):
        assert parameter.get("description"), parameter["name"]
    if body := operation.get("requestBody"):
        name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert described()["components"]["schemas"][name]["examples"]
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            assert answer == {"$ref": f"#/components/responses/Error{status}"}
    assert len({o["operationId"] for _, _, o in OPERATIONS}) == len(OPERATIONS)


def test_every_reference_leads_somewhere() -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [r for value in part.values() for r in references(value)]
        return [r for value in part for r in references(value)] if isinstance(part, list) else []

    for reference in set(references(described())):
        here: Any = described()
        for step in reference.removeprefix("#/").split("/"):
            here = here[step]


def test_people_find_every_resource_with_an_example(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="API").click()
    expect(tab.get_by_role("heading", name="API", level=1)).to_be_visible()
    expect(tab.locator("article.api")).to_have_count(len(OPERATIONS))
    tab.get_by_role("navigation", name="Resources").get_by_role("link", name="GET List events").click()
    article = tab.locator("#get_events")
    expect(article).to_be_in_viewport()
    expect(article.get_by_role("row").filter(has_text="since_change")).to_contain_text("0 to 2,147,483,647")
    expect(article.get_by_role("row").filter(has_text="polarity")).to_contain_text("positive, negative")
    assert "/api/v1/events'" in article.locator("pre").inner_text()
    # It can be read on a telephone.
    tab.set_viewport_size({"width": 375, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_examples_can_be_asked(client: TestClient) -> None:
    page = client.get("/api")
    assert len(page.content) < 100_000
    assert "curl" in page.text
    assert client.get("/api/v1/search?q=prisoners").status_code == 200
