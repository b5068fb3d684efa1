"""Signing in and out."""

from secrets import token_urlsafe
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from communique.store.sessions import end_session
from communique.web.access import (
    NEWCOMER,
    Asking,
    OurForm,
    RefusedError,
    cookie_name,
    newcomers_csrf,
    noted,
    settings_of,
)
from communique.web.page import page
from communique.web.signing import begin_session, check_password, give_cookie, need_team, own_path, take_cookie

router = APIRouter(dependencies=[Depends(need_team)])


@router.get("/signin")
def form(request: Request, visitor: Asking, to: str = "/") -> Response:
    """The form; whoever is signed in goes on."""
    if visitor.signed_in:
        return RedirectResponse(own_path(to), 303)
    return _form(request, to=own_path(to))


@router.post("/signin", dependencies=[OurForm])
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "/",
) -> Response:
    """Begins a session where the password fits, and goes where the visitor was going."""
    try:
        account = check_password(request, name, password)
    except RefusedError as error:
        return _form(request, to=own_path(to), name=name, wrong=error)
    with settings_of(request).store.writing(shown=False) as connection:
        secret = begin_session(request, connection, account)
        noted(request, connection, "signed in")
    answer = RedirectResponse(own_path(to), 303)
    give_cookie(request, answer, secret)
    answer.delete_cookie(NEWCOMER, path="/signin")
    return answer


@router.post("/signout", dependencies=[OurForm])
def sign_out(request: Request) -> Response:
    """Ends the session."""
    with settings_of(request).store.writing(shown=False) as connection:
        end_session(connection, request.cookies.get(cookie_name(settings_of(request)), ""))
        noted(request, connection, "signed out")
    answer = RedirectResponse("/signin", 303)
    take_cookie(request, answer)
    return answer


def _form(request: Request, *, to: str, name: str = "", wrong: RefusedError | None = None) -> Response:
    cookie = request.cookies.get(NEWCOMER) or token_urlsafe(32)
    settings = settings_of(request)
    answer = page(
        request,
        "signin.html",
        {"to": to, "name": name, "wrong": wrong, "csrf": newcomers_csrf(settings, cookie)},
        status=wrong.status if wrong else 200,
        headers={"Cache-Control": "no-store", **(wrong.headers if wrong else {})},
    )
    answer.set_cookie(NEWCOMER, cookie, path="/signin", secure=settings.secure, httponly=True, samesite="strict")
    return answer
