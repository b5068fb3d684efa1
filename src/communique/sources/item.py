"""One thing that holds one report, not yet read; and the report of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from communique.record import Report
from communique.sources.detect import read_bytes
from communique.sources.particulars import Particulars


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one report, with what came with them: media type, charset, and the address they were found at."""

    data: bytes
    content_type: str | None = None
    charset: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that holds one report.

    `key` says where it stands, and is the same in every run: an absolute path, `path#row`, `path!/record`, an
    address; `name` is for people. `read` gives its bytes and raises a SourceError; for an address it is what fetches.
    An item of a table or an archive holds its own bytes: keep few of them. `said` is what its container says of it.
    """

    key: str
    name: str
    read: Callable[[], Content]
    said: Particulars = field(default_factory=Particulars)


def report_of(item: Item, *, published: date | None = None, publisher: str | None = None) -> Report:
    """The report that an item holds. Raises a SourceError; UnchangedError where an address holds what it held.

    What is given by keyword comes first, then what the report's own document says of itself, then what its container
    says, and last what can only be guessed from a page.
    """
    content = item.read()
    return read_bytes(
        content.data,
        name=item.name,
        published=published,
        publisher=publisher,
        url=content.url,
        content_type=content.content_type,
        charset=content.charset,
        fallback=item.said,
    )


def fragment(markup: bytes, *, charset: str | None = None, url: str | None = None) -> Content:
    """A piece of HTML without a page around it, as feeds and tables hold articles, put into one."""
    page = b"<!doctype html><html><head></head><body><article>" + markup + b"</article></body></html>"
    return Content(page, "text/html", charset, url)
