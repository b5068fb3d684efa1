"""What several pages ask of an address: the process, the page of a list, the form of a file."""

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from communique.web.access import Reading
from communique.web.material import Material, Shelf

Form = Annotated[Literal["csv", "json", "geojson"] | None, Query(alias="as")]
"""As which file the view is asked for; None as a page."""
Number = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]
"""The number of the page of a list."""


def material_of(request: Request, process: str, _: Reading) -> Material:
    """The material of the process that the address names."""
    shelf: Shelf = request.app.state.shelf
    return shelf.material(process)


Asked = Annotated[Material, Depends(material_of)]
