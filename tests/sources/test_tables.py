import csv
import gzip
import io
import json
import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources import (
    MAX_BYTES,
    BadContainerError,
    BadHeaderWarning,
    BadRowError,
    Item,
    SourceError,
    TooLargeError,
    items_of,
    report_of,
)
from communique.sources.delimited import delimited_rows
from communique.sources.jsonl import json_rows
from communique.sources.tables import Row, items_of_rows, known_columns

TEXT = "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday and agreed to exchange 400 prisoners."
OTHER = "The Tarn Liberation Front rejected the plan on Sunday, its spokesman said, and demanded new talks."


def items_in(path: Path, **columns: str) -> list[Item]:
    found = list(items_of(str(path), columns=columns))
    assert all(isinstance(item, Item) for item in found), found
    return [item for item in found if isinstance(item, Item)]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


NAMES: list[tuple[list[str], dict[str, str], dict[str, str]]] = [
    (["id", "title", "text"], {}, {"id": "id", "title": "title", "text": "text"}),
    (["Body", "Headline", "Outlet"], {}, {"text": "Body", "title": "Headline", "publisher": "Outlet"}),
    (["article_text", "publish-date", "Source Name"], {}, {
        "text": "article_text", "published": "publish-date", "publisher": "Source Name"}),
    (["content", "text", "LINK"], {}, {"text": "text", "url": "LINK"}),  # the surest name first
    (["datePublished", "date", "articleBody"], {}, {"text": "articleBody", "published": "datePublished"}),
    (["Story_EN", "text"], {"text": "Story_EN"}, {"text": "Story_EN"}),
    (["id", "text"], {"id": ""}, {"text": "text"}),
    (["actor1", "fatalities"], {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("names", "columns", "expected"), NAMES)
def test_columns_are_known_by_their_names(names: list[str], columns: dict[str, str], expected: dict[str, str]) -> None:
    assert known_columns(names, columns) == expected


def test_a_part_that_no_report_has_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="'author'; there are text, title, publisher"):
        items_of("news.csv", columns={"author": "Author"})


def test_json_lines_give_reports(tmp_path: Path) -> None:
    rows = [
        {"id": "k-1", "headline": "Talks  end", "body": TEXT, "published_at": "2026-03-14T23:30:00+02:00",
         "source": {"name": "The Harbour Wire"}, "url": "https://wire.example/1"},
        {"text": OTHER, "timestamp": 1773489600, "publisher": "https://ledger.example"},
    ]  # fmt: skip
    path = written(tmp_path, "news.jsonl", "\ufeff" + "\n\n".join(map(json.dumps, rows)) + "\n")
    first, second = items_in(path)
    assert (first.key, first.name) == (f"{path}#k-1", f"{path} row 1")
    assert second.key == f"{path}#3"
    report = report_of(first)
    assert (report.text, report.title, report.publisher) == (TEXT, "Talks end", "The Harbour Wire")
    assert (report.published, report.url) == (date(2026, 3, 14), "https://wire.example/1")
    report = report_of(second)
    assert (report.text, report.publisher, report.published) == (OTHER, None, date(2026, 3, 14))


def test_a_mapping_goes_into_objects(tmp_path: Path) -> None:
    row = {"doc": {"words": TEXT}, "text": "Not this one.", "meta": {"outlet": "Northern Ledger"}}
    path = written(tmp_path, "news.ndjson", json.dumps(row))
    (item,) = items_in(path, text="doc.words", publisher="meta.outlet")
    report = report_of(item)
    assert (report.text, report.publisher) == (TEXT, "Northern Ledger")


GOOD_LINE = json.dumps({"text": TEXT}).encode()
BAD_LINES: list[tuple[str, bytes, str]] = [
    ("broken", b'{"text": "Talks', "row 2: no JSON object"),
    ("no object", b'["Talks ended."]', "row 2: a JSON list, where an object is read"),
    ("no UTF-8", b'{"text": "\xff\xfe\xfa"}', "row 2: no JSON object that can be read"),
    ("endless brackets", b"[" * 100_000, "row 2: no JSON object that can be read"),
    ("endless number", b'{"text": ' + b"1" * 10_000 + b"}", "row 2: no JSON object that can be read"),
    ("no text", b'{"text": " ", "title": "Talks"}', "row 2: no text in 'text'"),
    ("text is no string", b'{"text": {"a": 1}}', "row 2: no text in 'text'"),
    ("no column", b'{"actor": "x", "deaths": 3}', "row 2: no column with the text .* as text=NAME; there are: actor"),
    ("too long", b'{"text": "' + b"a" * MAX_BYTES + b'"}', "row 2: larger than 20 MB"),
]


@pytest.mark.parametrize(("line", "words"), [case[1:] for case in BAD_LINES], ids=[case[0] for case in BAD_LINES])
def test_a_bad_line_is_named_and_stops_nothing_else(tmp_path: Path, line: bytes, words: str) -> None:
    path = written(tmp_path, "news.jsonl", b"\n".join([GOOD_LINE, line, GOOD_LINE]))
    first, bad, last = items_of(str(path))
    assert isinstance(bad, SourceError)
    with pytest.raises(SourceError, match=words):
        raise bad
    assert isinstance(first, Item)
    assert isinstance(last, Item)
    assert last.key == f"{path}#3"


@pytest.mark.parametrize("text", ['[\n{"text": "Talks"},\n]', '{\n"text": "Talks"\n}'])
def test_json_over_several_lines_is_told_once(tmp_path: Path, text: str) -> None:
    (error,) = items_of(str(written(tmp_path, "news.json", text)))
    assert isinstance(error, BadContainerError)
    assert "one object a line" in error.reason


def test_an_id_that_comes_twice_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "news.csv", f'id,text\n7,{TEXT}\n7,"{OTHER}"\n')
    _, error = items_of(str(path))
    assert isinstance(error, BadRowError)
    assert "row 3: its id '7' stands in an earlier row too" in str(error)
    assert [item.key for item in items_in(path, id="")] == [f"{path}#2", f"{path}#3"]


