"""An administrator looks after accounts; everyone after their own tokens; what was done is written down."""

import re

from fastapi import FastAPI
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.web.conftest import settings
from tests.web.story import HOSTILE
from tests.web.team import PASSWORD, csrf, quick_hashes, sign_in, team

from communique.pipeline.review import decide
from communique.record import Action
from communique.store import Store
from communique.store.accounts import load_account, load_accounts
from communique.store.tokens import add_token
from communique.web import Role
from communique.web.access import address_of, visitor_of

__all__ = ["quick_hashes", "team"]


def asking(app: FastAPI, path: str, *, method: str = "GET", peer: str = "10.0.0.9", **headers: str) -> Request:
    """A request as the application sees it."""
    told = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": told, "app": app}
    return Request(scope | {"client": (peer, 1)})


def test_an_administrator_adds_an_account_whose_password_is_shown_once(team: FastAPI) -> None:
    client = sign_in(team, "Ada")
    form = csrf(client.get("/accounts").text)
    answer = client.post("/accounts", data={"csrf": form, "name": "  Nora   Lind ", "role": "reviewer"})
    made = re.search(r'class="secret">([^<]+)<', answer.text)
    assert made is not None
    assert made[1] not in client.get("/accounts").text
    assert answer.headers["cache-control"] == "no-store"
    new = sign_in(team, "Nora Lind", made[1])
    assert "reviewer" in new.get("/account").text
    again = client.post("/accounts", data={"csrf": form, "name": "nora lind", "role": "admin"})
    assert again.status_code == 400
    assert "already" in again.text


