"""How errors are told: a page to people, problem+json (RFC 9457) to programs under /api."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from communique.store import StoreError
from communique.web.access import RefusedError
from communique.web.caching import UnchangedError
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
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 and request.url.path.startswith(API) else {}
    return told(request, error.status, error.reason, headers=headers)


def _missing(request: Request, error: Exception) -> Response:
    return told(request, 404, str(error))


def _unchanged(_: Request, raised: Exception) -> Response:
    error = cast("UnchangedError", raised)
    return Response(status_code=304, headers={"ETag": error.tag})


def _bad(request: Request, error: Exception) -> Response:
    return told(request, 400, str(error))


def _broken(request: Request, _: Exception) -> Response:
    return told(request, 500, "Something went wrong here; the log of the server says what.")
