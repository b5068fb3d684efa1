"""RSS and Atom feeds to entries, through feedparser, which is given bytes and never fetches anything itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from communique.sources.addresses import web_address
from communique.sources.dates import parse_date
from communique.sources.errors import MAX_BYTES, BadContainerError, BadRowError, SourceError
from communique.sources.guarded_xml import guarded_xml
from communique.sources.particulars import Particulars

if TYPE_CHECKING:
    from datetime import date

    from feedparser import FeedParserDict

_FULL_CHARACTERS = 500  # Of text: less than that is a teaser, though it may stand where an article should.
MAX_TAGS, MAX_REFERENCES = 150_000, 600_000
"""Of a feed, of which the parser takes some hundred thousand a second: room for thousands of entries."""
_TAG = re.compile(r"<[^<>]*>")
_CUT = re.compile(r"(?:…|\.\.\.|\[\W{1,3}\]|\b(?:read|see) (?:more|the full (?:story|article|text))\W{0,3})\s*\Z", re.I)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: `said` with its address, and its article as HTML where the feed carries it whole."""

    place: str
    said: Particulars
    markup: str | None


def feed_entries(
    data: bytes, *, name: str, base: str | None = None, charset: str | None = None
) -> Iterator[Entry | SourceError]:
    """The entries of a feed, in its order; an error in place of each that leads nowhere.

    `base` is the address that the feed was fetched from, for relative links. Raises BadContainerError where this is
    no feed or an unsafe one; gives one at the end where the feed breaks off.
    """
    import feedparser  # Here, because only feeds need it.

    document = guarded_xml(data, name=name, charset=charset, max_bytes=MAX_BYTES)
    if document.count(b"<") > MAX_TAGS or document.count(b"&") > MAX_REFERENCES:
        raise BadContainerError(name, "refused: far more marks than the entries of a feed have; split it")
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base is not None:
        headers["content-location"] = base
    parsed = feedparser.parse(BytesIO(document), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        raise BadContainerError(name, "no RSS or Atom feed that can be read")
    site = web_address(_said(parsed.feed, "link"), base) or base
    publisher = _said(parsed.feed, "title")
    for number, entry in enumerate(parsed.entries, start=1):
        yield _entry(entry, name=f"{name} entry {number}", site=site, publisher=publisher)
    if parsed.bozo and not _END.search(document[-2000:]):
        yield BadContainerError(name, "the feed breaks off before its end; entries may be missing")


def _entry(entry: "FeedParserDict", *, name: str, site: str | None, publisher: str | None) -> Entry | SourceError:
    link = _said(entry, "link")
    url = web_address(link, site)
    markup = _article(entry, has_link=url is not None)
    if url is None and markup is None:
        return BadRowError(name, "no text, and no link to a page" + (f" but {link[:80]!r}" if link else ""))
    outlet = entry.get("source") or {}
    said = Particulars(_said(entry, "title"), _published(entry), _said(outlet, "title") or publisher, url)
    return Entry(url or _said(entry, "id") or (said.title or "")[:80] or name, said, markup)


def _article(entry: "FeedParserDict", *, has_link: bool) -> str | None:
    """The entry's whole article, None where it has none; of an entry without a link, whatever text there is."""
    parts = [part.get("value") or "" for part in entry.get("content", [])]
    markup = max(parts, key=len, default="")
    text = " ".join(_TAG.sub(" ", markup).split())
    if len(text) >= _FULL_CHARACTERS and not (has_link and _CUT.search(text)):
        return markup
    if has_link:
        return None
    return next((found for found in (markup, entry.get("summary") or "") if _TAG.sub(" ", found).strip()), None)


def _published(entry: "FeedParserDict") -> "date | None":
    """The day of publication in the zone that the entry gives; where there is none, that of its last change."""
    for key in ("published", "updated"):
        if key not in entry:  # Asked first, because feedparser warns where one stands for the other.
            continue
        if (day := parse_date(entry[key])) is not None:
            return day
        if moment := entry.get(f"{key}_parsed"):
            from datetime import date

            return date(*moment[:3])
    return None


def _said(holder: "FeedParserDict", key: str) -> str | None:
    """A value as one line of plain text."""
    value = holder.get(key)
    return (" ".join(_TAG.sub(" ", value).split()) or None) if isinstance(value, str) else None
