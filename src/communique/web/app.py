"""The application: its routes, what all answers carry, and how errors are told."""

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from communique import __version__
from communique.store import StoreError
from communique.web.access import RefusedError
from communique.web.adding import Adding
from communique.web.counted import Counts
from communique.web.headers import guarded
from communique.web.material import Shelf
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
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.middleware("http")(guarded)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(StoreError, _missing)
    app.add_exception_handler(ValueError, _bad)
    return app


def _answer(request: Request, status: int, reason: str) -> Response:
    return page(request, "error.html", {"status": status, "reason": reason}, status=status)


def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    reason = "There is no such page." if status == 404 else str(getattr(error, "detail", error))
    return _answer(request, status, reason)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, RefusedError) else 403
    return _answer(request, status, str(error))


def _missing(request: Request, error: Exception) -> Response:
    return _answer(request, 404, str(error))


def _bad(request: Request, error: Exception) -> Response:
    return _answer(request, 400, str(error))
