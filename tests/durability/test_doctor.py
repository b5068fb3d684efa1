"""What is wrong with a record is found, and what can be computed again is as it was before."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text, update
from tests.durability.filling import told
from tests.making import reading, report

from communique.pipeline.doctor import examine
from communique.pipeline.keeping import keep_reading, reread
from communique.record import Reading
from communique.store import Store, StoreError, open_store, threads
from communique.store.engine import is_sqlite
from communique.store.events import of_report
from communique.store.reports import load_reports
from communique.store.schema import raw
from communique.store.search import search
from communique.store.tables import Digest, digest_of

COUNTER_SQLITE = "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'report'"
COUNTER_POSTGRES = "SELECT setval('report_number_seq', 1)"
EMPTIED_SQLITE = "INSERT INTO {0} ({0}) VALUES ('delete-all')"
EMPTIED_POSTGRES = "DELETE FROM {0}"
COMPUTED_EXACTLY = {
    "parties are not listed": "DELETE FROM side WHERE role = 'actor'",
    "parties are not listed as": "UPDATE side SET name = 'Someone' WHERE event = 1",
    "sought under": "UPDATE event SET event_type = 'FIGHT', day = '1999-01-01', start = 3 WHERE uid = 1",
    "hash is wrong": "UPDATE report SET text_sha256 = 'x' WHERE number = 1",
    "near copies would not be found": "DELETE FROM band WHERE report = 1",
    "places in threads of acts": 'INSERT INTO link (act, thread, score, reason, "by") VALUES (99, 1, 1, 1, 1)',
    "threads that do not stand": "UPDATE thread SET body = '{}', size = 9 WHERE number = 1",
    "nothing is in": "INSERT INTO thread (kind, size, body) VALUES ('meeting', 1, '{}')",
    "out of their order": "UPDATE link SET said = '1999-01-01 x' WHERE act = 1",
    "lacks": "DROP INDEX ix_event_day",
    "events in no thread": "DELETE FROM link WHERE act = 7",
    "into which a reviewer put them": """UPDATE link SET thread = 1, score = 0.5, reason = 'x', "by" = 'machine'
        WHERE act = 7""",
    "number twice": "DELETE FROM change",
}
"""By what is said: damage that leaves no trace when it was mended."""
COMPUTED = {
    "stand as was decided": "UPDATE event SET status = 'machine' WHERE act = 1",
    "stand as was decided ": "UPDATE event SET status = 'accepted', edited = NULL WHERE act = 3",
    "threads that do not stand": "DELETE FROM thread_key",
    "events in no thread": "DELETE FROM link WHERE act = 4",
    "do not count as one": "UPDATE report SET family = number",
    "do not count as one ": "UPDATE report SET family = 77 WHERE number = 2",
    "marks them as failed": "UPDATE item SET report = NULL WHERE key = '/in/1.txt'",
    "without the number of their act": "UPDATE event SET act = 0 WHERE uid = 6",
}
"""By what is said before it is mended: damage whose mending may stand otherwise than it was."""
LASTING = {
    "text is not the one": "UPDATE report SET text = text || ' More.' WHERE number = 3",
    "id is not that": "UPDATE report SET id = 'x' WHERE number = 3",
    "decisions on events that are not there": "UPDATE decision SET act = 88 WHERE action = 'split'",
    "decisions that cannot be read": "UPDATE decision SET body = '{' WHERE number = 1",
    "take back more": "UPDATE decision SET act = 2 WHERE action = 'undo'",
    "acts that stand twice": "UPDATE event SET act = 5 WHERE uid = 6",
    "processes that cannot be read": "UPDATE process SET body = '{}'",
    "wait to be read again": "UPDATE event SET body = replace(body, '40 prisoners', '50 prisoners') WHERE uid = 4",
}


def damage(store: Store, statement: str) -> None:
    with store.writing(shown=False) as connection:
        connection.execute(text(re.sub(r":(?=\w)", r"\:", statement)))


def found(where: str, *, mend: bool = False) -> list[str]:
    return [str(finding) for finding in examine(where, mend=mend)]


def test_nothing_is_wrong_with_a_record_as_it_was_filled(record: Store, where: str) -> None:
    assert found(where) == []
    assert list(examine(where, quick=True)) == []


@pytest.mark.parametrize("said", [*COMPUTED_EXACTLY])
def test_what_follows_from_reports_and_decisions_is_as_it_was(record: Store, where: str, said: str) -> None:
    with record.reading() as connection:
        before = digest_of(connection)
    damage(record, COMPUTED_EXACTLY[said])
    told_of = found(where)
    assert any(said.strip() in line and "; --mend " in line for line in told_of), told_of
    assert all(line.endswith("; mended") for line in found(where, mend=True))
    assert found(where) == []
    with record.reading() as connection:
        assert before.differing(digest_of(connection)) in ([], ["change"])


@pytest.mark.parametrize("said", [*COMPUTED])
def test_what_can_be_found_anew_is_whole_again(record: Store, where: str, said: str) -> None:
    damage(record, COMPUTED[said])
    told_of = found(where)
    assert any(said.strip() in line and "; --mend " in line for line in told_of), told_of
    assert all(line.endswith("; mended") for line in found(where, mend=True))
    assert found(where) == []


@pytest.mark.parametrize("said", [*LASTING])
def test_what_cannot_be_computed_is_told_and_no_report_or_decision_goes(record: Store, where: str, said: str) -> None:
    damage(record, LASTING[said])
    with record.reading() as connection:
        before = digest_of(connection)
    told_of = found(where, mend=True)
    assert any(said in line and not line.endswith("; mended") for line in told_of), told_of
    with record.reading() as connection:
        after = digest_of(connection)
    assert {"report", "raw", "decision", "event"} <= {n for n in before.rows if before.rows[n] == after.rows[n]}
    assert before.hashes["decision"] == after.hashes["decision"]


def test_bytes_that_changed_are_told(record: Store, where: str) -> None:
    with record.writing(shown=False) as connection:
        connection.execute(update(raw).values(data=b"other"))
    (line,) = found(where, mend=True)
    assert line.startswith("files whose bytes are not those that were kept: 3")


def test_a_report_whose_event_is_damaged_is_read_again(record: Store, where: str) -> None:
    damage(record, "UPDATE event SET body = '{}' WHERE uid = 5")
    assert any("cannot be read: 1 (5); --mend" in line for line in found(where))
    lines = found(where, mend=True)
    assert [line for line in lines if not line.endswith("; mended")] == [
        "reports that wait to be read again: 1 (2); run 'communique ingest --reread'"
    ]
    with record.writing() as connection:
        source, _ = load_reports(connection, [2])[2]
        reread(
            connection, 2, Reading(report=source, events=tuple(e.event for e in of_report(connection, 2))), coder="t"
        )
    assert found(where) == []


def test_counters_never_give_a_number_twice(record: Store, where: str) -> None:
    with record.reading() as connection:
        statement = COUNTER_SQLITE if is_sqlite(connection) else COUNTER_POSTGRES
    damage(record, statement)
    assert any("number twice" in line for line in found(where))
    assert all(line.endswith("; mended") for line in found(where, mend=True))
    with record.writing() as connection:
        again = reading(report("Nobody was at the bridge any more that evening."))
        kept = keep_reading(connection, again, coder="t", extractor="t")
    assert kept.number == 4
    assert found(where) == []


@pytest.mark.parametrize("table", ["report_words", "event_words"])
def test_the_search_finds_again_what_it_lost(record: Store, where: str, table: str) -> None:
    with record.reading() as connection:
        sqlite = is_sqlite(connection)
    damage(record, (EMPTIED_SQLITE if sqlite else EMPTIED_POSTGRES).format(table))
    assert any("not found by their words" in line for line in found(where))
    assert all(line.endswith("; mended") for line in found(where, mend=True))
    with record.reading() as connection:
        told_of = search(connection, "ceasefire")
    assert len(told_of.reports) == 3
    assert len(told_of.entries) == 2  # Of three, one was rejected.


def test_a_report_that_stands_under_the_words_of_another_is_found(record: Store, where: str) -> None:
    with record.reading() as connection:
        sqlite = is_sqlite(connection)
    if sqlite:
        damage(record, "INSERT INTO report_words (rowid, words) VALUES (2, 'elsewhere')")
    else:
        damage(record, "UPDATE report_words SET words = to_tsvector('simple', 'elsewhere') WHERE rowid = 2")
    assert found(where) == ["reports that are not found by their words: 1 (2); --mend makes the index of reports anew"]
    assert all(line.endswith("; mended") for line in found(where, mend=True))


def test_an_event_that_a_reviewer_left_wrong_is_only_told(record: Store, where: str) -> None:
    damage(record, "UPDATE event SET edited = replace(edited, 'attacked', 'attached') WHERE act = 3")
    damage(record, "UPDATE decision SET body = replace(body, 'attacked', 'attached')")
    assert any("a reviewer left" in line for line in found(where, mend=True))


# --- of the file alone


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "record.db")
    told(store)
    store.close()
    return tmp_path / "record.db"


def test_rows_that_refer_to_nothing_are_taken_away(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO thread_key VALUES ('key', 77)")
        connection.execute("INSERT INTO band VALUES (1, 88)")
    assert any("refer to nothing" in line for line in found(str(path)))
    assert all(line.endswith("; mended") for line in found(str(path), mend=True))
    assert found(str(path)) == []


def test_threads_that_are_gone_are_begun_anew_with_the_same_events(path: Path) -> None:
    def held() -> Digest:
        store = open_store(path)
        with store.reading() as connection:
            digest = digest_of(connection)
        store.close()
        return digest

    before = held()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM thread")
    assert any("threads that are gone" in line for line in found(str(path)))
    assert all(line.endswith("; mended") for line in found(str(path), mend=True))
    assert found(str(path)) == []
    assert set(before.differing(held())) <= {"change", "thread_key"}  # More keys than needed may have been held.


def test_what_was_put_into_a_thread_is_put_there_again_where_thread_and_place_are_gone(path: Path) -> None:
    store = open_store(path)
    with store.reading() as connection:
        before = threads.threads_of_acts(connection, [7])
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("DELETE FROM link WHERE act = 7")
        file.execute("DELETE FROM thread WHERE number = ?", (before[7][0],))
    assert all(line.endswith("; mended") for line in found(str(path), mend=True))
    with store.reading() as connection:
        assert threads.threads_of_acts(connection, [7]) == before
    store.close()
    assert found(str(path)) == []


def test_an_index_that_lacks_a_row_is_made_anew(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        asked = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE name = 'ix_decision_act'"
        row = connection.execute(asked).fetchone()
        connection.execute("DELETE FROM sqlite_master WHERE name = 'ix_decision_act'")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE decision SET act = act + 0")
        connection.execute("INSERT INTO decision (at, reviewer, action, act, body) VALUES ('', 'x', 'accept', 5, '{}')")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    (first, *_) = found(str(path))
    assert "indexes that do not hold" in first
    found(str(path), mend=True)
    assert not any("index" in line for line in found(str(path)))


def test_a_record_that_lost_its_mark_is_a_record_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 0")
    with pytest.raises(StoreError, match="no record"):
        open_store(path)
    assert "not marked" in found(str(path))[0]
    assert all(line.endswith("; mended") for line in found(str(path), mend=True))
    assert found(str(path)) == []


def test_another_file_is_no_patient(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (a)")
    before = other.read_bytes()
    with pytest.raises(StoreError, match="no record"):
        found(str(other), mend=True)
    assert other.read_bytes() == before
