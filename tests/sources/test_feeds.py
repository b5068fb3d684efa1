import time
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.unsafe import unsafe

from communique.sources import MAX_BYTES, BadContainerError, BadRowError, SourceError, TooLargeError
from communique.sources.feeds import Entry, feed_entries

FULL = "<p>" + "Negotiators met in Marenka on Friday and agreed to exchange prisoners.</p>\n<p>" * 10 + "</p>"
BASE = "https://wire.example/feeds/news.xml"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Harbour &amp; Wire</title><link>https://wire.example/</link>
<item><title>Talks &lt;b&gt;end&lt;/b&gt;</title><link>https://wire.example/1</link>
  <pubDate>Sat, 14 Mar 2026 23:30:00 +0200</pubDate><description>Short.</description></item>
<item><title>Truce</title><link>/2#comments</link><content:encoded>{escape(FULL)}</content:encoded>
  <source url="https://ledger.example/feed">Northern Ledger</source></item>
<item><title>Teaser</title><link>https://wire.example/3</link>
  <content:encoded>{escape(FULL)} Read more…</content:encoded></item>
<item><title>Bare</title><guid isPermaLink="false">tag:4</guid><description>Talks were held.</description></item>
<item><title>Nothing</title></item>
<item><title>By guid</title><guid>https://wire.example/6</guid></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ledger.example/a/">
<title>Northern Ledger</title>
<entry><title>Talks</title><link href="b/1"/><id>urn:1</id><published>2026-03-14T23:30:00+02:00</published></entry>
<entry><title>Changed</title><link href="/2"/><id>urn:2</id><updated>2026-03-15T08:00:00Z</updated></entry>
</feed>"""


def entries(text: str | bytes, base: str | None = BASE) -> list[Entry]:
    found = list(feed_entries(text.encode() if isinstance(text, str) else text, name="feed", base=base))
    return [entry for entry in found if isinstance(entry, Entry)]


def test_an_rss_feed_says_what_it_holds() -> None:
    first, second, third, fourth, sixth = entries(RSS)
    assert (first.said.title, first.said.publisher) == ("Talks end", "The Harbour & Wire")
    assert (first.said.published, first.said.url) == (date(2026, 3, 14), "https://wire.example/1")
    assert first.markup is None
    assert second.said.publisher == "Northern Ledger"  # whose it is, though another feed carries it
    assert second.said.url == "https://wire.example/2#comments"
    assert second.markup is not None
    assert "exchange prisoners" in second.markup
    assert third.markup is None  # cut off: the page has the rest
    assert (fourth.place, fourth.markup) == ("tag:4", "Talks were held.")
    assert sixth.said.url == "https://wire.example/6"


def test_an_entry_that_leads_nowhere_is_named() -> None:
    errors = [entry for entry in feed_entries(RSS.encode(), name="feed", base=BASE) if isinstance(entry, SourceError)]
    assert [str(error) for error in errors] == ["feed entry 5: no text, and no link to a page"]
    assert isinstance(errors[0], BadRowError)


def test_an_atom_feed_says_what_it_holds() -> None:
    first, second = entries(ATOM, base=None)
    assert (first.said.url, first.said.published) == ("https://ledger.example/a/b/1", date(2026, 3, 14))
    assert (second.said.url, second.said.published) == ("https://ledger.example/2", date(2026, 3, 15))
    assert second.said.publisher == "Northern Ledger"


def test_relative_links_count_from_the_feed_or_the_site() -> None:
    feed = "<rss version='2.0'><channel><title>T</title>{}<item><title>A</title><link>a/1</link></item></channel></rss>"
    assert entries(feed.format(""))[0].said.url == "https://wire.example/feeds/a/1"
    site = feed.format("<link>https://wire.example/news/</link>")
    assert entries(site, base=None)[0].said.url == "https://wire.example/news/a/1"
    (error,) = feed_entries(feed.format("").encode(), name="feed")
    assert "no link to a page but 'a/1'" in str(error)


def test_dates_that_cannot_be_read_are_left_out() -> None:
    (entry,) = entries(RSS[: RSS.index("<item>")] + "<item><title>T</title><link>/1</link>"
                       "<pubDate>last week</pubDate></item></channel></rss>")  # fmt: skip
    assert entry.said.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2"])
def test_encodings_are_followed(encoding: str) -> None:
    feed = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><title>Łódź</title>"
    feed += "<item><link>https://wire.example/1</link></item></channel></rss>"
    assert entries(feed.encode(encoding))[0].said.publisher == "Łódź"


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so() -> None:
    *found, error = feed_entries(RSS[: RSS.index("<title>Teaser")].encode(), name="feed", base=BASE)
    assert next(entry.said.url for entry in found if isinstance(entry, Entry)) == "https://wire.example/1"
    assert isinstance(error, BadContainerError)
    assert "breaks off" in error.reason


def test_sloppy_feeds_are_read() -> None:
    feed = RSS.replace("Short.", "Peace &nbsp; talks & more <br>")
    assert len(entries(feed)) == 5


@pytest.mark.parametrize("data", unsafe("<rss version='2.0'><channel><title>&a;&a8;</title></channel></rss>"))
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(BadContainerError, match="declares XML entities"):
        list(feed_entries(data, name="feed"))


def test_a_document_type_without_entities_is_read_and_not_opened() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Example//DTD RSS 0.91//EN" "https://inside.example/rss.dtd">'
    assert len(entries(doctype + RSS.partition("?>")[2])) == 5


def test_what_is_no_feed_or_too_large_is_refused() -> None:
    for text in ("<a>Talks</a>", "Talks ended.", "<rss"):
        with pytest.raises(BadContainerError, match="no RSS or Atom feed"):
            list(feed_entries(text.encode(), name="feed"))
    with pytest.raises(TooLargeError):
        list(feed_entries(b" " * (MAX_BYTES + 1), name="feed"))


@pytest.mark.parametrize("filling", ["<a>" * 50_000, "<" * 50_000, "&" * 50_000, "<![CDATA[" * 5000, "<!--" * 10_000])
def test_odd_filling_takes_no_great_time(filling: str) -> None:
    began = time.process_time()
    try:
        list(feed_entries(f"<rss version='2.0'><channel><item><title>{filling}".encode(), name="feed"))
    except SourceError as error:
        assert error.reason
    assert time.process_time() - began < 10


@given(st.binary(max_size=200), st.integers(0, len(RSS)))
def test_no_bytes_make_a_feed_fail(change: bytes, place: int) -> None:
    data = RSS.encode()
    for broken in (change, data[:place] + change + data[place + len(change) :]):
        try:
            assert all(isinstance(entry, Entry | SourceError) for entry in feed_entries(broken, name="feed", base=BASE))
        except SourceError as error:
            assert error.reason
