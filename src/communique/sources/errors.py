"""What can go wrong while a report is brought in, each with a message that a person can act on.

SourceError
├── EmptyReportError        no text
├── BinaryInputError        not text: a picture, an archive, a PDF …
├── UnknownEncodingError    text, but not in an encoding that is read here
├── TooLargeError           over MAX_BYTES
├── TooLongError            more text than a report has, or a page of more elements
├── NotEnglishError         a text in another language
├── MissingFileError        no such file, or one that may not be read
├── MissingExtraError       a format that needs a package which is not installed
├── BadContainerError       a table, archive, feed, sitemap or list of feeds that cannot be read, or not to its end
├── BadRowError             a row of a table that holds no report
├── UnchangedError          an address that holds what it held the last time: nothing to do
└── FetchFailedError        an address that gives no report
    └── DisallowedError     one that programs are asked not to read

BadHeaderWarning            a header line that is skipped; the report is read without it
"""

MAX_BYTES = 20 * 1024 * 1024
"""The largest input that is read, in bytes as stored: far above any report, far below what would fill the memory."""

MAX_LIST_BYTES = 50 * 1024 * 1024
"""The largest list of addresses that is read, in bytes unpacked: what the sitemap protocol allows."""

MAX_CHARACTERS = 80_000
"""The longest text that is one report, about 13,000 words: reading takes time and memory by its length, and a text that
is longer is a book or a file of many reports, in which who "the minister" is could not be told."""

MAX_WORDS = 20_000
"""The most words and marks in one report: a text of MAX_CHARACTERS has fewer, unless it is no prose."""

MAX_ELEMENTS = 15_000
"""The most elements of a page that is read: some times those of the largest pages of newspapers."""

_MEBIBYTE = 1024 * 1024


class SourceError(Exception):
    """An input that could not be made into a report. `name` is the input's, `reason` says what to do about it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class EmptyReportError(SourceError):
    """There is no text to read."""


class BinaryInputError(SourceError):
    """The bytes are not text."""


class UnknownEncodingError(SourceError):
    """The bytes look like text, in an encoding that is not read here."""


class TooLargeError(SourceError):
    """The input is larger than `MAX_BYTES`, or than the limit for what it is."""

    def __init__(self, name: str, *, max_bytes: int = MAX_BYTES) -> None:
        limit = f"{max_bytes // _MEBIBYTE} MB"
        if max_bytes == MAX_BYTES:
            reason = f"larger than {limit}, the limit for one report; split it, one report a file"
        else:
            reason = f"larger than {limit}, the limit for a list of addresses; split it"
        super().__init__(name, reason)


class TooLongError(SourceError):
    """The text is longer than `MAX_CHARACTERS` or `MAX_WORDS`, or the page has more than `MAX_ELEMENTS`."""


class NotEnglishError(SourceError):
    """The text is in another language than English."""


class MissingFileError(SourceError):
    """The file is not there, or may not be read."""


class MissingExtraError(SourceError):
    """The format is read with a package that is not installed; `extra` is the one of ours that brings it."""

    def __init__(self, name: str, *, what: str, extra: str) -> None:
        super().__init__(name, f"reading {what} needs a package more: pip install 'communique[{extra}]'")
        self.extra = extra


class BadContainerError(SourceError):
    """What should hold many reports cannot be read, or not to its end."""


class BadRowError(SourceError):
    """A row of a table, named by its number, holds no report; the other rows are read."""


class UnchangedError(SourceError):
    """The address holds what it held when its validators were remembered: nothing to do."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "unchanged since it was last fetched")


class FetchFailedError(SourceError):
    """The address gave no report: refused, unreachable, too slow, or answered with an error.

    `status` is HTTP's, None where no answer came; `retry_after_seconds` is when the server asks to be left until.
    """

    def __init__(
        self, name: str, reason: str, *, status: int | None = None, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(name, reason)
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class DisallowedError(FetchFailedError):
    """The robots.txt of the site asks programs not to read the address, or could not be asked."""


class BadHeaderWarning(UserWarning):
    """A header line could not be understood; the report is read without it."""
