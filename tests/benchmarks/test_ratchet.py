"""The gate on accuracy is itself tested."""

from pathlib import Path

import pytest
from benchmarks.ratchet import Floors, check, corpus_hash, falls, pinned

FOLDER = Path("dev")
FLOORS: Floors = {"dev": {"f1": 0.6, "slots": 0.8, "exact": 0.3, "corpus": "abc"}}
GOOD = {"f1": 0.61, "slots": 0.8, "exact": 0.3}
WORSE = {"f1": 0.59, "slots": 0.8, "exact": 0.3}


def test_a_fall_is_named() -> None:
    assert falls(WORSE, FLOORS["dev"]) == ["f1 0.59 is below the floor 0.6"]
    assert falls(GOOD, FLOORS["dev"]) == []


def test_pinning_raises_a_floor_and_keeps_the_others() -> None:
    floors = pinned({**FLOORS, "other": {"f1": 0.1}}, FOLDER, GOOD, corpus="abc")
    assert floors["dev"]["f1"] == 0.61
    assert floors["other"] == {"f1": 0.1}


def test_a_floor_is_lowered_only_when_asked() -> None:
    with pytest.raises(ValueError, match="--allow-regression"):
        pinned(FLOORS, FOLDER, WORSE, corpus="abc")
    assert pinned(FLOORS, FOLDER, WORSE, corpus="abc", allow_regression=True)["dev"]["f1"] == 0.59


def test_floors_hold_only_for_the_reports_they_were_measured_on() -> None:
    assert check(FLOORS, FOLDER, GOOD, corpus="abc") == []
    assert "pin anew" in check(FLOORS, FOLDER, GOOD, corpus="xyz")[0]
    assert "no floor" in check({}, FOLDER, GOOD, corpus="abc")[0]


def test_the_hash_changes_with_the_reports(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf8")
    before = corpus_hash(tmp_path)
    (tmp_path / "a.txt").write_text("two", encoding="utf8")
    assert corpus_hash(tmp_path) != before
