"""What others and the server do to a record while it is used: locks, too many at once, no connection."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection, create_engine, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from tests.durability.filling import read, write_reports
from typer.testing import CliRunner

from communique.cli import ingest as command
from communique.cli.app import app
from communique.store import BusyError, Store, StoreError, UnusableError, engine, open_store
from communique.store.engine import is_sqlite
from communique.store.faults import fault_of
from communique.store.schema import process


@pytest.mark.parametrize("shown", [True, False])
def test_one_writes_at_a_time_and_who_waits_too_long_is_told_so(
    store: Store, where: str, monkeypatch: pytest.MonkeyPatch, shown: bool
) -> None:
    monkeypatch.setattr(engine, "WAIT_MILLISECONDS", 300)
    other = open_store(where)
    with store.writing(shown=shown):
        with pytest.raises(BusyError, match="try again in a moment"), other.writing(shown=shown):
            pass
        with pytest.raises(BusyError, match="try again in a moment"), store.writing(shown=shown):
            pass
    with other.writing(), other.reading():
        pass
    other.close()


def test_writers_that_wait_keep_no_reader_from_a_connection(store: Store) -> None:
    ready = Barrier(31)

    def write() -> None:
        ready.wait(60)
        with store.writing():
            pass

    writers = [Thread(target=write) for _ in range(30)]
    for writer in writers:
        writer.start()
    with store.writing():
        ready.wait(60)
        with store.reading() as connection:
            connection.execute(text("SELECT 1"))
        assert store.engine.pool.checkedout() <= 2  # type: ignore[attr-defined]
    for writer in writers:
        writer.join(60)
    assert not any(writer.is_alive() for writer in writers)


@pytest.fixture
def crowded(store: Store, where: str) -> Iterator[str]:
    """The address of a record of which the server takes three connections."""
    with store.reading() as connection:
        if is_sqlite(connection):
            pytest.skip("of PostgreSQL alone")
    address = make_url(where)
    role = f"few_{address.database}"
    with store.writing(shown=False) as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 3"))
        connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"))
        connection.execute(text(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}"))
    yield address.set(username=role).render_as_string(hide_password=False)
    with store.writing(shown=False) as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))


def test_more_at_once_than_the_server_takes_wait_for_their_turn(crowded: str) -> None:
    done: list[int] = []

    def ask() -> None:
        for _ in range(3):
            own = open_store(crowded)
            with own.reading() as connection:
                done.append(connection.execute(text("SELECT 1 FROM pg_sleep(0.02)")).scalar_one())
            own.close()

    threads = [Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(done) == 36


def test_a_server_that_takes_no_more_is_told_in_words(crowded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stores = [open_store(crowded) for _ in range(3)]
    monkeypatch.setattr(engine, "WAIT_MILLISECONDS", 300)
    with pytest.raises(BusyError, match="raise its max_connections, or ask less at once"):
        open_store(crowded)
    for one in stores:
        one.close()


def test_who_is_chosen_to_give_way_in_a_deadlock_is_told_to_try_again_and_nothing_of_it_is_kept(store: Store) -> None:
    # Writers of ours come one after the other; this is somebody else's program, that takes no turns.
    with store.reading() as connection:
        if is_sqlite(connection):
            pytest.skip("of PostgreSQL alone")
    with store.writing() as connection:
        connection.execute(insert(process), [{"name": name, "body": "{}", "added": ""} for name in "ab"])
    stranger = create_engine(store.engine.url)

    def touch(connection: Connection, name: str, body: str) -> None:
        connection.execute(update(process).where(process.c.name == name).values(body=body))

    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
    with stranger.connect() as other:
        other.execute(text("SET deadlock_timeout = '60s'"))  # It is we who notice.
        touch(other, "b", "theirs")
        waiting = Thread(target=touch, args=(other, "a", "theirs"))
        with pytest.raises(BusyError, match="try again"), store.writing() as ours:
            touch(ours, "a", "ours")
            waiting.start()
            while not ours.execute(waits).scalar_one():
                pass
            touch(ours, "b", "ours")
        waiting.join(60)
        assert other.execute(select(process.c.body)).scalars().all() == ["theirs", "theirs"]
    stranger.dispose()
    with store.reading() as connection:
        assert connection.execute(select(process.c.body)).scalars().all() == ["{}", "{}"]
    with store.writing() as connection:
        touch(connection, "a", "again")


def test_a_connection_that_the_server_ended_is_replaced(store: Store) -> None:
    with store.reading() as connection:
        if is_sqlite(connection):
            pytest.skip("of PostgreSQL alone")
    with pytest.raises(UnusableError, match="the server ended the connection"), store.writing() as connection:
        connection.execute(insert(process).values(name="a", body="{}", added=""))
        _end_others(store)
        connection.execute(text("SELECT 1"))
    with store.reading() as connection:
        assert connection.execute(select(process.c.name)).all() == []
    with store.reading():
        _end_others(store, but_this=True)
    with store.writing() as connection:
        connection.execute(insert(process).values(name="a", body="{}", added=""))


def _close_to_all(store: Store) -> None:
    server = create_engine(store.engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    name = store.engine.url.database
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
        )
    server.dispose()


def _end_others(store: Store, *, but_this: bool = False) -> None:
    mine = create_engine(store.engine.url)
    with mine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND (:all OR state = 'idle')"
            ),
            {"all": not but_this},
        )
    mine.dispose()


@pytest.mark.parametrize(
    ("state", "kind", "said"),
    [
        ("53100", UnusableError, "the disk is full"),
        ("40P01", BusyError, "try again"),
        ("40001", BusyError, "try again"),
        ("57P03", BusyError, "not ready"),
        ("42P01", None, ""),
    ],
)
def test_what_a_server_says_is_told_in_words(state: str, kind: type[StoreError] | None, said: str) -> None:
    cause = type("Cause", (Exception,), {"sqlstate": state})("a word of the server")
    found = fault_of("record", OperationalError("", {}, cause))
    assert (type(found) if found else None) is kind
    assert said in str(found)


def test_a_password_is_in_no_error() -> None:
    with pytest.raises(StoreError) as raised:
        open_store("postgresql://someone:secret@127.0.0.1:1/none")
    assert "secret" not in str(raised.value)
    assert "someone:***@" in str(raised.value)


def test_a_password_is_in_nothing_that_the_commands_say(store: Store, where: str) -> None:
    with store.reading() as connection:
        if is_sqlite(connection):
            pytest.skip("of PostgreSQL alone")
    address = where.replace("@", ":secret@")
    for said in ("doctor", "doctor --mend", "doctor --salvage x", "backup /", "restore x", "meetings x", "ingest x"):
        result = CliRunner().invoke(app, [*said.split(), "--into", address])
        assert result.output
        assert "secret" not in result.output


def test_a_server_that_is_gone_while_one_works_is_told_in_words(
    store: Store, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.reading() as connection:
        if is_sqlite(connection):
            pytest.skip("of PostgreSQL alone")
    store.close()
    write_reports(tmp_path / "in", 9)
    monkeypatch.setattr(command, "_reader", lambda: read)
    opens, whole = [], Store._connected

    def gone(self: Store) -> AbstractContextManager[Connection]:
        opens.append(self)
        if len(opens) == 12:
            _close_to_all(self)
        return whole(self)

    monkeypatch.setattr(Store, "_connected", gone)
    result = CliRunner().invoke(app, ["ingest", str(tmp_path / "in"), "--into", where, "--quiet"])
    assert result.exit_code == 1
    assert "the server gives no connection" in result.output
    assert "(this run until then: " in result.output
    assert "defect" not in result.output


def test_a_program_error_is_no_fault_of_the_record(store: Store) -> None:
    with pytest.raises(DBAPIError), store.reading() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
