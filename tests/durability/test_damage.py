"""A damaged file is told in clear words, left as it is, and what can be read of it is saved."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.durability.children import acknowledged, ingesting, killed_in
from tests.durability.filling import take, told, write_reports
from typer.testing import CliRunner

from communique.cli.app import app
from communique.pipeline.doctor import examine, save_readable
from communique.store import DamagedError, StoreError, open_store
from communique.store.event_looks import UNREAD
from communique.store.items import failures
from communique.store.log_file import damage_of, read_log
from communique.store.looks import NOWHERE
from communique.store.schema import decision, report

REPORTS = 30
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of many reports, some of them decided upon."""
    store = open_store(tmp_path / "record.db")
    told(store)
    write_reports(tmp_path / "in", REPORTS)
    assert sum(1 for _ in take(store, tmp_path / "in")) == REPORTS
    store.close()
    return tmp_path / "record.db"


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """A record that was killed: all that it holds stands in its log."""
    write_reports(tmp_path / "in", 12)
    acknowledged(ingesting(str(tmp_path / "record.db"), tmp_path / "in"), 12)
    assert (tmp_path / "record.db-wal").stat().st_size > 20 * PAGE
    return tmp_path / "record.db"


def names(path: Path) -> list[str]:
    store = open_store(path, create=False)
    try:
        with store.reading() as connection:
            return [Path(name).name for name in connection.execute(select(report.c.name)).scalars()]
    finally:
        store.close()


def wipe(path: Path, part: bytes) -> None:
    """Zeroes the page of a file in which something stands."""
    data = bytearray(path.read_bytes())
    begin = data.index(part) // PAGE * PAGE
    data[begin : begin + PAGE] = bytes(PAGE)
    path.write_bytes(data)


