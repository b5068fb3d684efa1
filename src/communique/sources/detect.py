"""Which format an input is in, by its content first and its name second; and the one way in for files and addresses."""

import json
import re
import zlib
from datetime import date
from enum import StrEnum
from pathlib import Path

from communique.record import Report
from communique.sources.errors import EmptyReportError
from communique.sources.fetch import fetch
from communique.sources.files import GZIP, plain_bytes
from communique.sources.html import read_html
from communique.sources.particulars import Particulars
from communique.sources.text import read_text

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
"""The file names that are read where a folder is given."""

_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HTML_START = re.compile(
    rb"\A\s*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(rb"<(?:html|head|body|article|p|div|h1)\b[^>]*>", re.IGNORECASE)

LOOKED_AT = 8192
"""How many bytes of an input's start tell its format: enough for a page's first comments."""

_XML_ROOT = re.compile(
    rb"\A\s*+(?:(?:(?><\?.*?\?>)|(?><!--.*?-->)|<!doctype\b(?:[^\[>]|\[[^\]]*+\])*+>)\s*+)*+"
    rb"<(?:[\w.-]+:)?([\w.-]+)",
    re.I | re.S,
)


class Format(StrEnum):
    """The formats of reports that are read."""

    TEXT = "text"
    HTML = "html"


class Container(StrEnum):
    """The formats of what holds many reports, or leads to them."""

    JSON_LINES = "jsonl"
    DELIMITED = "csv"
    PARQUET = "parquet"
    WARC = "warc"
    FEED = "feed"
    SITEMAP = "sitemap"
    OPML = "opml"
    OTHER_XML = "xml"


LISTS = frozenset({Container.FEED, Container.SITEMAP, Container.OPML})
"""What leads to reports elsewhere."""

CONTAINER_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc"})
"""The names of tables and archives; also before `.gz`."""

_ROOTS = {
    "rss": Container.FEED,
    "feed": Container.FEED,
    "rdf": Container.FEED,
    "urlset": Container.SITEMAP,
    "sitemapindex": Container.SITEMAP,
    "opml": Container.OPML,
}


def detect_container(start: bytes, *, name: str) -> Container | None:
    """What holds many reports and begins so, None where it is one report. `start` is up to LOOKED_AT bytes.

    A packed file is looked into. Of tables of text with delimiters only the name can tell.
    """
    lowered = name.casefold()
    if start.startswith(GZIP):
        start, lowered = _unpacked_start(start), lowered.removesuffix(".gz")
    if start.startswith(b"PAR1"):
        return Container.PARQUET
    if start.startswith(b"WARC/"):
        return Container.WARC
    start = _ascii(start)
    if _HTML_START.match(start):
        return None
    if root := _XML_ROOT.match(start):
        kind = _ROOTS.get(root[1].decode("ascii", "replace").casefold())
        if kind is not None or start.lstrip().startswith(b"<?xml"):
            return kind or Container.OTHER_XML
    if lowered.endswith((".jsonl", ".ndjson", ".json")) or _is_object(start):
        return Container.JSON_LINES
    return Container.DELIMITED if lowered.endswith((".csv", ".tsv")) else None


def _unpacked_start(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(start, LOOKED_AT)
    except zlib.error:
        return b""  # Damaged: whoever reads it will say so.


def _ascii(start: bytes) -> bytes:
    """The start without marks; UTF-16 puts a NUL beside each ASCII letter, without which tags are the same bytes."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"")


def _is_object(start: bytes) -> bool:
    """Is the first line a JSON object, or the beginning of one that is longer than what was looked at?"""
    line, end, _ = start.lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not end and re.match(rb'\{\s*"[^"]{1,100}"\s*:', line) is not None


def detect_format(data: bytes, *, name: str, content_type: str | None = None) -> Format:
    """HTML where the bytes begin as a page does, or where the name or the server says so and there is a tag in them."""
    start = _ascii(data[:LOOKED_AT])
    if _HTML_START.match(start):
        return Format.HTML
    said_so = content_type in _HTML_TYPES or name.casefold().endswith(_HTML_SUFFIXES)
    return Format.HTML if said_so and _TAG.search(start) else Format.TEXT


def read_bytes(
    data: bytes,
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    content_type: str | None = None,
    charset: str | None = None,
    fallback: Particulars | None = None,
) -> Report:
    """The report in `data`, whatever its format. `content_type` and `charset` are what a server said of it.

    What is given by keyword stands before what the report says of itself, and `fallback` behind it.

    Raises a SourceError that says what is wrong with the input called `name`.
    """
    if not data:
        raise EmptyReportError(name, "empty")
    is_page = detect_format(data, name=name, content_type=content_type) is Format.HTML
    return (read_html if is_page else read_text)(
        data,
        name=name,
        published=published,
        publisher=publisher,
        title=title,
        url=url,
        charset=charset,
        fallback=fallback,
    )


def read_file(
    path: Path, *, name: str | None = None, published: date | None = None, publisher: str | None = None
) -> Report:
    """The report in a file, called by its path unless `name` is given. Raises a SourceError."""
    called = str(path) if name is None else name
    return read_bytes(plain_bytes(path, name=called), name=called, published=published, publisher=publisher)


def read_address(url: str, *, published: date | None = None, publisher: str | None = None) -> Report:
    """The report at an http or https address. Raises a SourceError."""
    page = fetch(url)
    return read_bytes(
        page.data,
        name=url,
        published=published,
        publisher=publisher,
        url=page.url,
        content_type=page.content_type,
        charset=page.charset,
    )
