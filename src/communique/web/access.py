"""Who a visitor is and what they may do."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from math import ceil
from typing import Annotated

from fastapi import Depends, Form, Request

from communique.record import Decision
from communique.store import Connection
from communique.store.audit import note
from communique.store.sessions import session_of
from communique.store.tokens import token_of
from communique.web.headers import SAFE
from communique.web.limits import Limits
from communique.web.settings import Role, Settings

NEWCOMER = "newcomer"
"""The cookie by which the form of signing in is known as one of ours, before there is a session."""


class RefusedError(Exception):
    """A visitor asked for what they may not.

    `status` is 401 where signing in would help, 429 where waiting `wait` seconds would, else 403.
    """

    def __init__(self, status: int, reason: str, *, wait: float = 0) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
        self.headers = {"Retry-After": str(ceil(wait))} if wait else {}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `csrf` must come back with every form; it is nobody else's. `token` names what a program came by."""

    name: str
    role: Role
    csrf: str
    signed_in: bool = False
    token: str | None = None


def settings_of(request: Request) -> Settings:
    """How this record is served."""
    found: Settings = request.app.state.settings
    return found


def limits_of(request: Request) -> Limits:
    """How often may be tried here."""
    found: Limits = request.app.state.limits
    return found


def for_programs(request: Request) -> bool:
    """Whether what is asked for is of the API, or a feed: programs ask for these, by a token where there is a team."""
    return request.url.path.startswith("/api/") or request.url.path.endswith("/feed.atom")


def cookie_name(settings: Settings) -> str:
    """What the session's cookie is called; with the prefix no other host can set it."""
    return "__Host-session" if settings.secure else "session"


def visitor_of(request: Request) -> Visitor:
    """Who asks: without a team, whoever sits at this machine; found once for each request.

    With one, pages go by the session; the API by a token, or by the session for reading alone: a form on a page
    elsewhere could send the browser's cookies, but never a token.
    """
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        settings = settings_of(request)
        found = (
            _of_team(request, settings)
            if settings.team
            else Visitor(settings.reviewer, settings.local, settings.secret)
        )
        request.state.visitor = found
    return found


def _of_team(request: Request, settings: Settings) -> Visitor:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if for_programs(request) and scheme:
        token = None
        if scheme.casefold() == "bearer":
            with settings.store.reading() as connection:
                token = token_of(connection, secret.strip())
        if token is None:
            return Visitor("", Role.NOBODY, "")
        return Visitor(token.account, Role[token.role.upper()], "", token=token.name)
    held = request.cookies.get(cookie_name(settings))
    if held:
        with settings.store.reading() as connection:
            session = session_of(connection, held)
        if session is not None:
            role = Role[session.role.upper()]
            most = Role.READER if for_programs(request) else role
            return Visitor(session.account, min(role, most), session.csrf, signed_in=True)
    return Visitor("", Role.NOBODY, newcomers_csrf(settings, request.cookies.get(NEWCOMER, "")))


def newcomers_csrf(settings: Settings, cookie: str) -> str:
    """What the form of signing in must bring from a browser that holds this cookie."""
    if not cookie:
        return ""
    return hmac.new(settings.secret.encode(), cookie.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


Asking = Annotated[Visitor, Depends(visitor_of)]


def at_least(role: Role) -> Callable[[Request, Visitor], Visitor]:
    """A dependency that lets through visitors of that role or a higher one, as often as the limits allow."""

    def let_through(request: Request, visitor: Asking) -> Visitor:
        if visitor.role >= role:
            _limit(request, visitor)
            return visitor
        if visitor.role is Role.NOBODY:
            raise RefusedError(401, "Sign in first.")
        raise RefusedError(403, f"That takes the role {role.name.lower()}; yours is {visitor.role.name.lower()}.")

    return let_through


Reading = Annotated[Visitor, Depends(at_least(Role.READER))]
Reviewing = Annotated[Visitor, Depends(at_least(Role.REVIEWER))]
Administering = Annotated[Visitor, Depends(at_least(Role.ADMIN))]


def check_csrf(visitor: Visitor, given: str) -> None:
    """Refuses a form that did not come from one of our pages."""
    if not visitor.csrf or not hmac.compare_digest(visitor.csrf.encode(), given.encode("utf-8", "replace")):
        raise RefusedError(403, "The form is not from this site, or it is too old. Load the page again.")


def from_our_form(visitor: Asking, csrf: Annotated[str, Form()] = "") -> None:
    """A dependency of every form that changes something: it came from one of our pages."""
    check_csrf(visitor, csrf)


OurForm = Depends(from_our_form)
"""To be put among the `dependencies` of the route of a form."""


def address_of(request: Request) -> str:
    """From where a visitor comes, for the log and the limits; an IPv6 network of one household counts as one.

    Behind a proxy on this or a private network, where `secure` says that there is one, by what the proxy saw.
    """
    address = request.client.host if request.client else ""
    try:
        seen = ip_address(address)
        if settings_of(request).secure and (seen.is_loopback or seen.is_private):
            address = request.headers.get("x-forwarded-for", address).rpartition(",")[2].strip()
            seen = ip_address(address)
    except ValueError:
        return address[:64]
    return str(ip_network((seen, 64), strict=False)) if seen.version == 6 else str(seen)


def noted(request: Request, connection: Connection, what: str, **detail: object) -> None:
    """Writes a line of the audit log about who asks; see store.audit."""
    visitor = visitor_of(request)
    note(connection, what, account=visitor.name or None, address=address_of(request), token=visitor.token, **detail)


def check_whose(decision: Decision, visitor: Visitor) -> None:
    """Refuses to take back what another has decided, other than to an administrator."""
    if decision.reviewer != visitor.name and visitor.role < Role.ADMIN:
        raise RefusedError(403, f"{decision.reviewer} took that decision: only they or an administrator take it back.")


def note_decision(request: Request, connection: Connection, decision: Decision) -> None:
    """Writes a decision into the audit log."""
    noted(request, connection, "decided", action=decision.action.value, act=decision.act, decision=decision.number)


def _limit(request: Request, visitor: Visitor) -> None:
    """With a team, slows down those who write, or programs that ask, without pause."""
    if not settings_of(request).team or getattr(request.state, "counted", False):
        return
    request.state.counted = True
    limits, who = limits_of(request), visitor.token or visitor.name
    wait = limits.programs.take(who) if for_programs(request) else 0.0
    if request.method not in SAFE:
        wait = max(wait, limits.writing.take(who))
    if wait:
        raise RefusedError(429, f"Too many requests; try again in {ceil(wait)} s.", wait=wait)


def check_write(request: Request, visitor: Visitor) -> None:
    """Refuses what a page elsewhere may have made a browser send.

    A token is nothing that a browser sends by itself. Who is signed in sends `X-CSRF-Token`; without a team a header
    of ours is enough, since no page elsewhere can send one.
    """
    if visitor.token is not None:
        return
    if not settings_of(request).team and request.headers.get("X-Communique") == "1":
        return
    if given := request.headers.get("X-CSRF-Token"):
        check_csrf(visitor, given)
        return
    needed = "X-CSRF-Token" if visitor.signed_in else "X-Communique: 1"
    raise RefusedError(403, f"Writing takes the header {needed}, so that no page elsewhere can do it in your name.")
