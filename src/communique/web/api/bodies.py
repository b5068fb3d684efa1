"""Bodies of questions: JSON, without what no record can keep."""

import json
import math
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

_JSON = re.compile(r"application/(?:[\w.+-]+\+)?json\s*(?:;|$)", re.IGNORECASE)
_LARGEST = 2**53
"""Beyond it not every reader of JSON tells one number from the next."""
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


class JsonRoute(APIRoute):
    """A route whose body, where it has one, is JSON that can be kept."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Reads the body before the route does."""
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            if request.method in ("GET", "HEAD", "OPTIONS"):
                return await handle(request)
            asked = _JsonRequest(request.scope, request.receive)
            if await asked.body() and not _JSON.match(request.headers.get("content-type", "")):
                raise HTTPException(415, "The body must be JSON, sent as application/json.")
            return await handle(asked)

        return handle_json


class _JsonRequest(Request):
    async def json(self) -> Any:
        """The body; HTTPException where it holds what cannot be kept. What is no JSON at all is told by the route."""
        try:
            found = json.loads(
                await self.body(), parse_constant=_no_number, parse_float=_finite, parse_int=_not_too_large
            )
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:
            raise HTTPException(400, f"The body cannot be read: {error}.") from None
        _check_strings(found)
        return found


def _no_number(written: str) -> float:
    raise ValueError(f"{written} is no number of JSON")


def _finite(written: str) -> float:
    if not math.isfinite(number := float(written)):
        raise ValueError("a number is too large")
    return number


def _not_too_large(written: str) -> int:
    if len(written) > 18 or abs(number := int(written)) > _LARGEST:
        raise ValueError("a number is too large")
    return number


def _check_strings(found: Any) -> None:
    """Refuses text with U+0000 or half a surrogate pair, which no database keeps."""
    left = [found]
    while left:
        match left.pop():
            case str(text) if _NOT_KEPT.search(text):
                raise HTTPException(422, "A text holds U+0000 or half of a surrogate pair, which cannot be kept.")
            case list(items):
                left += items
            case dict(members):
                left += [*members, *members.values()]
