import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources import (
    MAX_BYTES,
    BinaryInputError,
    SourceError,
    TooLargeError,
    UnknownEncodingError,
)
from communique.sources.decode import canonical, decode

TEXT = "“We will talk,” said Zoë Ostrøm — in Łomża, at 5 €."

CASES = [
    ("UTF-8", TEXT.encode(), TEXT),
    ("UTF-8 with mark", codecs.BOM_UTF8 + TEXT.encode(), TEXT),
    ("UTF-16 little", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT),
    ("UTF-16 big", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
    ("UTF-32", codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT),
    ("Windows-1252", "“We will talk,” said Zoë.".encode("cp1252"), "“We will talk,” said Zoë."),
    ("CRLF", b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
    ("decomposed letters stay", "Zoe\u0308".encode(), "Zoe\u0308"),
    ("empty", b"", ""),
]

BROKEN: list[tuple[str, bytes, type[SourceError], str]] = [
    ("NUL", b"some\x00text", BinaryInputError, "control characters"),
    ("PNG", b"\x89PNG\r\n\x1a\n....", BinaryInputError, "picture"),
    ("PDF", b"%PDF-1.7\n%...", BinaryInputError, "PDF"),
    ("office document", b"PK\x03\x04....", BinaryInputError, "office document"),
    ("broken UTF-8", TEXT.encode() + b"\xff" + TEXT.encode(), UnknownEncodingError, "first at byte"),
    ("odd UTF-16", codecs.BOM_UTF16_LE + b"abc", UnknownEncodingError, "UTF-16"),
    ("another code page", "Переговоры о мире завершились".encode("koi8-r"), UnknownEncodingError, "iconv"),
    ("too large", b"a" * (MAX_BYTES + 1), TooLargeError, "20 MB"),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_encodings_are_recognised(data: bytes, expected: str) -> None:
    assert decode(data, name="report.txt") == expected


@pytest.mark.parametrize(("data", "error", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, error: type[SourceError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        decode(data, name="report.txt")
    assert str(caught.value).startswith("report.txt: ")


def test_a_wrong_charset_gives_way_to_the_bytes() -> None:
    assert decode(TEXT.encode(), name="page", charset="ascii") == TEXT
    assert decode(TEXT.encode(), name="page", charset="no-such-charset") == TEXT


def test_a_declared_charset_is_taken() -> None:
    assert decode("Łódź".encode("iso-8859-2"), name="page", charset="iso-8859-2") == "Łódź"


@given(st.text())
def test_utf8_comes_back_with_only_line_ends_changed(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8", "surrogatepass"), name="x")
    except SourceError:
        return
    assert decoded == canonical(text)
    assert "\r" not in decoded


@given(st.binary())
def test_any_bytes_give_text_or_a_source_error(data: bytes) -> None:
    try:
        assert isinstance(decode(data, name="x"), str)
    except SourceError as error:
        assert error.reason
