"""Who may sign in, and as what: for administrators."""

from secrets import token_urlsafe
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from communique.store import StoreError
from communique.store.accounts import (
    ROLES,
    add_account,
    close_account,
    load_account,
    load_accounts,
    name_of,
    open_account,
    set_password,
    set_role,
)
from communique.store.passwords import hashed
from communique.store.tokens import load_tokens
from communique.web.access import Administering, OurForm, noted, settings_of
from communique.web.downloads import download
from communique.web.page import page
from communique.web.pages.asked import Form as FileForm
from communique.web.signing import need_team

router = APIRouter(prefix="/accounts", dependencies=[Depends(need_team)])
_Name = Annotated[str, Form()]


@router.get("")
def accounts(request: Request, _: Administering, form: FileForm = None) -> Response:
    """All accounts and tokens."""
    if form is not None:
        with settings_of(request).store.reading() as connection:
            found = load_accounts(connection)
        return download(form, "accounts", found, [a.model_dump() for a in found])
    return _shown(request)


@router.post("", dependencies=[OurForm])
def add(request: Request, _: Administering, name: _Name = "", role: Annotated[str, Form()] = "reader") -> Response:
    """Adds an account with a password of its own making, which is shown this once."""
    password = token_urlsafe(15)
    try:
        name, kept = name_of(name), hashed(password)
        with settings_of(request).store.writing(shown=False) as connection:
            add_account(connection, name, role=role, password=kept)
            noted(request, connection, "account added", name=name, role=role)
    except (ValueError, StoreError) as error:
        return _shown(request, wrong=str(error), status=400)
    return _shown(request, made=(name, password))


@router.post("/role", dependencies=[OurForm])
def change_role(request: Request, _: Administering, name: _Name = "", role: Annotated[str, Form()] = "") -> Response:
    """Gives an account another role, from its next request on."""
    try:
        with settings_of(request).store.writing(shown=False) as connection:
            set_role(connection, name, role)
            noted(request, connection, "role changed", name=name, role=role)
    except (ValueError, StoreError) as error:
        return _shown(request, wrong=str(error), status=400)
    return _shown(request, done=f"{name} is {role} now.")


@router.post("/close", dependencies=[OurForm])
def close(request: Request, _: Administering, name: _Name = "") -> Response:
    """Closes an account: its sessions and tokens end at once."""
    try:
        with settings_of(request).store.writing(shown=False) as connection:
            close_account(connection, name)
            noted(request, connection, "account closed", name=name)
    except StoreError as error:
        return _shown(request, wrong=str(error), status=400)
    return _shown(request, done=f"The account {name} is closed; its sessions and tokens have ended.")


@router.post("/open", dependencies=[OurForm])
def open_again(request: Request, _: Administering, name: _Name = "") -> Response:
    """Opens an account that was closed."""
    with settings_of(request).store.writing(shown=False) as connection:
        open_account(connection, name)
        noted(request, connection, "account opened", name=name)
    return _shown(request, done=f"The account {name} is open again.")


@router.post("/password", dependencies=[OurForm])
def reset(request: Request, _: Administering, name: _Name = "") -> Response:
    """Gives an account a new password, which is shown this once; its sessions end."""
    password = token_urlsafe(15)
    kept = hashed(password)
    with settings_of(request).store.writing(shown=False) as connection:
        load_account(connection, name)
        set_password(connection, name, kept)
        noted(request, connection, "password reset", name=name)
    return _shown(request, made=(name, password))


def _shown(
    request: Request, *, wrong: str = "", done: str = "", made: tuple[str, str] | None = None, status: int = 200
) -> Response:
    with settings_of(request).store.reading() as connection:
        found, tokens = load_accounts(connection), load_tokens(connection)
    told = {"accounts": found, "tokens": tokens, "roles": ROLES, "wrong": wrong, "done": done, "made": made}
    return page(request, "accounts.html", told, status=status, headers={"Cache-Control": "no-store"})
