"""Sitemaps, sitemap indexes and lists of feeds (OPML) to the addresses that they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from communique.sources.addresses import web_address
from communique.sources.dates import parse_date
from communique.sources.errors import MAX_LIST_BYTES, BadContainerError, BadRowError, SourceError
from communique.sources.guarded_xml import guarded_xml
from communique.sources.particulars import Particulars


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a list: of a page, with what the list says of it, or of a `further` list."""

    said: Particulars
    url: str
    further: bool


def sitemap_links(
    data: bytes, *, name: str, base: str | None = None, charset: str | None = None
) -> Iterator[Listed | SourceError]:
    """The pages of a sitemap and the sitemaps of an index, in their order.

    A news sitemap says title, publisher and date of its pages. The date of a page's last change is not taken for that
    of publication. `base` is the list's own address. Raises BadContainerError where the XML is broken or unsafe, after
    what comes before the fault.
    """
    found: dict[str, str] = {}
    number = 0
    for tag, text, _ in _elements(data, name=name, charset=charset):
        if tag not in ("url", "sitemap"):
            if text:
                found.setdefault(tag, text)
            continue
        number += 1
        day = parse_date(found.get("news:publication_date", ""))
        said = Particulars(found.get("news:title"), day, found.get("news:name"))
        yield _listed(found.get("loc"), said, base, further=tag == "sitemap", name=f"{name} address {number}")
        found = {}


def opml_links(
    data: bytes, *, name: str, base: str | None = None, charset: str | None = None
) -> Iterator[Listed | SourceError]:
    """The feeds of an OPML list, folders within folders included. Raises as `sitemap_links` does."""
    number = 0
    for tag, _, attributes in _elements(data, name=name, charset=charset):
        address = next((value for key, value in attributes.items() if key.casefold() == "xmlurl"), None)
        if tag == "outline" and address is not None:
            number += 1
            yield _listed(address, Particulars(), base, further=True, name=f"{name} feed {number}")


def _listed(
    address: str | None, said: Particulars, base: str | None, *, further: bool, name: str
) -> Listed | SourceError:
    url = web_address(address, base)
    if url is None:
        return BadRowError(name, "no web address" + (f" but {address.strip()[:80]!r}" if address else ""))
    return Listed(Particulars(said.title, said.published, said.publisher, url), url, further)


def _elements(data: bytes, *, name: str, charset: str | None) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each element as it ends: its name, its text, its attributes. Those about pictures and videos are left out."""
    from lxml import etree

    document = guarded_xml(data, name=name, charset=charset, max_bytes=MAX_LIST_BYTES)
    try:
        for _, element in etree.iterparse(
            BytesIO(document), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            if (tag := _tag(element.tag)) is not None:
                yield tag, " ".join((element.text or "").split()), dict(element.attrib)
            # What has been told is let go of, or a long list would be held whole.
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise BadContainerError(name, f"broken XML, or it breaks off ({error.msg})") from None


def _tag(written: object) -> str | None:
    """An element's name: bare in the namespaces of sitemaps, after `news:` in that of news, None in others."""
    if not isinstance(written, str):  # A comment.
        return None
    namespace, _, name = written.rpartition("}")
    if "/sitemap-news/" in namespace:
        return f"news:{name}"
    return name if not namespace or "/schemas/sitemap/" in namespace else None
