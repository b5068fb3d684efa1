"""Which format an input is in, by its content first and its name second; and the one way in for files and addresses."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path

from communique.record import Report
from communique.sources.errors import MAX_BYTES, EmptyReportError, MissingFileError, TooLargeError
from communique.sources.fetch import fetch
from communique.sources.html import read_html
from communique.sources.text import read_text

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
"""The file names that are read where a folder is given."""

_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HTML_START = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(rb"<(?:html|head|body|article|p|div|h1)\b[^>]*>", re.IGNORECASE)
_LOOKED_AT = 8192  # Bytes: enough for a page's first comments.


class Format(StrEnum):
    """The formats of reports that are read."""

    TEXT = "text"
    HTML = "html"


def detect_format(data: bytes, *, name: str, content_type: str | None = None) -> Format:
    """HTML where the bytes begin as a page does, or where the name or the server says so and there is a tag in them."""
    # UTF-16 puts a NUL beside each ASCII letter; without them the tags are the same bytes.
    start = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"")
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
) -> Report:
    """The report in `data`, whatever its format. `content_type` and `charset` are what a server said of it.

    Raises a SourceError that says what is wrong with the input called `name`.
    """
    if not data:
        raise EmptyReportError(name, "empty")
    if detect_format(data, name=name, content_type=content_type) is Format.HTML:
        return read_html(
            data, name=name, published=published, publisher=publisher, title=title, url=url, charset=charset
        )
    return read_text(data, name=name, published=published, publisher=publisher, title=title, url=url)


def read_file(
    path: Path, *, name: str | None = None, published: date | None = None, publisher: str | None = None
) -> Report:
    """The report in a file, called by its path unless `name` is given. Raises a SourceError."""
    called = str(path) if name is None else name
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise MissingFileError(called, "no regular file (a pipe, socket or device)")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise MissingFileError(called, "no such file") from None
    except IsADirectoryError:
        raise MissingFileError(called, "a folder, where a file was expected") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name.
        reason = getattr(error, "strerror", None) or error
        raise MissingFileError(called, f"cannot be opened ({reason})") from None
    if len(data) > MAX_BYTES:
        raise TooLargeError(called)
    return read_bytes(data, name=called, published=published, publisher=publisher)


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
