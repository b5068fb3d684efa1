"""What can go wrong while a report is brought in, each with a message that a person can act on.

SourceError
├── EmptyReportError        no text
├── BinaryInputError        not text: a picture, an archive, a PDF …
├── UnknownEncodingError    text, but not in an encoding that is read here
├── TooLargeError           over MAX_BYTES
├── NotEnglishError         a text in another language
├── MissingFileError        no such file, or one that may not be read
└── FetchFailedError        an address that gives no report

BadHeaderWarning            a header line that is skipped; the report is read without it
"""

MAX_BYTES = 20 * 1024 * 1024
"""The largest input that is read, in bytes as stored: far above any report, far below what would fill the memory."""


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
    """The input is larger than `MAX_BYTES`."""

    def __init__(self, name: str) -> None:
        limit = f"{MAX_BYTES // (1024 * 1024)} MB"
        super().__init__(name, f"larger than {limit}, the limit for one report; split it, one report a file")


class NotEnglishError(SourceError):
    """The text is in another language than English."""


class MissingFileError(SourceError):
    """The file is not there, or may not be read."""


class FetchFailedError(SourceError):
    """The address gave no report: refused, unreachable, too slow, or answered with an error."""


class BadHeaderWarning(UserWarning):
    """A header line could not be understood; the report is read without it."""
