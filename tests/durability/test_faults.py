"""What the machine does to a record while it is used: no room, no right to write, no connection, a clock set back."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from tests.durability.filling import read, take, told, write_reports
from typer.testing import CliRunner

from communique.cli import ingest as command
from communique.cli.app import app
from communique.pipeline import review
from communique.pipeline.doctor import examine
from communique.record import Action
from communique.store import BusyError, Store, StoreError, UnusableError, engine, open_store, reports, sessions
from communique.store import decisions as log
from communique.store.accounts import add_account
from communique.store.engine import is_sqlite
from communique.store.faults import fault_of
from communique.store.reports import acts_added_since, newest_number
from communique.store.schema import decision, process, report
from communique.store.sessions import open_session, session_of

NOBODY = 65534


def kept(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(report.c.id).order_by(report.c.number)).scalars())


# --- no room


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """A folder on a disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk that fills up")
    where = Path(tempfile.mkdtemp())
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", where],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if made.returncode:
        where.rmdir()
        pytest.skip(f"no disk could be mounted here: {made.stderr.decode().strip()}")
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", where], check=True)  # noqa: S607
        where.rmdir()


def test_a_disk_that_fills_up_ends_the_run_and_all_that_was_kept_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(tmp_path / "in", 80)
    monkeypatch.setattr(command, "_reader", lambda: read)
    with small_disk(1500) as disk:
        where = str(disk / "record.db")
        result = CliRunner().invoke(app, ["ingest", str(tmp_path / "in"), "--into", where, "--quiet"])
        assert result.exit_code == 1, result.output
        (line,) = result.output.splitlines()
        assert "the disk is full: make room, then run the same again" in line
        assert " new)" in line
        said = int(line.rpartition(": ")[2].split()[0])
        # It is read where there is room: SQLite needs some to bring its log into the file.
        for name in disk.iterdir():
            shutil.copy(name, tmp_path)
    store = open_store(tmp_path / "record.db")
    assert len(kept(store)) == said
    assert 0 < said < 80
    assert list(examine(str(tmp_path / "record.db"))) == []
    assert sum(1 for _ in take(store, tmp_path / "in")) == 80
    assert len(kept(store)) == 80
    store.close()


def test_where_no_page_more_can_be_had_each_report_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 60)
    store = open_store(tmp_path / "record.db")
    pages = {"most": 110}

    @event.listens_for(store.engine, "begin")
    def limit(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages['most']}")  # type: ignore[attr-defined]

    said: list[str | None] = []
    with pytest.raises(UnusableError, match="the disk is full"):
        said.extend(taken.report for taken in take(store, tmp_path / "in"))
    assert 0 < len(said) < 60
    assert kept(store) == said
    with pytest.raises(UnusableError, match="the disk is full"):
        list(take(store, tmp_path / "in"))
    pages["most"] = 100_000
    assert len(list(take(store, tmp_path / "in"))) == 60
    assert kept(store)[: len(said)] == said
    assert len(kept(store)) == 60
    store.close()
    assert list(examine(str(tmp_path / "record.db"))) == []


def test_a_backup_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 40)
    store = open_store(tmp_path / "record.db")
    list(take(store, tmp_path / "in"))
    store.close()
    with small_disk(200) as disk:
        where = str(tmp_path / "record.db")
        result = CliRunner().invoke(app, ["backup", str(disk / "backup.db"), "--into", where])
        assert result.exit_code == 1
        assert "full" in result.output or "No space" in result.output
        assert list(disk.iterdir()) == []


# --- no right


