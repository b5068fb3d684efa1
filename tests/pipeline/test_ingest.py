"""Items are taken in once, whatever happens in between, and a bad one stops nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.making import NORTH, reading

from communique.pipeline.ingest import Intake, Outcome, Taken, ingest
from communique.record import Reading, Report
from communique.sources import items_of
from communique.store import Store, open_store
from communique.store.events import of_report
from communique.store.items import failures


def read(report: Report) -> Reading:
    """A reader that sees a protest in each report, and fails at one of them."""
    if "unreadable" in report.text:
        raise ValueError("no such luck")
    return reading(report, (report.text[:10], "PROTEST", {"actors": (NORTH,)}))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "record.db")


@pytest.fixture
def take(store: Store) -> Callable[[Path], list[Taken]]:
    intake = Intake(store, lambda: read, "coder", "extractor")
    return lambda path: list(ingest(intake, items_of(str(path)), argument=str(path)))


def folder(tmp_path: Path, **texts: str) -> Path:
    made = tmp_path / "reports"
    made.mkdir(exist_ok=True)
    for name, text in texts.items():
        (made / f"{name}.txt").write_text(f"Publisher: Wire\nPublished: 2026-03-01\n\n{text}\n", encoding="utf8")
    return made


TEXT = "People of Oldport protested in the square against the price of bread."


def test_what_was_taken_in_is_passed_over_the_next_time(tmp_path: Path, take: Callable[[Path], list[Taken]]) -> None:
    made = folder(tmp_path, a=TEXT, b=TEXT + " Later they went home.")
    assert [t.outcome for t in take(made)] == [Outcome.NEW, Outcome.NEW]
    assert [t.outcome for t in take(made)] == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_the_same_report_in_two_files_is_one(tmp_path: Path, take: Callable[[Path], list[Taken]], store: Store) -> None:
    made = folder(tmp_path, a=TEXT, b=TEXT)
    assert [t.outcome for t in take(made)] == [Outcome.NEW, Outcome.KNOWN]
    with store.reading() as connection:
        assert len(of_report(connection, 1)) == 1


def test_a_file_that_has_changed_is_another_report(tmp_path: Path, take: Callable[[Path], list[Taken]]) -> None:
    take(folder(tmp_path, a=TEXT))
    assert [t.outcome for t in take(folder(tmp_path, a=TEXT + " Nobody was hurt."))] == [Outcome.NEW]


def test_a_bad_item_is_written_down_and_stops_nothing(
    tmp_path: Path, take: Callable[[Path], list[Taken]], store: Store
) -> None:
    made = folder(tmp_path, a=TEXT, b="This text of some length is unreadable to the reader, alas.", c=TEXT + " So.")
    (made / "d.txt").write_bytes(b"")
    found = {Path(t.name).name: t.outcome for t in take(made)}
    assert found == {
        "a.txt": Outcome.NEW,
        "b.txt": Outcome.FAILED,
        "c.txt": Outcome.NEW,
        "d.txt": Outcome.FAILED,
    }
    with store.reading() as connection:
        told = failures(connection)
    assert [Path(f.name).name for f in told] == ["b.txt", "d.txt"]
    assert "no such luck" in told[0].reason
    take(made)
    with store.reading() as connection:
        assert [f.tries for f in failures(connection)] == [2, 2]
    (made / "d.txt").write_text("Publisher: Wire\n\n" + TEXT + " At last.", encoding="utf8")
    take(made)
    with store.reading() as connection:
        assert [Path(f.name).name for f in failures(connection)] == ["b.txt"]


def test_a_nul_is_kept_as_the_mark_for_what_cannot_be_shown(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"title": "a\x00b", "text": TEXT + " Then they left.", "publisher": "Wire"}
    path.write_text(json.dumps(row) + "\n", encoding="utf8")
    intake = Intake(store, lambda: read, "coder", "extractor")
    (taken,) = ingest(intake, items_of(str(path)), argument=str(path))
    assert taken.outcome is Outcome.NEW
    with store.reading() as connection:
        (entry,) = of_report(connection, 1)
    assert entry.report.title == "a\ufffdb"
