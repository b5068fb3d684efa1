"""Following what leads to reports elsewhere: feeds, sitemaps, and lists of feeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from communique.sources.detect import LISTS, LOOKED_AT, Container, detect_container
from communique.sources.errors import MAX_LIST_BYTES, BadContainerError, SourceError, UnchangedError
from communique.sources.feeds import Entry, feed_entries
from communique.sources.fetch import NotModified
from communique.sources.files import all_bytes
from communique.sources.item import Content, Item, fragment
from communique.sources.particulars import Particulars
from communique.sources.polite import Visitor
from communique.sources.sitemaps import opml_links, sitemap_links

MAX_DEPTH = 3
"""How many lists may lead to one another; a sitemap index of sitemaps is two."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, sitemap or list of feeds; `key` as of an item, `base` is where it was found, None for a file."""

    kind: Container
    data: bytes
    key: str
    name: str
    base: str | None = None
    charset: str | None = None


def items_of_list(listing: Listing, visitor: Visitor) -> Iterator[Item | SourceError]:
    """The items that a list leads to, further lists followed when their turn comes, each once.

    Raises a SourceError where the list itself cannot be read; for further lists it comes in their place.
    """
    seen = {listing.base} if listing.base is not None else set()
    return _followed(listing, visitor, seen, depth=1)


def _followed(listing: Listing, visitor: Visitor, seen: set[str], *, depth: int) -> Iterator[Item | SourceError]:
    if listing.kind is Container.FEED:
        for entry in feed_entries(listing.data, name=listing.name, base=listing.base, charset=listing.charset):
            yield entry if isinstance(entry, SourceError) else _item_of_entry(entry, listing, visitor)
        return
    links = opml_links if listing.kind is Container.OPML else sitemap_links
    for link in links(listing.data, name=listing.name, base=listing.base, charset=listing.charset):
        if isinstance(link, SourceError):
            yield link
        elif not link.further:
            yield _item_at(link.url, link.said, visitor)
        elif link.url in seen:
            continue  # A list that leads back to itself, or a feed that is listed twice.
        elif depth >= MAX_DEPTH:
            yield BadContainerError(link.url, f"not followed: {MAX_DEPTH} lists lead to it, one from the other")
        else:
            seen.add(link.url)
            try:
                yield from _followed(_fetched_list(link.url, visitor), visitor, seen, depth=depth + 1)
            except SourceError as error:
                yield error


def _fetched_list(url: str, visitor: Visitor) -> Listing:
    page = visitor.visit(url, max_bytes=MAX_LIST_BYTES)
    if isinstance(page, NotModified):
        raise UnchangedError(url)
    data = all_bytes(BytesIO(page.data), name=url, max_bytes=MAX_LIST_BYTES)
    kind = detect_container(data[:LOOKED_AT], name=url)
    if kind not in LISTS:
        raise BadContainerError(url, "no feed, sitemap or list of feeds stands here")
    return Listing(kind, data, url, url, page.url, page.charset)


def _item_of_entry(entry: Entry, listing: Listing, visitor: Visitor) -> Item:
    if entry.markup is None and entry.said.url is not None:
        return _item_at(entry.said.url, entry.said, visitor)
    markup = (entry.markup or "").encode("utf-8", "replace")
    content = fragment(markup, charset="utf-8", url=entry.said.url)
    place = entry.said.url or f"{listing.key}#{entry.place}"
    return Item(place, place, lambda: content, entry.said)


def _item_at(url: str, said: Particulars, visitor: Visitor) -> Item:
    address = url.partition("#")[0]
    return Item(address, address, partial(_visited, address, visitor), said)


def _visited(url: str, visitor: Visitor) -> Content:
    page = visitor.visit(url)
    if isinstance(page, NotModified):
        raise UnchangedError(url)
    return Content(page.data, page.content_type, page.charset, page.url)
