"""Adding reports: a text at once, what stands at an address in its turn."""

import hashlib
from typing import Annotated, Literal, Self

from fastapi import Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from communique.pipeline.ingest import Outcome
from communique.record.span import Noun
from communique.sources import Content, Item, Particulars, SourceError
from communique.store.events import of_report
from communique.store.reports import listed_reports, number_of
from communique.web.access import Reviewing, check_write, noted
from communique.web.adding import Adding, FullError, Job
from communique.web.api.asked import PREFIX, AnyDay, resource, store_of
from communique.web.api.models import ReportRecord, report_record
from communique.web.errors import ToldError

router = resource("Adding reports")
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
    adding: Adding = request.app.state.adding
    if body.text is None:
        try:
            waiting = adding.add_address(body.url or "", by=visitor.name)
        except FullError:
            raise ToldError(429, "Too much waits already; try again later.", {"Retry-After": "60"}) from None
        _note(request, body.url or "")
        response.status_code = 202
        response.headers["Location"] = f"{PREFIX}/additions/{waiting.id}"
        return _addition(waiting)
    item = _item(body)
    try:
        taken = adding.take_now(item)
    except SourceError as error:
        raise ToldError(422, f"The text cannot be added: {error.reason}.") from None
    _note(request, item.name)
    report = taken.report or ""
    if taken.outcome is not Outcome.NEW:
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
    adding: Adding = request.app.state.adding
    found = adding.job(id)
    if found is None:
        raise ToldError(404, "There is no such addition, or it was long ago.")
    return _addition(found)


def _addition(job: Job) -> Addition:
    reports = tuple(dict.fromkeys(taken.report for taken in job.taken if taken.report))
    failed = (*(taken.reason for taken in job.taken if taken.reason), *([job.error] if job.error else []))
    state: State = "reading" if job.taken else "waiting"
    if job.done:
        state = "failed" if failed and not reports else "done"
    return Addition(id=job.id, url=job.label, state=state, reports=reports, failed=failed)


def _note(request: Request, given: str) -> None:
    with store_of(request).writing(shown=False) as connection:
        noted(request, connection, "report added", given=given)


def _item(body: ReportBody) -> Item:
    """The text as something to take in; the same one by the same publisher has the same key."""
    data = (body.text or "").encode()
    mark = hashlib.sha256((body.publisher or "").encode() + b"\0" + data).hexdigest()
    said = Particulars(body.title, body.published, body.publisher, body.url)
    content = Content(data, None, "utf-8", body.url)
    return Item(f"api:{mark}", body.title or f"api:{mark[:12]}", lambda: content, said)
