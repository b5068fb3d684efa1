"""The application: its routes, and what all answers carry."""

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from communique import __version__
from communique.web.adding import Adding
from communique.web.api import ROUTERS as RESOURCES
from communique.web.api.described import described
from communique.web.bodies import HeadAsGet, SizeLimit
from communique.web.counted import Counts
from communique.web.errors import tell_errors
from communique.web.headers import guarded
from communique.web.limits import Limits
from communique.web.material import Shelf
from communique.web.members import Members
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
    app.state.described = described
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in (*ROUTERS, *RESOURCES):
        app.include_router(router)
    app.add_middleware(SizeLimit)
    app.middleware("http")(guarded)
    app.add_middleware(HeadAsGet)
    tell_errors(app)
    return app
