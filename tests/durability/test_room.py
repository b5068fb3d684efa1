"""No room on the disk, no right to write: told in words, and all that was kept stays."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, insert, text
from sqlalchemy.engine import make_url
from tests.durability.children import start
from tests.durability.filling import kept, read, take, told, write_reports
from typer.testing import CliRunner

from communique.cli import ingest as command
from communique.cli.app import app
from communique.pipeline.doctor import examine
from communique.store import Store, StoreError, UnusableError, open_store
from communique.store.engine import is_sqlite
from communique.store.schema import process

NOBODY = 65534


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


def test_an_archive_for_which_there_is_no_room_is_told_as_not_done_and_done_when_there_is(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 30)
    with small_disk(24) as disk:
        backfill = (
            "-m",
            "communique",
            "backfill",
            str(tmp_path / "in"),
            "--output",
            str(disk / "out"),
            "--workers",
            "1",
        )
        process = start(*backfill)
        _, said = process.communicate(timeout=240)
        assert process.returncode == 1, said
        assert "No space left on device" in said
        assert "Traceback" not in said
        assert "1 failed" in said
        assert not list((disk / "out").rglob("*.parquet"))
        subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)  # noqa: S607
        process = start(*backfill)
        _, said = process.communicate(timeout=240)
        assert process.returncode == 0, said
        assert "30 reports" in said


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
    (open_folder / "record.db").chmod(0o666)
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
