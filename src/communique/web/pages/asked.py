"""What several pages ask of an address: the process, the page of a list, the form of a file."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator

from communique.web.access import Reading
from communique.web.caching import fresh
from communique.web.material import Material, Shelf

Form = Annotated[Literal["csv", "json", "geojson"] | None, Query(alias="as")]
"""As which file the view is asked for; None as a page."""
Number = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]
"""The number of the page of a list."""

Day = Annotated[date | None, BeforeValidator(lambda given: given or None), Query()]
"""A day; a field that was left empty is none."""
Count = Annotated[int, BeforeValidator(lambda given: given or 0), Query(ge=0, le=1_000_000_000)]
"""A number of things; a field that was left empty is 0."""

Act = Annotated[int, Path(ge=0, le=2**31 - 1)]
"""The number of an event, in an address; no larger than both databases hold."""


def material_of(request: Request, process: str, visitor: Reading) -> Material:
    """The material of the process that the address names; what is made of it gets a tag.

    Not so the page that tells what is new since the last visit: it changes with the time.
    """
    shelf: Shelf = request.app.state.shelf
    if request.url.path != f"/p/{process}":
        fresh(request, visitor)
    return shelf.material(process)


Asked = Annotated[Material, Depends(material_of)]
