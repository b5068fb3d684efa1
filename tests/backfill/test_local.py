"""An archive is read once and whole, into the same bytes by any number of processes, whatever is killed meanwhile."""

import gzip
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.backfill.archive import ROWS, SINGLE, SIZE, hashes, row, rows, run, text

from communique.backfill import BackfillError, State, backfill, plan
from communique.backfill.partition import GROUP, Partition
from communique.export.table import EVENT_COLUMNS, names_of


def test_every_report_is_read_once_and_every_failure_written_down(expected: Path) -> None:
    reports = rows(expected, "reports")
    texts = [str(r["text"]) for r in reports]
    wanted = [text(n) for n in range(SINGLE)] + [text(base + n) for base in (2000, 3000, 4000) for n in range(4)]
    wanted += [text(1000 + n) for n in range(ROWS) if n % 3 and n != 7]
    assert sorted(t for t in texts if t != "Nothing of note.") == sorted(wanted)
    failures = {str(f["name"]): str(f["reason"]) for f in rows(expected, "failures")}
    assert any(name.endswith("texts/0/empty.txt") for name in failures)
    assert any(name.endswith("table.jsonl row 8") for name in failures)
    events = rows(expected, "events")
    assert {e["report_id"] for e in events} <= {r["report_id"] for r in reports}
    assert len(events) == sum(int(str(r["events"])) for r in reports)
    assert tuple(events[0]) == names_of(EVENT_COLUMNS)
    assert not any(str(r["report_name"]).startswith(os.sep) for r in reports)


def test_two_processes_write_the_same_bytes_as_one(archive: Path, expected: Path, tmp_path: Path) -> None:
    summary, done = run(archive, tmp_path, workers=2)
    assert summary.units == len(done) > 8
    assert hashes(tmp_path) == hashes(expected)


def test_what_is_done_is_not_done_again(archive: Path, expected: Path, tmp_path: Path) -> None:
    shutil.copytree(expected, tmp_path / "again")
    summary, done = run(archive, tmp_path / "again", workers=2)
    assert done == []
    assert summary.before == summary.units


def test_only_what_has_changed_is_done_again(archive: Path, expected: Path, tmp_path: Path) -> None:
    changed, output = tmp_path / "archive", tmp_path / "out"
    shutil.copytree(archive, changed)
    run(changed, output, workers=2)
    with (changed / "table.csv.gz").open("ab") as file:
        file.write(gzip.compress(f'"{text(5000)}",More\n'.encode()))
    _, done = run(changed, output, workers=2)
    assert [Path(d.source).name for d in done] == ["table.csv.gz"]
    assert text(5000) in {r["text"] for r in rows(output, "reports")}


def test_a_source_cut_into_fewer_pieces_leaves_none_of_the_old_ones(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "a", workers=2)
    before = sorted(str(r["text"]) for r in rows(tmp_path / "a", "reports"))
    bigger = replace(SIZE, slice_bytes=1 << 30, files=100)
    run(archive, tmp_path / "a", workers=2, size=bigger)
    assert sorted(str(r["text"]) for r in rows(tmp_path / "a", "reports")) == before
    run(archive, tmp_path / "b", workers=2, size=bigger)
    assert hashes(tmp_path / "a") == hashes(tmp_path / "b")


def test_processes_killed_in_the_middle_lose_and_double_nothing(archive: Path, expected: Path, tmp_path: Path) -> None:
    with backfill([str(archive)], tmp_path, workers=2, size=SIZE) as (summary, units):
        found = [next(units), next(units)]
        killed = multiprocessing.active_children()
        for child in killed:
            child.kill()
        found += list(units)
    assert killed
    assert len(found) == summary.units
    assert {d.state for d in found} == {State.DONE}
    assert hashes(tmp_path) == hashes(expected)


