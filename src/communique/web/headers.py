"""What every answer says to the browser: run nothing that is not ours, frame nothing, send no address on."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from communique.web.problems import API, problem

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style, nothing from elsewhere."""
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
Next = Callable[[Request], Awaitable[Response]]


async def guarded(request: Request, call_next: Next) -> Response:
    """Refuses names of hosts that are not ours and what pages elsewhere send, and puts the headers on every answer."""
    settings = request.app.state.settings
    host = request.headers.get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if "*" not in settings.hosts and name.casefold() not in {each.casefold() for each in settings.hosts}:
        answer = _barred(request, 421, f"This server does not answer to the name {name!r}.")
    elif request.method not in SAFE and _is_foreign(request, host):
        answer = _barred(request, 403, "That was sent by a page of another site, so it was not carried out.")
    else:
        answer = await call_next(request)
    return with_headers(request, answer)


def with_headers(request: Request, answer: Response) -> Response:
    """The answer with what every answer says."""
    if answer.status_code < 300 and (tag := getattr(request.state, "etag", None)):
        answer.headers.setdefault("ETag", tag)
    for header, value in _ALWAYS.items():
        answer.headers.setdefault(header, value)
    if not request.url.path.startswith("/static/"):
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        answer.headers.setdefault("Vary", "Authorization, Cookie, HX-Request")
    if request.app.state.settings.secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return answer


def _is_foreign(request: Request, host: str) -> bool:
    """Whether a browser says that a page of another site sent this; what is no browser says nothing.

    This is the fence before the fence: forms bring a token of the session too.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.casefold() != host.casefold()


def _barred(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith(API):
        return problem(request, status, reason)
    # No page of ours: it would be shown under a name that is not ours.
    return PlainTextResponse(f"{reason}\n", status)
