"""Whatever bytes come in, out comes a report or an error that is written down; whatever text, times and numbers.

The examples are the same in each run; COMMUNIQUE_TEST_EXAMPLES asks for more. `benchmarks/fuzz.py` looks for others
by hand, with what it learns of the branches that they take.
"""

import gzip
import io
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.inputs import CLEAN, TALKS, page, row, warc

from communique.coding.dates import find_dates
from communique.coding.numbers import find_numbers
from communique.frames import FrameError, read_frames
from communique.lexicon.entry import LexiconError
from communique.lexicon.people import load_people
from communique.record import Report
from communique.sources import BadHeaderWarning, SourceError, check_length, items_of, read_bytes, report_of
from communique.sources.errors import MAX_CHARACTERS
from communique.sources.robots import may_visit, parse_robots

EXAMPLES = int(os.environ.get("COMMUNIQUE_TEST_EXAMPLES", "60"))
BOUNDED = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
FEED = f"<rss version='2.0'><channel><title>T</title><item><link>/1</link><title>a</title><description>{TALKS * 9}"
FEED += "</description><pubDate>Sat, 17 May 2025 00:00:00 GMT</pubDate></item></channel></rss>"


def parquet() -> bytes:
    """A small table."""
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    held = io.BytesIO()
    pq.write_table(pa.table({"text": [TALKS, CLEAN], "published": [date(2025, 5, 17)] * 2}), held)
    return held.getvalue()


GOOD: dict[str, Callable[[], bytes]] = {
    "a.txt": f"Title: Talks\nPublished: 2025-05-17\n\n{CLEAN}".encode,
    "a.html": lambda: page(f"<h1>Talks</h1><p>{CLEAN * 3}</p>", "<meta property='og:title' content='Talks'>"),
    "a.jsonl": lambda: row(TALKS) * 2,
    "a.csv": f'text,date\n"{TALKS}",2025-05-17\n{CLEAN.replace(",", "")},17 May 2025\n'.encode,
    "a.tsv": f"text\tdate\n{TALKS}\t2025-05-17\n".encode,
    "a.xml": FEED.encode,
    "b.xml": lambda: b"<urlset><url><loc>http://a.example/</loc></url><url><loc>/b</loc></url></urlset>",
    "c.xml": lambda: b"<opml><body><outline xmlUrl='http://a.example/feed'/></body></opml>",
    "a.warc": lambda: warc(page(f"<p>{CLEAN * 3}</p>")),
    "b.warc": lambda: warc(gzip.compress(page(f"<p>{CLEAN * 3}</p>")), "gzip"),
    "a.warc.gz": lambda: gzip.compress(warc(page(f"<p>{CLEAN * 3}</p>"))),
    "a.parquet": parquet,
}
"""An input of each format that is as it should be."""
LETTERS = st.text(st.characters(exclude_categories=[]), max_size=12).map(lambda s: s.encode("utf-8", "surrogatepass"))
PIECES = st.one_of(
    st.binary(max_size=12), LETTERS, st.sampled_from(b'\0 \xff " < > & \n \r , ; [ { } ] : / \\ = -'.split())
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES, st.integers(1, 30)), max_size=4)


def changed(data: bytes, changes: list[tuple[float, int, bytes, int]]) -> bytes:
    """The data with stretches of it taken out and pieces put in."""
    for where, gone, piece, times in changes:
        at = int(where * len(data))
        data = data[:at] + piece * times + data[at + gone :]
    return data


def check(report: Report) -> None:
    """What holds of every report."""
    assert report.text.strip()
    assert "\r" not in report.text
    check_length(report.text, name="x")
    report.model_dump_json()


