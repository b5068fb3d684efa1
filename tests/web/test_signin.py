"""Who may come in, and what keeps others out: each test fails when its defence is taken away."""

import hashlib

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.web.conftest import settings
from tests.web.team import PASSWORD, browser, csrf, quick_hashes, sign_in, team

from communique.store import Store, passwords
from communique.store.accounts import close_account, load_account, open_account, password_of, set_role
from communique.store.audit import load_noted
from communique.store.engine import changes
from communique.store.tokens import add_token
from communique.web import make_app
from communique.web.limits import Bucket
from communique.web.pages import ROUTERS

__all__ = ["quick_hashes", "team"]


def tried(client: TestClient, name: str, password: str, **more: str) -> int:
    form = {"csrf": csrf(client.get("/signin").text), "name": name, "password": password, **more}
    return client.post("/signin", data=form).status_code


def test_nobody_sees_anything_before_signing_in(team: FastAPI) -> None:
    client = browser(team)
    for path in ("/", "/p/harbour", "/review", "/review/batch", "/decisions", "/accounts", "/audit", "/account"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/signin?to=%2F")
    assert client.get("/p/harbour?as=json").status_code == 303
    for path in ("/nowhere", "/signin"):
        assert "harbour" not in client.get(path).text
    part = client.get("/review", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/signin"


def test_whoever_signs_in_goes_on_to_where_they_were_going(team: FastAPI) -> None:
    client = browser(team)
    form = csrf(client.get("/signin?to=/p/harbour").text)
    answer = client.post(
        "/signin", data={"csrf": form, "name": "Rosa", "password": PASSWORD, "to": "/p/harbour/positions?issue=talks"}
    )
    assert answer.headers["location"] == "/p/harbour/positions?issue=talks"
    assert client.get("/p/harbour").status_code == 200


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "/\t/elsewhere.example",
        " //elsewhere.example",
        "elsewhere.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(team: FastAPI, to: str) -> None:
    client = browser(team)
    form = csrf(client.get("/signin", params={"to": to}).text)
    answer = client.post("/signin", data={"csrf": form, "name": "Rosa", "password": PASSWORD, "to": to})
    assert answer.headers["location"] == "/"
    assert client.get("/signin", params={"to": to}).headers["location"] == "/"


def test_the_cookie_is_for_no_script_and_no_other_site(team: FastAPI, store: Store) -> None:
    client = browser(team)
    form = csrf(client.get("/signin").text)
    answer = client.post("/signin", data={"csrf": form, "name": "Rosa", "password": PASSWORD})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    app = make_app(settings(store, team=True, secure=True))
    client = TestClient(app, base_url="https://testserver", follow_redirects=False)
    form = csrf(client.get("/signin").text)
    answer = client.post("/signin", data={"csrf": form, "name": "Rosa", "password": PASSWORD})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-session="))
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert client.get("/").status_code == 200


def test_a_session_that_somebody_planted_is_not_taken_over(team: FastAPI) -> None:
    planted = sign_in(team, "Rune").cookies["session"]
    client = browser(team)
    client.cookies.set("session", planted, domain="testserver.local", path="/")
    victim = browser(team)
    form = csrf(victim.get("/signin").text)
    newcomer = victim.cookies["newcomer"]
    answer = victim.post(
        "/signin",
        data={"csrf": form, "name": "Ada", "password": PASSWORD},
        headers={"cookie": f"session=chosen-by-another; newcomer={newcomer}"},
    )
    given = answer.headers["set-cookie"].partition("session=")[2].partition(";")[0]
    assert answer.status_code == 303
    assert given not in ("chosen-by-another", planted, "")
    other = browser(team)
    other.cookies.set("session", "chosen-by-another")
    assert other.get("/").status_code == 303


def test_signing_in_again_ends_the_session_that_the_browser_held(team: FastAPI) -> None:
    client = sign_in(team, "Rosa")
    before = client.cookies["session"]
    page = browser(team).get("/signin")
    newcomer = page.headers["set-cookie"].partition("newcomer=")[2].partition(";")[0]
    client.cookies.set("newcomer", newcomer)
    # The session's own token goes with the form while it lasts.
    form = csrf(client.get("/account").text)
    assert client.post("/signin", data={"csrf": form, "name": "Ada", "password": PASSWORD}).status_code == 303
    old = browser(team)
    old.cookies.set("session", before)
    assert old.get("/").status_code == 303


def test_of_sessions_tokens_and_passwords_only_hashes_are_kept(team: FastAPI, store: Store) -> None:
    held = sign_in(team, "Rosa").cookies["session"]
    with store.writing(shown=False) as connection:
        token = add_token(connection, "robot", account="robot", role="reader")
    with store.reading() as connection:
        kept = {
            table: repr(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
            for table in ("session", "token", "account", "audit")
        }
    assert hashlib.sha256(held.encode()).hexdigest() in kept["session"]
    assert hashlib.sha256(token.encode()).hexdigest() in kept["token"]
    assert "$argon2id$" in kept["account"]
    for secret in (held, token, PASSWORD):
        assert not any(secret in told for told in kept.values())


def test_a_session_ends_when_its_time_is_over(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Rosa")
    assert client.get("/").status_code == 200
    with store.writing(shown=False) as connection:
        connection.execute(text("UPDATE session SET until = '2001-01-01T00:00:00.000000+00:00'"))
    assert client.get("/").status_code == 303


def test_signing_out_ends_the_session(team: FastAPI) -> None:
    client = sign_in(team, "Rosa")
    held = client.cookies["session"]
    assert client.post("/signout", data={"csrf": csrf(client.get("/").text)}).status_code == 303
    other = browser(team)
    other.cookies.set("session", held)
    assert other.get("/").status_code == 303


def test_an_unknown_name_a_wrong_password_and_a_closed_account_are_told_alike(
    team: FastAPI, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(shown=False) as connection:
        close_account(connection, "Rita")
    verified: list[str] = []
    plain = passwords.HASHER

    class Watched:
        def hash(self, password: str) -> str:
            return plain.hash(password)

        def check_needs_rehash(self, kept: str) -> bool:
            return plain.check_needs_rehash(kept)

        def verify(self, kept: str, password: str) -> bool:
            verified.append(kept)
            return plain.verify(kept, password)

    monkeypatch.setattr(passwords, "HASHER", Watched())
    told = set()
    for name, password in (("Nobody Here", PASSWORD), ("Rosa", "a wrong long secret"), ("Rita", PASSWORD)):
        client = browser(team)
        form = {"csrf": csrf(client.get("/signin").text), "name": name, "password": password}
        answer = client.post("/signin", data=form)
        told.add((answer.status_code, answer.text.count("do not belong together")))
    assert told == {(403, 1)}
    assert len(verified) == 3, "each is checked against some hash, so that it takes as long"
    assert passwords.fits(None, "of no account") is False


def test_a_password_kept_at_other_costs_is_kept_anew(
    team: FastAPI, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    with store.reading() as connection:
        before = password_of(connection, "Rosa")
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    client = sign_in(team, "Rosa")
    with store.reading() as connection:
        after = password_of(connection, "Rosa")
    assert before != after
    assert after is not None
    assert not passwords.is_outdated(after)
    assert client.get("/").status_code == 200


def test_closing_an_account_ends_its_sessions_and_tokens_at_once(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Rune")
    with store.writing(shown=False) as connection:
        token = add_token(connection, "robot", account="Rune", role="reader")
        close_account(connection, "Rune")
    assert client.get("/").status_code == 303
    assert tried(browser(team), "Rune", PASSWORD) == 403
    answer = browser(team).get("/api/whatever", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code in (401, 404)
    with store.reading() as connection:
        assert load_account(connection, "Rune").closed


def test_who_was_signed_in_before_an_account_was_closed_is_not_when_it_opens_again(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Rune")
    with store.writing(shown=False) as connection:
        close_account(connection, "Rune")
        open_account(connection, "Rune")
    assert client.get("/").status_code == 303
    sign_in(team, "Rune")


def test_a_change_of_password_signs_everyone_else_out(team: FastAPI) -> None:
    client, other = sign_in(team, "Rosa"), sign_in(team, "Rosa")
    form = csrf(client.get("/account").text)
    new = "another long enough one"
    told = {"csrf": form, "old": PASSWORD, "new": new, "again": new}
    answer = client.post("/account/password", data=told)
    assert answer.status_code == 200
    assert other.get("/").status_code == 303
    assert client.get("/").status_code == 200
    assert tried(browser(team), "Rosa", PASSWORD) == 403
    sign_in(team, "Rosa", new)
    wrong = client.post("/account/password", data={**told, "csrf": csrf(client.get("/account").text)})
    assert wrong.status_code == 403


def test_every_form_needs_the_token_of_its_session(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Ada")
    foreign = csrf(sign_in(team, "Rosa").get("/account").text)
    with store.reading() as connection:
        before = changes(connection)
    checked = 0
    for route in (route for router in ROUTERS for route in router.routes):
        if not isinstance(route, APIRoute) or "POST" not in (route.methods or ()) or route.path.startswith("/api/"):
            continue
        path = route.path.replace("{act}", "1").replace("{verdict}", "accept").replace("{process}", "harbour")
        data = {"name": "Rosa", "password": PASSWORD, "role": "admin", "seen": "0", "thread": "1", "origin": "1"}
        data |= {"which": "1:0", "verdict": "accept", "old": PASSWORD, "new": "x" * 20, "again": "x" * 20}
        for sent in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": "é"}):
            answer = client.post(path, data={**data, **sent})
            assert answer.status_code == 403, (path, sent)
            assert "not from this site" in answer.text
        checked += 1
    assert checked >= 13
    with store.reading() as connection:
        assert changes(connection) == before
        assert load_account(connection, "Rosa").role == "reader"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver.elsewhere.example"},
    ],
)
def test_what_a_page_of_another_site_sends_is_refused_even_with_the_token(
    team: FastAPI, headers: dict[str, str]
) -> None:
    client = sign_in(team, "Rune")
    form = csrf(client.get("/review").text)
    answer = client.post("/review/1/accept", data={"csrf": form, "seen": "0"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post("/review/1/accept", data={"csrf": form, "seen": "0"}, headers=own).status_code == 303


def test_a_host_that_is_not_ours_is_refused_for_forms_too(team: FastAPI) -> None:
    client = sign_in(team, "Rune")
    form = csrf(client.get("/review").text)
    for method in ("GET", "POST"):
        answer = client.request(
            method,
            "/review",
            data={"csrf": form},
            headers={"host": "elsewhere.example", "x-forwarded-host": "testserver"},
        )
        assert answer.status_code == 421


def test_guessing_the_password_of_an_account_gets_slower(team: FastAPI) -> None:
    client = browser(team)
    told = [tried(client, "Rosa", f"a wrong long secret {n}") for n in range(8)]
    assert told[:5] == [403] * 5
    assert told[-1] == 429
    form = {"csrf": csrf(client.get("/signin").text), "name": "rosa ", "password": PASSWORD}
    answer = client.post("/signin", data=form)
    assert answer.status_code == 429, "the right password is not tried either while the wait lasts"
    assert int(answer.headers["retry-after"]) >= 1


def test_trying_many_names_from_one_address_gets_slower(team: FastAPI) -> None:
    client = browser(team)
    told = [tried(client, f"name {n}", "a wrong long secret") for n in range(24)]
    assert told[:20] == [403] * 20
    assert 429 in told


def test_whoever_writes_or_asks_without_pause_is_slowed_down(team: FastAPI, store: Store) -> None:
    team.state.limits.writing = Bucket(rate=0.01, burst=3)
    one, other = sign_in(team, "Rune"), sign_in(team, "Rita")
    form = csrf(one.get("/review").text)
    told = [one.post(f"/review/{act}/accept", data={"csrf": form, "seen": "0"}).status_code for act in range(1, 5)]
    assert told == [303, 303, 303, 429]
    answer = one.post("/review/5/accept", data={"csrf": form, "seen": "0"})
    assert int(answer.headers["retry-after"]) >= 1
    assert one.get("/review").status_code == 200, "reading goes on"
    theirs = csrf(other.get("/review").text)
    assert other.post("/review/5/accept", data={"csrf": theirs, "seen": "0"}).status_code == 303


def test_a_role_holds_from_the_next_click_and_nobody_gives_it_to_themselves(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Rune")
    form = csrf(client.get("/account").text)
    for path, data in (
        ("/accounts/role", {"name": "Rune", "role": "admin"}),
        ("/accounts", {"name": "New", "role": "admin"}),
        ("/accounts/password", {"name": "Ada"}),
        ("/accounts/close", {"name": "Ada"}),
        ("/accounts/open", {"name": "Ada"}),
        ("/account/tokens", {"name": "robot", "role": "admin"}),
    ):
        assert client.post(path, data={"csrf": form, **data}).status_code == 403, path
    for path in ("/accounts", "/audit", "/audit?as=csv"):
        assert client.get(path).status_code == 403
    reader = sign_in(team, "Rosa")
    reading = csrf(reader.get("/account").text)
    for path in ("/review/1/accept", "/review/1/edit", "/review/1/merge", "/review/1/split", "/review/undo"):
        data = {"csrf": reading, "seen": "0", "thread": "1", "origin": "1", "which": "1:0"}
        assert reader.post(path, data=data).status_code == 403, path
    batch = {"csrf": reading, "verdict": "accept", "which": "1:0"}
    assert reader.post("/review/batch", data=batch).status_code == 403
    with store.writing(shown=False) as connection:
        set_role(connection, "Rune", "reader")
    assert client.post("/review/1/accept", data={"csrf": form, "seen": "0"}).status_code == 403


def test_signing_in_does_not_make_pages_of_the_record_stale(team: FastAPI, store: Store) -> None:
    with store.reading() as connection:
        before = changes(connection)
    client = sign_in(team, "Rosa")
    tried(browser(team), "Rosa", "a wrong long secret")
    client.post("/signout", data={"csrf": csrf(client.get("/").text)})
    with store.reading() as connection:
        assert changes(connection) == before
        assert [line.what for line in load_noted(connection)] == ["signed out", "sign-in refused", "signed in"]


def test_what_is_typed_as_a_name_is_written_down_only_where_it_is_one(team: FastAPI, store: Store) -> None:
    tried(browser(team), "my secret by mistake", "a wrong long secret")
    tried(browser(team), "Rosa", "a wrong long secret")
    with store.reading() as connection:
        assert [line.account for line in load_noted(connection)] == ["Rosa", None]


def test_where_no_team_is_served_nobody_signs_in(client: TestClient) -> None:
    for path in ("/signin", "/account", "/accounts"):
        assert client.get(path).status_code == 404
    assert client.get("/audit").status_code == 403
