import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources import BadHeaderWarning, EmptyReportError, NotEnglishError, SourceError, make_report, read_text
from communique.sources.text import split_headers

HEADED = (
    b"Title: Talks end\nPublished: 2026-03-14\nPublisher: The Harbour Wire\nDateline: Marenka\n"
    b"Url: https://example.org/a\n\nThe talks ended.\n\nNobody spoke.\n\n"
)

CASES: list[tuple[str, str, dict[str, str], str]] = [
    ("headers and body", "Title: T\nPublisher: P\n\nBody.\n", {"title": "T", "publisher": "P"}, "Body.\n"),
    ("any order and case", "PUBLISHER: P\ntitle:  T \n\nB", {"publisher": "P", "title": "T"}, "B"),
    ("an unknown line among them", "Title: T\nAuthor: A\n\nB", {"title": "T"}, "B"),
    ("an empty value", "Title:\n\nB", {"title": ""}, "B"),
    ("colons in the value", "Title: War: a history\n\nB", {"title": "War: a history"}, "B"),
    ("headers alone", "Title: T", {"title": "T"}, ""),
    ("no headers", "The talks ended.\n\nNobody spoke.", {}, "The talks ended.\n\nNobody spoke."),
    ("prose with a colon", "Note: this is prose\n\nB", {}, "Note: this is prose\n\nB"),
    ("prose right after a header", "Title: T\nThe talks ended.\n\nB", {}, "Title: T\nThe talks ended.\n\nB"),
    ("a blank line first", "\nTitle: T\n\nB", {}, "\nTitle: T\n\nB"),
    ("a second blank line belongs to the body", "Title: T\n\n\nB", {"title": "T"}, "\nB"),
]


@pytest.mark.parametrize(("text", "headers", "body"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_headers_are_split_from_the_body(text: str, headers: dict[str, str], body: str) -> None:
    assert split_headers(text) == (headers, body)


def test_a_report_is_read_with_its_headers() -> None:
    report = read_text(HEADED, name="talks.txt")
    assert report.text == "The talks ended.\n\nNobody spoke."
    assert report.title == "Talks end"
    assert report.published == date(2026, 3, 14)
    assert report.publisher == "The Harbour Wire"
    assert report.dateline == "Marenka"
    assert report.url == "https://example.org/a"
    assert report.name == "talks.txt"
    assert report.language == "en"


def test_what_the_caller_says_stands_before_the_headers() -> None:
    report = read_text(HEADED, name="x", published=date(2020, 1, 1), publisher="P", title="T", url="https://e.org/")
    assert (report.published, report.publisher, report.title) == (date(2020, 1, 1), "P", "T")
    assert report.url == "https://e.org/"


def test_the_id_hangs_on_text_and_publisher_alone() -> None:
    first = read_text(HEADED, name="a.txt")
    assert first.id == read_text(HEADED.replace(b"\n", b"\r\n"), name="b.txt", title="Other").id
    assert first.id != read_text(HEADED, name="a.txt", publisher="Northern Ledger").id


def test_an_unreadable_date_warns_and_is_left_out() -> None:
    with pytest.warns(BadHeaderWarning, match=r"talks\.txt.*last Friday.*2025-05-17"):
        report = read_text(b"Published: last Friday\n\nThe talks ended.", name="talks.txt")
    assert report.published is None


@pytest.mark.parametrize("data", [b"", b"\n \n", b"Title: T\n\n", b"\xef\xbb\xbf"])
def test_an_empty_report_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyReportError, match=r"empty\.txt: no text"):
        read_text(data, name="empty.txt")


def test_another_language_is_refused_by_name() -> None:
    text = "Die Delegationen trafen sich am Freitag und sprachen mit den Vermittlern über eine Feuerpause."
    with pytest.raises(NotEnglishError, match="German"):
        make_report(text, name="x")


@given(st.text())
def test_offsets_count_in_the_text_that_was_given(text: str) -> None:
    try:
        report = make_report(text, name="x")
    except SourceError:
        return
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    assert plain.startswith(report.text)
    assert plain[len(report.text) :].strip("\n") == ""


@given(st.text())
def test_splitting_loses_nothing_of_the_body(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        headers, body = split_headers(text)
    assert text.endswith(body)
    assert headers or body == text
