"""What is told of a process: positions, agreements, meetings, incidents, the timeline, what changed."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request, Response

from communique.process import brief as brief_of
from communique.process import timeline as timeline_of
from communique.record import EventType, Issue, Process, ThreadStatus
from communique.record.process import Agreement, Citation, Incident, Meeting, Position, TimelineEntry
from communique.record.span import Noun
from communique.web.api.asked import AnyDay, Cursor, From, Limit, Name, ProcessName, Until, resource, side_named
from communique.web.api.listing import Key, Listing, listing, place_of, stretch
from communique.web.caching import Fresh
from communique.web.material import Material, Shelf
from communique.web.words import country_names

router = resource("What is told of a process")
DAYS = 7
"""Days that a brief goes back where none is asked for."""
_Told = TypeVar("_Told", Agreement, Incident, Meeting)


class BriefLine(Noun):
    """One sentence, and where it stands."""

    sentence: str
    citations: tuple[Citation, ...]


class BriefSection(Noun):
    """The sentences of one kind."""

    title: str
    lines: tuple[BriefLine, ...]


class BriefTold(Noun):
    """What reports published from `since` on changed; `reports` is how many there were. Sections without news are left
    out."""

    process: Process
    since: date
    reports: int
    sections: tuple[BriefSection, ...]


def _material(request: Request, _: Fresh, name: ProcessName) -> Material:
    shelf: Shelf = request.app.state.shelf
    return shelf.material(name)


Asked = Annotated[Material, Depends(_material)]
OnIssue = Annotated[Issue | None, Query(description="On that issue.")]
Stands = Annotated[ThreadStatus | None, Query(description="How it stands.")]


@router.get("/processes/{name}/positions", summary="Where each party stands on each issue")
def positions(
    request: Request,
    response: Response,
    material: Asked,
    party: Annotated[Name | None, Query(description="That party alone.")] = None,
    issue: OnIssue = None,
    history: Annotated[bool, Query(description="With every time that it was told.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[Position]:
    """The latest position of each party on each issue, and how it moved."""
    place, side = place_of(cursor, "positions", str, str), side_named(party)
    found = material.positions
    if history:
        found = material.histories
    found = [p for p in found if side in (None, p.party) and issue in (None, p.issue)]
    return _cells(request, response, found, place, limit)


def _cells(
    request: Request, response: Response, found: Sequence[Position], place: Key | None, limit: int
) -> Listing[Position]:
    def key(each: Position) -> Key:
        return each.party, each.issue.value

    here = stretch(sorted(found, key=key), place, key, limit)
    return listing(request, response, here, [key(each) for each in here], limit, "positions")


def _by_thread(
    request: Request, response: Response, found: Sequence[_Told], name: str, cursor: str | None, limit: int
) -> Listing[_Told]:
    """A page of things that are each told by a thread, the newest thread first."""

    def key(each: _Told) -> Key:
        return (-int(each.thread),)

    place = place_of(cursor, name, int)
    ordered = sorted(found, key=key)
    here = stretch(ordered, (-int(place[0]),) if place else None, key, limit)
    return listing(request, response, here, [(int(each.thread),) for each in here], limit, name)


@router.get("/processes/{name}/agreements", summary="The ledger of agreements")
def agreements(
    request: Request,
    response: Response,
    material: Asked,
    status: Stands = None,
    issue: OnIssue = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[Agreement]:
    """Agreements with what was promised and delivered, each step with where it stands; by thread, the newest first."""
    found = [a for a in material.agreements if status in (None, a.status) and issue in (None, a.issue)]
    return _by_thread(request, response, found, "agreements", cursor, limit)


@router.get("/processes/{name}/meetings", summary="Meetings")
def meetings(
    request: Request,
    response: Response,
    material: Asked,
    status: Stands = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[Meeting]:
    """Meetings held, planned, possible and cancelled; by thread, the newest first."""
    found = [m for m in material.meetings if status in (None, m.status)]
    return _by_thread(request, response, found, "meetings", cursor, limit)


@router.get("/processes/{name}/incidents", summary="Incidents")
def incidents(
    request: Request, response: Response, material: Asked, limit: Limit = 50, cursor: Cursor = None
) -> Listing[Incident]:
    """Attacks with the bounds of their tolls and every claim behind them; by thread, the newest first."""
    return _by_thread(request, response, material.incidents, "incidents", cursor, limit)


@router.get("/processes/{name}/timeline", summary="The timeline")
def timeline(
    request: Request,
    response: Response,
    material: Asked,
    kind: Annotated[EventType | None, Query(alias="type", description="Of that type.")] = None,
    first: From = None,
    until: Until = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[TimelineEntry]:
    """Everything that is told, in order of time; what several reports tell of one day stands together."""

    def key(line: TimelineEntry) -> Key:
        return line.day or "", line.citations[0].act

    place = place_of(cursor, "timeline", str, int)
    lines = material.made("timeline", lambda: sorted(timeline_of(material.entries, material.numbers), key=key))
    found = [line for line in lines if (kind is None or line.kind == kind.value) and _within(line, first, until)]
    here = stretch(found, place, key, limit)
    return listing(request, response, here, [key(each) for each in here], limit, "timeline")


def _within(line: TimelineEntry, first: date | None, until: date | None) -> bool:
    """Whether the days of a line, as vague as they are told, touch those asked for."""
    if first is None and until is None:
        return True
    if line.day is None:
        return False
    last = line.until or line.day
    # What is written of a vague day is shorter: it begins what is written of each day in it.
    after = first is None or last >= first.isoformat()[: len(last)]
    return after and (until is None or line.day <= until.isoformat())


@router.get("/processes/{name}/brief", summary="What changed")
def brief(
    material: Asked,
    since: Annotated[
        AnyDay | None,
        Query(description="Published from that day on; without it, in the seven days up to the newest report."),
    ] = None,
) -> BriefTold:
    """What changed since a day, in sentences with where they stand."""
    day = since or _week_before(material)
    told = brief_of(material.process, material.entries, material.threads, since=day, names=country_names())
    sections = [
        BriefSection(
            title=title, lines=tuple(BriefLine(sentence=line.sentence, citations=line.citations) for line in lines)
        )
        for title, lines in told.sections
    ]
    return BriefTold(process=told.process, since=day, reports=told.reports, sections=tuple(sections))


def _week_before(material: Material) -> date:
    newest = material.newest or date.today()
    return date.fromordinal(max(1, newest.toordinal() - DAYS + 1))
