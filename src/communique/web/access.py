"""Who a visitor is and what they may do."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from communique.web.settings import Role, Settings


class RefusedError(Exception):
    """A visitor asked for what they may not; `status` is 401 where signing in would help, else 403."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


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


def visitor_of(request: Request) -> Visitor:
    """Who asks: without a team, whoever sits at this machine."""
    settings = settings_of(request)
    return Visitor(settings.reviewer, settings.local, settings.secret)


Asking = Annotated[Visitor, Depends(visitor_of)]


def at_least(role: Role) -> Callable[[Visitor], Visitor]:
    """A dependency that lets through visitors of that role or a higher one."""

    def let_through(visitor: Asking) -> Visitor:
        if visitor.role >= role:
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
    if not hmac.compare_digest(visitor.csrf.encode(), given.encode("utf-8", "replace")):
        raise RefusedError(403, "The form is not from this site, or it is too old. Load the page again.")


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
