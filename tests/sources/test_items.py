import gzip
import json
import os
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources import (
    BadContainerError,
    Container,
    Content,
    DisallowedError,
    FetchFailedError,
    Item,
    MissingFileError,
    NotEnglishError,
    Particulars,
    SourceError,
    UnchangedError,
    Visitor,
    detect_container,
    items_of,
    report_of,
)
from communique.sources.lists import MAX_DEPTH

TEXT = "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday and agreed to exchange 400 prisoners."
OTHER = "The Tarn Liberation Front rejected the plan on Sunday, its spokesman said, and demanded new talks."
HEAD = '<meta property="og:site_name" content="Northern Ledger">'
PAGE = f"<!doctype html><html><head>{HEAD}</head><body><article><p>{TEXT}</p><p>{OTHER}</p></article></body></html>"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Web:
    """A small web: what stands at each address, and which addresses were asked for."""

    def __init__(self, pages: dict[str, str | bytes]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        url = f"https://{request.headers['Host']}{request.url.raw_path.decode()}"
        found = self.pages.get(url)
        if not url.endswith("/robots.txt"):
            self.asked.append(url)
        if found is None:
            return httpx2.Response(404)
        data = found.encode() if isinstance(found, str) else found
        tag = f'"{len(data)}"'
        if request.headers.get("If-None-Match") == tag:
            return httpx2.Response(304)
        return httpx2.Response(200, headers={"ETag": tag}, content=data)

    def visitor(self, earlier: Visitor | None = None) -> Visitor:
        return Visitor(
            remembered=earlier.validators if earlier is not None else {},
            delay_seconds=0,
            resolver=lambda host, port: ["93.184.215.14"],
            transport=httpx2.MockTransport(self.answer),
        )


def keys(found: Iterator[Item | SourceError]) -> list[str]:
    return [item.key if isinstance(item, Item) else f"! {item}" for item in found]


def sitemap(*addresses: str) -> str:
    return f"<urlset {NS}>{''.join(f'<url><loc>{url}</loc></url>' for url in addresses)}</urlset>"


def index(*addresses: str) -> str:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in addresses)
    return f"<sitemapindex {NS}>{inner}</sitemapindex>"


def feed(*links: str, title: str = "The Harbour Wire") -> str:
    items = "".join(
        f"<item><title>Talks</title><link>{link}</link><pubDate>Sat, 14 Mar 2026 23:30:00 +0200</pubDate></item>"
        for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def test_a_folder_stands_for_what_is_in_it(tmp_path: Path) -> None:
    for name, content in {
        "b.txt": TEXT,
        "a/page.HTML": PAGE,
        "a/news.jsonl": json.dumps({"text": TEXT}) + "\n{}",
        "a/table.csv.gz": "text\n" + TEXT,
        "c.txt.gz": TEXT,
        "d.csv": "actor1,deaths\nx,1",
        "e.txt": feed("https://wire.example/1"),
        ".hidden/x.txt": TEXT,
        ".hidden.txt": TEXT,
        "picture.png": TEXT,
        "feeds.opml": "<opml/>",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    web = Web({})
    found = [key.replace(f"{tmp_path}/", "") for key in keys(items_of(str(tmp_path), visitor=web.visitor()))]
    assert found == [
        "b.txt",
        "c.txt.gz",
        "! d.csv: no column with the text of a report; say which it is, as text=NAME; there are: actor1, deaths",
        "! e.txt: a feed, which leads out of its folder; name it to follow it",
        "a/news.jsonl#1",
        "! a/news.jsonl row 2: no column with the text of a report; say which it is, as text=NAME; there are: none",
        "a/page.HTML",
        "a/table.csv.gz#2",
    ]
    assert not web.asked


def test_keys_are_absolute_and_names_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path / "in")
    for argument in ("a.txt", "../in/a.txt", "."):
        (item,) = items_of(argument)
        assert isinstance(item, Item)
        assert item.key == str(tmp_path / "in/a.txt")
    (item,) = items_of("../in/a.txt")
    assert isinstance(item, Item)
    assert report_of(item).name == "../in/a.txt"


def test_a_name_that_is_no_text_can_be_written_down(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    (item,) = items_of(str(tmp_path))
    assert isinstance(item, Item)
    assert report_of(item).text == TEXT
    assert item.key.encode().endswith(rb"/\xff.txt")


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OTHER)
    (item,) = items_of(str(path))
    path.write_text(TEXT)
    assert isinstance(item, Item)
    assert report_of(item).text == TEXT
    path.unlink()
    with pytest.raises(MissingFileError, match="no such file"):
        report_of(item)


BAD_PATHS = [
    ("none.txt", MissingFileError, "no such file"),
    ("a\0b", MissingFileError, "cannot be opened"),
    ("empty", MissingFileError, r"no report in this folder; looked for \.csv, \.htm"),
    ("pipe.txt", MissingFileError, "no regular file"),
    ("other.xml", BadContainerError, "XML of a kind that is not read"),
    ("cut.txt.gz", BadContainerError, "breaks off"),
    ("junk.txt.gz", BadContainerError, "damaged"),
]


@pytest.mark.parametrize(("name", "kind", "words"), BAD_PATHS)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, kind: type[SourceError], words: str) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "other.xml").write_text("<?xml version='1.0'?><nitf><body/></nitf>")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    (tmp_path / "junk.txt.gz").write_bytes(b"\x1f\x8b\x08\x00" + b"junk" * 20)
    (found,) = items_of(str(tmp_path / name))
    with pytest.raises(kind, match=words):
        raise found if isinstance(found, SourceError) else _error_of(found)