def reports(name: str, data: bytes) -> Iterator[Report | SourceError]:
    """What a file holds; nothing is fetched."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        for found in islice(items_of(str(path)), 5):
            if isinstance(found, SourceError):
                yield found
            elif "://" not in found.key:
                try:
                    yield report_of(found)
                except SourceError as error:
                    yield error


@pytest.mark.parametrize("name", GOOD)
def test_damaged_files_give_reports_or_errors(name: str) -> None:
    good = GOOD[name]()

    @BOUNDED
    @given(changes=CHANGES)
    def read(changes: list[tuple[float, int, bytes, int]]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BadHeaderWarning)
            for found in reports(name, changed(good, changes)):
                if isinstance(found, Report):
                    check(found)
                else:
                    assert found.reason
                    assert "\n" not in found.reason

    read()


@BOUNDED
@given(
    data=st.binary(max_size=400) | st.text(max_size=200).map(lambda t: (CLEAN + t).encode("utf-8", "surrogatepass")),
    kind=st.sampled_from(["text/html", "text/plain", "application/xhtml+xml", "image/png", "", "text/html; x"]),
    charset=st.sampled_from(
        ["utf-8", "utf-16", "utf-7", "cp1252", "latin-1", "idna", "punycode", "zip", "none", "\0", ""]
    ),
    name=st.sampled_from(["a.txt", "a.html", "http://a.example/b.xml", ""]),
)
def test_a_server_may_say_what_it_likes_of_any_bytes(data: bytes, kind: str, charset: str, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BadHeaderWarning)
        try:
            check(read_bytes(data, name=name, content_type=kind, charset=charset))
        except SourceError as error:
            assert error.reason


WORDS = (
    "Monday last next this 3 31 32 May February 2025 99999 0 the of and to from between early late mid week month year "
    "ago in after before 10^400 1e999 99999999999999999999 two hundred thousand million dozens at least up to than "
    "more -5 5% $5bn 1,000 1,00 00/00/0000 2025-02-30 9999-12-31 0001-01-01 noon overnight Ramadan Easter quarter Q5 "
    "1990s weekend fortnight no-one half a killed people aged ½ ٣ 五 \u200b \u0301 \n\n . , ; ( ) – -"
).split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=60)


@BOUNDED
@given(text=TEXTS, published=st.none() | st.dates())
def test_every_time_that_is_told_is_a_stretch_of_the_calendar(text: str, published: date | None) -> None:
    for phrase in find_dates(text, published, future=bool(len(text) % 2)):
        assert text[phrase.start : phrase.end] == phrase.text
        if phrase.first and phrase.last:
            assert phrase.first <= phrase.last + "~"


@BOUNDED
@given(text=TEXTS)
def test_every_number_that_is_told_is_one(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.low is None or number.low == number.low
        assert number.low is None or number.high is None or number.low <= number.high


@BOUNDED
@given(
    text=st.text(max_size=300)
    | st.lists(st.sampled_from("- id: x predicates verb [a] {a: b} \n !!python & * |".split(" "))).map(" ".join)
)
def test_a_file_of_frames_is_read_or_refused(text: str) -> None:
    try:
        read_frames(text, "x.yml")
    except FrameError as error:
        assert "x.yml" in str(error)


@BOUNDED
@given(
    text=st.text(max_size=300)
    | st.lists(st.sampled_from(["a", "NOR", "\t", "\n", "2020-01-01", "|", "9999", "#", ""])).map("".join)
)
def test_a_list_of_people_is_read_or_refused(text: str) -> None:
    with suppress(LexiconError):
        load_people(text)


@BOUNDED
@given(
    text=st.text(max_size=200)
    | st.lists(st.sampled_from(["User-agent: *", "Disallow: /*a*b*$", "Allow: %", "Crawl-delay: 9e9", "\n"])).map(
        "\n".join
    ),
    path=st.text(max_size=60),
)
def test_any_robots_txt_can_be_asked(text: str, path: str) -> None:
    may_visit(parse_robots(text, agent="communique"), f"https://a.example/{path.replace('[', '').replace(']', '')}")


def test_the_longest_report_is_still_one() -> None:
    text = (TALKS * (MAX_CHARACTERS // len(TALKS) + 1))[:MAX_CHARACTERS].strip().ljust(MAX_CHARACTERS, "x")
    assert len(read_bytes(text.encode(), name="a.txt").text) == MAX_CHARACTERS
    with pytest.raises(SourceError, match="split it"):
        read_bytes(f"{text}x".encode(), name="a.txt")
