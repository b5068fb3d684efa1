"""Answers that need not be given again: their tag changes when the record does."""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request

from communique import __version__
from communique.store.engine import changes
from communique.web.access import Reading, Visitor, settings_of


class UnchangedError(Exception):
    """Who asks holds the answer already; `tag` is its tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def tag_of(request: Request, visitor: Visitor, change: int, address: str | None = None) -> str:
    """The tag of an answer: the record's change, the address, who asks, and how it is asked for.

    It is keyed, so that it tells nothing, and nobody can make one up.
    """
    asked = address or f"{request.url.path}?{request.url.query}"
    parts = [__version__, str(change), asked, visitor.name, visitor.role.name, visitor.csrf]
    parts += [request.headers.get("hx-request", ""), request.headers.get("host", "")]
    key = settings_of(request).secret.encode()
    mark = hmac.new(key, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:24]
    return f'"{mark}"'


def fresh(request: Request, visitor: Reading) -> Visitor:
    """Gives the answer its tag, or raises UnchangedError where who asks holds it already."""
    with settings_of(request).store.reading() as connection:
        change = changes(connection)
    tag = tag_of(request, visitor, change)
    request.state.change, request.state.etag = change, tag
    if names(request.headers.get("if-none-match"), tag):
        raise UnchangedError(tag)
    return visitor


Fresh = Annotated[Visitor, Depends(fresh)]
"""A reader, whose answer gets a tag."""


def names(header: str | None, tag: str) -> bool:
    """Whether a header If-Match or If-None-Match names a tag."""
    if header is None:
        return False
    given = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in given or tag in given
