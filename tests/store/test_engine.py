"""A record is made, opened again, and told from what is none."""

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from tests.making import reading, report

from communique.pipeline.keeping import keep_reading
from communique.store import Store, StoreError, open_store
from communique.store.migrate import MIGRATIONS
from communique.store.schema import link, metadata, process


def test_the_steps_give_the_tables_of_the_schema(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    ours = [step for step in found if "words" not in str(step)]
    assert ours == []


def test_a_record_of_the_first_step_is_brought_up_to_date(where: str) -> None:
    first = open_store(where)
    with first.writing() as connection:
        told = report("A drone hit Oldport, we were told.")
        keep_reading(connection, reading(told, ("A drone hit Oldport", "ASSAULT", {})), coder="c", extractor="e")
        before = connection.execute(select(link.c.act, link.c.said)).all()
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    first.close()
    second = open_store(where, create=False)
    with second.reading() as connection:
        assert connection.execute(select(link.c.act, link.c.said)).all() == before
    second.close()


def test_what_is_written_is_there_when_it_is_opened_again(where: str) -> None:
    first = open_store(where)
    with first.writing() as connection:
        connection.execute(insert(process).values(name="a", body="{}", added="now"))
    first.close()
    second = open_store(where, create=False)
    with second.reading() as connection:
        assert connection.execute(select(process.c.name)).scalars().all() == ["a"]
    second.close()


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute(insert(process).values(name="a", body="{}", added="now"))
        raise ZeroDivisionError
    with store.reading() as connection:
        assert connection.execute(select(process.c.name)).all() == []


def test_writers_wait_for_each_other(store: Store) -> None:
    def add(name: str) -> None:
        for number in range(10):
            with store.writing() as connection:
                count = len(connection.execute(select(process.c.name)).all())
                connection.execute(insert(process).values(name=f"{name}{number}", body=str(count), added="now"))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        seen = [int(body) for body in connection.execute(select(process.c.body)).scalars()]
    assert sorted(seen) == list(range(30))  # Each saw all that were written before it.


def test_reading_sees_one_state(store: Store) -> None:
    with store.reading() as reader:
        assert reader.execute(select(process.c.name)).all() == []
        with store.writing() as writer:
            writer.execute(insert(process).values(name="a", body="{}", added="now"))
        assert reader.execute(select(process.c.name)).all() == []


def test_a_record_that_was_only_begun_is_gone_on_with(tmp_path: Path) -> None:
    """The file has its first page before it has its tables: a stop between the two, or another who opens it there."""
    path = tmp_path / "record.db"
    with sqlite3.connect(path) as begun:
        begun.execute("PRAGMA journal_mode = WAL")
    begun.close()
    assert path.stat().st_size
    store = open_store(path)
    with store.reading() as connection:
        assert connection.execute(select(process.c.name)).all() == []
    store.close()


def test_another_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (a)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no record of Communiqué's"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("text.db", "no record of Communiqué's"), (".", "a folder"), ("none/record.db", "there is no folder")],
)
def test_what_cannot_be_a_record_is_named_with_what_is_wrong(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "text.db").write_text("no database, but a text of some length" * 9, encoding="utf8")
    with pytest.raises(StoreError, match=said):
        open_store(tmp_path / name)


def test_a_missing_record_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such record"):
        open_store(tmp_path / "record.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["mysql://host/name", "postgresql://[", "nothing://x"])
def test_an_address_of_no_database_is_told(name: str) -> None:
    with pytest.raises(StoreError):
        open_store(name)


def test_a_record_of_a_newer_version_is_refused(where: str) -> None:
    store = open_store(where)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(where)
