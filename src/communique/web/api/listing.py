"""Pages of lists: what stands on one, and where the next begins."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import HTTPException, Request, Response
from pydantic import BaseModel, Field

from communique.store.lists import Page
from communique.web.page import address

Item = TypeVar("Item")
Key = tuple[int | str, ...]
_LARGEST = 2**53
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


class Listing(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: Annotated[
        str | None,
        Field(description="The address of the next page; null on the last.", examples=["/api/v1/events?cursor=WyJl"]),
    ] = None
    change: Annotated[
        int, Field(description="How often the record was written to when this was asked; for `since_change`.")
    ]


def cursor_of(name: str, *key: int | str) -> str:
    """What stands for a place in the list called `name`."""
    written = json.dumps([name, *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode("utf-8", "replace")).decode("ascii").rstrip("=")


def place_of(cursor: str | None, name: str, *kinds: type) -> Key | None:
    """The place that a cursor stands for, a value of each kind; None for the beginning.

    HTTPException where it is none that the list gave out.
    """
    if cursor is None:
        return None
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        found = json.loads(data)
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if isinstance(found, list) and found[:1] == [name] and len(found) == 1 + len(kinds):
        key = tuple(found[1:])
        if all(type(part) is kind and _fits(part) for part, kind in zip(key, kinds, strict=True)):
            return key
    raise HTTPException(400, "The cursor is none that this list gave out, in this order; begin again without it.")


def _fits(part: object) -> bool:
    if isinstance(part, int):
        return 0 <= part <= _LARGEST
    return isinstance(part, str) and _NOT_KEPT.search(part) is None


def page_asked(cursor: str | None, name: str, order: str, limit: int) -> Page:
    """The stretch of a list in the order of numbers; one item more than the limit shows whether there is a next."""
    place = place_of(cursor, f"{name}.{order}", int)
    after = min(int(place[0]), 2**31 - 1) if place else None
    return Page(limit + 1, after, newest=order == "newest")


def listing(
    request: Request, response: Response, items: Sequence[Item], keys: Sequence[Key], limit: int, name: str
) -> Listing[Item]:
    """A page of items with their keys in the list called `name`: one more than `limit` where there is a next page."""
    following = None
    if len(items) > limit:
        following = address(request, cursor=cursor_of(name, *keys[limit - 1]))
        response.headers["Link"] = f'<{following}>; rel="next"'
    return Listing(items=list(items[:limit]), next=following, change=request.state.change)


def stretch(found: Sequence[Item], place: Key | None, key: Callable[[Item], Key], limit: int) -> list[Item]:
    """Of a list in memory, in the order of `key`, what stands behind a place; one item more than `limit`."""
    return [each for each in found if place is None or key(each) > place][: limit + 1]
