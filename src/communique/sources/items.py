"""What a user names, a path or an address, to the items in it: nothing is read, fetched or unpacked before its turn."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from io import BufferedIOBase, BytesIO
from pathlib import Path

from communique.sources.addresses import is_address, without_login
from communique.sources.delimited import delimited_rows
from communique.sources.detect import CONTAINER_SUFFIXES, LISTS, LOOKED_AT, SUFFIXES, Container, detect_container
from communique.sources.errors import (
    MAX_LIST_BYTES,
    BadContainerError,
    FetchFailedError,
    MissingFileError,
    SourceError,
    UnchangedError,
)
from communique.sources.fetch import NotModified
from communique.sources.files import all_bytes, display_name, opened, readable, unpacked
from communique.sources.item import Content, Item
from communique.sources.jsonl import json_rows
from communique.sources.lists import Listing, items_of_list
from communique.sources.parquet import parquet_rows
from communique.sources.polite import Visitor
from communique.sources.tables import Row, check_columns, items_of_rows
from communique.sources.warc import warc_items

Found = Iterator[Item | SourceError]


def items_of(argument: str, *, columns: Mapping[str, str] | None = None, visitor: Visitor | None = None) -> Found:
    """The items that a path or an address names, one at a time, and an error in place of each that cannot be had.

    A folder stands for what is in it and below, by name, hidden names left out; files in it that lead elsewhere
    (feeds, sitemaps) are not followed. `columns` says which column of a table holds which part of a report, where
    its name does not tell: `{"text": "Story", "publisher": "source.name"}`. Addresses are asked by `visitor`; give
    one visitor for all arguments of a run. An UnchangedError stands for an address that holds what it held.
    Raises ValueError where `columns` names no part of a report; everything else comes as an error in its place.
    """
    columns = columns or {}
    check_columns(columns)
    visitor = Visitor() if visitor is None else visitor
    return _guarded(_named(argument, columns, visitor))


def _guarded(found: Found) -> Found:
    """What is found, ended by the error where finding breaks off."""
    try:
        yield from found
    except SourceError as error:
        yield error


def _named(argument: str, columns: Mapping[str, str], visitor: Visitor) -> Found:
    if is_address(argument):
        return _at_address(argument, columns, visitor)
    path = Path(argument)
    if "\0" not in argument and path.is_dir():
        return _in_folder(path, columns, visitor)
    return _in_file(path, columns, visitor, follow=True)


def _in_folder(folder: Path, columns: Mapping[str, str], visitor: Visitor) -> Found:
    empty = True
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and _suffix(name) in SUFFIXES | CONTAINER_SUFFIXES:
                empty = False
                yield from _guarded(_in_file(Path(where, name), columns, visitor, follow=False))
    for error in closed:
        yield MissingFileError(display_name(error.filename), f"a folder that cannot be read ({error.strerror})")
    if empty and not closed:
        wanted = ", ".join(sorted(SUFFIXES | CONTAINER_SUFFIXES))
        yield MissingFileError(display_name(folder), f"no report in this folder; looked for {wanted}, also with .gz")


def _suffix(name: str) -> str:
    return Path(name.casefold().removesuffix(".gz")).suffix


def _in_file(path: Path, columns: Mapping[str, str], visitor: Visitor, *, follow: bool) -> Found:
    key, name = display_name(Path(os.path.abspath(path))), display_name(path)  # noqa: PTH100 - "..", but no links
    with opened(path, name=name) as file, readable(name):
        start = file.read(LOOKED_AT)
        file.seek(0)
        kind = detect_container(start, name=name)
        if kind is None:
            yield Item(key, name, partial(_content_of_file, path, name))
        elif kind in LISTS:
            if not follow:
                raise BadContainerError(name, f"a {kind}, which leads out of its folder; name it to follow it")
            listing = Listing(kind, all_bytes(file, name=name, max_bytes=MAX_LIST_BYTES), key, name)
            yield from items_of_list(listing, visitor)
        else:
            yield from _in_container(kind, file, key, name, columns)


def _content_of_file(path: Path, name: str) -> Content:
    with opened(path, name=name) as file:
        return Content(all_bytes(file, name=name))


def _at_address(url: str, columns: Mapping[str, str], visitor: Visitor) -> Found:
    url = url.partition("#")[0]
    if (shown := without_login(url)) != url:
        raise FetchFailedError(shown, "the address holds a user name; pages behind a login are not fetched")
    page = visitor.visit(url, max_bytes=MAX_LIST_BYTES)
    if isinstance(page, NotModified):
        raise UnchangedError(url)
    data = all_bytes(BytesIO(page.data), name=url, max_bytes=MAX_LIST_BYTES)
    kind = detect_container(data[:LOOKED_AT], name=url.partition("?")[0].removesuffix(".gz"))
    if kind is None:
        content = Content(data, page.content_type, page.charset, page.url)
        yield Item(url, url, lambda: content)
    elif kind in LISTS:
        listing = Listing(kind, data, url, url, page.url, page.charset)
        yield from items_of_list(listing, visitor)
    else:
        yield from _in_container(kind, BytesIO(data), url, url, columns)


def _in_container(kind: Container, stream: BufferedIOBase, key: str, name: str, columns: Mapping[str, str]) -> Found:
    """The items of a table or an archive."""
    rows: Iterator[Row]
    match kind:
        case Container.WARC:
            return warc_items(unpacked(stream), key=key, name=name)
        case Container.JSON_LINES:
            rows = json_rows(unpacked(stream), name=name)
        case Container.DELIMITED:
            rows = delimited_rows(unpacked(stream), name=name, columns=columns)
        case Container.PARQUET:
            rows = parquet_rows(stream, name=name, columns=columns)
        case _:
            raise BadContainerError(name, "XML of a kind that is not read: neither a page nor a feed or sitemap")
    return items_of_rows(rows, key=key, name=name, columns=columns)
