"""How errors are told: a page to people, problem+json (RFC 9457) to programs under /api."""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from communique.store import BusyError, MovedOnError, StoreError, UnusableError
from communique.web.access import RefusedError, for_programs
from communique.web.caching import UnchangedError
from communique.web.headers import with_headers
from communique.web.page import page
from communique.web.problems import API, Fault, problem


class ToldError(Exception):
    """An answer that is an error: its status, what is wrong and what to do, and headers that go with it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def told(
    request: Request,
    status: int,
    detail: str,
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that tells an error, in the form that fits the address."""
    if request.url.path.startswith(API):
        return problem(request, status, detail, faults=faults, headers=headers)
    text = f"{detail} {'; '.join(f'{f.where}: {f.detail}' for f in faults)}".strip()
    return page(request, "error.html", {"status": status, "reason": text}, status=status, headers=headers)


def tell_errors(app: FastAPI) -> None:
    """Lets an application tell its errors."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ToldError, _tell)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(MovedOnError, _moved)
    app.add_exception_handler(UnusableError, _unusable)
    app.add_exception_handler(StoreError, _missing)
    app.add_exception_handler(UnchangedError, _unchanged)
    app.add_exception_handler(ValueError, _bad)
    app.add_exception_handler(Exception, _broken)


def _http(request: Request, raised: Exception) -> Response:
    error = cast("HTTPException", raised)
    detail = str(error.detail)
    if error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "There is no such page."
        if request.url.path.startswith(API):
            detail = "There is no such resource; /api/v1/openapi.json lists those that there are."
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods(request)) or headers.get("Allow", "")
        detail = f"This address takes {headers['Allow']}."
    return told(request, error.status_code, detail, headers=headers)


def _methods(request: Request) -> list[str]:
    """The methods that an address of the API takes."""
    found: set[str] = set()
    described = getattr(request.app.state, "described", None)
    for path, methods in (described() if described else {}).get("paths", {}).items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.url.path):
            found |= {name.upper() for name in methods}
    if "GET" in found:
        found.add("HEAD")
    return sorted(found)


def _invalid(request: Request, raised: Exception) -> Response:
    error = cast("RequestValidationError", raised)
    faults = [Fault(where=".".join(map(str, each["loc"])), detail=str(each["msg"])) for each in error.errors()]
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return told(request, 400, "The body is no JSON.", faults=faults)
    if not request.url.path.startswith(API):
        return told(request, 400, "The address asks for something that there cannot be.", faults=faults)
    return told(request, 422, "The question is not as the description says; see errors.", faults=faults)


def _tell(request: Request, raised: Exception) -> Response:
    error = cast("ToldError", raised)
    return told(request, error.status, error.detail, headers=error.headers)


def _refused(request: Request, raised: Exception) -> Response:
    error = cast("RefusedError", raised)
    headers = dict(error.headers)
    if error.status == 401 and for_programs(request):
        headers["WWW-Authenticate"] = "Bearer"
    elif error.status == 401 and request.method == "GET":
        return _to_signin(request)
    return told(request, error.status, error.reason, headers=headers)


def _to_signin(request: Request) -> Response:
    """To the page for signing in, from there back; a part of a page that is asked for takes the whole page along."""
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": "/signin"})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/signin?{urlencode({'to': here})}", 303)


def _moved(request: Request, error: Exception) -> Response:
    return told(request, 409, str(error))


def _missing(request: Request, error: Exception) -> Response:
    return told(request, 404, str(error))


def _unusable(request: Request, error: Exception) -> Response:
    """The record fails, not who asks: what was sent is not kept. The reason is its administrator's to read in full."""
    logging.getLogger("uvicorn.error").error("%s", error)
    reason = cast("UnusableError", error).reason
    headers = {"Retry-After": "5"} if isinstance(error, BusyError) else None
    try:
        return told(request, 503, reason, headers=headers)
    except UnusableError:
        # A page asks the record too, for its processes.
        return PlainTextResponse(f"{reason}\n", 503, headers)


def _unchanged(_: Request, raised: Exception) -> Response:
    error = cast("UnchangedError", raised)
    return Response(status_code=304, headers={"ETag": error.tag})


def _bad(request: Request, error: Exception) -> Response:
    return told(request, 400, str(error))


def _broken(request: Request, _: Exception) -> Response:
    # It is answered outside of all else, where the headers are put on.
    return with_headers(request, told(request, 500, "Something went wrong here; the log of the server says what."))