def _error_of(item: Item) -> SourceError:
    with pytest.raises(SourceError) as caught:
        report_of(item)
    return caught.value


def test_what_the_document_says_comes_before_its_container_and_guesses_last() -> None:
    said = Particulars("Of the feed", date(2026, 3, 14), "The Harbour Wire", "https://wire.example/a")
    page = Content(PAGE.encode(), "text/html")
    report = report_of(Item("k", "n", lambda: page, said))
    assert (report.title, report.publisher, report.published) == ("Of the feed", "Northern Ledger", date(2026, 3, 14))
    assert report.url == "https://wire.example/a"
    text = Content(f"Title: Its own\nPublished: 2026-03-13\n\n{TEXT}".encode())
    report = report_of(Item("k", "n", lambda: text, said))
    assert (report.title, report.publisher, report.published) == ("Its own", "The Harbour Wire", date(2026, 3, 13))
    report = report_of(Item("k", "n", lambda: text, said), published=date(2026, 1, 1), publisher="P")
    assert (report.publisher, report.published) == ("P", date(2026, 1, 1))


def test_the_id_counts_the_publisher_that_the_container_names() -> None:
    text = Content(TEXT.encode())
    ids = {report_of(Item("k", "n", lambda: text, Particulars(publisher=publisher))).id for publisher in ("A", "B")}
    assert len(ids) == 2


def test_a_page_at_an_address_is_one_item() -> None:
    web = Web({"https://ledger.example/a": PAGE})
    (item,) = items_of("https://ledger.example/a#comments", visitor=web.visitor())
    assert isinstance(item, Item)
    report = report_of(item)
    assert (item.key, report.url, report.publisher) == (
        "https://ledger.example/a", "https://ledger.example/a", "Northern Ledger")  # fmt: skip
    assert web.asked == ["https://ledger.example/a"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["news.jsonl", "news.csv?day=14"])
def test_a_table_at_an_address_is_read(name: str, packed: bool) -> None:
    data = (json.dumps({"text": TEXT}) if "jsonl" in name else f"text\n{TEXT}").encode()
    web = Web({f"https://wire.example/{name}": gzip.compress(data) if packed else data})
    (item,) = items_of(f"https://wire.example/{name}", visitor=web.visitor())
    assert isinstance(item, Item)
    assert report_of(item).text == TEXT


def test_a_feed_gives_its_entries_and_fetches_each_in_its_turn() -> None:
    web = Web({"https://wire.example/feed": feed("/1", "/2", "/3"), "https://wire.example/2": PAGE})
    first, second, _ = items_of("https://wire.example/feed", visitor=web.visitor())
    assert web.asked == ["https://wire.example/feed"]
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    report = report_of(second)
    assert (report.title, report.published, report.url) == ("Talks", date(2026, 3, 14), "https://wire.example/2")
    assert web.asked == ["https://wire.example/feed", "https://wire.example/2"]
    with pytest.raises(FetchFailedError, match="404"):
        report_of(first)


