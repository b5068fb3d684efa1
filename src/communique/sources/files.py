"""Opening what a path names: its bytes with the reasons where there are none, packed with gzip or not."""

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.sources.errors import MAX_BYTES, BadContainerError, MissingFileError, TooLargeError

GZIP = b"\x1f\x8b"
"""What a gzip file begins with."""


def display_name(path: str | Path) -> str:
    """A path for people; bytes of a file name that are no text are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@contextmanager
def opened(path: Path, *, name: str) -> Iterator[io.BufferedIOBase]:
    """A regular file, opened to read bytes. Raises MissingFileError, which calls it by `name`, where it cannot be."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise MissingFileError(name, "no regular file (a pipe, socket or device)")
        file = path.open("rb")
    except FileNotFoundError:
        raise MissingFileError(name, "no such file") from None
    except IsADirectoryError:
        raise MissingFileError(name, "a folder, where a file was expected") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name.
        reason = getattr(error, "strerror", None) or error
        raise MissingFileError(name, f"cannot be opened ({reason})") from None
    with file:
        yield file


def plain_bytes(path: Path, *, name: str) -> bytes:
    """All bytes of a file as they stand, at most MAX_BYTES. Raises MissingFileError and TooLargeError."""
    with opened(path, name=name) as file:
        try:
            data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise MissingFileError(name, f"cannot be read ({error.strerror or error})") from None
    if len(data) > MAX_BYTES:
        raise TooLargeError(name)
    return data


def all_bytes(stream: io.BufferedIOBase, *, name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The rest of a stream, unpacked where it is gzip; never more than `max_bytes`. Raises a SourceError."""
    with readable(name):
        data = unpacked(stream).read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLargeError(name, max_bytes=max_bytes)
    return data


def unpacked(stream: io.BufferedIOBase) -> io.BufferedIOBase:
    """The stream itself, or what it holds unpacked where it begins as a gzip file; it has to be one that can seek."""
    start = stream.read(len(GZIP))
    stream.seek(-len(start), io.SEEK_CUR)
    return gzip.GzipFile(fileobj=stream, mode="rb") if start == GZIP else stream


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turns the ways in which reading a file, packed or not, breaks off into a BadContainerError."""
    try:
        yield
    except EOFError:
        raise BadContainerError(name, "the packed file breaks off before its end; fetch or copy it again") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadContainerError(name, f"the packed file is damaged ({error}); fetch or copy it again") from None
    except OSError as error:
        raise BadContainerError(name, f"could not be read to its end ({error.strerror or error})") from None
