"""Adding reports: a text at once, what stands at an address in its turn."""

import hashlib
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import islice
from secrets import token_urlsafe
from typing import Annotated, Literal, Self

from fastapi import Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from communique.pipeline.ingest import Intake, Outcome, ingest
from communique.pipeline.visits import keep_visits, visitor_for
from communique.record.span import Noun
from communique.sources import Content, Item, Particulars, SourceError, Visitor, items_of, report_of
from communique.store import Store
from communique.store.events import of_report
from communique.store.items import report_of_item
from communique.store.reports import listed_reports, number_of
from communique.web.access import Reviewing, check_write
from communique.web.api.asked import PREFIX, AnyDay, resource, store_of
from communique.web.api.models import ReportRecord, report_record
from communique.web.errors import ToldError
from communique.web.settings import Settings

router = resource("Adding reports")
WAITING = 50
"""Addresses that may wait for their turn."""
KEPT = 500
"""Additions that can still be asked about."""
ITEMS = 200
"""Reports at most that are taken from one address, which may be a feed."""
_ADDRESS = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\x00]+$"
State = Literal["waiting", "reading", "done", "failed"]


class ReportBody(BaseModel):
    """A report to add: its text, with what is known of it; or the address where it stands."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "Norway and Sweden will meet in Kiel on 9 March.",
                    "publisher": "The Harbour Wire",
                    "published": "2026-03-02",
                },
                {"url": "https://example.org/news/talks"},
            ]
        },
    )

    text: str | None = Field(default=None, min_length=1, description="Plain text, or HTML; English.")
    title: str | None = Field(default=None, max_length=1000)
    publisher: str | None = Field(default=None, max_length=300)
    published: AnyDay | None = Field(default=None, description='What "on Friday" in it is resolved against.')
    url: str | None = Field(
        default=None, max_length=2000, pattern=_ADDRESS, description="Without a text: what stands there is added."
    )

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.text is None and self.url is None:
            raise ValueError("give a text, or a url")
        return self


class Addition(Noun):
    """How far the adding of what stands at an address is: the ids of its reports, and what went wrong."""

    id: str
    url: str
    state: State
    reports: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Desk:
    """Where reports are taken in, one at a time; an address waits for its turn."""

    def __init__(self, settings: Settings) -> None:
        """A desk of one record. `visitor` gives who fetches addresses."""
        self._intake = Intake(settings.store, settings.reader, settings.coder, settings.extractor)
        self.visitor: Callable[[Store], Visitor] = visitor_for
        self._additions: OrderedDict[str, Addition] = OrderedDict()
        self._waiting: queue.Queue[str] = queue.Queue(WAITING)
        self._reading, self._lock = threading.Lock(), threading.Lock()
        self._clerk: threading.Thread | None = None

    def add(self, item: Item) -> tuple[str, bool]:
        """Takes a report in; its id, and whether it is new. SourceError where it cannot be."""
        report_of(item)
        with self._reading:
            (taken,) = ingest(self._intake, [item], argument=item.name)
        report = self._report(item.key)
        if report is None:
            raise SourceError(item.name, taken.reason or "could not be kept")
        return report, taken.outcome is Outcome.NEW

    def put(self, url: str) -> Addition | None:
        """Lets an address wait for its turn; None where too many wait."""
        addition = Addition(id=token_urlsafe(12), url=url, state="waiting")
        with self._lock:
            try:
                self._waiting.put_nowait(addition.id)
            except queue.Full:
                return None
            self._additions[addition.id] = addition
            while len(self._additions) > KEPT:
                self._additions.popitem(last=False)
            if self._clerk is None:
                self._clerk = threading.Thread(target=self._work, name="additions", daemon=True)
                self._clerk.start()
        return addition

    def addition(self, name: str) -> Addition | None:
        """The addition of that id; None where there is none, or it was long ago."""
        return self._additions.get(name)

    def _work(self) -> None:
        while True:
            name = self._waiting.get()
            try:
                self._fetch(name)
            except Exception as error:  # noqa: BLE001 - one address must not stop those that wait
                self._note(name, state="failed", failed=(f"{type(error).__name__}: {error}",))

    def _fetch(self, name: str) -> None:
        addition = self._additions.get(name)
        if addition is None:
            return
        self._note(name, state="reading")
        store = self._intake.store
        visitor = self.visitor(store)
        keys: list[str] = []
        reports: list[str] = []
        failed: list[str] = []

        def noted() -> Iterator[Item | SourceError]:
            for item in islice(items_of(addition.url, visitor=visitor), ITEMS):
                keys.append(item.key if isinstance(item, Item) else item.name)
                yield item

        with self._reading:
            for taken in ingest(self._intake, noted(), argument=addition.url):
                if taken.reason is not None:
                    failed.append(taken.reason)
                elif report := self._report(keys[-1]):
                    reports.append(report)
                self._note(name, reports=tuple(reports), failed=tuple(failed))
        if not failed:
            keep_visits(store, visitor, set(visitor.validators))
        self._note(name, state="failed" if failed and not reports else "done")

    def _note(self, name: str, **changed: object) -> None:
        with self._lock:
            if name in self._additions:
                self._additions[name] = self._additions[name].model_copy(update=changed)

    def _report(self, key: str) -> str | None:
        with self._intake.store.reading() as connection:
            return report_of_item(connection, key)


@router.post(
    "/reports",
    summary="Add a report",
    status_code=201,
    responses={
        200: {"model": ReportRecord, "description": "It was in the record already."},
        202: {"model": Addition, "description": "What stands at the address is added in its turn; see Location."},
    },
)
def add(request: Request, response: Response, visitor: Reviewing, body: ReportBody) -> ReportRecord | Addition:
    """A text is read at once: 201 with the report and its events, or 200 where it was there already (the same text by
    the same publisher is one report). An address is fetched in its turn: 202, and `Location` says how far it is."""
    check_write(request, visitor)
    desk: Desk = request.app.state.desk
    if body.text is None:
        waiting = desk.put(body.url or "")
        if waiting is None:
            raise ToldError(429, "Too many addresses wait already; try again later.", {"Retry-After": "60"})
        response.status_code = 202
        response.headers["Location"] = f"{PREFIX}/additions/{waiting.id}"
        return waiting
    try:
        report, new = desk.add(_item(body))
    except SourceError as error:
        raise ToldError(422, f"The text cannot be added: {error.reason}.") from None
    if not new:
        response.status_code = 200
    response.headers["Location"] = f"{PREFIX}/reports/{report}"
    with store_of(request).reading() as connection:
        number = number_of(connection, report)
        (found,) = listed_reports(connection, [number], with_text=True)
        return report_record(connection, found, of_report(connection, number))


@router.get("/additions/{id}", summary="How far an addition is")
def addition(
    request: Request,
    _: Reviewing,
    id: Annotated[str, Path(max_length=40, description="From the Location of its answer.")],  # noqa: A002
) -> Addition:
    """What came of an address so far; it is forgotten when the server ends."""
    desk: Desk = request.app.state.desk
    found = desk.addition(id)
    if found is None:
        raise ToldError(404, "There is no such addition, or it was long ago.")
    return found


def _item(body: ReportBody) -> Item:
    """The text as something to take in; the same one by the same publisher has the same key."""
    data = (body.text or "").encode()
    mark = hashlib.sha256((body.publisher or "").encode() + b"\0" + data).hexdigest()
    said = Particulars(body.title, body.published, body.publisher, body.url)
    content = Content(data, None, "utf-8", body.url)
    return Item(f"api:{mark}", body.title or f"api:{mark[:12]}", lambda: content, said)
