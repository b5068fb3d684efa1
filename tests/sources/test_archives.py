"""Parquet files and web archives."""

import gzip
import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.sources import (
    MAX_BYTES,
    BadContainerError,
    BadHeaderWarning,
    Item,
    MissingExtraError,
    SourceError,
    TooLargeError,
    items_of,
    report_of,
)
from communique.sources.files import unpacked
from communique.sources.warc import warc_items

TEXT = "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday and agreed to exchange 400 prisoners."
OTHER = "The Tarn Liberation Front rejected the plan on Sunday, its spokesman said, and demanded new talks."
PAGE = f"<html><body><article><p>{TEXT}</p><p>{OTHER}</p></article></body></html>".encode()


def parquet(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pyarrow.parquet.write_table(pa.table(columns), path, **options)
    return path


def test_parquet_gives_reports(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "news.parquet",
        {
            "body": [TEXT, None, OTHER.encode()],
            "headline": ["Talks end", "x", None],
            "published": pa.array([1773500000123456789, None, None], pa.timestamp("ns")),
            "outlet": pa.array(["Harbour", "Harbour", "Ledger"]).dictionary_encode(),
            "unread": [[1], [2], [3]],
        },
    )
    first, bad, last = items_of(str(path))
    assert isinstance(first, Item)
    assert isinstance(last, Item)
    report = report_of(first)
    assert (report.text, report.title, report.publisher) == (TEXT, "Talks end", "Harbour")
    assert report.published == date(2026, 3, 14)
    assert str(bad) == f"{path} row 2: no text in 'body'"
    assert (last.key, report_of(last).text) == (f"{path}#3", OTHER)


@pytest.mark.parametrize(
    "day",
    [
        pa.array([date(2026, 3, 14)]),
        pa.array([datetime(2026, 3, 14, 23, 30, tzinfo=UTC)]),
        pa.array(["2026-03-14T23:30:00+02:00"]),
        pa.array([1773500000123], pa.timestamp("ms", tz="+02:00")),
    ],
)
def test_days_in_parquet_are_read(tmp_path: Path, day: Any) -> None:
    (item,) = items_of(str(parquet(tmp_path / "a.parquet", {"text": [TEXT], "date": day})))
    assert isinstance(item, Item)
    assert item.said.published == date(2026, 3, 14)


@pytest.mark.parametrize("kind", ["date32", "date64", "ms", "us"])
def test_a_day_in_parquet_that_no_calendar_has_costs_the_day_alone(tmp_path: Path, kind: str) -> None:
    number = pa.array([10**8 if kind == "date32" else 10**18, 0], pa.int32() if kind == "date32" else pa.int64())
    days = number.cast({"date32": pa.date32(), "date64": pa.date64()}.get(kind) or pa.timestamp(kind, "UTC"))
    path = parquet(tmp_path / "a.parquet", {"text": [TEXT, OTHER], "published": days})
    with pytest.warns(BadHeaderWarning, match="row 1: cannot read the date"):
        reports = [report_of(found) for found in items_of(str(path)) if not isinstance(found, SourceError)]
    assert [report.published for report in reports] == [None, date(1970, 1, 1)]


@pytest.mark.parametrize("change", [1, 4, 64, 255])
def test_no_byte_of_a_parquet_file_breaks_more_than_the_file(tmp_path: Path, change: int) -> None:
    """In a process of its own, which pyarrow ends where it is asked for the wrong things of a damaged file."""
    path = parquet(tmp_path / "a.parquet", {"text": [TEXT], "date": [date(2026, 3, 14)]}, compression="none")
    root = Path(__file__).parents[2]
    path_of = os.pathsep.join([str(root), str(root / "src")])
    ended = subprocess.run(
        [sys.executable, "-m", "tests.sources.damaged", str(path), str(change)],
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": path_of},
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (0, f"{path.stat().st_size - 4} files\n"), ended.stderr[-2000:]


def test_a_parquet_file_without_text_is_told(tmp_path: Path) -> None:
    (error,) = items_of(str(parquet(tmp_path / "a.parquet", {"actor1": ["x"]})))
    assert isinstance(error, BadContainerError)
    assert "no column with the text of a report" in error.reason


@pytest.mark.parametrize("part", [slice(0, 4), slice(0, 600), slice(0, -1)])
def test_a_parquet_file_that_breaks_off_is_told(tmp_path: Path, part: slice) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": [TEXT, OTHER]})
    path.write_bytes(path.read_bytes()[part])
    (error,) = items_of(str(path))
    assert isinstance(error, BadContainerError)
    assert "Parquet" in error.reason


@pytest.mark.parametrize(
    ("name", "extra", "start"), [("pyarrow", "parquet", b"PAR1"), ("fastwarc", "warc", b"WARC/1.0")]
)
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str, start: bytes
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / "archive").write_bytes(start)
    (error,) = items_of(str(tmp_path / "archive"))
    assert isinstance(error, MissingExtraError)
    assert f"pip install 'communique[{extra}]'" in error.reason


def record(
    number: int,
    body: bytes,
    *,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    headers: str = "",
    kind: str = "response",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            "WARC-Date: 2026-03-20T10:00:00Z\r\n"
            f"WARC-Target-URI: https://wire.example/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


CHUNKED = f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n0\r\n\r\n"
RECORDS = [
    record(1, PAGE),
    record(2, gzip.compress(PAGE), headers="Content-Encoding: gzip\r\n"),
    record(3, CHUNKED, headers="Transfer-Encoding: chunked\r\n"),
    record(4, PAGE, status="404 Not Found"),
    record(5, b"\x89PNG", content_type="image/png"),
    record(6, PAGE, kind="request"),
    record(7, "“Talks” ended in Łomża.".encode("iso-8859-2", "replace"), content_type="text/plain; charset=iso-8859-2"),
]
PLAIN = b"".join(RECORDS)
PACKED = b"".join(map(gzip.compress, RECORDS))
KEPT = ["1", "2", "3", "7"]


@pytest.mark.parametrize("data", [PLAIN, PACKED, gzip.compress(PLAIN)], ids=["plain", "packed", "packed as one"])
def test_an_archive_gives_its_pages_and_texts(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(data)
    items = [item for item in items_of(str(path)) if isinstance(item, Item)]
    assert [item.key for item in items] == [f"{path}!/urn:uuid:{number}" for number in KEPT]
    assert [item.name for item in items] == [f"https://wire.example/{number}" for number in KEPT]
    for item in items[:3]:
        report = report_of(item)
        assert report.text == f"{TEXT}\n\n{OTHER}"
        assert report.url == item.name
        assert report.published is None  # the day of the crawl is not that of publication
    assert report_of(items[3]).text == "?Talks? ended in Łomża."


def test_too_large_a_record_stops_nothing_else() -> None:
    data = record(1, b"a" * (MAX_BYTES + 100_000)) + record(2, PAGE)
    bomb = record(3, gzip.compress(b"a" * (MAX_BYTES + 1)), headers="Content-Encoding: gzip\r\n")
    first, second, third = warc_items(io.BytesIO(data + bomb), key="k", name="crawl.warc")
    assert isinstance(first, TooLargeError)
    assert isinstance(second, Item)
    assert isinstance(third, TooLargeError)


BROKEN: list[tuple[str, bytes, int, str]] = [
    ("cut in a page", PLAIN[:400], 0, "breaks off"),
    ("cut in the last text", PLAIN[:-10], 3, "breaks off"),
    ("cut in a header", PLAIN[: len(RECORDS[0]) + 50], 1, "breaks off"),
    ("cut while packed", PACKED[:-15], 3, "the packed file ends too soon"),
    ("cut while packed as one", gzip.compress(PLAIN)[:-15], 3, "the packed file ends too soon"),
    ("something between", RECORDS[0] + b"no record\r\n\r\n" + RECORDS[1], 1, "Invalid WARC header"),
    ("a damaged part", PACKED[:600] + b"\xff\x00\xff" + PACKED[603:], 1, "damaged"),
    ("no archive", b"WARC/1.0 is a format", 0, "breaks off"),
]


@pytest.mark.parametrize(("data", "count", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_archive_gives_what_is_whole_and_says_so(tmp_path: Path, data: bytes, count: int, words: str) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(data)
    *items, error = items_of(str(path))
    assert len(items) == count
    assert isinstance(error, BadContainerError)
    assert words in error.reason


@settings(deadline=None)
@given(st.integers(0, len(PACKED)), st.binary(max_size=4), st.booleans())
def test_no_bytes_make_an_archive_fail(place: int, change: bytes, packed: bool) -> None:
    data = PACKED if packed else PLAIN
    data = data[:place] + change + data[place + len(change) :]
    try:
        for item in warc_items(unpacked(io.BytesIO(data)), key="k", name="n"):
            assert isinstance(item, Item | SourceError)
    except SourceError as error:
        assert error.reason


def test_an_archive_is_read_as_it_is_asked_for() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read1(self, size: int | None = -1) -> bytes:
            part = super().read1(size)
            self.taken += len(part)
            return part

    stream = Counting(PLAIN * 2000)
    items = warc_items(stream, key="k", name="n")
    assert isinstance(next(items), Item)
    assert stream.taken < 500_000 < len(stream.getvalue())