def test_a_page_that_is_lost_costs_what_stood_on_it_and_that_is_named(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (body,) = connection.execute("SELECT text_sha256 FROM report WHERE number = 15").fetchone()
    wipe(path, body.encode())
    before = path.read_bytes()
    lines = [str(finding) for finding in examine(str(path), mend=True)]
    assert len(lines) == 1
    assert "places in the file that are damaged" in lines[0]
    assert "--salvage" in lines[0]
    saved, findings = save_readable(path, tmp_path / "new.db")
    assert path.read_bytes() == before
    lost = saved.lost["report"]
    assert 1 <= len(lost) < 10
    assert saved.saved["report"] + len(lost) == REPORTS + 3
    assert {finding.problem for finding in findings if not finding.mended} <= {UNREAD}
    assert {finding.problem for finding in examine(str(tmp_path / "new.db"))} <= {UNREAD}
    assert len(names(tmp_path / "new.db")) == REPORTS + 3 - len(lost)
    # What is lost is known by the file that it came from, and is taken in again.
    store = open_store(tmp_path / "new.db")
    with store.reading() as connection:
        assert len(failures(connection)) == len(lost)
        assert len(connection.execute(select(decision)).all()) == 6
    list(take(store, tmp_path / "in"))
    store.close()
    assert len(names(tmp_path / "new.db")) == REPORTS + 3
    assert {finding.problem for finding in examine(str(tmp_path / "new.db"))} <= {UNREAD}


def test_a_file_that_was_cut_off(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 17 // 20 // PAGE * PAGE])
    with pytest.raises(DamagedError, match="'communique doctor' says what is wrong"):
        names(path)
    assert "damaged" in str(next(iter(examine(str(path)))))
    result = CliRunner().invoke(app, ["doctor", "--into", str(path), "--salvage", str(tmp_path / "new.db")])
    assert result.exit_code == 1, result.output
    assert "lost" in result.output
    assert path.read_bytes() == data[: len(data) * 17 // 20 // PAGE * PAGE]
    kept = names(tmp_path / "new.db")
    assert kept
    assert set(kept) <= {f"{n:04}.txt" for n in range(REPORTS)} | {"1.txt", "2.txt", "3.txt"}
    left = {finding.problem for finding in examine(str(tmp_path / "new.db"), mend=True) if not finding.mended}
    assert left <= {UNREAD, NOWHERE}


def salvaged(path: Path, new: Path, *, code: int) -> str:
    result = CliRunner().invoke(app, ["doctor", "--into", str(path), "--salvage", str(new)])
    assert result.exit_code == code, result.output
    return result.output


def test_what_is_worked_out_anew_is_not_told_as_lost(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'thread'").fetchone()
        before = connection.execute("SELECT number, kind, size FROM thread ORDER BY number").fetchall()
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    said = salvaged(path, tmp_path / "new.db", code=0)
    assert f"thread: saved 0; lost {len(before)}, worked out anew" in said
    assert "lost: nothing that is known of" in said
    assert "mended" not in said
    assert "--retry" not in said
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("SELECT number, kind, size FROM thread ORDER BY number").fetchall() == before
    assert list(examine(str(tmp_path / "new.db"))) == []


def test_after_a_log_whose_end_is_missing_one_is_told_to_take_in_again(stopped: Path, tmp_path: Path) -> None:
    log = stopped.with_name("record.db-wal")
    log.write_bytes(log.read_bytes()[: log.stat().st_size * 2 // 3])
    said = salvaged(stopped, tmp_path / "new.db", code=1)
    assert "the end of its log is missing" in said
    assert "take in again what was taken in last" in said


def test_a_file_whose_head_is_gone_is_saved_whole(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(100) + data[100:])
    with pytest.raises(StoreError, match="no record"):
        names(path)
    saved, _ = save_readable(path, tmp_path / "new.db")
    assert saved.lost == {}
    assert len(names(tmp_path / "new.db")) == REPORTS + 3


def test_what_is_no_record_cannot_be_saved(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no record, but a text of some length. " * 400, encoding="utf8")
    with pytest.raises(StoreError, match="nothing in it can be read"):
        save_readable(tmp_path / "text.db", tmp_path / "new.db")
    assert not list(tmp_path.glob("*new*"))
    with pytest.raises(StoreError, match="no such file"):
        save_readable(tmp_path / "none.db", tmp_path / "new.db")


def test_what_is_there_already_is_not_written_over(path: Path) -> None:
    with pytest.raises(StoreError, match="it is left as it is"):
        save_readable(path, path)


# --- the log


def test_a_log_that_was_left_by_a_kill_is_sound(stopped: Path) -> None:
    log = read_log(stopped)
    assert log is not None
    assert all(log.sound)
    assert log.lost == 0
    assert len(names(stopped)) == 12


def test_a_transaction_that_was_cut_off_by_a_kill_is_no_damage(stopped: Path) -> None:
    log = stopped.with_name("record.db-wal")
    stopped.with_name("record.db-shm").unlink()
    data = log.read_bytes()
    log.write_bytes(data[: len(data) - PAGE // 2])  # Torn while it was written.
    assert damage_of(stopped) is None
    assert len(names(stopped)) in (11, 12)


@pytest.mark.parametrize("kind", ["a page", "the last page", "the head", "the end", "gone"])
def test_a_damaged_log_is_told_before_anything_is_lost_by_opening(stopped: Path, tmp_path: Path, kind: str) -> None:
    log = stopped.with_name("record.db-wal")
    data = bytearray(log.read_bytes())
    middle = 32 + (len(data) // (PAGE + 24) * 2 // 3) * (PAGE + 24) + 600
    if kind == "a page":
        data[middle] ^= 255
    elif kind == "the last page":
        data[-9] ^= 1
    elif kind == "the head":
        data[5] ^= 255
    elif kind == "the end":
        del data[middle:]
    log.write_bytes(data)
    if kind == "gone":
        log.unlink()
    before = stopped.read_bytes()
    with pytest.raises(DamagedError, match="its log"):
        open_store(stopped)
    assert stopped.read_bytes() == before
    assert kind == "gone" or log.read_bytes() == data
    (finding,) = examine(str(stopped), mend=True)
    assert "logs beside the file that are damaged" in str(finding)
    if kind == "gone":
        return  # Nothing but an empty file is left of this one.
    save_readable(stopped, tmp_path / "new.db")
    assert kind == "gone" or log.read_bytes() == data
    kept = len(names(tmp_path / "new.db"))
    if kind == "the end":
        assert 0 < kept < 12
    elif kind == "the last page":
        assert kept in (11, 12)
    else:
        assert kept == 12  # Also what the database itself would not read any more.
    assert [f for f in examine(str(tmp_path / "new.db"), mend=True) if not f.mended] == []


def test_another_who_is_writing_is_no_damage(tmp_path: Path) -> None:
    where = tmp_path / "record.db"
    write_reports(tmp_path / "in", 25)
    open_store(where).close()
    process = ingesting(str(where), tmp_path / "in")
    while process.poll() is None:
        assert damage_of(where) is None
    process.communicate()
    assert process.returncode == 0
    assert len(names(where)) == 25


def test_pages_that_the_database_wrote_back_are_no_loss(tmp_path: Path) -> None:
    # A log of which everything is in the file already, left behind by a kill.
    killed_in(
        "import os, sqlite3, sys\n"
        "from communique.store import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "with store.writing(): pass\n"
        "other = sqlite3.connect(sys.argv[1])\n"
        "other.execute('PRAGMA wal_checkpoint(PASSIVE)')\n"
        "os.kill(os.getpid(), 9)\n",
        str(tmp_path / "record.db"),
    )
    (tmp_path / "record.db-wal").unlink()
    assert damage_of(tmp_path / "record.db") is None


def test_the_checksum_is_the_one_of_the_database(tmp_path: Path) -> None:
    # Held against the database itself: of a log with one wrong bit it reads as much as is called sound.
    code = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL')\n"
        "c.execute('CREATE TABLE t (a)')\n"
        "for n in range(40): c.execute('INSERT INTO t VALUES (?)', (str(n) * 500,))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    path = tmp_path / "plain.db"
    killed_in(code, str(path))
    log = path.with_name("plain.db-wal")
    data = bytearray(log.read_bytes())
    data[32 + 20 * (PAGE + 24) + 700] ^= 1
    log.write_bytes(data)
    found = read_log(path)
    assert found is not None
    assert found.sound.index(False) == 20
    ends = sum(1 for end in found.ends[:20] if end)
    with closing(sqlite3.connect(path)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM t").fetchone()
    assert rows == ends - 1  # The first made the table.
    assert found.lost == 40 - rows - 1 or found.lost == 40 - rows