def test_the_first_date_that_cannot_be_read_warns(tmp_path: Path) -> None:
    path = written(tmp_path, "news.csv", f'text,date\n{TEXT},05/06/2025\n"{OTHER}",06/06/2025\n')
    with pytest.warns(BadHeaderWarning) as caught:
        items = items_in(path)
    assert len(caught) == 1
    assert "row 2: cannot read the date '05/06/2025'" in str(caught[0].message)
    assert items[0].said.published is None


TABLES: list[tuple[str, str, bytes]] = [
    ("commas", "a.csv", f'title,text,source\r\n"Talks, again","{TEXT}",Harbour\r\n'.encode()),
    ("semicolons", "a.csv", f'title;text;source\n"Talks, again";"{TEXT}";Harbour\n'.encode()),
    ("tabs", "a.tsv", f"title\ttext\tsource\nTalks, again\t{TEXT}\tHarbour".encode()),
    ("tabs called csv", "a.csv", f"title\ttext\tsource\nTalks, again\t{TEXT}\tHarbour\n".encode()),
    ("a mark", "a.csv", b"\xef\xbb\xbf" + f'text,source,title\n"{TEXT}",Harbour,"Talks, again"\n'.encode()),
    ("UTF-16", "a.csv", f"title\ttext\tsource\r\nTalks, again\t{TEXT}\tHarbour\r\n".encode("utf-16")),
    ("old line ends", "a.csv", f'title,text,source\r"Talks, again","{TEXT}",Harbour\r'.encode()),
    ("short and empty rows", "a.csv", f'text,title,source,x\n\n"{TEXT}","Talks, again",Harbour\n,,,\n'.encode()),
    ("packed", "a.csv.gz", gzip.compress(f'title,text,source\n"Talks, again","{TEXT}",Harbour\n'.encode())),
    ("a name twice", "a.csv", f'text,title,title,source\n"{TEXT}","Talks, again",x,Harbour\n'.encode()),
]