@contextmanager
def as_nobody() -> Iterator[None]:
    """As a user who owns nothing."""
    if os.geteuid() != 0:
        pytest.skip("only root can become someone else")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everyone may read, with a record."""
    where = Path(tempfile.mkdtemp())
    where.chmod(0o755)
    store = open_store(where / "record.db")
    told(store)
    store.close()
    yield where
    shutil.rmtree(where)


def test_a_record_in_a_folder_that_may_not_be_written_is_told_in_words(open_folder: Path) -> None:
    with as_nobody(), pytest.raises(UnusableError, match=r"the right to (read and )?write"):
        open_store(open_folder / "record.db")
    with as_nobody(), pytest.raises(UnusableError, match=r"the right to (read and )?write"):
        open_store(open_folder / "new.db")
    assert not (open_folder / "new.db").exists()


def test_a_record_that_may_only_be_read_is_told_in_words(open_folder: Path) -> None:
    open_folder.chmod(0o777)
    (open_folder / "record.db").chmod(0o444)
    with as_nobody():
        store = None
        with pytest.raises(UnusableError, match=r"the right to (read and )?write"):
            store = open_store(open_folder / "record.db")
            with store.writing() as connection:
                connection.execute(insert(process).values(name="a", body="{}", added=""))


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_record_that_may_not_even_be_read_is_told_in_words(open_folder: Path, what: str) -> None:
    (open_folder / "record.db" if what == "file" else open_folder).chmod(0o700 if what == "folder" else 0o600)
    with as_nobody(), pytest.raises(StoreError, match=r"cannot be opened \(Permission denied\)"):
        open_store(open_folder / "record.db")
    with as_nobody(), pytest.raises(StoreError, match="Permission denied"):
        list(examine(str(open_folder / "record.db")))


def test_a_server_that_lets_nothing_be_written_is_told_in_words(store: Store, where: str) -> None:
    with store.reading() as connection:
        if is_sqlite(connection):
            pytest.skip("of PostgreSQL alone")
    store.close()
    address = where.replace("postgresql://", "postgresql+psycopg://")
    owner = create_engine(address, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        name = make_url(address).database
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    owner.dispose()
    read_only = open_store(where)
    with pytest.raises(UnusableError, match="read-only"), read_only.writing():
        pass
    read_only.close()


# --- others, and the server


def test_who_waits_too_long_is_told_so(store: Store, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_MILLISECONDS", 300)
    other = open_store(where)
    with store.writing():
        with pytest.raises(BusyError, match="try again in a moment"), other.writing():
            pass
        with pytest.raises(BusyError, match="try again in a moment"), store.writing():
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


# --- a clock set back


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the clock by which the record stamps things."""

    def set_to(moment: str) -> None:
        for module in (reports, sessions, log):
            monkeypatch.setattr(module, "now", lambda: moment)

    return set_to


def test_with_a_clock_that_goes_back_everything_keeps_its_order(
    store: Store, tmp_path: Path, clock: Callable[[str], None]
) -> None:
    write_reports(tmp_path / "one", 3)
    write_reports(tmp_path / "other", 3, begin=3)
    clock("2026-03-05T12:00:00.000000+00:00")
    first = [taken.report for taken in take(store, tmp_path / "one")]
    with store.writing() as connection:
        seen = newest_number(connection)
        review.decide(connection, Action.ACCEPT, 1, reviewer="a", seen=0)
    clock("2026-03-01T12:00:00.000000+00:00")
    other = [taken.report for taken in take(store, tmp_path / "other")]
    assert kept(store) == first + other
    with store.writing() as connection:
        # What came after the last look is new, whatever the clock said.
        assert sorted(acts_added_since(connection, seen)) == [4, 5, 6]
        undone = review.undo(connection, 1, reviewer="a", seen=1)
        again = review.decide(connection, Action.REJECT, 1, reviewer="b", seen=undone.number)
        assert [d.number for d in log.load_decisions(connection, act=1)] == [1, 2, 3]
        assert log.load_decisions(connection, act=1, standing=True)[-1].number == again.number
        assert connection.execute(select(decision.c.at).order_by(decision.c.number)).scalars().all() == [
            "2026-03-05T12:00:00.000000+00:00",
            *["2026-03-01T12:00:00.000000+00:00"] * 2,
        ]
    assert [taken.outcome.value for taken in take(store, tmp_path / "one")] == ["unchanged"] * 3


def test_a_session_does_not_outlive_a_clock_that_goes_back(store: Store, clock: Callable[[str], None]) -> None:
    clock("2026-03-05T12:00:00.000000+00:00")
    with store.writing(shown=False) as connection:
        add_account(connection, "Rune", role="reviewer", password="x")  # noqa: S106 - a hash would stand here
        secret, session = open_session(connection, "Rune")
    for moment, held in (
        ("2026-03-05T23:59:00.000000+00:00", session),
        ("2026-03-06T00:01:00.000000+00:00", None),
        ("2026-03-05T11:30:00.000000+00:00", session),  # A clock that was put right.
        ("2026-03-04T12:00:00.000000+00:00", None),  # Else it would be good for a day and a half.
    ):
        clock(moment)
        with store.reading() as connection:
            assert session_of(connection, secret) == held, moment
