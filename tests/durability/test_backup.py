"""A backup holds all that a record holds, and comes back into either database."""

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import update
from tests.durability.filling import read, take, told, write_reports
from tests.making import report
from typer.testing import CliRunner

from communique.cli.app import app
from communique.pipeline.doctor import examine
from communique.pipeline.keeping import keep_reading
from communique.store import Store, StoreError, backup, open_store
from communique.store.backup import back_up, restore
from communique.store.migrate import MIGRATIONS
from communique.store.schema import change, session
from communique.store.tables import Digest, counters, digest_of


def held(where: str) -> Digest:
    store = open_store(where, create=False)
    try:
        with store.reading() as connection:
            return digest_of(connection)
    finally:
        store.close()


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A backup of a record in a file."""
    store = open_store(tmp_path / "other.db")
    told(store)
    back_up(store, tmp_path / "backup.db")
    store.close()
    return tmp_path / "backup.db"


def test_a_backup_holds_what_the_record_holds_whichever_database_it_is_in(record: Store, tmp_path: Path) -> None:
    with record.reading() as connection:
        before, given = digest_of(connection), counters(connection)
    assert back_up(record, tmp_path / "backup.db") == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith((".", "backup"))) == ["backup.db"]
    copy = open_store(tmp_path / "backup.db")
    with copy.reading() as connection:
        assert digest_of(connection) == before
        assert counters(connection) == given
        assert connection.execute(session.select()).all() == []
    copy.close()
    assert list(examine(str(tmp_path / "backup.db"))) == []


def test_a_backup_comes_back_into_either_database(filled: Path, where: str) -> None:
    before = filled.read_bytes()
    found = restore(filled, where)
    assert filled.read_bytes() == before
    assert held(where) == found == held(str(filled))
    assert list(examine(where)) == []
    with pytest.raises(StoreError, match="holds something already"):
        restore(filled, where)


def test_it_comes_back_into_a_record_that_is_empty(filled: Path, store: Store, where: str) -> None:
    store.close()
    restore(filled, where)
    assert held(where).rows["report"] == 3


def test_numbers_go_on_where_they_were(filled: Path, where: str) -> None:
    restore(filled, where)
    store = open_store(where)
    with store.writing() as connection:
        last = counters(connection)
        told_of = read(report("Norland demanded a ceasefire at the other end of the bridge."))
        kept = keep_reading(connection, told_of, coder="t", extractor="t")
    assert kept.number == last["report"] + 1
    store.close()


def test_a_backup_is_of_one_moment_while_others_write(store: Store, tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 40)
    begun = Event()

    def write() -> None:
        for number, _ in enumerate(take(store, tmp_path / "in")):
            if number == 5:
                begun.set()

    writer = Thread(target=write)
    writer.start()
    begun.wait(60)
    counts = []
    for number in range(3):
        counts.append(back_up(store, tmp_path / f"{number}.db").rows["report"])
        assert list(examine(str(tmp_path / f"{number}.db"))) == []
    writer.join()
    assert counts == sorted(counts)
    with store.reading() as connection:
        assert digest_of(connection).rows["report"] == 40


def test_nothing_is_written_over(record: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf8")
    with pytest.raises(StoreError, match="it is left as it is"):
        back_up(record, tmp_path / "mine")
    assert (tmp_path / "mine").read_text(encoding="utf8") == "mine"
    with pytest.raises(StoreError, match="no folder"):
        back_up(record, tmp_path / "none" / "backup.db")
    with pytest.raises(StoreError, match="a backup is a file"):
        back_up(record, "postgresql://host/name")


def test_a_backup_is_written_where_files_cannot_have_two_names(
    record: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on the sticks and shares that backups are put on.
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    held_by_it = back_up(record, tmp_path / "backup.db")
    assert held(str(tmp_path / "backup.db")) == held_by_it
    with pytest.raises(StoreError, match="it is left as it is"):
        back_up(record, tmp_path / "backup.db")


def test_a_backup_counts_when_its_name_is_on_the_disk_too(
    record: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    link, fsync = os.link, os.fsync

    def watched_link(*names: Path) -> None:
        link(*names)
        done.append("named")

    def watched_fsync(handle: int) -> None:
        fsync(handle)
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")

    monkeypatch.setattr(os, "link", watched_link)
    monkeypatch.setattr(os, "fsync", watched_fsync)
    back_up(record, tmp_path / "backup.db")
    assert done[-3:] == ["file", "named", "folder"]


def test_a_copy_that_is_not_the_record_is_no_backup(
    record: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup._digest_of_file

    def altered(part: Path) -> Digest:
        copy = open_store(part)
        with copy.writing(shown=False) as connection:
            connection.execute(update(change).values(number=77))
        copy.close()
        return whole(part)

    monkeypatch.setattr(backup, "_digest_of_file", altered)
    with pytest.raises(StoreError, match="not what the record holds"):
        back_up(record, tmp_path / "backup.db")
    assert not list(tmp_path.glob("*backup*"))


def test_a_damaged_backup_is_refused_and_nothing_is_left(filled: Path, tmp_path: Path, where: str) -> None:
    data = bytearray(filled.read_bytes())
    for page in range(3, len(data) // 4096, 2):
        data[page * 4096 : page * 4096 + 200] = bytes(200)
    filled.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        restore(filled, where)
    assert not Path(where).exists()


def test_an_older_backup_is_brought_up_to_date_and_stays_as_it_is(filled: Path, where: str) -> None:
    store = open_store(filled)
    with store.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    store.close()
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    before = filled.read_bytes()
    restore(filled, where)
    assert filled.read_bytes() == before
    assert [str(f) for f in examine(where, mend=True) if not f.mended] == []
    assert held(where).rows["report"] == 3


def test_what_is_no_backup_is_told(tmp_path: Path, where: str) -> None:
    with pytest.raises(StoreError, match="no such backup"):
        restore(tmp_path / "none.db", where)
    (tmp_path / "text.db").write_text("no record at all", encoding="utf8")
    with pytest.raises(StoreError, match="no record"):
        restore(tmp_path / "text.db", where)


def test_the_commands(record: Store, where: str, tmp_path: Path) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, list(arguments), env={"COMMUNIQUE_RECORD": ""})
        assert result.exit_code == code, result.output
        return result.output

    target, other = str(tmp_path / "b.db"), str(tmp_path / "again.db")
    said = run("backup", target, "--into", where)
    assert "3 reports, 8 events, 6 decisions" in said
    assert "sha256 " in said
    assert "it is left as it is" in run("backup", target, "--into", where, code=1)
    assert "3 reports" in run("restore", target, "--into", other)
    assert "holds something already" in run("restore", target, "--into", other, code=1)
    assert "nothing is wrong" in run("doctor", "--into", other)