def test_a_killed_run_goes_on_and_loses_and_doubles_nothing(archive: Path, expected: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    command = [sys.executable, "-m", "tests.backfill.archive", str(archive), str(output)]
    with subprocess.Popen(command, env=env) as process:
        end = time.monotonic() + 120
        while not list((output / "checkpoint").glob("*.json")):
            assert process.poll() is None, "it ended too soon"
            assert time.monotonic() < end, "it took too long"
            time.sleep(0.01)
        process.kill()
    # As a worker that was killed while it wrote leaves it.
    (output / ".unfinished/left.parquet").write_bytes(b"PAR1")
    summary, done = run(archive, output, workers=2)
    assert 0 < summary.before < summary.units
    assert len(done) == summary.units - summary.before
    assert hashes(output) == hashes(expected)
    assert not list((output / ".unfinished").iterdir())


def test_a_unit_that_failed_is_tried_again(archive: Path, expected: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copytree(expected, output)
    path = sorted((output / "checkpoint").glob("*.json"))[0]
    told = json.loads(path.read_bytes()) | {"state": "failed", "reason": "the power went"}
    path.write_text(json.dumps(told), encoding="utf8")
    (output / "reports" / f"{told['name']}.parquet").unlink()
    _, done = run(archive, output, workers=1)
    assert [d.key for d in done] == [told["key"]]
    assert hashes(output) == hashes(expected)


def test_two_runs_into_one_folder_do_not_mix(archive: Path, tmp_path: Path) -> None:
    with (
        backfill([str(archive)], tmp_path, size=SIZE),
        pytest.raises(BackfillError, match="another run"),
        backfill([str(archive)], tmp_path, size=SIZE),
    ):
        pass


def test_what_is_not_there_and_addresses_end_the_run_before_it_begins(tmp_path: Path) -> None:
    for named in (str(tmp_path / "absent"), "https://example.org/archive.warc.gz"):
        with pytest.raises(BackfillError, match=r"no such file|address"), backfill([named], tmp_path / "out"):
            pass


def test_a_list_of_addresses_in_the_archive_is_not_followed(tmp_path: Path) -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Talks</title>'
        "<link>https://example.org/talks</link></item></channel></rss>"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in/feed.txt").write_text(feed, encoding="utf8")
    (tmp_path / "in/list.jsonl").write_text(json.dumps(row(1)) + "\n", encoding="utf8")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    assert len(rows(tmp_path / "out", "reports")) == 1
    (failure,) = rows(tmp_path / "out", "failures")
    assert "a backfill reads files alone" in str(failure["reason"])


def test_units_hang_on_the_files_alone(archive: Path) -> None:
    both = [str(archive), str(archive / "table.jsonl")]
    units = plan(both, reader="r", slice_bytes=4000, files=5)
    assert units == plan(both, reader="r", slice_bytes=4000, files=5)
    assert len({u.name for u in units}) == len(units)
    assert [u.source for u in units] == [u.source for u in plan([str(archive)], reader="r", slice_bytes=4000, files=5)]
    assert {u.mark for u in units}.isdisjoint(u.mark for u in plan(both, reader="another", slice_bytes=4000, files=5))


@pytest.mark.parametrize("spoilt", ["", '{"key": 1}', "[]", '{"state": "odd"}'])
def test_a_unit_whose_row_cannot_be_read_is_done_again(spoilt: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf8")
    run(tmp_path / "a.txt", tmp_path / "out", workers=1)
    (kept,) = (tmp_path / "out/checkpoint").iterdir()
    kept.write_text(spoilt, encoding="utf8")
    _, done = run(tmp_path / "a.txt", tmp_path / "out", workers=1)
    assert [d.reports for d in done] == [1]


@pytest.mark.parametrize("table", ["events", "reports", "failures"])
def test_a_unit_whose_partition_is_gone_is_done_again(table: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf8")
    run(tmp_path / "a.txt", tmp_path / "out", workers=1)
    (partition,) = (tmp_path / "out" / table).iterdir()
    partition.unlink()
    run(tmp_path / "a.txt", tmp_path / "out", workers=1)
    assert partition.exists()


def test_what_a_run_writes_is_no_input_of_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf8")
    run(tmp_path, tmp_path / "coded", workers=1)
    summary, done = run(tmp_path, tmp_path / "coded", workers=1)
    assert (summary.units, done) == (1, [])


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf8")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [unit.paths for unit in plan([str(tmp_path)], reader="r")] == [(str(tmp_path / "a.txt"),)]
    with pytest.raises(ValueError, match=r"pipe\.txt is no file and no folder"):
        plan([str(tmp_path / "pipe.txt")], reader="r")


def test_groups_of_rows_are_of_one_size(tmp_path: Path) -> None:
    with (tmp_path / "f.parquet").open("wb") as sink:
        partition = Partition("failures", sink)
        for number in range(GROUP + 1):
            partition.add({"name": str(number), "reason": "half \ud83d of a character"})
        partition.close()
    found = parquet.ParquetFile(tmp_path / "f.parquet")
    assert [found.metadata.row_group(n).num_rows for n in range(found.metadata.num_row_groups)] == [GROUP, 1]
    assert isinstance(found.schema_arrow, pa.Schema)
    assert found.read().to_pylist()[0]["reason"] == "half ? of a character"


@pytest.mark.parametrize(
    ("name", "megabytes", "units"),
    [
        ("a.jsonl", 8, 1),
        ("a.jsonl", 20, 3),
        ("a.csv.gz", 20, 10),
        ("a.parquet", 20, 5),
        ("a.warc.gz", 200, 4),
        ("a.jsonl", 80_000, 64),
    ],
)
def test_a_big_file_is_cut_so_that_all_cores_have_work(name: str, megabytes: int, units: int, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(megabytes << 20)
    found = plan([str(tmp_path)], reader="r")
    assert [(u.part, u.parts, u.sliced) for u in found] == [(n, units, units > 1) for n in range(units)]