def test_the_last_administrator_can_neither_go_nor_step_down(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Ada")
    form = csrf(client.get("/accounts").text)
    for path, data in (("close", {}), ("role", {"role": "reader"})):
        answer = client.post(f"/accounts/{path}", data={"csrf": form, "name": "Ada", **data})
        assert answer.status_code == 400
        assert "only administrator" in answer.text
    assert client.post("/accounts/role", data={"csrf": form, "name": "Rune", "role": "admin"}).status_code == 200
    assert client.post("/accounts/close", data={"csrf": form, "name": "Ada"}).status_code == 200
    assert client.get("/accounts").status_code == 303
    with store.reading() as connection:
        assert load_account(connection, "Ada").closed


def test_a_reset_signs_out_and_the_new_password_opens(team: FastAPI) -> None:
    client, theirs = sign_in(team, "Ada"), sign_in(team, "Rosa")
    form = csrf(client.get("/accounts").text)
    answer = client.post("/accounts/password", data={"csrf": form, "name": "Rosa"})
    made = re.search(r'class="secret">([^<]+)<', answer.text)
    assert made is not None
    assert theirs.get("/").status_code == 303
    sign_in(team, "Rosa", made[1])


def test_names_are_shown_as_text(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Ada")
    name = HOSTILE[:60]
    form = csrf(client.get("/accounts").text)
    client.post("/accounts", data={"csrf": form, "name": name, "role": "reader"})
    client.post("/account/tokens", data={"csrf": form, "name": name, "role": "reader"})
    with store.reading() as connection:
        assert any("<script" in a.name for a in load_accounts(connection))
    for path in ("/accounts", "/audit", "/account", "/audit?account=<script>alert(1)</script>"):
        page = client.get(path).text
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
    assert "&lt;script&gt;" in client.get("/accounts").text


def test_names_that_deceive_are_refused(team: FastAPI) -> None:
    client = sign_in(team, "Ada")
    form = csrf(client.get("/accounts").text)
    for name in ("", " ", "machine", "Ada\u202e", "A\u0000da", "x" * 65, "\uff21da"):
        answer = client.post("/accounts", data={"csrf": form, "name": name, "role": "reader"})
        assert answer.status_code == 400, name


def test_a_token_lets_a_program_in_for_the_api_alone(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Rune")
    form = csrf(client.get("/account").text)
    answer = client.post("/account/tokens", data={"csrf": form, "name": "robot", "role": "reviewer"})
    made = re.search(r'class="secret">([^<]+)<', answer.text)
    assert made is not None
    bearer = f"Bearer {made[1]}"
    visitor = visitor_of(asking(team, "/api/v1/events", authorization=bearer))
    assert (visitor.name, visitor.role, visitor.token) == ("Rune", Role.REVIEWER, "robot")
    assert visitor_of(asking(team, "/review", authorization=bearer)).role is Role.NOBODY
    for wrong in ("Bearer cmq_wrong", "Bearer ", f"Basic {made[1]}", f"Bearer {made[1]}x"):
        assert visitor_of(asking(team, "/api/v1/events", authorization=wrong)).role is Role.NOBODY, wrong
    admin = sign_in(team, "Ada")
    admin.post("/accounts/role", data={"csrf": csrf(admin.get("/accounts").text), "name": "Rune", "role": "reader"})
    assert visitor_of(asking(team, "/api/v1/events", authorization=bearer)).role is Role.READER
    form = csrf(client.get("/account").text)
    client.post("/account/tokens/revoke", data={"csrf": form, "name": "robot"})
    assert visitor_of(asking(team, "/api/v1/events", authorization=bearer)).role is Role.NOBODY


def test_a_program_takes_back_no_decision_of_another_but_an_administrators(team: FastAPI, store: Store) -> None:
    with store.writing() as connection:
        decision = decide(connection, Action.ACCEPT, 1, reviewer="Rita")
    programs = {}
    for owner, role in (("Rune", "reviewer"), ("Rita", "reviewer"), ("Ada", "admin")):
        with store.writing(shown=False) as connection:
            secret = add_token(connection, f"of {owner}", account=owner, role=role)
        programs[owner] = TestClient(team, headers={"Authorization": f"Bearer {secret}"})
    address = f"/api/v1/decisions/{decision.number}/undo"
    refused = programs["Rune"].post(address)
    assert refused.status_code == 403
    assert "Rita took that decision" in refused.json()["detail"]
    assert programs["Rita"].post(address).status_code == 201
    with store.writing() as connection:
        again = decide(connection, Action.ACCEPT, 1, reviewer="Rita")
    assert programs["Ada"].post(f"/api/v1/decisions/{again.number}/undo").status_code == 201


def test_a_browser_may_only_read_through_the_api(team: FastAPI) -> None:
    client = sign_in(team, "Ada")
    asked = asking(team, "/api/v1/events", cookie=f"session={client.cookies['session']}")
    assert visitor_of(asked).role is Role.READER


def test_nobody_revokes_the_token_of_another_but_an_administrator(team: FastAPI, store: Store) -> None:
    with store.writing(shown=False) as connection:
        add_token(connection, "robot", account="Rune", role="reader")
    client = sign_in(team, "Rita")
    answer = client.post("/account/tokens/revoke", data={"csrf": csrf(client.get("/account").text), "name": "robot"})
    assert answer.status_code == 404
    admin = sign_in(team, "Ada")
    answer = admin.post("/account/tokens/revoke", data={"csrf": csrf(admin.get("/account").text), "name": "robot"})
    assert answer.status_code == 200


def test_who_asks_is_found_once_for_each_request(team: FastAPI, store: Store) -> None:
    request = asking(team, "/", cookie="session=none")
    assert visitor_of(request) is visitor_of(request)


def test_the_audit_log_tells_who_did_what_and_no_secret(team: FastAPI) -> None:
    client = sign_in(team, "Ada")
    form = csrf(client.get("/accounts").text)
    client.post("/accounts", data={"csrf": form, "name": "Nora", "role": "reader"})
    client.post("/accounts/close", data={"csrf": form, "name": "Nora"})
    client.post("/review/1/accept", data={"csrf": form, "seen": "0"})
    page = client.get("/audit").text
    for told in ("signed in", "account added", "account closed", "decided"):
        assert told in page
    assert PASSWORD not in page
    rows = client.get("/audit?as=json&what=decided").json()
    assert [(row["account"], row["detail"]["act"]) for row in rows] == [("Ada", 1)]
    assert client.get("/audit?as=csv").text.count("\r\n") == 5


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(team: FastAPI, store: Store) -> None:
    from communique.web import make_app

    forged = {"x_forwarded_for": "1.1.1.1, 203.0.113.7"}
    assert address_of(asking(team, "/", peer="127.0.0.1", **forged)) == "127.0.0.1", "no proxy is told of"
    behind = make_app(settings(store, team=True, secure=True))
    assert address_of(asking(behind, "/", peer="127.0.0.1", **forged)) == "203.0.113.7"
    assert address_of(asking(behind, "/", peer="8.8.4.4", **forged)) == "8.8.4.4"
    assert address_of(asking(behind, "/", peer="2001:db8::1:2:3:4")) == "2001:db8::/64"