def test_a_feed_that_carries_its_articles_fetches_nothing(tmp_path: Path) -> None:
    body = f"<p>{TEXT}</p><p>{OTHER}</p>" * 3
    text = feed("https://wire.example/1").replace(
        "</item>", f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'><![CDATA[{body}]]>"
        "</content:encoded></item>")  # fmt: skip
    (tmp_path / "feed.xml").write_text(text)
    web = Web({})
    (item,) = items_of(str(tmp_path / "feed.xml"), visitor=web.visitor())
    assert isinstance(item, Item)
    report = report_of(item)
    assert report.text.startswith(f"{TEXT}\n\n{OTHER}")
    assert (item.key, report.publisher) == ("https://wire.example/1", "The Harbour Wire")
    assert not web.asked


def test_an_entry_without_a_link_is_known_by_its_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = f"<item><guid isPermaLink='false'>tag:1</guid><description>{TEXT}</description></item>"
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel>{entry}</channel></rss>")
    monkeypatch.chdir(tmp_path)
    (item,) = items_of("feed.xml")
    assert isinstance(item, Item)
    assert item.key == f"{tmp_path}/feed.xml#tag:1"
    assert report_of(item).text == TEXT


def test_lists_lead_to_lists_each_once_and_lazily() -> None:
    web = Web({
        "https://wire.example/index.xml": index(
            "https://wire.example/a.xml.gz", "https://wire.example/index.xml", "https://wire.example/a.xml.gz",
            "https://wire.example/gone.xml", "https://wire.example/page", "https://wire.example/b.xml"),
        "https://wire.example/a.xml.gz": gzip.compress(sitemap("https://wire.example/1").encode()),
        "https://wire.example/page": PAGE,
        "https://wire.example/b.xml": sitemap("https://wire.example/2"),
    })  # fmt: skip
    found = items_of("https://wire.example/index.xml", visitor=web.visitor())
    assert keys(islice(found, 1)) == ["https://wire.example/1"]
    assert web.asked == ["https://wire.example/index.xml", "https://wire.example/a.xml.gz"]
    assert keys(found) == [
        "! https://wire.example/gone.xml: the server answered 404 Not Found",
        "! https://wire.example/page: no feed, sitemap or list of feeds stands here",
        "https://wire.example/2",
    ]


def test_lists_that_lead_on_and_on_are_not_followed_for_ever() -> None:
    class Endless(Web):
        def answer(self, request: httpx2.Request) -> httpx2.Response:
            url = f"https://wire.example{request.url.path}"
            self.pages[url] = index(f"{url}a", f"{url}b")
            return super().answer(request)

    web = Endless({})
    found = keys(items_of("https://wire.example/", visitor=web.visitor()))
    assert len(web.asked) == 2**MAX_DEPTH - 1
    assert all("not followed: 3 lists lead to it" in error for error in found)


def test_a_list_of_feeds_in_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(
        "<opml><body><outline xmlUrl='https://wire.example/feed'/><outline xmlUrl='https://wire.example/feed'/>"
        "<outline xmlUrl='https://inside.example/feed'/></body></opml>"
    )
    web = Web(
        {"https://wire.example/feed": feed("/1"), "https://inside.example/robots.txt": "User-agent: *\nDisallow: /"}
    )
    first, second = items_of(str(tmp_path / "mine.opml"), visitor=web.visitor())
    assert isinstance(first, Item)
    assert first.key == "https://wire.example/1"
    assert isinstance(second, DisallowedError)


