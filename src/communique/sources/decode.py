"""Bytes to canonical text: which encoding, and LF line ends. Nothing else is changed, NFC included."""

import codecs
import re

from communique.sources.errors import MAX_BYTES, BinaryInputError, TooLargeError, UnknownEncodingError

_SIGNATURES = (
    (b"%PDF-", "a PDF file; save its text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document; save its text first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save its text first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"),
    (b"\x89PNG", "a picture, not text"),
    (b"\xff\xd8\xff", "a picture, not text"),
    (b"GIF8", "a picture, not text"),
    (b"SQLite format 3", "a database, not text"),
    (b"\x7fELF", "a program, not text"),
)

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What Python calls an encoding and no server means: ways to write names and programs, some of them slow to undo.
_NO_CHARSET = re.compile(r"idna|punycode|raw.?unicode|unicode|undefined|mbcs|oem", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")

# English prose in Windows-1252 has a curly quote or an accented name here and there; a text of which every tenth byte
# is above 127 is another alphabet in another code page, and would be read as gibberish.
_MAX_HIGH_SHARE = 0.1
_FEW_HIGH = 8  # Bytes: a headline with two quotation marks and two accents.


def decode(data: bytes, *, name: str, charset: str | None = None, max_bytes: int = MAX_BYTES) -> str:
    """The canonical text of `data`: without byte order mark, with LF line ends.

    A byte order mark decides, then `charset` (what a web server or a page declares), then UTF-8, and Windows-1252
    where the bytes look like text in it. `name` is the input's, for messages. Raises TooLargeError, where there are
    more than `max_bytes`, BinaryInputError and UnknownEncodingError.
    """
    if len(data) > max_bytes:
        raise TooLargeError(name, max_bytes=max_bytes)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryInputError(name, what)
    return canonical(_decode(data, name=name, charset=charset))


def canonical(text: str) -> str:
    """`text` with LF line ends and without a leading byte order mark: the text that offsets count in."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _decode(data: bytes, *, name: str, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"broken {encoding.upper()}, first at byte {error.start + len(mark)}; save it again as UTF-8"
                raise UnknownEncodingError(name, reason) from None
    if _CONTROL.search(data):
        raise BinaryInputError(name, "not a text file: it holds control characters")
    if charset is not None and not _NO_CHARSET.match(charset):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass  # Declared wrongly, as happens on the web: the bytes themselves are asked next.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_windows(data, name=name, first_error=error.start)


def _decode_windows(data: bytes, *, name: str, first_error: int) -> str:
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    whole = sum(character > "\x7f" for character in lenient) - broken
    if whole > broken:
        raise UnknownEncodingError(name, f"broken UTF-8, first at byte {first_error}; save it again as UTF-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or len(_HIGH.findall(data)) > max(_FEW_HIGH, _MAX_HIGH_SHARE * len(data)):
        raise UnknownEncodingError(name, "neither UTF-8 nor Windows-1252; convert it to UTF-8, for instance with iconv")
    return text
