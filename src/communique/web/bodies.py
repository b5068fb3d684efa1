"""What comes with a question: no larger than it may be, told as soon as it is known; HEAD, which asks for the head."""

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.errors import told

MOST = 1024 * 1024
"""Bytes of a body."""
MOST_FILES = 100 * 1024 * 1024
"""Bytes of a body with files."""
FILES = ("/add",)
"""Where files are sent to."""


class SizeLimit:
    """Refuses bodies that are too large: by the length they say they have, else while they come."""

    def __init__(self, app: ASGIApp) -> None:
        """Stands before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes a question on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        most = MOST_FILES if request.url.path.startswith(FILES) else MOST
        reason = f"The body is larger than {most // (1024 * 1024)} MB, the most that is taken here."
        said = request.headers.get("content-length", "0")
        if not said.isascii() or not said.isdigit() or len(said) > 18 or int(said) > most:
            answer = told(request, 413, reason)
            await answer(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(413, reason)
            return message

        await self._app(scope, counted, send)


class HeadAsGet:
    """Answers HEAD as GET is answered, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        """Stands before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes a question on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET", "head": True}, receive, headless)
