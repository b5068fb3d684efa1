"""A web page to a Report: the article's text through trafilatura, its particulars from what the page declares."""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from communique.record import Report
from communique.sources.dates import parse_date
from communique.sources.decode import decode
from communique.sources.errors import MAX_ELEMENTS, EmptyReportError, TooLongError
from communique.sources.particulars import Particulars
from communique.sources.text import make_report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# schema.org's types of a news text: Article and what stands below it, as news sites use them.
_ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "LiveBlogPosting BlogPosting Report".split()
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")  # lxml refuses decoded text that declares an encoding.
_ELEMENT = re.compile(r"<[A-Za-z]")
_MAX_BRACKETS = 10 * MAX_ELEMENTS  # Scripts have some too.
_HEAD_BYTES = 4096  # Where a page has to declare its charset; the standard says 1024.
_MAX_DEPTH = 8  # Of nested JSON-LD; real pages nest three or four deep.


def read_html(
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
    """The report that a page holds; what is given by keyword stands before what the page says.

    The page is asked for its JSON-LD article first, then its meta elements; then `fallback` counts, what the page's
    container says of it, and last trafilatura's guess. `charset` is the one that came with the page, if any.
    Paragraphs are set apart by blank lines in the report's text, and spaces are those of the extracted text, not of
    the page's source: offsets count in the report's text only. Raises a SourceError where there is no English article
    to read.
    """
    import trafilatura  # Here, because it takes a third of a second, and plain text does without it.

    markup = _XML_DECLARATION.sub("", decode(data, name=name, charset=charset or _declared_charset(data)), count=1)
    if not markup.strip():
        raise EmptyReportError(name, "no text to read")
    if (
        markup.count("<") > _MAX_BRACKETS
        or sum(1 for _ in islice(_ELEMENT.finditer(markup), MAX_ELEMENTS + 1)) > MAX_ELEMENTS
    ):
        # Extracting the article takes the square of their number, at worst.
        reason = f"a page of more than {MAX_ELEMENTS:,} elements, more than an article has; save its text and read that"
        raise TooLongError(name, reason)
    article = trafilatura.bare_extraction(markup, url=url, with_metadata=True, include_comments=False)
    if article is None or isinstance(article, dict) or not (article.text or "").strip():
        raise EmptyReportError(name, "no article text on the page; save the text itself and read that")
    guessed = Particulars(article.title, parse_date(article.date or ""), article.sitename, article.url)
    said = Particulars(title, published, publisher, url)
    declared = said.filled_from(_declared(markup, base=url))
    found = declared.filled_from(fallback or Particulars()).filled_from(guessed)
    return make_report(
        _paragraphs(article.text or "", title=found.title),
        name=name,
        published=found.published,
        publisher=found.publisher,
        title=found.title,
        url=found.url,
    )


def _paragraphs(text: str, *, title: str | None) -> str:
    """The extracted lines as paragraphs, without the headline where it was taken for the first of them."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if lines and title is not None and _squeezed(lines[0]) == _squeezed(title):
        lines = lines[1:]
    return "\n\n".join(lines)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _declared_charset(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_HEAD_BYTES])
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None


def _declared(markup: str, *, base: str | None) -> Particulars:
    import lxml.etree
    import lxml.html

    try:
        root = lxml.html.document_fromstring(markup)
    except (lxml.etree.LxmlError, ValueError):
        return Particulars()
    linked = Particulars()
    for script in root.iter("script"):
        if (script.get("type") or "").strip().casefold() == "application/ld+json":
            linked = linked.filled_from(_from_json_ld(script.text or ""))
    found = linked.filled_from(_from_meta(root))
    address = urljoin(base, found.url) if base and found.url else found.url
    return Particulars(found.title, found.published, found.publisher, _web_address(address))


def _from_meta(root: "HtmlElement") -> Particulars:
    """From Open Graph and its kin; the first value of each property counts."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().casefold()
        if (content := _text(element.get("content"))) is not None:
            said.setdefault(key, content)
    canonical = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    dates = (said.get(key, "") for key in ("article:published_time", "datepublished", "date", "dc.date"))
    return Particulars(
        title=said.get("og:title"),
        published=next((day for written in dates if (day := parse_date(written))), None),
        publisher=said.get("og:site_name"),
        url=_text(next(iter(canonical), None)) or said.get("og:url"),
    )


def _from_json_ld(source: str) -> Particulars:
    """From the first article that the JSON-LD holds; broken JSON is common on the web and counts as none."""
    try:
        article = next(_articles(json.loads(source, strict=False)), None)
    except (ValueError, RecursionError):
        return Particulars()
    if article is None:
        return Particulars()
    publisher, page = article.get("publisher"), article.get("mainEntityOfPage")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    return Particulars(
        title=_text(article.get("headline")),
        published=parse_date(_text(article.get("datePublished")) or ""),
        publisher=_text(publisher.get("name") if isinstance(publisher, dict) else publisher),
        url=_text(article.get("url")) or _text(page.get("@id") if isinstance(page, dict) else page),
    )


def _articles(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, list):
        for item in node:
            yield from _articles(item, depth + 1)
    elif isinstance(node, dict):
        types = node.get("@type")
        if not _ARTICLE_TYPES.isdisjoint(kind for kind in (types if isinstance(types, list) else [types]) if kind):
            yield node
        yield from _articles(node.get("@graph"), depth + 1)
        yield from _articles(node.get("mainEntity"), depth + 1)


def _text(value: object) -> str | None:
    """A string with something in it, its white space squeezed; None for anything else."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _web_address(url: str | None) -> str | None:
    return url if url is not None and url.startswith(("http://", "https://")) else None
