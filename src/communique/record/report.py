"""One text by one publisher on one date, and what was read from it."""

import hashlib
from datetime import date
from typing import Self

from pydantic import model_validator

from communique.record.event import Event
from communique.record.span import Noun


def report_id(text: str, publisher: str | None) -> str:
    """A stable id of a text by a publisher: 16 hexadecimal digits of SHA-256 over both."""
    return hashlib.sha256(f"{publisher or ''}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Report(Noun):
    """A report; every offset of the record counts in `text`, by Unicode code point.

    `name` is the file or address that it was read from; `published` is the date of publication, which relative dates
    in the text are resolved against; `dateline` is the place that it was filed from.
    """

    id: str
    name: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    dateline: str | None = None
    text: str


class Reading(Noun):
    """A report and the events that it holds: what `communique.read` returns and `--format jsonl` prints a line of."""

    report: Report
    events: tuple[Event, ...] = ()

    @model_validator(mode="after")
    def _quotes_stand_where_they_say(self) -> Self:
        for event in self.events:
            event.checked(self.report.text)
        return self