def test_what_has_not_changed_says_so_the_next_time() -> None:
    web = Web({"https://wire.example/feed": feed("/1"), "https://wire.example/1": PAGE})
    first = web.visitor()
    (item,) = items_of("https://wire.example/feed", visitor=first)
    assert isinstance(item, Item)
    report_of(item)
    second = web.visitor(first)
    (unchanged,) = items_of("https://wire.example/feed", visitor=second)
    assert isinstance(unchanged, UnchangedError)
    web.pages["https://wire.example/feed"] = feed("/1", title="The Harbour Wire, renamed")
    (item,) = items_of("https://wire.example/feed", visitor=second)
    assert isinstance(item, Item)
    with pytest.raises(UnchangedError, match=r"wire\.example/1: unchanged"):
        report_of(item)


@pytest.mark.parametrize(
    "argument", ["ftp://wire.example/", "http://127.0.0.1/feed", "file:///etc/hostname", "http://[x", "http://a℀b/"]
)
def test_only_public_web_addresses_are_asked(argument: str) -> None:
    (error,) = items_of(argument)
    assert isinstance(error, FetchFailedError)


def test_an_article_in_another_language_is_the_readers_to_refuse() -> None:
    text = Content(b"Die Delegationen trafen sich am Freitag und sprachen mit den Vermittlern im Palast der Stadt.")
    with pytest.raises(NotEnglishError):
        report_of(Item("k", "n", lambda: text))


STARTS: list[tuple[str, bytes, str, Container | None]] = [
    ("RSS", feed("/1").encode(), "x", Container.FEED),
    ("RSS in UTF-16", feed("/1").encode("utf-16"), "x", Container.FEED),
    ("RSS called text", feed("/1").encode(), "x.txt", Container.FEED),
    ("RSS 1.0", b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "x", Container.FEED),
    ("Atom after comments", b"<?xml version='1.0'?><!-- a --><?style x?>\n<!DOCTYPE feed [ <!-- > --> ]><feed>", "x",
     Container.FEED),
    ("a sitemap", sitemap("/1").encode(), "x.html", Container.SITEMAP),
    ("an index, packed", gzip.compress(index("/1").encode()), "x.gz", Container.SITEMAP),
    ("OPML", b"\xef\xbb\xbf<opml version='2.0'>", "x", Container.OPML),
    ("other XML", b"<?xml version='1.0'?><nitf>", "x.xml", Container.OTHER_XML),
    ("XHTML", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "x.xml", None),
    ("a page", PAGE.encode(), "x.csv", None),
    ("objects", b'{"text": "a"}\n{"text": "b"}', "x", Container.JSON_LINES),
    ("a long object", b'{"text": "' + b"a" * 8000, "x", Container.JSON_LINES),
    ("a text in braces", b"{Editor's note} Talks ended.", "x.txt", None),
    ("JSON by name", b"", "x.ndjson", Container.JSON_LINES),
    ("CSV by name", b"text,title\n", "x.CSV", Container.DELIMITED),
    ("CSV, packed", gzip.compress(b"text,title\n"), "x.csv.gz", Container.DELIMITED),
    ("CSV without a name", b"text,title\n", "x", None),
    ("Parquet", b"PAR1....", "x.csv", Container.PARQUET),
    ("WARC, packed", gzip.compress(b"WARC/1.1\r\n"), "x", Container.WARC),
    ("damaged", b"\x1f\x8b\x00\x00", "x.txt", None),
    ("nothing", b"", "x", None),
]  # fmt: skip


@pytest.mark.parametrize(("start", "name", "expected"), [case[1:] for case in STARTS], ids=[case[0] for case in STARTS])
def test_containers_are_told_by_content_before_name(start: bytes, name: str, expected: Container | None) -> None:
    assert detect_container(start, name=name) is expected


@pytest.mark.parametrize("filling", [b"<!---->", b"<?x?>", b"<!doctype []>", b"[a]", b"<!doctype [a]", b"{", b"\n"])
def test_no_start_takes_long_to_tell(filling: bytes) -> None:
    detect_container(filling * (8192 // len(filling)) + b"!", name="x")
    detect_container(b"<!doctype " + filling * (8000 // len(filling)) + b"!", name="x")


@given(st.binary(max_size=300), st.sampled_from(["x", "x.csv", "x.jsonl", "x.txt.gz"]))
def test_any_bytes_are_told_apart(start: bytes, name: str) -> None:
    assert detect_container(start, name=name) in {None, *Container}
