"""A count is kept until the record changes; one that takes long is shown as it was last made."""

import threading
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from communique.store import Connection, Store
from communique.web import counted
from communique.web.counted import Counts


def change(store: Store) -> None:
    with store.writing():
        pass


def test_a_count_is_made_once_for_a_state_of_the_record(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "PATIENCE", 30.0)
    counts, made = Counts(store), []

    def make(_: Connection) -> int:
        made.append(1)
        return len(made)

    assert [counts.count("a", make), counts.count("a", make)][1].told == 1  # type: ignore[union-attr]
    change(store)
    again = counts.count("a", make)
    assert again is not None
    assert (again.told, again.stale) == (2, False)


def test_a_slow_count_keeps_nobody_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "PATIENCE", 0.01)
    monkeypatch.setattr(counted, "REST", 0)
    counts, gate = Counts(store), threading.Event()

    def slow(told: int) -> Callable[[Connection], int]:
        def make(_: Connection) -> int:
            gate.wait(5)
            return told

        return make

    assert counts.count("a", slow(1)) is None
    gate.set()
    while (first := counts.count("a", slow(1))) is None:
        pass
    assert first.told == 1
    gate.clear()
    change(store)
    shown = counts.count("a", slow(2))
    assert shown is not None
    assert (shown.told, shown.stale) == (1, True)
    gate.set()
    while (last := counts.count("a", slow(2))) is None or last.stale:
        pass
    assert last.told == 2


def test_a_page_says_that_the_record_is_being_counted(
    client: TestClient, app: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Counts, "count", lambda *_, **__: None)
    for path in ("/actors", "/sources", "/sources/Belt%20Post"):
        answer = client.get(path)
        assert answer.status_code == 202
        assert answer.headers["refresh"] == "3"
    assert client.get("/search?q=stavern").status_code == 200
