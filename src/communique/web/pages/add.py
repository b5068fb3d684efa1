"""Gives the record a report: a text, an address, files; and tells how the reading goes."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from communique.sources import Particulars
from communique.web.access import Reading, RefusedError, Reviewing, check_csrf, noted, settings_of
from communique.web.adding import Adding, FullError, Job
from communique.web.page import page
from communique.web.settings import Role

router = APIRouter()
_FIELDS = ("csrf", "text", "url", "title", "publisher", "published")
_PART = 5 * 1024 * 1024  # Of a text that is pasted.


@router.get("/add")
def form(request: Request, visitor: Reading) -> Response:
    """The form, and what was given lately."""
    jobs = _adding(request).jobs()[:10] if visitor.role >= Role.REVIEWER else []
    return page(request, "add.html", {"tab": "add", "jobs": jobs, "told": dict.fromkeys(_FIELDS, ""), "wrong": ""})


@router.post("/add")
async def add(request: Request, visitor: Reviewing) -> Response:
    """Takes what was given and shows how it is read."""
    async with request.form(max_files=1000, max_fields=20, max_part_size=_PART) as given:
        told = {
            name: str(given.get(name) or "").strip()
            for name in ("csrf", "text", "url", "title", "publisher", "published")
        }
        check_csrf(visitor, told["csrf"])
        files = [f for f in given.getlist("files") if isinstance(f, UploadFile) and f.filename]
        wrong, published = "", None
        if told["published"]:
            try:
                published = date.fromisoformat(told["published"])
            except ValueError:
                wrong = "The day of publication is written 2026-03-09."
        if not (told["text"] or told["url"] or files):
            wrong = "Paste a text, name an address, or choose files."
        elif told["url"] and not told["url"].lower().startswith(("http://", "https://")):
            wrong = "An address begins with http:// or https://."
        job: Job | None = None
        if not wrong:
            particulars = Particulars(told["title"] or None, published, told["publisher"] or None)
            try:
                job = await run_in_threadpool(_take, request, visitor.name, told, particulars, files)
            except FullError:
                wrong = "So much is waiting to be read that no more is taken. Try again in some minutes."
    if job is None:
        context = {"tab": "add", "jobs": _adding(request).jobs()[:10], "told": told, "wrong": wrong}
        return page(request, "add.html", context, status=400)
    return RedirectResponse(f"/add/{job.id}", 303)


@router.get("/add/{job}")
def progress(request: Request, job: str, _: Reviewing) -> Response:
    """How far the reading of a job is; asked again and again while it goes on."""
    found = _adding(request).job(job)
    if found is None:
        raise RefusedError(
            404,
            "That is not remembered any more: it was given long ago, or the server was restarted meanwhile. "
            "Look for it among the reports; what was not read by then is not there: add it again.",
        )
    template = "add_progress.html" if request.headers.get("HX-Request") else "add_job.html"
    return page(request, template, {"tab": "add", "job": found})


def _take(request: Request, by: str, told: dict[str, str], particulars: Particulars, files: list[UploadFile]) -> Job:
    """Queues what was given, and notes who gave it."""
    adding = _adding(request)
    if files:
        job = adding.add_files([(f.filename or "file", f.file) for f in files], by=by)
    elif told["url"]:
        job = adding.add_address(told["url"], by=by)
    else:
        job = adding.add_text(told["text"], by=by, said=particulars)
    with settings_of(request).store.writing(shown=False) as connection:
        noted(request, connection, "report added", given=job.label)
    return job


def _adding(request: Request) -> Adding:
    found: Adding = request.app.state.adding
    return found
