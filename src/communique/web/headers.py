"""What every answer says to the browser: run nothing that is not ours, frame nothing, send no address on."""

from collections.abc import Awaitable, Callable

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
Next = Callable[[Request], Awaitable[Response]]


async def guarded(request: Request, call_next: Next) -> Response:
    """Refuses names of hosts that are not this server's, and puts the headers on every answer."""
    settings = request.app.state.settings
    host = request.headers.get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if "*" not in settings.hosts and name not in settings.hosts:
        answer = _misdirected(request, f"This server does not answer to the name {name!r}.")
    else:
        answer = await call_next(request)
    if answer.status_code < 300 and (tag := getattr(request.state, "etag", None)):
        answer.headers.setdefault("ETag", tag)
    for header, value in _ALWAYS.items():
        answer.headers.setdefault(header, value)
    if not request.url.path.startswith("/static/"):
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        answer.headers.setdefault("Vary", "Authorization, Cookie, HX-Request")
    if settings.secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return answer


def _misdirected(request: Request, reason: str) -> Response:
    if request.url.path.startswith(API):
        return problem(request, 421, reason)
    # No page of ours: it would be shown under a name that is not ours.
    return PlainTextResponse(f"{reason}\n", 421)
