"""Bytes to a Report: plain text, web pages, files and addresses, and what holds many of them. Knows only the record."""

from communique.sources.addresses import is_address, without_login
from communique.sources.detect import (
    SUFFIXES,
    Container,
    Format,
    detect_container,
    detect_format,
    read_address,
    read_bytes,
    read_file,
)
from communique.sources.errors import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_WORDS,
    BadContainerError,
    BadHeaderWarning,
    BadRowError,
    BinaryInputError,
    DisallowedError,
    EmptyReportError,
    FetchFailedError,
    MissingExtraError,
    MissingFileError,
    NotEnglishError,
    SourceError,
    TooLargeError,
    TooLongError,
    UnchangedError,
    UnknownEncodingError,
)
from communique.sources.fetch import Fetched, NotModified, Validators
from communique.sources.html import read_html
from communique.sources.item import Content, Item, report_of
from communique.sources.items import items_of
from communique.sources.particulars import Particulars
from communique.sources.polite import Visitor
from communique.sources.tables import COLUMNS
from communique.sources.text import check_length, make_report, read_text

__all__ = [
    "COLUMNS",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_WORDS",
    "SUFFIXES",
    "BadContainerError",
    "BadHeaderWarning",
    "BadRowError",
    "BinaryInputError",
    "Container",
    "Content",
    "DisallowedError",
    "EmptyReportError",
    "FetchFailedError",
    "Fetched",
    "Format",
    "Item",
    "MissingExtraError",
    "MissingFileError",
    "NotEnglishError",
    "NotModified",
    "Particulars",
    "SourceError",
    "TooLargeError",
    "TooLongError",
    "UnchangedError",
    "UnknownEncodingError",
    "Validators",
    "Visitor",
    "check_length",
    "detect_container",
    "detect_format",
    "is_address",
    "items_of",
    "make_report",
    "read_address",
    "read_bytes",
    "read_file",
    "read_html",
    "read_text",
    "report_of",
    "without_login",
]
