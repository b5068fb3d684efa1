"""Web archives (WARC) to items: the pages and texts that servers gave. Needs FastWARC, which the extra `warc` has."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from typing import TYPE_CHECKING

from communique.sources.errors import MAX_BYTES, BadContainerError, MissingExtraError, SourceError, TooLargeError
from communique.sources.item import Content, Item
from communique.sources.particulars import Particulars
from communique.sources.unpack import unpack_body

if TYPE_CHECKING:
    from fastwarc import WarcRecord

_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_HEADERS = 64 * 1024  # Bytes: what HTTP's headers may add to a page.
_OK = 200


def warc_items(stream: BufferedIOBase, *, key: str, name: str) -> Iterator[Item | SourceError]:
    """The HTML pages and plain texts among an archive's responses with status 200; `stream` is unpacked already.

    Raises MissingExtraError without FastWARC, and BadContainerError where the archive is damaged or breaks off.
    """
    try:
        from fastwarc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtraError(name, what="WARC files", extra="warc") from None
    source = _Source(stream)
    last: str | None = None
    try:
        for record in ArchiveIterator(source, parse_http=False, strict_mode=False, stream_detect=False):
            if record.record_type != WarcRecordType.response:
                last = record.record_id or last
                continue
            called = f"{name} record {record.record_id}"
            if (size := record.headers.get("Content-Length")) is None:
                break
            if record.content_length > MAX_BYTES + _HEADERS:
                yield TooLargeError(called)
                continue
            record.freeze()
            if len(record.reader.read()) < int(size):
                break
            last = record.record_id
            record.reader.seek(0)
            record.parse_http(auto_decode="transfer", strict_mode=False)
            if _is_report(record):
                yield _item(record, key=key, name=called)
        else:
            if source.trouble is None and last is not None:
                return
    except (OSError, ValueError) as error:
        source.trouble = source.trouble or " ".join(str(error).split())
    trouble = f" ({source.trouble})" if source.trouble else ""
    where = f"after record {last}" if last else "of it"
    raise BadContainerError(name, f"a WARC file that is damaged or breaks off{trouble}; nothing was read {where}")


class _Source:
    """A stream as FastWARC wants it, which ends early where unpacking fails and says why.

    FastWARC stops without a word where a packed file breaks off, so unpacking is left to Python.
    """

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream
        self.trouble: str | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read1(size)  # As much as comes without trouble: what follows may be damaged.
        except EOFError:
            self.trouble = "the packed file ends too soon"
        except (gzip.BadGzipFile, zlib.error, OSError) as error:
            self.trouble = str(error)
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        """The stream is its opener's to close."""


def _is_report(record: "WarcRecord") -> bool:
    headers = record.http_headers
    return headers is not None and headers.status_code == _OK and record.http_content_type in _TYPES


def _item(record: "WarcRecord", *, key: str, name: str) -> Item | SourceError:
    data = record.reader.read(MAX_BYTES + 1)
    codings = (record.http_headers.get("Content-Encoding") or "").split(",")
    try:
        data = unpack_body(data, codings, most=MAX_BYTES + 1) if any(codings) else data
    except ValueError as error:
        return BadContainerError(name, f"the page is packed ({', '.join(codings)}) and damaged ({error})")
    if len(data) > MAX_BYTES:
        return TooLargeError(name)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    content = Content(data, record.http_content_type, record.http_charset, url or None)
    return Item(
        f"{key}!/{(record.record_id or '').strip('<>')}", url or name, lambda: content, Particulars(url=url or None)
    )
