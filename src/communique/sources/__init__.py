"""Bytes to a Report: plain text, web pages, files and addresses. Knows only the record."""

from communique.sources.detect import SUFFIXES, Format, detect_format, read_address, read_bytes, read_file
from communique.sources.errors import (
    MAX_BYTES,
    BadHeaderWarning,
    BinaryInputError,
    EmptyReportError,
    FetchFailedError,
    MissingFileError,
    NotEnglishError,
    SourceError,
    TooLargeError,
    UnknownEncodingError,
)
from communique.sources.html import read_html
from communique.sources.text import make_report, read_text

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "BadHeaderWarning",
    "BinaryInputError",
    "EmptyReportError",
    "FetchFailedError",
    "Format",
    "MissingFileError",
    "NotEnglishError",
    "SourceError",
    "TooLargeError",
    "UnknownEncodingError",
    "detect_format",
    "make_report",
    "read_address",
    "read_bytes",
    "read_file",
    "read_html",
    "read_text",
]
