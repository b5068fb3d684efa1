"""What is shown while the record is counted for the first time."""

from fastapi import Request
from starlette.responses import Response

from communique.web.page import page

AGAIN = 3
"""Seconds after which the browser asks again."""


def counting(request: Request, tab: str, title: str) -> Response:
    """A page that says that the count is being made, and asks again."""
    return page(request, "counting.html", {"tab": tab, "title": title}, status=202, headers={"Refresh": str(AGAIN)})
