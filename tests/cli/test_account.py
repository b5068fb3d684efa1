"""Accounts and tokens from the command line."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from communique.cli.app import app
from communique.store import open_store, passwords
from communique.store.accounts import password_of
from communique.store.audit import load_noted
from communique.store.tokens import token_of


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return str(tmp_path / "record.db")


def run(*arguments: str, typed: str | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments), input=typed, env={"COLUMNS": "80", "COMMUNIQUE_RECORD": ""})
    assert result.exit_code == code, result.output
    return result.output


def test_an_account_lives_from_added_to_closed(record: str) -> None:
    told = run("account", "add", "Ada", "--role", "admin", "--into", record, typed="a long enough secret\n")
    assert "secret" not in told
    run("account", "add", "Rune", "--into", record, typed="another long secret\n")
    assert "Ada: admin" in run("account", "list", "--into", record)
    run("account", "role", "Rune", "reviewer", "--into", record)
    run("account", "password", "Rune", "--into", record, typed="a third long secret\n")
    store = open_store(record)
    with store.reading() as connection:
        assert passwords.fits(password_of(connection, "Rune"), "a third long secret")
        assert load_noted(connection)[0].what == "password reset"
    store.close()
    run("account", "close", "Rune", "--into", record)
    assert "closed" in run("account", "list", "--into", record)
    assert "only administrator" in run("account", "close", "Ada", "--into", record, code=1)
    run("account", "open", "Rune", "--into", record)
    assert '"closed": false' in run("account", "list", "--format", "json", "--into", record)


@pytest.mark.parametrize("typed", ["short\n", "\n", "", "Ada and her secret\n", "aaaaaaaaaaaaaaaa\n"])
def test_a_weak_password_is_refused(record: str, typed: str) -> None:
    assert "password" in run("account", "add", "Ada", "--into", record, typed=typed, code=2)


def test_a_password_is_never_an_argument(record: str) -> None:
    assert "password" not in run("account", "add", "--help").partition("--into")[0].replace("its password", "")
    run("account", "add", "Ada", "a long enough secret", "--into", record, code=2)


def test_a_token_is_printed_once(record: str) -> None:
    run("account", "add", "Ada", "--into", record, typed="a long enough secret\n")
    secret = run("token", "add", "robot", "--role", "reviewer", "--into", record).strip()
    assert secret not in run("token", "list", "--into", record)
    assert "robot: reviewer in the name of robot" in run("token", "list", "--into", record)
    run("token", "revoke", "robot", "--into", record)
    assert "revoked" in run("token", "list", "--into", record)
    assert "revoked already" in run("token", "revoke", "robot", "--into", record, code=1)
    store = open_store(record)
    with store.reading() as connection:
        assert token_of(connection, secret) is None
    store.close()
