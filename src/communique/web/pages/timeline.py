"""Everything in order of time, drawn in lanes; a vague date stays vague. Where one looks stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from communique.export.wording import day_phrase
from communique.web.classes import CLASS_NAMES, LANES
from communique.web.downloads import Row, download
from communique.web.lines import Line, Wanted, made_of
from communique.web.page import address, page, sheet
from communique.web.pages.asked import Asked, Count, Day, Form, Number
from communique.web.svg.scale import LEAST, MONTH, Window, window
from communique.web.svg.timeline import Shape, draw
from communique.web.words import plural

router = APIRouter()
PER_PAGE = 20
"""Lines of a page below the drawing, which takes its part of the 100 KB."""
_FORMS = {"actual": "told as done", "planned": "planned", "open": "proposed or possible", "denied": "said not to be"}


@router.get("/p/{process}/timeline")
def timeline(
    request: Request,
    material: Asked,
    form: Form = None,
    number: Number = 1,
    since: Day = None,
    until: Day = None,
    lane: Annotated[list[str] | None, Query()] = None,
    issue: str = "",
    party: str = "",
    least: Count = 1,
) -> Response:
    """The drawing of a window of time, and below it the same things as a list, the latest first."""
    newest = material.newest or datetime.now(UTC).date()
    lines = material.made("lines", lambda: made_of(material.entries, material.numbers, newest))
    wanted = Wanted(tuple(each for each in lane or () if each in LANES), issue, party, max(1, least))
    found = wanted.of(lines.all)
    shown = _window(since, until, lines.everything, lines.look)
    within = [line for line in found if line.days and shown.touches(line.days)]
    if form is not None:
        nouns = [line.told for line in within]
        return download(form, f"{material.process.name}-timeline", nouns, map(row_of, within))
    process = material.process
    drawing = draw(within, shown, wanted.shown, newest)
    reach = _Reach(request, shown, {line.act: index for index, line in enumerate(within)}, number)
    return page(
        request,
        "timeline.html",
        {
            "process": process,
            "tab": "timeline",
            "sheet": sheet(within, number, PER_PAGE),
            "total": len(found),
            "drawing": drawing,
            "shown": shown,
            "zooms": _zooms(shown, lines.everything, newest),
            "wanted": wanted,
            "lanes": LANES,
            "issues": lines.issues,
            "parties": list(dict.fromkeys((*process.parties, *process.mediators, *lines.sides))),
            "link": reach.link,
            "title": title_of,
            "when": when,
        },
    )


def row_of(line: Line) -> Row:
    """A line as a row for spreadsheets."""
    told = line.told
    first = told.citations[0]
    return {
        "day": told.day,
        "until": told.until,
        "told": told.told,
        "exact": told.exact,
        "lane": line.lane,
        "kind": told.kind,
        "form": line.form,
        "sentence": told.sentence,
        "thread": told.thread,
        "independent": told.independent,
        "tellings": len(told.citations),
        "quote": first.quote,
        "publisher": first.publisher,
        "published": first.published,
        "act": first.act,
    }


def when(line: Line) -> str:
    """The heading of its day, or of the days in which it lies."""
    if line.days is None:
        return "no date"
    return days_words(line.days.first, line.days.last)


def days_words(first: date, last: date) -> str:
    """`9 Mar 2026`, `3 to 9 Mar 2026`."""
    if first == last:
        return day_phrase(first)
    start, end = day_phrase(first), day_phrase(last)
    if first.year == last.year:
        start = start.rpartition(" ")[0]
        if first.month == last.month:
            start = str(first.day)
    return f"{start} to {end}"


def title_of(shape: Shape) -> str:
    """What a mark says when it is pointed at."""
    days = days_words(shape.first, shape.last)
    if len(shape.lines) == 1:
        line = shape.lines[0]
        told = f" (told {shape.count} times)" if shape.count > 1 else ""
        where = "some time in " if line.vague else "" if line.dated else "reported "
        return f"{where}{days}: {line.told.sentence}{told}"
    kind = CLASS_NAMES[shape.kind].lower() if shape.kind else "of several kinds"
    surely = f", {_FORMS[shape.form]}" if shape.form else ""
    return f"{days}: {plural(len(shape.lines), 'thing')}, {kind}{surely}, told {plural(shape.count, 'time')}"


@dataclass(frozen=True)
class _Reach:
    """Where a mark leads: to its entry in the list, or into the time of what it bundles."""

    request: Request
    shown: Window
    places: dict[int, int]
    number: int

    def link(self, shape: Shape) -> str:
        first, last = max(shape.first, self.shown.first), min(shape.last, self.shown.last)
        if len(shape.lines) > 1 and LEAST <= (last - first).days + 1 < 0.8 * self.shown.days:
            return self._query(since=first, until=last, page=None)
        act = shape.lines[0].act
        there = self.places[act] // PER_PAGE + 1
        anchor = f"#act-{act}"
        return anchor if there == self.number else self._query(page=there) + anchor

    def _query(self, **changed: object) -> str:
        return "?" + address(self.request, **changed).partition("?")[2]


def _window(since: date | None, until: date | None, everything: Window, look: Window) -> Window:
    """The window asked for; a side that is left open goes as far as there is something."""
    if since is None and until is None:
        return look
    first, last = since or min(everything.first, until or date.max), until or max(everything.last, since or date.min)
    first, last = min(first, last), max(first, last)
    return window(first.toordinal(), (last - first).days + 1)


def _zooms(shown: Window, everything: Window, newest: date) -> Sequence[tuple[str, str, str, Window | None]]:
    """The links of the zoom: name, words, key, window; None where there is no further to go."""
    wider = shown.zoomed(shown.days * 2) if shown.days * 2 < everything.days else everything
    month = shown.zoomed(MONTH)
    if shown.days > MONTH and shown.first <= newest <= shown.last:
        month = window(newest.toordinal() + MONTH // 6 - MONTH + 1, MONTH)
    return (
        ("earlier", "Earlier", "[", shown.moved(-0.5) if shown.first > everything.first else None),
        ("later", "Later", "]", shown.moved(0.5) if shown.last < everything.last else None),
        ("in", "Zoom in", "+", shown.zoomed(shown.days // 2) if shown.days > LEAST else None),
        ("out", "Zoom out", "-", None if shown == everything else wider),
        ("month", "A month", "o", None if shown.days == MONTH else month),
        ("whole", "All", "0", None if shown == everything else everything),
    )
