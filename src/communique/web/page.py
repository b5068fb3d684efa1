"""Makes pages: the templates with what each of them needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from communique import __version__
from communique.store.processes import load_processes
from communique.web.access import settings_of, visitor_of
from communique.web.classes import CLASS_NAMES
from communique.web.settings import Role
from communique.web.words import FILTERS

TEMPLATES = Path(__file__).parent / "templates"
PER_PAGE = 50
"""Entries of a list at a time: a page stays under 100 KB."""
_Item = TypeVar("_Item")


@cache
def environment() -> Environment:
    """The templates; what is put into them is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(version=__version__, class_names=CLASS_NAMES)
    return made


@dataclass(frozen=True, slots=True)
class Sheet(Generic[_Item]):
    """One page of a list: its items, its number from 1, how many there are in all."""

    items: Sequence[_Item]
    number: int
    total: int
    per: int = PER_PAGE

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.per))


def sheet(items: Sequence[_Item], number: int, per: int = PER_PAGE) -> Sheet[_Item]:
    """The page of that number of a list; the last where there are fewer."""
    number = max(1, min(number, -(-len(items) // per) or 1))
    return Sheet(items[(number - 1) * per : number * per], number, len(items), per)


def address(request: Request, **changed: object) -> str:
    """This page's own address with some of its filters changed; None takes one out."""
    asked = [(k, v) for k, v in request.query_params.multi_items() if k not in changed and k != "as"]
    asked += [(k, str(v)) for k, v in changed.items() if v not in (None, "")]
    return request.url.path + (f"?{urlencode(asked)}" if asked else "")


def page(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page from a template, with what all of them show: the processes, the visitor, this page's address."""
    settings, visitor = settings_of(request), visitor_of(request)
    processes = []
    if visitor.role is not Role.NOBODY:
        with settings.store.reading() as connection:
            processes = load_processes(connection)
    told = {
        "request": request,
        "settings": settings,
        "visitor": visitor,
        "processes": processes,
        "process": None,
        "tab": "",
        "path": request.url.path,
        "here": lambda **changed: address(request, **changed),
        **(context or {}),
    }
    text = environment().get_template(template).render(told)
    return HTMLResponse(text, status_code=status, headers=dict(headers or {}))
