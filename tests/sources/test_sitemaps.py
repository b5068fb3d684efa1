from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.unsafe import unsafe

from communique.sources import BadContainerError, BadRowError, Particulars, SourceError, TooLargeError
from communique.sources.errors import MAX_LIST_BYTES
from communique.sources.sitemaps import Listed, opml_links, sitemap_links

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {NS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://wire.example/a.jpg</image:loc><image:title>A hall</image:title></image:image>
  <loc> https://wire.example/a?x=1&amp;y=2 </loc><lastmod>2026-04-01</lastmod>
  <news:news><news:publication><news:name>The Harbour Wire</news:name><news:language>en</news:language>
  </news:publication><news:publication_date>2026-03-14T23:30:00+02:00</news:publication_date>
  <news:title>Talks end</news:title></news:news></url>
<!-- one without news -->
<url><loc>/b</loc></url>
<url><lastmod>2026-04-01</lastmod></url>
<url><loc>ftp://wire.example/c</loc></url>
</urlset>"""
INDEX = f"<sitemapindex {NS}><sitemap><loc>https://wire.example/1.xml</loc></sitemap></sitemapindex>"
OPML = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="North"><outline type="rss" text="A" xmlUrl="https://wire.example/feed" htmlUrl="https://wire.example"/>
  <outline text="B" xmlurl="b.xml"/></outline><outline text="empty"/><outline xmlUrl="feed:x"/></body></opml>"""
BASE = "https://wire.example/maps/sitemap.xml"


def test_a_sitemap_gives_its_pages_with_what_it_says_of_them() -> None:
    first, second, third, fourth = sitemap_links(NEWS.encode(), name="sitemap.xml", base=BASE)
    url = "https://wire.example/a?x=1&y=2"
    said = Particulars("Talks end", date(2026, 3, 14), "The Harbour Wire", url)
    assert first == Listed(said, url, further=False)
    assert second == Listed(Particulars(url="https://wire.example/b"), "https://wire.example/b", further=False)
    assert isinstance(third, BadRowError)
    assert str(third) == "sitemap.xml address 3: no web address"
    assert str(fourth) == "sitemap.xml address 4: no web address but 'ftp://wire.example/c'"


def test_an_index_gives_its_sitemaps() -> None:
    (link,) = sitemap_links(INDEX.encode(), name="index.xml")
    assert isinstance(link, Listed)
    assert (link.url, link.further) == ("https://wire.example/1.xml", True)


def test_a_list_of_feeds_gives_them_folders_and_all() -> None:
    first, second, third = opml_links(OPML.encode(), name="feeds.opml", base="https://wire.example/lists/feeds.opml")
    assert isinstance(first, Listed)
    assert isinstance(second, Listed)
    assert [first.url, second.url] == ["https://wire.example/feed", "https://wire.example/lists/b.xml"]
    assert first.further
    assert str(third) == "feeds.opml feed 3: no web address but 'feed:x'"


@pytest.mark.parametrize("data", unsafe(f"<urlset {NS}><url><loc>https://wire.example/&a;</loc></url></urlset>"))
def test_entities_are_refused(data: bytes) -> None:
    for links in (sitemap_links, opml_links):
        with pytest.raises(BadContainerError, match="declares XML entities"):
            list(links(data, name="sitemap.xml"))


def test_a_sitemap_that_breaks_off_gives_what_it_has_and_says_so() -> None:
    links = sitemap_links(NEWS[: NEWS.index("<!--")].encode(), name="sitemap.xml")
    assert isinstance(next(links), Listed)
    with pytest.raises(BadContainerError, match="broken XML, or it breaks off"):
        next(links)


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(BadContainerError):
        list(opml_links(b"<opml>" + b"<outline>" * 100_000, name="feeds.opml"))


def test_a_large_sitemap_is_read_as_it_is_asked_for() -> None:
    large = f"<urlset {NS}>" + "<url><loc>https://wire.example/a</loc></url>" * 50_000 + "</urlset>"
    assert all(isinstance(link, Listed) for link in islice(sitemap_links(large.encode(), name="s"), 100))
    with pytest.raises(TooLargeError, match="50 MB, the limit for a list"):
        next(sitemap_links(b"<urlset>" + b" " * MAX_LIST_BYTES, name="s"))


@given(st.binary(max_size=100), st.integers(0, len(NEWS)))
def test_no_bytes_make_a_list_fail(change: bytes, place: int) -> None:
    for links, text in ((sitemap_links, NEWS), (opml_links, OPML)):
        data = text.encode()
        for broken in (change, data[:place] + change + data[place + len(change) :]):
            try:
                assert all(isinstance(link, Listed | SourceError) for link in links(broken, name="list", base=BASE))
            except SourceError as error:
                assert error.reason
