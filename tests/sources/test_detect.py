import os
from pathlib import Path

import pytest

from communique.sources import (
    MAX_BYTES,
    BinaryInputError,
    EmptyReportError,
    Format,
    MissingFileError,
    TooLargeError,
    detect_format,
    read_bytes,
    read_file,
)

TEXT = "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday and agreed to exchange 400 prisoners."
PAGE = f"<html><body><article><p>{TEXT}</p><p>{TEXT} It was the second time.</p></article></body></html>"

CASES: list[tuple[str, bytes, str, str | None, Format]] = [
    ("doctype", b"<!DOCTYPE html><title>x", "report", None, Format.HTML),
    ("a comment first", b"\n<!-- made by hand --><html>", "report.txt", None, Format.HTML),
    ("XHTML", b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC>", "report", None, Format.HTML),
    ("UTF-16", "<html><p>".encode("utf-16"), "report", None, Format.HTML),
    ("a fragment, by its name", b"<p>Talks ended.</p>", "report.HTM", None, Format.HTML),
    ("a fragment, by the server", b"<div>Talks ended.</div>", "https://example.org/", "text/html", Format.HTML),
    ("text called HTML", TEXT.encode(), "report.html", None, Format.TEXT),
    ("text", TEXT.encode(), "report.txt", None, Format.TEXT),
    ("text about tags", b"The word <html> is a tag.", "report.txt", None, Format.TEXT),
    ("nothing", b"", "report.txt", None, Format.TEXT),
]


@pytest.mark.parametrize(
    ("data", "name", "content_type", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_format_is_seen(data: bytes, name: str, content_type: str | None, expected: Format) -> None:
    assert detect_format(data, name=name, content_type=content_type) is expected


def test_both_formats_give_a_report(tmp_path: Path) -> None:
    for ending, content in ((".txt", TEXT), (".html", PAGE)):
        path = tmp_path / f"report{ending}"
        path.write_text(content, encoding="utf-8")
        report = read_file(path, publisher="The Harbour Wire")
        assert report.text.startswith(TEXT)
        assert report.name == str(path)
        assert report.publisher == "The Harbour Wire"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="no such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(MissingFileError, match="folder"):
        read_file(tmp_path)
    with pytest.raises(MissingFileError, match="cannot be opened"):
        read_file(Path("a\0b"))


def test_a_large_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * MAX_BYTES)
    with pytest.raises(TooLargeError, match=r"large\.txt: larger than 20 MB"):
        read_file(path)


@pytest.mark.parametrize(
    ("data", "error"), [(b"", EmptyReportError), (b"\x7fELF\x02", BinaryInputError), (b"PK\x03\x04", BinaryInputError)]
)
def test_bad_bytes_are_refused_by_kind(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_bytes(data, name="x")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(MissingFileError, match="no regular file"):
        read_file(pipe)
