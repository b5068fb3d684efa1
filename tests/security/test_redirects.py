"""Nobody is sent to another site: every answer that leads on leads to a path of this server."""

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.security.conftest import routes
from tests.security.test_every_route import filled
from tests.web.team import csrf, sign_in

from communique.web.signing import own_path

ELSEWHERE = "//elsewhere.example/x"
NAMES = ("to", "next", "next_url", "url", "return", "return_to", "back", "redirect", "continue", "at", "done")


PIECES = ["/", "\\", "\t", "\n", " ", "a", ":", "@", "?", "#", "http", ".", "%2f", "[", "／"]


def leads_within(location: str) -> bool:
    """Whether every browser takes it for a path: backslashes count as slashes, white space is passed over."""
    plain = "".join(c for c in location if c.isprintable() and not c.isspace()).replace("\\", "/")
    return plain.startswith("/") and not plain.startswith("//")


@pytest.mark.parametrize(("method", "path"), routes())
def test_every_answer_leads_within_this_server(client: TestClient, method: str, path: str) -> None:
    asked = dict.fromkeys(NAMES, ELSEWHERE)
    headers = {"Referer": f"https:{ELSEWHERE}", "X-Forwarded-Host": "elsewhere.example", "Sec-Fetch-Site": "none"}
    for params in (asked, {}):
        answer = client.request(method, filled(path), params=params, headers=headers)
        location = answer.headers.get("location")
        assert location is None or leads_within(location)


@pytest.mark.parametrize("path", [path for method, path in routes() if method == "GET"])
def test_who_is_signed_in_is_led_within_it_too(team: FastAPI, path: str) -> None:
    asked = dict.fromkeys(NAMES, ELSEWHERE)
    location = sign_in(team, "Ada").get(filled(path), params=asked).headers.get("location")
    assert location is None or leads_within(location)


def test_forms_lead_within_it(team: FastAPI) -> None:
    led = 0
    client = sign_in(team, "Ada")
    form = csrf(client.get("/account").text)
    for method, path in routes():
        if method == "POST" and not path.startswith(("/api/", "/signout", "/account")):
            data = {
                **dict.fromkeys(NAMES, ELSEWHERE),
                "csrf": form,
                "seen": "0",
                "text": "Norland left.",
                "thread": "1",
            }
            answer = client.post(filled(path), data=data, headers={"Referer": f"https:{ELSEWHERE}"})
            if location := answer.headers.get("location"):
                led += 1
                assert leads_within(location), path
    assert led


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(written=st.lists(st.sampled_from(PIECES)).map("".join))
@example(written="//elsewhere.example")
@example(written="/\\elsewhere.example")
@example(written="/\t/elsewhere.example")
@example(written="http:elsewhere.example")
def test_whatever_is_written_as_a_path_is_one_or_the_first_page(written: str) -> None:
    assert leads_within(own_path(written))
