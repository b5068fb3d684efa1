"""Rows of a table to items: which columns hold the text, title, publisher, date, address and id of a report."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from communique.sources.addresses import web_address
from communique.sources.dates import parse_date
from communique.sources.errors import (
    MAX_BYTES,
    BadContainerError,
    BadHeaderWarning,
    BadRowError,
    SourceError,
    TooLargeError,
)
from communique.sources.item import Content, Item, fragment
from communique.sources.particulars import Particulars

Row = tuple[int, Mapping[str, object] | SourceError]
"""A row's number, as its file counts, and its cells by column, or why it cannot be read."""

COLUMNS: Mapping[str, list[str]] = {
    "text": (
        "text body content article fulltext articletext articlebody bodytext maintext rawtext plaintext story html "
        "articlehtml bodyhtml rawhtml"
    ).split(),
    "title": "title headline heading articletitle".split(),
    "publisher": "publisher outlet source sourcename newspaper sitename site medium".split(),
    "published": (
        "published publishedat publishedon publisheddate publishdate publicationdate pubdate datepublished date "
        "articledate datetime timestamp"
    ).split(),
    "url": "url link address permalink href canonicalurl articleurl sourceurl".split(),
    "id": "id docid documentid articleid recordid uuid guid identifier".split(),
}
"""The names by which columns are known, best first; case and everything but letters and digits do not count."""

# A fragment of a page, not a text that happens to begin with an angle bracket.
_MARKUP = re.compile(
    r"\s*<(?:p|div|h[1-6]|article|section|span|br|figure|img|ul|ol|table|a|b|i|em|strong)\b[^>]*>", re.I
)
_LEAST_SECONDS = 1e8  # Smaller numbers are no seconds since 1970, but a year or a day written without hyphens.
_MILLISECONDS = 1e11  # From here on they count milliseconds: in seconds it would be the year 5138.
_SQUEEZED = re.compile(r"[\W_]+")


def check_columns(columns: Mapping[str, str]) -> None:
    """Raises ValueError where `columns` names something that is no part of a report."""
    for part in columns:
        if part not in COLUMNS:
            raise ValueError(f"no such part of a report as {part!r}; there are {', '.join(COLUMNS)}")


def known_columns(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which of a table's columns holds which part of a report, as far as it has them.

    `columns` says so for parts whose column has another name; an empty name is for a part that is not to be taken
    from the table.
    """
    by_form: dict[str, str] = {}
    for name in names:
        by_form.setdefault(_SQUEEZED.sub("", name).casefold(), name)
    found = {
        part: next((by_form[form] for form in forms if form in by_form), "")
        for part, forms in COLUMNS.items()
        if part not in columns
    }
    return {part: name for part, name in {**found, **columns}.items() if name}


def items_of_rows(
    rows: Iterable[Row], *, key: str, name: str, columns: Mapping[str, str]
) -> Iterator[Item | SourceError]:
    """The items in the rows of one table, and an error in place of each row that holds none.

    `key` and `name` are the table's, `columns` as for `known_columns`. An id that comes a second time is an error: the
    key of an item is made of it. Warns (BadHeaderWarning) of the first date that cannot be read.
    """
    ids: set[int] = set()  # Of hashes: a table may have millions of rows.
    names: tuple[str, ...] | None = None
    held: dict[str, str] = {}
    warned = False
    for number, row in rows:
        if isinstance(row, SourceError):
            yield row
            continue
        if names != (names := tuple(row)):
            held = known_columns(names, columns)
        called = row_name(name, number)
        values = {part: _value(row, column) for part, column in held.items()}
        text = _string(values.get("text"))
        if text is None:
            reason = f"no text in {held['text']!r}" if "text" in held else _no_text(names)
            yield BadRowError(called, reason)
            continue
        if len(text) > MAX_BYTES:
            yield TooLargeError(called)
            continue
        place = str(number)
        if (known := _string(values.get("id"))) is not None:
            if hash(known) in ids:
                reason = f"its id {known[:80]!r} stands in an earlier row too; take no ids from the table (id=)"
                yield BadRowError(called, reason)
                continue
            ids.add(hash(known))
            place = known
        published = _date(values.get("published"))
        if published is None and not warned and (written := _string(values.get("published"))) is not None:
            warned = True
            reason = f"{called}: cannot read the date {written[:80]!r}; write it as 2025-05-17"
            warnings.warn(reason, BadHeaderWarning, stacklevel=2)
        url = web_address(_line(values.get("url")))
        said = Particulars(_line(values.get("title")), published, _publisher(values.get("publisher")), url)
        yield _item(f"{key}#{place}", called, _content(text, url=url), said)


def row_name(name: str, number: int) -> str:
    """What a row is called in messages and in the record."""
    return f"{name} row {number}"


def check_header(names: Iterable[str], *, name: str, columns: Mapping[str, str]) -> None:
    """Raises BadContainerError where a table's header has no column for the text, or none that `columns` names."""
    names = list(names)
    absent = [column for column in columns.values() if column and column not in names]
    if absent:
        raise BadContainerError(name, f"no column {absent[0]!r}; {_there(names)}")
    if "text" not in known_columns(names, columns):
        raise BadContainerError(name, _no_text(names))


def _no_text(names: Iterable[str]) -> str:
    return f"no column with the text of a report; say which it is, as text=NAME; {_there(names)}"


def _there(names: Iterable[str]) -> str:
    return f"there are: {', '.join(name[:40] for name in names)[:400] or 'none'}"


def _item(key: str, name: str, content: Content, said: Particulars) -> Item:
    return Item(key, name, lambda: content, said)


def _content(text: str, *, url: str | None) -> Content:
    if _MARKUP.match(text):
        return fragment(_bytes(text), url=url)
    return Content(_bytes(text), "text/plain", None, url)


def _bytes(text: str) -> bytes:
    """A cell's bytes as its file had them, where they were no UTF-8."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _value(row: Mapping[str, object], column: str) -> object:
    """What stands in a column; `source.name` goes into a value that is a mapping itself."""
    if column in row:
        return row[column]
    value: object = row
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _string(value: object) -> str | None:
    """A cell as a string with something in it, None for all else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return None
    text = str(value)
    return text if text.strip() else None


def _line(value: object) -> str | None:
    """A cell as one line of clean text, None where there is none."""
    text = _string(value)
    if text is None:
        return None
    return " ".join(_bytes(text).decode("utf-8", "replace").split())


def _publisher(value: object) -> str | None:
    """A publisher's name, also where the cell is a mapping that holds it; an address is no name."""
    name = _line(value.get("name") if isinstance(value, Mapping) else value)
    return None if name is None or "://" in name else name


def _date(value: object) -> date | None:
    """The day that a cell gives: a date, a written one, or seconds or milliseconds since 1970, in UTC."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = _string(value)
    if written is None:
        return None
    try:
        seconds = float(written)
    except ValueError:
        return parse_date(written)
    if not _LEAST_SECONDS <= seconds < _MILLISECONDS * 100:
        return parse_date(written)
    return datetime.fromtimestamp(seconds / (1000 if seconds >= _MILLISECONDS else 1), UTC).date()
