"""What was done through the pages and the API: for administrators."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.store.audit import KINDS, Noted, count_noted, load_noted
from communique.web.access import Administering, settings_of
from communique.web.downloads import Row, download
from communique.web.page import PER_PAGE, Sheet, page
from communique.web.pages.asked import Form, Number

router = APIRouter()


@router.get("/audit")
def audit(
    request: Request, _: Administering, form: Form = None, number: Number = 1, account: str = "", what: str = ""
) -> Response:
    """The log, the latest first."""
    with settings_of(request).store.reading() as connection:
        if form is not None:
            found = load_noted(connection, account=account, what=what)
            return download(form, "audit", found, map(row_of, found))
        total = count_noted(connection, account=account, what=what)
        number = max(1, min(number, -(-total // PER_PAGE)))
        found = load_noted(connection, account=account, what=what, skip=(number - 1) * PER_PAGE, most=PER_PAGE)
    told = {"sheet": Sheet(found, number, total), "account": account, "what": what, "kinds": KINDS}
    return page(request, "audit.html", told)


def row_of(line: Noted) -> Row:
    """A line as a row for spreadsheets."""
    detail = "; ".join(f"{name}: {value}" for name, value in line.detail.items())
    return {
        "number": line.number,
        "at": line.at,
        "account": line.account,
        "address": line.address,
        "what": line.what,
        "detail": detail,
    }
