"""The ledger of agreements: terms, promised against delivered, each step with its evidence."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.record import ThreadStatus
from communique.record.process import Agreement
from communique.web.downloads import Row, download
from communique.web.page import page, sheet
from communique.web.pages.asked import Asked, Form, Number

router = APIRouter()
PER_PAGE = 12
"""Agreements of a page: each brings its steps."""


@router.get("/p/{process}/agreements")
def agreements(
    request: Request, material: Asked, form: Form = None, number: Number = 1, status: str = "", issue: str = ""
) -> Response:
    """The ledger, the latest first."""
    told = material.agreements
    found = [a for a in told if status in ("", a.status or "told") and issue in ("", a.issue or "")]
    if form is not None:
        return download(
            form, f"{material.process.name}-agreements", found, map(row_of, found), [a.place for a in found]
        )
    return page(
        request,
        "agreements.html",
        {
            "process": material.process,
            "tab": "agreements",
            "sheet": sheet(found, number, PER_PAGE),
            "status": status,
            "issue": issue,
            "statuses": [s for s in ThreadStatus if any(a.status is s for a in told)],
            "issues": sorted({a.issue for a in told if a.issue}),
            "newest": material.newest,
        },
    )


def row_of(agreement: Agreement) -> Row:
    """An agreement as a row for spreadsheets."""
    promised, delivered = agreement.promised, agreement.delivered
    last = agreement.steps[-1] if agreement.steps else None
    return {
        "thread": agreement.thread,
        "parties": agreement.parties,
        "issue": agreement.issue and agreement.issue.value,
        "struck": agreement.struck and agreement.struck.start,
        "place": agreement.place and agreement.place.name,
        "terms": agreement.terms,
        "promised": promised and promised.value,
        "delivered": delivered and delivered.value,
        "unit": (promised or delivered) and (promised or delivered).what,  # type: ignore[union-attr]
        "status": agreement.status and agreement.status.value,
        "implementation": agreement.implementation and agreement.implementation.value,
        "independent": agreement.independent,
        "steps": len(agreement.steps),
        "last_step": last and last.day,
        "quote": last and last.citations[0].quote,
        "publisher": last and last.citations[0].publisher,
        "act": last and last.citations[0].act,
    }
