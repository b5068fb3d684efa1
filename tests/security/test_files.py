"""Who may read what is written, and where it may be written to."""

import os
import stat
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import settings

from communique.store import Store, open_store
from communique.store.backup import back_up, restore
from communique.store.salvage import salvage
from communique.web import make_app
from communique.web.adding import Adding


def bits(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_record_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        store = open_store(tmp_path / "record.db")
        with store.writing():
            beside = sorted(path.name for path in tmp_path.iterdir())
            assert beside == ["record.db", "record.db-shm", "record.db-wal"]
            assert {bits(path) for path in tmp_path.iterdir()} == {0o600}
        store.close()
    finally:
        os.umask(before)


def test_copies_of_a_record_are_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        back_up(store, tmp_path / "backup")
        restore(tmp_path / "backup", str(tmp_path / "again.db"))
        salvage(tmp_path / "record.db", tmp_path / "saved.db")
    finally:
        os.umask(before)
    assert {bits(tmp_path / name) for name in ("backup", "again.db", "saved.db")} == {0o600}


def test_a_record_that_its_owner_opened_to_others_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_store(path).close()
    path.chmod(0o660)
    store = open_store(path)
    with store.writing():
        assert {bits(each) for each in tmp_path.iterdir()} == {0o660}
    store.close()


def test_what_is_uploaded_lies_where_no_other_account_sees_it_and_goes(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    adding = Adding(settings(store))
    monkeypatch.setattr(Adding, "_work", lambda self: None)
    source = tmp_path / "source"
    source.write_bytes(b"Norway attacked.")
    names = ["../../evil.txt", "..\\..\\evil.txt", "/etc/cron.d/evil", ".hidden.txt", "a\0b.txt", "..", "\u202etxt.exe"]
    with source.open("rb") as stream:
        job = adding.add_files([(name, stream) for name in names], by="tester")
    (folder,) = tmp_path.glob("communique-*")
    assert bits(folder) == 0o700
    inside = [path for path in folder.rglob("*") if path.is_file()]
    assert len(inside) == len(names)
    assert all(path.resolve().is_relative_to(folder) and not path.name.startswith(".") for path in inside)
    assert not [path for path in tmp_path.iterdir() if path not in (folder, source) and "record.db" not in path.name]
    job.finish()
    assert not folder.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/....//app.py",
        "/sources/..%2f..%2fetc%2fpasswd",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/add/..%2f..%2fetc%2fpasswd",
    ],
)
def test_no_path_leads_out_of_what_is_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "make_app" not in answer.text


def test_a_link_among_what_is_served_leads_nowhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (static / "style.css").write_text("a {}")
    (tmp_path / "secret").write_text("secret")
    (static / "link.css").symlink_to(tmp_path / "secret")
    monkeypatch.setattr("communique.web.app.STATIC", static)
    served = TestClient(make_app(settings(store)))
    assert served.get("/static/style.css").status_code == 200
    assert served.get("/static/link.css").status_code == 404
