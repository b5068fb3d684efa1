"""No secret is in a message, a page, a log or a traceback."""

import logging
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient
from tests.web.team import PASSWORD, browser, csrf, sign_in
from typer.testing import CliRunner

from communique.cli.app import app
from communique.cli.streams import Messages
from communique.store import Store, StoreError, open_store
from communique.store.backup import back_up
from communique.store.private import without_password
from communique.store.tokens import add_token
from communique.web.api import reports
from communique.web.pages import signin

SECRET = "hunter2hunter2"  # noqa: S105 - of an invented account


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"postgresql://me:{SECRET}@host/name", "postgresql://me:***@host/name"),
        (f"postgresql+psycopg://me:{SECRET}@host:5432/name?x=1", "postgresql+psycopg://me:***@host:5432/name?x=1"),
        (f"postgresql://host/name?user=me&password={SECRET}", "postgresql://host/name?user=me&password=***"),
        ("postgresql://host/name", "postgresql://host/name"),
        ("records/talks.db", "records/talks.db"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert without_password(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/name",
        f"postgresql://127.0.0.1:1/name?password={SECRET}",
        f"mysql://me:{SECRET}@127.0.0.1/name",
        f"postgresql://me:{SECRET}@[/name",
        f"postgresql://me:p@{SECRET}@127.0.0.1:1/name",
        f"nothing://me:{SECRET}@host/name",
        f"postgresql://me:{SECRET}@host:port/name",
    ],
)
def test_a_record_that_cannot_be_opened_is_told_without_its_password(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError) as caught:
        open_store(address)
    assert SECRET not in str(caught.value)
    assert SECRET not in caplog.text
    for verbose in ([], ["-vv"]):
        ended = CliRunner().invoke(app, ["ingest", *verbose, "--into", address, "--failed"])
        assert ended.exit_code != 0
        assert SECRET not in ended.output + str(ended.exception)


AN_ADDRESS = "ADDRESS"
"""Where a command below gets the address of a database, though it asks for something else."""


@pytest.mark.parametrize(
    "command",
    [
        ["backup", AN_ADDRESS, "--into", "r.db"],
        ["restore", AN_ADDRESS, "--into", "new.db"],
        ["doctor", "--salvage", AN_ADDRESS, "--into", "r.db"],
        ["eval", AN_ADDRESS, "r.db"],
        ["compare", AN_ADDRESS],
        ["positions", AN_ADDRESS, "--into", "r.db"],
        ["read", AN_ADDRESS, "-vv"],
        ["ingest", AN_ADDRESS, "-vv", "--into", "r.db"],
        ["doctor", "-vv", "--into", AN_ADDRESS],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/name",
        f"postgresql://me:p@{SECRET}@127.0.0.1:1/name",
        f"postgresql://127.0.0.1:1/name?user=me&password={SECRET}",
        f"https://me:{SECRET}@127.0.0.1:1/name",
    ],
)
def test_an_address_in_the_wrong_place_is_told_without_its_password(
    command: list[str], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("r.db").close()
    ended = CliRunner().invoke(app, [address if word == AN_ADDRESS else word for word in command])
    assert ended.exit_code != 0
    assert ended.output.strip()
    assert SECRET not in ended.output


def test_a_traceback_that_was_asked_for_holds_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(f"postgresql://me:{SECRET}@host/name")
    except ValueError:
        Messages(2).error("stopped")
    told = capsys.readouterr().err
    assert "postgresql://me:***@host/name" in told
    assert SECRET not in told


def test_a_backup_to_a_database_is_refused_without_its_password(tmp_path: Path) -> None:
    store = open_store(tmp_path / "record.db")
    with pytest.raises(StoreError, match="a backup is a file") as caught:
        back_up(store, f"postgresql://me:{SECRET}@host/name")
    assert SECRET not in str(caught.value)
    store.close()


def test_what_is_put_into_a_question_stands_in_no_error(tmp_path: Path) -> None:
    store = open_store(tmp_path / "record.db")
    with pytest.raises(DBAPIError) as caught, store.reading() as connection:
        connection.execute(text("SELECT :secret FROM nowhere"), {"secret": SECRET})
    assert SECRET not in str(caught.value)
    store.close()


def test_what_is_typed_when_signing_in_is_in_no_log(
    team: FastAPI, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(team)
    form = csrf(client.get("/signin").text)
    with caplog.at_level(logging.DEBUG):
        for name, password in (("Rosa", SECRET), (SECRET, "wrong"), ("Rosa", PASSWORD)):
            answer = client.post("/signin", data={"csrf": form, "name": name, "password": password})
            assert password not in answer.text

        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("broken")

        monkeypatch.setattr(signin, "check_password", fail)
        broken = TestClient(team, raise_server_exceptions=False, cookies=client.cookies)
        broken.post("/signin", data={"csrf": form, "name": "Rosa", "password": PASSWORD})
    assert SECRET not in caplog.text
    assert PASSWORD not in caplog.text


def test_the_token_of_a_program_is_in_no_log_and_no_answer(
    team: FastAPI, store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(shown=False) as connection:
        token = add_token(connection, "nightly", account="Rune", role="reviewer")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    client = TestClient(team, raise_server_exceptions=False)
    with caplog.at_level(logging.DEBUG):
        told = {"Authorization": f"Bearer {token}"}
        assert client.get("/api/v1/reports", headers=told).status_code == 200
        assert client.get("/api/v1/reports", headers={"Authorization": f"Bearer {token}x"}).status_code == 401
        monkeypatch.setattr(reports, "reports_page", fail)
        broken = client.get("/api/v1/reports", headers=told)
    assert broken.status_code == 500
    assert token not in caplog.text + broken.text


def test_the_record_holds_no_password_token_or_session_in_the_clear(team: FastAPI, store: Store) -> None:
    client = sign_in(team, "Ada")
    form = csrf(client.get("/account").text)
    made = client.post("/account/tokens", data={"csrf": form, "name": "program", "role": "reader"})
    token = next(word for word in made.text.replace("<", " ").replace(">", " ").split() if len(word) > 30)
    kept = Path(store.name).read_bytes() + Path(f"{store.name}-wal").read_bytes()
    for secret in (PASSWORD, token, client.cookies["session"]):
        assert secret.encode() not in kept
