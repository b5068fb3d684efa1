"""Plain text, with or without header lines, to a Report.

The header lines stand at the start, before a blank line, in any order:

    Title: Talks end without a deal
    Published: 2025-05-17
    Publisher: The Harbour Wire
    Dateline: Port Selby
    Url: https://example.org/talks

Lines of that form with other names are allowed among them and ignored. A text that begins otherwise is all body.
"""

import re
import warnings
from collections.abc import Mapping
from datetime import date

from communique.record import Report, report_id
from communique.sources.dates import parse_date
from communique.sources.decode import canonical, decode
from communique.sources.english import other_language
from communique.sources.errors import (
    MAX_CHARACTERS,
    MAX_WORDS,
    BadHeaderWarning,
    EmptyReportError,
    NotEnglishError,
    TooLongError,
)
from communique.sources.particulars import Particulars

_HEADER = re.compile(r"(?P<key>[A-Za-z][A-Za-z-]{0,20}):(?:[ \t]+(?P<value>.*))?[ \t]*\Z")
_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
_KEYS = frozenset({"title", "published", "publisher", "dateline", "url"})


def read_text(
    data: bytes,
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    charset: str | None = None,
    fallback: Particulars | None = None,
) -> Report:
    """The report that a plain text holds; what is given by keyword stands before what its header lines say.

    `charset` is the one that came with the text, if any; `fallback` fills in what neither says.
    Raises a SourceError where there is no English text to read; warns (BadHeaderWarning) of a publication date that
    it cannot read.
    """
    headers, body = split_headers(decode(data, name=name, charset=charset))
    behind = fallback or Particulars()
    return make_report(
        body,
        name=name,
        published=published or _published(headers, name=name) or behind.published,
        publisher=publisher or headers.get("publisher") or behind.publisher,
        title=title or headers.get("title") or behind.title,
        url=url or headers.get("url") or behind.url,
        dateline=headers.get("dateline"),
    )


def make_report(
    body: str,
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    dateline: str | None = None,
) -> Report:
    """The report with this body, made canonical: LF line ends, no newlines at the end; offsets count in the result.

    Raises EmptyReportError, TooLongError and NotEnglishError.
    """
    text = canonical(body).rstrip("\n")
    if not text.strip():
        raise EmptyReportError(name, "no text to read")
    check_length(text, name=name)
    if (language := other_language(text)) is not None:
        raise NotEnglishError(name, f"looks like {language}; only English reports are read")
    return Report(
        id=report_id(text, publisher),
        name=name,
        title=title,
        publisher=publisher,
        published=published,
        language="en",
        url=url,
        dateline=dateline,
        text=text,
    )


def check_length(text: str, *, name: str) -> None:
    """Raises TooLongError where `text` is longer than one report."""
    if len(text) > MAX_CHARACTERS:
        reason = f"{len(text):,} characters; one report has at most {MAX_CHARACTERS:,}, so split it, one report a file"
        raise TooLongError(name, reason)
    if sum(1 for _ in _WORD_OR_MARK.finditer(text)) > MAX_WORDS:
        reason = f"more than {MAX_WORDS:,} words and marks, the most of one report; split it, one report a file"
        raise TooLongError(name, reason)


def split_headers(text: str) -> tuple[dict[str, str], str]:
    """The known header lines by lower-case name, and the body: what follows the first blank line."""
    headers: dict[str, str] = {}
    position = 0
    while True:
        end = text.find("\n", position)
        line = text[position:] if end < 0 else text[position:end]
        after = len(text) if end < 0 else end + 1
        if not line.strip():
            return (headers, text[after:]) if headers else ({}, text)
        header = _HEADER.match(line)
        if header is None or (position == 0 and header["key"].casefold() not in _KEYS):
            return {}, text
        if (key := header["key"].casefold()) in _KEYS:
            headers[key] = (header["value"] or "").strip()
        if end < 0:
            return headers, ""
        position = after


def _published(headers: Mapping[str, str], *, name: str) -> date | None:
    written = headers.get("published")
    if not written:
        return None
    published = parse_date(written)
    if published is None:
        reason = f"{name}: cannot read the date in 'Published: {written}'; write it as 2025-05-17"
        warnings.warn(reason, BadHeaderWarning, stacklevel=3)
    return published
