"""The application: its routes, what all answers carry, and how errors are told."""

from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from communique import __version__
from communique.store import MovedOnError, StoreError
from communique.web.access import RefusedError, for_programs
from communique.web.adding import Adding
from communique.web.counted import Counts
from communique.web.headers import guarded
from communique.web.limits import Limits
from communique.web.material import Shelf
from communique.web.members import Members
from communique.web.page import page
from communique.web.pages import ROUTERS
from communique.web.settings import Settings

STATIC = Path(__file__).parent / "static"


def make_app(settings: Settings) -> FastAPI:
    """The web application over one record."""
    app = FastAPI(title="Communiqué", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.shelf = Shelf(settings.store)
    app.state.adding = Adding(settings)
    app.state.counts = Counts(settings.store)
    app.state.limits = Limits()
    app.state.members = Members()
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.middleware("http")(guarded)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(MovedOnError, _moved)
    app.add_exception_handler(StoreError, _missing)
    app.add_exception_handler(ValueError, _bad)
    return app


def _answer(request: Request, status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    return page(request, "error.html", {"status": status, "reason": reason}, status=status, headers=headers)


def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    reason = "There is no such page." if status == 404 else str(getattr(error, "detail", error))
    return _answer(request, status, reason)


def _refused(request: Request, error: Exception) -> Response:
    status, headers = (error.status, error.headers) if isinstance(error, RefusedError) else (403, {})
    if status == 401 and request.method == "GET" and not for_programs(request):
        return _to_signin(request)
    return _answer(request, status, str(error), headers)


def _to_signin(request: Request) -> Response:
    """To the page for signing in, from there back; a part of a page that is asked for takes the whole page along."""
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": "/signin"})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/signin?{urlencode({'to': here})}", 303)


def _missing(request: Request, error: Exception) -> Response:
    return _answer(request, 404, str(error))


def _moved(request: Request, error: Exception) -> Response:
    return _answer(request, 409, str(error))


def _bad(request: Request, error: Exception) -> Response:
    return _answer(request, 400, str(error))
