"""A stop at any moment: what was acknowledged is there, what is there is whole, and the next run goes on."""

import random
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text
from tests.durability.children import acknowledged, ingesting, killed_in
from tests.durability.filling import told, write_reports

from communique.pipeline.doctor import examine
from communique.store import open_store
from communique.store.engine import is_sqlite
from communique.store.migrate import MIGRATIONS
from communique.store.schema import report
from communique.store.tables import digest_of

KILLS = 3
REPORTS = 40


def ids(where: str) -> list[str]:
    store = open_store(where, create=False)
    try:
        with store.reading() as connection:
            return list(connection.execute(select(report.c.id)).scalars())
    finally:
        store.close()


def test_killed_again_and_again_it_loses_nothing_that_it_said_was_kept(where: str, tmp_path: Path) -> None:
    write_reports(tmp_path / "in", REPORTS)
    rng = random.Random(5)
    kept: set[str] = set()
    for _ in range(KILLS):
        kept |= set(acknowledged(ingesting(where, tmp_path / "in"), rng.randint(len(kept) + 1, len(kept) + 9)))
        held = ids(where)
        assert kept <= set(held)
        assert len(held) == len(set(held))
        assert list(examine(where)) == []
    assert len(acknowledged(ingesting(where, tmp_path / "in"))) == REPORTS
    assert len(ids(where)) == REPORTS
    assert list(examine(where)) == []


def test_two_processes_fill_one_record(where: str, tmp_path: Path) -> None:
    write_reports(tmp_path / "one", 15)
    write_reports(tmp_path / "other", 15, begin=10)  # Five of them are in both.
    both = [ingesting(where, tmp_path / name) for name in ("one", "other")]
    told_of = [acknowledged(process) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(ids(where)) == sorted(set(told_of[0]) | set(told_of[1]))
    assert len(ids(where)) == 25
    assert list(examine(where)) == []


@pytest.mark.parametrize("at", ["add_column", "create_index", "drop_index"])
def test_a_migration_that_was_killed_leaves_the_record_as_it_was(where: str, at: str) -> None:
    store = open_store(where)
    told(store)
    with store.reading() as connection:
        before = digest_of(connection)
    with store.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    killed_in(
        "import os, sys\n"
        "from alembic import op\n"
        "from communique.store import open_store\n"
        # The second time: some of the steps are done by then.
        "calls, whole = [], getattr(op, sys.argv[2])\n"
        "def kill(*a, **k):\n"
        "    calls.append(1)\n"
        "    os.kill(os.getpid(), 9) if len(calls) > 1 else None\n"
        "    return whole(*a, **k)\n"
        "setattr(op, sys.argv[2], kill)\n"
        "open_store(sys.argv[1])\n",
        where,
        at,
    )
    with store.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0002"
    store.close()
    again = open_store(where)
    with again.reading() as connection:
        after = digest_of(connection)
    again.close()
    assert set(before.differing(after)) <= {"change", "event"}  # At which change an event was so is not told any more.
    assert before.rows == after.rows
    assert list(examine(where)) == []


def test_a_record_that_was_killed_while_it_was_made_is_made(where: str) -> None:
    for _ in range(2):
        killed_in(
            "import os, sys\n"
            "from alembic import op\n"
            "from communique.store import open_store\n"
            "op.create_index = lambda *a, **k: os.kill(os.getpid(), 9)\n"
            "open_store(sys.argv[1])\n",
            where,
        )
    open_store(where).close()
    assert list(examine(where)) == []


def test_what_is_kept_is_on_the_disk_before_it_counts(where: str) -> None:
    # A power cut cannot be had here: the databases are asked what they promise.
    store = open_store(where)
    with store.writing() as connection:
        if is_sqlite(connection):
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL: the log, at each commit.
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() in ("on", "remote_apply")
    store.close()


def test_a_writer_that_was_killed_keeps_nobody_waiting(where: str) -> None:
    store = open_store(where)
    killed_in(
        "import os, sys\n"
        "from sqlalchemy import text\n"
        "from communique.store import open_store\n"
        "with open_store(sys.argv[1]).writing() as connection:\n"
        "    connection.execute(text(\"INSERT INTO process (name, body, added) VALUES ('a', '{}', '')\"))\n"
        "    os.kill(os.getpid(), 9)\n",
        where,
    )
    with store.writing() as connection:
        assert connection.execute(text("SELECT count(*) FROM process")).scalar_one() == 0
    store.close()
