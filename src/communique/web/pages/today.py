"""What changed since the last visit or a day; what is contradicted, planned and overdue."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.process import as_markdown, brief, changes
from communique.process.brief import Brief
from communique.record import Modality, Noun, ThreadStatus, days_covered
from communique.record.process import Agreement, Citation, Meeting
from communique.store.reports import acts_added_since, newest_number
from communique.web.access import settings_of
from communique.web.downloads import Row
from communique.web.downloads import download as as_file
from communique.web.material import Material
from communique.web.page import page
from communique.web.pages.asked import Asked, Day, Form
from communique.web.words import country_names, issue_name, side_name, side_names, written_day, written_time

router = APIRouter()
VISIT_GAP = timedelta(minutes=30)
"""Time without a look after which the next one is a new visit."""
DAYS = 7
"""Days that the page goes back where nobody was here before."""
MOST = 15
"""Lines of a section that are shown; the rest is in the files."""
_OPEN = frozenset({ThreadStatus.AGREED, ThreadStatus.PARTLY_IMPLEMENTED})


@router.get("/p/{process}")
def today(request: Request, material: Asked, form: Form = None, since: Day = None) -> Response:
    """The page that an analyst opens in the morning."""
    now = datetime.now(UTC)
    newest = material.newest or now.date()
    acts: frozenset[int] | None = None
    with settings_of(request).store.reading() as connection:
        look, cookie = _visit(request.cookies.get("visit", ""), _Look(now, newest_number(connection)))
        if since is None and look is not None:
            acts = acts_added_since(connection, look.number)
    before = look.at if look is not None else None
    day = since or (before.date() if before else date.fromordinal(max(1, newest.toordinal() - DAYS + 1)))
    if acts is None:
        acts = frozenset(e.act for e in material.entries if e.report.published and e.report.published >= day)
    if form is not None:
        told = brief(material.process, material.entries, material.threads, since=day, acts=acts, names=country_names())
        return as_file(form, f"{material.process.name}-changes", *_told(told))
    answer = page(
        request,
        "today.html",
        {
            "process": material.process,
            "tab": "today",
            "changed": changes(
                material.positions,
                material.agreements,
                material.meetings,
                material.incidents,
                material.entries,
                acts,
            ),
            "reports": len({e.report.id for e in material.entries if e.act in acts}),
            "most": MOST,
            "since": since,
            "before": before if since is None else None,
            "day": day,
            "newest": newest,
            "contradicted": contradicted(material)[:12],
            "planned": planned(material, newest)[:8],
            "overdue": overdue(material, newest)[:8],
        },
    )
    # Of this process alone: who looked at another has not seen what changed in this one.
    path, secure = f"/p/{material.process.name}", settings_of(request).secure
    answer.set_cookie("visit", cookie, max_age=90 * 86400, httponly=True, samesite="lax", path=path, secure=secure)
    return answer


class Change(Noun):
    """One thing that changed, for files."""

    section: str
    sentence: str
    citations: tuple[Citation, ...]


def _told(brief_: Brief) -> tuple[list[Change], list[Row]]:
    """The lines of a brief for JSON, and for spreadsheets with the first citation of each."""
    lines = [(title, line) for title, lines in brief_.sections for line in lines]
    told = [Change(section=title, sentence=line.sentence, citations=line.citations) for title, line in lines]
    first = [each.citations[0] for each in told]
    rows: list[Row] = [
        {"section": each.section, "sentence": each.sentence, "act": c.act, "quote": c.quote}
        for each, c in zip(told, first, strict=True)
    ]
    return told, rows


@router.get("/p/{process}/brief.md")
def markdown(material: Asked, since: date) -> Response:
    """The changes since a day as Markdown, to be sent on."""
    told = brief(material.process, material.entries, material.threads, since=since, names=country_names())
    return Response(as_markdown(told), media_type="text/markdown; charset=utf-8")


def contradicted(material: Material) -> list[tuple[str, str, tuple[str, ...]]]:
    """What sources tell differently: a title, where it is shown, and the contradictions; the latest first."""
    base = f"/p/{material.process.name}"
    found = [
        (i.time.start if i.time else "", "", f"/threads/{i.thread}", i.contradictions)
        for i in material.incidents
        if i.contradictions
    ]
    titles = {f"/threads/{i.thread}": _incident_title(material, i.thread) for i in material.incidents}
    for thread in material.threads:
        where = f"/threads/{thread.id}"
        if thread.contradictions and where not in titles:
            titles[where] = f"{thread.kind.capitalize()} of {side_names(thread.sides[:3]) or 'sides not named'}"
            found.append((thread.state.time.start if thread.state.time else "", "", where, thread.contradictions))
    for cell in material.positions:
        if cell.contradictions:
            where = f"{base}/positions/{cell.issue}?party={cell.party}"
            titles[where] = f"{side_name(cell.party)} on {issue_name(cell.issue)}"
            found.append((cell.latest.day or "", "", where, cell.contradictions))
    return [(titles[where], where, told) for _, _, where, told in sorted(found, reverse=True)]


def _incident_title(material: Material, thread: str) -> str:
    state = material.by_thread[thread].state
    where = f" in {state.place.name}" if state.place else ""
    return f"Attack{where}" + (f", {written_time(state.time)}" if state.time else "")


def planned(material: Material, newest: date) -> list[Meeting]:
    """Meetings to come, the next first; those without a day last."""
    due = [
        m
        for m in material.meetings
        if m.status in (ThreadStatus.PLANNED, ThreadStatus.POSSIBLE)
        and ((days := days_covered(m.time)) is None or days.last >= newest)
        and m.citations[-1].published is not None
        and (newest - m.citations[-1].published).days <= 60
    ]
    return sorted(due, key=lambda m: (m.time is None, m.time.start if m.time else "", m.thread))


def overdue(material: Material, newest: date) -> list[tuple[Agreement, str]]:
    """Agreements of which something was due before the newest report and is not told as done, each with why."""
    found: list[tuple[Agreement, str]] = []
    for agreement in material.agreements:
        if agreement.status in (ThreadStatus.VIOLATED, ThreadStatus.SUSPENDED):
            found.append((agreement, str(agreement.status)))
        elif agreement.status in _OPEN and (due := _due(material, agreement.thread)) is not None and due < newest:
            found.append((agreement, f"due by {written_day(due)}"))
    return found


def _due(material: Material, thread: str) -> date | None:
    """The last day by which a step of an agreement was planned."""
    days: list[date] = []
    for link in material.by_thread[thread].links:
        entry = material.by_member.get(link.member.pair)
        if entry is not None and entry.event.modality is Modality.PLANNED:
            covered = days_covered(entry.event.time)
            days += [covered.last] if covered else []
    return max(days, default=None)


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at the page: when, and the number of the report that was added last by then.

    What is new since is told by the number: it grows also where the clock is set back.
    """

    at: datetime
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat(timespec='seconds')}~{self.number}"


def _visit(cookie: str, now: _Look) -> tuple[_Look | None, str]:
    """The last look of the visit before this one, and what the browser is to remember: that, and this look."""
    base, _, last = cookie.partition("|")
    before, looked = _look(base), _look(last)
    # Also where the clock was set back in between.
    if looked is not None and abs(now.at - looked.at) > VISIT_GAP:
        before = looked
    return before, f"{before or ''}|{now}"


def _look(written: str) -> _Look | None:
    moment, _, number = written.partition("~")
    try:
        found = datetime.fromisoformat(moment)
        return _Look(found, int(number)) if found.tzinfo else None
    except ValueError:
        return None