@pytest.mark.parametrize(("name", "data"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables_are_read_as_they_are_written(tmp_path: Path, name: str, data: bytes) -> None:
    (item,) = items_in(written(tmp_path, name, data))
    report = report_of(item)
    assert (report.text, report.title, report.publisher) == (TEXT, "Talks, again", "Harbour")


def test_line_ends_and_marks_within_a_cell_stay(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b'text,title\r\n"They said ""no"".\n\nThen they left the hall.",x\r\n')
    assert report_of(items_in(path)[0]).text == 'They said "no".\n\nThen they left the hall.'


def test_windows_1252_in_a_cell_is_read_as_in_a_file(tmp_path: Path) -> None:
    text = "“We will talk,” said Zoë Ostrøm in Marenka on Friday, before she left for the palace of the hosts."
    path = written(tmp_path, "a.csv", f'title,text\n"Zoë","{text}"\n'.encode("cp1252"))
    assert report_of(items_in(path)[0]).text == text
    path = written(tmp_path, "a.csv", f'title,text\n"Zoë","<p>{text}</p><p>{TEXT}</p>"\n'.encode("cp1252"))
    assert report_of(items_in(path)[0]).text == f"{text}\n\n{TEXT}"


def test_tsv_without_quoting_is_read(tmp_path: Path) -> None:
    text = '"No," said the envoy, who had come from the north of the country to be at the talks.'
    path = written(tmp_path, "a.tsv", f"text\ttitle\n{text}\tNo deal\n{TEXT}\tTalks\n")
    assert [report_of(item).text for item in items_in(path)] == [text, TEXT]


BAD_ROWS: list[tuple[str, str, type[SourceError], str]] = [
    ("marks within a cell", '"He said "no" to it"', BadRowError, "row 3: quotation marks that do not fit"),
    ("more cells", f"{TEXT},b,c,d", BadRowError, "row 3: 4 cells under 2 columns"),
    ("no text", ",Talks", BadRowError, "row 3: no text in 'text'"),
    (
        "a cell too long",
        '"' + ("a" * 999 + "\n") * (MAX_BYTES // 1000 + 1) + '",x',
        TooLargeError,
        "row 3: larger than 20 MB",
    ),
    ("a row too long", ("a" * (MAX_BYTES // 2 + 1) + ",") * 2, TooLargeError, "row 3: larger than 20 MB"),
    ("a line too long", "a" * (2 * MAX_BYTES), TooLargeError, "row 3: larger than 20 MB"),
]


@pytest.mark.parametrize(("row", "kind", "words"), [case[1:] for case in BAD_ROWS], ids=[case[0] for case in BAD_ROWS])
def test_a_bad_row_is_named_and_stops_nothing_else(
    tmp_path: Path, row: str, kind: type[SourceError], words: str
) -> None:
    path = written(tmp_path, "a.csv", f'text,title\n"{TEXT}",a\n{row}\n"{OTHER}",b\n')
    first, bad, last = items_of(str(path))
    assert isinstance(bad, kind)
    assert words in str(bad)
    assert isinstance(first, Item)
    assert isinstance(last, Item)
    assert report_of(last).text == OTHER
    assert csv.field_size_limit() == 131_072  # the module's setting is as it was


def test_a_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f'text,title\n"{TEXT}",a\n"{OTHER},b\nmore,c\n')
    first, bad = items_of(str(path))
    assert isinstance(first, Item)
    assert isinstance(bad, BadRowError)


BAD_TABLES = [
    ("", "empty, without even"),
    ("\n", "no column with the text of a report"),
    ('"text', "its first line should name the columns"),
    ("actor1,deaths\na,1\n", "no column with the text of a report; say which it is, as text=NAME; there are: actor1"),
]


@pytest.mark.parametrize(("text", "words"), BAD_TABLES)
def test_a_table_that_cannot_be_understood_is_told_once(tmp_path: Path, text: str, words: str) -> None:
    (error,) = items_of(str(written(tmp_path, "a.csv", text)))
    assert isinstance(error, BadContainerError)
    assert words in error.reason


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    (error,) = items_of(str(written(tmp_path, "a.csv", "text,title\na,b\n")), columns={"title": "Story"})
    assert "no column 'Story'; there are: text, title" in str(error)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_a_packed_table_that_breaks_off_gives_what_it_has(tmp_path: Path, name: str) -> None:
    # Numbers keep the packed file long enough that its first half holds rows.
    if "jsonl" in name:
        lines = [json.dumps({"text": f"{TEXT} {hash((n, 'a'))}"}) for n in range(5000)]
    else:
        lines = ["text", *(f'"{TEXT} {hash((n, "a"))}"' for n in range(5000))]
    packed = gzip.compress("\n".join(lines).encode())
    *items, error = items_of(str(written(tmp_path, name, packed[: len(packed) // 2])))
    assert len(items) > 1000
    assert all(isinstance(item, Item) for item in items)
    assert isinstance(error, BadContainerError)
    assert "breaks off" in error.reason


def test_a_page_in_a_cell_is_read_as_a_page(tmp_path: Path) -> None:
    page = f"<html><head><title>x</title></head><body><article><p>{TEXT}</p><p>{OTHER}</p></article></body></html>"
    rows = [{"html": page}, {"html": f"<p>{TEXT}</p>\n<p>{OTHER}</p>"}]
    path = written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [report_of(item).text for item in items_in(path)] == [f"{TEXT}\n\n{OTHER}"] * 2


def test_rows_are_taken_as_they_are_asked_for() -> None:
    def endless() -> Iterator[Row]:
        for number in count(1):
            assert number < 10
            yield number, {"text": TEXT}

    items = items_of_rows(endless(), key="k", name="n", columns={})
    assert [item.key for item, _ in zip(items, range(3), strict=False) if isinstance(item, Item)] == [
        "k#1",
        "k#2",
        "k#3",
    ]


class _Endless(io.RawIOBase):
    """A file without end that counts what is read of it."""

    def __init__(self, line: bytes) -> None:
        self.line, self.taken = line, 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        size = len(into)
        start = self.taken % len(self.line)
        into[:] = (self.line * (size // len(self.line) + 2))[start : start + size]
        self.taken += size
        return size


def test_an_endless_file_is_not_drained() -> None:
    raw = _Endless(GOOD_LINE + b"\n")
    rows = json_rows(io.BufferedReader(raw), name="endless")
    assert [number for number, _ in (next(rows), next(rows))] == [1, 2]
    assert raw.taken < 100_000


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_what_the_standard_library_writes_is_read_back(
    table: list[tuple[str, str]], delimiter: str, line_end: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("text", "title"), *table])
    found = list(delimited_rows(io.BytesIO(out.getvalue().encode()), name="t", columns={}))
    kept: Sequence[tuple[int, tuple[str, str]]] = [
        (number, row) for number, row in enumerate(table, start=2) if any(cell.strip() for cell in row)
    ]
    assert found == [(number, {"text": text, "title": title}) for number, (text, title) in kept]


DAYS: list[tuple[object, date | None]] = [
    ("2026-03-14T23:30:00+02:00", date(2026, 3, 14)),
    ("14 March 2026", date(2026, 3, 14)),
    (20260314, date(2026, 3, 14)),
    (1773489600, date(2026, 3, 14)),
    (1773489600123, date(2026, 3, 14)),
    ("1773489600.5", date(2026, 3, 14)),
    (2026, None),
    (1e300, None),
    (float("nan"), None),
    (-1, None),
    (True, None),
    ("05/06/2025", None),
    ("", None),
    (None, None),
    ([], None),
]


@pytest.mark.filterwarnings("ignore::communique.sources.BadHeaderWarning")
@pytest.mark.parametrize(("cell", "expected"), DAYS)
def test_days_are_read_as_tables_write_them(cell: object, expected: date | None) -> None:
    (item,) = items_of_rows([(1, {"text": TEXT, "date": cell})], key="k", name="n", columns={})
    assert isinstance(item, Item)
    assert item.said.published == expected


@given(st.binary(max_size=300))
def test_no_bytes_make_a_table_fail(data: bytes) -> None:
    for rows in (
        json_rows(io.BytesIO(data), name="x"),
        delimited_rows(io.BytesIO(b"text,title\n" + data), name="x", columns={}),
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BadHeaderWarning)
            try:
                for item in items_of_rows(rows, key="k", name="x", columns={}):
                    if isinstance(item, Item):
                        report_of(item)
            except SourceError as error:
                assert error.reason
