"""Signing in and out: checks the password, begins a session, gives the browser its cookie."""

from fastapi import Request
from starlette.responses import Response

from communique.store import Connection
from communique.store.accounts import LONGEST_NAME, load_account, name_of, password_of, set_password
from communique.store.audit import note
from communique.store.errors import StoreError
from communique.store.passwords import fits, hashed, is_outdated
from communique.store.sessions import HOURS, end_session, open_session
from communique.web.access import RefusedError, Visitor, address_of, cookie_name, limits_of, settings_of
from communique.web.settings import Role


def need_team(request: Request) -> None:
    """A dependency of pages that only a record served to a team has."""
    if not settings_of(request).team:
        raise RefusedError(
            404, "Nobody signs in here. 'communique serve --team' asks everyone to; 'communique account' adds people."
        )


def own_path(written: str) -> str:
    """A path on this server as it was written, or the first page: nobody is sent elsewhere after signing in."""
    # Browsers take a backslash for a slash, and pass over white space that does not print.
    plain = written.isprintable() and "\\" not in written
    return written if plain and written.startswith("/") and not written.startswith("//") else "/"


def check_password(request: Request, written: str, password: str) -> str:
    """The name of the account that this password opens; RefusedError where it opens none, or too many were tried.

    An unknown name, a closed account and a wrong password take as long and are told alike.
    """
    limits, address = limits_of(request), address_of(request)
    key = written.strip().casefold()[:LONGEST_NAME]
    wait = max(limits.addresses.begin(address), limits.accounts.begin(key))
    if wait:
        raise RefusedError(429, f"Too many tries; wait {wait:.0f} s before the next.", wait=wait)
    try:
        name = name_of(written)
    except ValueError:
        name = ""
    store = settings_of(request).store
    with store.reading() as connection:
        kept = password_of(connection, name)
    if not fits(kept, password):
        with store.writing(shown=False) as connection:
            # What was written as a name is kept only where it is one: some type their password there.
            note(connection, "sign-in refused", account=_known(connection, name), address=address)
        raise RefusedError(403, "That name and password do not belong together.")
    limits.accounts.forgive(key, all_=True)
    limits.addresses.forgive(address, all_=False)
    if kept and is_outdated(kept):
        with store.writing(shown=False) as connection:
            set_password(connection, name, hashed(password), sign_out=False)
    return name


def begin_session(request: Request, connection: Connection, name: str) -> str:
    """Begins a new session for an account, and ends the one that the browser held: what it is to hold now.

    What the browser held before is never taken over, so that nobody can sign another in to a session that he knows.
    """
    held = request.cookies.get(cookie_name(settings_of(request)))
    if held:
        end_session(connection, held)
    secret, session = open_session(connection, name)
    request.state.visitor = Visitor(name, Role[session.role.upper()], session.csrf, signed_in=True)
    return secret


def give_cookie(request: Request, answer: Response, secret: str) -> None:
    """Gives the browser its session: for no script to read, for no other site to send."""
    settings = settings_of(request)
    answer.set_cookie(
        cookie_name(settings),
        secret,
        max_age=HOURS * 3600,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def take_cookie(request: Request, answer: Response) -> None:
    """Takes the session from the browser, with the pages that it has kept."""
    settings = settings_of(request)
    answer.delete_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache"'


def _known(connection: Connection, name: str) -> str | None:
    try:
        return load_account(connection, name).name
    except StoreError:
        return None
