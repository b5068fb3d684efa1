"""Meetings held, planned, possible and cancelled."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.record import ThreadStatus
from communique.record.process import Meeting
from communique.web.downloads import Row, download
from communique.web.page import page, sheet
from communique.web.pages.asked import Asked, Form, Number

router = APIRouter()


@router.get("/p/{process}/meetings")
def meetings(request: Request, material: Asked, form: Form = None, number: Number = 1, status: str = "") -> Response:
    """The meetings, the latest first."""
    told = material.meetings
    found = [m for m in told if status in ("", m.status or "told")]
    if form is not None:
        return download(form, f"{material.process.name}-meetings", found, map(row_of, found), [m.place for m in found])
    statuses = [s for s in ThreadStatus if any(m.status is s for m in told)]
    context = {"process": material.process, "tab": "meetings", "sheet": sheet(found, number, 40)}
    return page(request, "meetings.html", {**context, "status": status, "statuses": statuses})


def row_of(meeting: Meeting) -> Row:
    """A meeting as a row for spreadsheets."""
    first = meeting.citations[-1]
    return {
        "thread": meeting.thread,
        "status": meeting.status and meeting.status.value,
        "start": meeting.time and meeting.time.start,
        "end": meeting.time and meeting.time.end,
        "place": meeting.place and meeting.place.name,
        "country": meeting.place and meeting.place.country,
        "parties": meeting.parties,
        "people": meeting.people,
        "hosts": meeting.hosts,
        "absent": meeting.absent,
        "level": meeting.level,
        "issue": meeting.issue and meeting.issue.value,
        "independent": meeting.independent,
        "quote": first.quote,
        "publisher": first.publisher,
        "published": first.published,
        "act": first.act,
    }
