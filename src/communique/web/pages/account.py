"""One's own account: its password and its tokens."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from communique.store import StoreError
from communique.store.accounts import ROLES, name_of, set_password
from communique.store.passwords import checked, hashed
from communique.store.tokens import add_token, load_tokens, revoke_token
from communique.web.access import OurForm, Reading, RefusedError, Visitor, noted, settings_of
from communique.web.page import page
from communique.web.settings import Role
from communique.web.signing import begin_session, check_password, give_cookie, need_team

router = APIRouter(prefix="/account", dependencies=[Depends(need_team)])


@router.get("")
def account(request: Request, visitor: Reading) -> Response:
    """Who one is here, and what programs write in one's name."""
    return _shown(request, visitor)


@router.post("/password", dependencies=[OurForm])
def change_password(
    request: Request,
    visitor: Reading,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Changes one's password; every other browser is signed out."""
    try:
        check_password(request, visitor.name, old)
        if new != again:
            raise ValueError("the new password is not the same both times")
        kept = hashed(checked(new, visitor.name))
    except RefusedError as error:
        if error.status == 429:
            raise
        return _shown(request, visitor, wrong="the password that you have now is another", status=403)
    except ValueError as error:
        return _shown(request, visitor, wrong=str(error), status=400)
    with settings_of(request).store.writing(shown=False) as connection:
        set_password(connection, visitor.name, kept)
        secret = begin_session(request, connection, visitor.name)
        noted(request, connection, "password changed")
    # The session of this page has ended with the password, and its forms with it.
    answer = page(request, "account_changed.html")
    give_cookie(request, answer, secret)
    return answer


@router.post("/tokens", dependencies=[OurForm])
def make_token(
    request: Request, visitor: Reading, name: Annotated[str, Form()] = "", role: Annotated[str, Form()] = "reader"
) -> Response:
    """Makes a token, which may do no more than its maker; it is shown this once."""
    try:
        name = name_of(name)
        if role not in ROLES or Role[role.upper()] > visitor.role:
            raise RefusedError(403, "A token may do no more than you may.")
        with settings_of(request).store.writing(shown=False) as connection:
            secret = add_token(connection, name, account=visitor.name, role=role)
            noted(request, connection, "token added", name=name, role=role)
    except (ValueError, StoreError) as error:
        return _shown(request, visitor, wrong=str(error), status=400)
    return _shown(request, visitor, made=secret)


@router.post("/tokens/revoke", dependencies=[OurForm])
def end_token(request: Request, visitor: Reading, name: Annotated[str, Form()] = "") -> Response:
    """Lets one of one's tokens be used no more; an administrator ends anyone's."""
    owner = None if visitor.role >= Role.ADMIN else visitor.name
    with settings_of(request).store.writing(shown=False) as connection:
        revoke_token(connection, name, account=owner)
        noted(request, connection, "token revoked", name=name)
    return _shown(request, visitor, done=f"The token {name} lets nobody in any more.")


def _shown(
    request: Request, visitor: Visitor, *, wrong: str = "", done: str = "", made: str = "", status: int = 200
) -> Response:
    with settings_of(request).store.reading() as connection:
        tokens = load_tokens(connection, account=visitor.name)
    roles = [role for role in ROLES if Role[role.upper()] <= visitor.role]
    told = {"tokens": tokens, "roles": roles, "wrong": wrong, "done": done, "made": made}
    return page(request, "account.html", told, status=status, headers={"Cache-Control": "no-store"})
