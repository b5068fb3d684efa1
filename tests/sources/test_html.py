from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.sources import EmptyReportError, SourceError, UnknownEncodingError, read_html

PARAGRAPHS = (
    "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday and agreed to exchange 400 prisoners each.",
    "The talks, which lasted three hours, ended without a deal on a ceasefire, the hosts said in a short statement.",
    "“We will meet again,” said Zoë Brandt, who leads Kaldavia’s delegation, as she left the palace in the evening.",
)
LD = (
    '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Shell"}, {"@type": ["NewsArticle"],'
    ' "headline": "Talks  end", "datePublished": "2026-03-14T23:30:00+02:00",'
    ' "publisher": {"@type": "Organization", "name": "The Harbour Wire"},'
    ' "mainEntityOfPage": {"@id": "https://wire.example/talks"}}]}'
)
META = (
    '<meta property="og:title" content="Talks end early"><meta property="og:site_name" content="Northern Ledger">'
    '<meta property="article:published_time" content="2026-03-15T08:00:00Z"><link rel="canonical" href="/a/talks">'
)


def page(head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, headline: str = "Talks end") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{headline}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    )


def test_the_article_is_taken_and_its_paragraphs_set_apart() -> None:
    report = read_html(page().encode(), name="talks.html")
    assert report.text == "\n\n".join(PARAGRAPHS)


def test_json_ld_tells_the_particulars() -> None:
    head = f'<script type="application/ld+json">{LD}</script>{META}'
    report = read_html(page(head).encode(), name="talks.html")
    assert report.title == "Talks end"
    assert report.publisher == "The Harbour Wire"
    assert report.published == date(2026, 3, 14)
    assert report.url == "https://wire.example/talks"


def test_meta_elements_fill_in_where_json_ld_is_broken() -> None:
    head = f'<script type="application/ld+json">{LD[:-9]}</script>{META}'
    report = read_html(page(head).encode(), name="talks.html", url="https://ledger.example/x?utm=1")
    assert report.title == "Talks end early"
    assert report.publisher == "Northern Ledger"
    assert report.published == date(2026, 3, 15)
    assert report.url == "https://ledger.example/x?utm=1"


def test_a_relative_canonical_address_needs_a_base() -> None:
    assert read_html(page(META).encode(), name="talks.html").url is None


def test_what_the_caller_says_stands_before_the_page() -> None:
    report = read_html(page(META).encode(), name="x", title="T", publisher="P", published=date(2020, 1, 1))
    assert (report.title, report.publisher, report.published) == ("T", "P", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("nonsense", "utf-8")],
)
def test_the_declared_charset_is_used(declared: str, encoding: str) -> None:
    data = page(f'<meta charset="{declared}">').encode(encoding)
    assert "Zoë" in read_html(data, name="x").text


def test_the_servers_charset_counts_before_the_pages() -> None:
    data = page('<meta charset="utf-8">').encode("cp1252")
    assert PARAGRAPHS[2] in read_html(data, name="x", charset="cp1252").text


def test_an_xml_declaration_does_no_harm() -> None:
    data = ('<?xml version="1.0" encoding="utf-8"?>\n' + page()).encode()
    assert read_html(data, name="x").text.startswith("Negotiators")


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><script>x</script></body></html>", b"<p></p>", b" "])
def test_a_page_without_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyReportError, match="text"):
        read_html(data, name="x.html")


def test_a_page_in_broken_bytes_is_refused() -> None:
    with pytest.raises(UnknownEncodingError):
        read_html(page().encode() + "Zoë ë".encode() + b"\xff", name="x.html")


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="<>/p div=\"'&;abc{}[]!-\u00e9\u2028\U0001f54a", max_size=200))
def test_no_markup_makes_it_fail(markup: str) -> None:
    try:
        assert read_html(f"<html><body>{markup}</body></html>".encode(), name="x").text
    except SourceError as error:
        assert error.reason
