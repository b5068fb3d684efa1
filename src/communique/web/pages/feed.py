"""What changes in a process as a feed: Atom 1.0 (RFC 4287), an entry a thing that is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from lxml import etree
from starlette.responses import Response

from communique.record.process import Agreement, Citation, Incident, Meeting, Position
from communique.store.processes import when_made
from communique.store.reports import when_added
from communique.web.access import settings_of
from communique.web.material import Material
from communique.web.pages.asked import Asked
from communique.web.settings import Settings
from communique.web.words import issue_name, side_name, side_names, source_words, status_name, toll_words, written_time

router = APIRouter()
MOST = 60
"""Entries of the feed: those that were told last."""
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_YEAR = "2026"
"""From when on the identifiers are given."""
_QUOTES = 4
_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]", "::1", "*", "0.0.0.0"})  # noqa: S104 - names, nothing is bound


@dataclass(frozen=True, slots=True)
class _News:
    """One entry: what it is called for good, its title, where it is shown, and where it stands."""

    key: str
    title: str
    where: str
    citations: tuple[Citation, ...]

    @property
    def last(self) -> int:
        """The act that was told last: acts are numbered as reports come in."""
        return max(c.act for c in self.citations)


@router.get("/p/{process}/feed.atom")
def feed(request: Request, material: Asked) -> Response:
    """The feed of a process: changes of position, steps of agreements, meetings, incidents."""
    news = sorted(_news(material), key=lambda each: each.last, reverse=True)[:MOST]
    name = material.process.name
    with settings_of(request).store.reading() as connection:
        added = _growing(when_added(connection, [each.last for each in news]))
        made = when_made(connection, name)
    base = str(request.base_url.replace(scheme="https") if settings_of(request).secure else request.base_url).rstrip(
        "/"
    )
    tag = f"tag:{_authority(settings_of(request))},{_YEAR}:{name}"
    root = etree.Element(
        f"{{{_ATOM}}}feed", nsmap={None: _ATOM}, attrib={"{http://www.w3.org/XML/1998/namespace}lang": "en"}
    )
    _put(root, "id", tag)
    _put(root, "title", f"{name}: what changed")
    _put(root, "subtitle", f"{side_names(material.process.parties)}, from the reports of the record.")
    _put(root, "updated", max((added[each.last] for each in news if each.last in added), default=made))
    _put(_put(root, "author"), "name", "Communiqué")
    _put(root, "link", rel="self", type="application/atom+xml", href=f"{base}/p/{name}/feed.atom")
    _put(root, "link", rel="alternate", type="text/html", href=f"{base}/p/{name}")
    for each in news:
        if each.last in added:
            _entry(root, each, f"{tag}/{each.key}", added[each.last], base)
    data = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return Response(data, media_type="application/atom+xml; charset=utf-8")


def _growing(added: dict[int, str]) -> dict[int, str]:
    """When acts were added, none before the one that came before it: a clock that was set back hides no news."""
    latest = ""
    found = {}
    for act in sorted(added):
        found[act] = latest = max(latest, added[act])
    return found


def _news(material: Material) -> Iterator[_News]:
    for position in material.positions:
        yield from _moves(position, material.process.name)
    for agreement in material.agreements:
        yield from _steps(agreement)
    yield from map(_meeting, material.meetings)
    yield from map(_incident, material.incidents)


def _moves(position: Position, process: str) -> Iterator[_News]:
    asked = urlencode({"party": position.party})
    where = f"/p/{process}/positions/{position.issue.value}?{asked}"
    for move in position.moves:
        toward = f" toward {side_names(list(move.toward))}" if move.toward else ""
        terms = f" ({'; '.join(move.terms)})" if move.terms else ""
        title = f"{side_name(position.party)} {move.stance.value}: {issue_name(position.issue)}{toward}{terms}"
        # A change of position is the act that it was told by first.
        key = f"position/{quote(position.party, safe='')}/{position.issue.value}/{min(c.act for c in move.citations)}"
        yield _News(key, title, where, move.citations[:1])


def _steps(agreement: Agreement) -> Iterator[_News]:
    for step in agreement.steps:
        act = step.citations[0].act
        about = f" on {issue_name(agreement.issue)}" if agreement.issue else ""
        yield _News(
            f"agreement/{agreement.thread}/{act}", f"Agreement{about}: {step.what}", f"/at/{act}", step.citations
        )


def _meeting(meeting: Meeting) -> _News:
    place = f" in {meeting.place.name}" if meeting.place else ""
    when = f", {written_time(meeting.time)}" if meeting.time else ""
    who = side_names(meeting.parties) or "sides not named"
    title = f"Meeting of {who}{place}{when}: {status_name(meeting.status)}"
    return _News(f"meeting/{meeting.thread}", title, f"/threads/{meeting.thread}", meeting.citations)


def _incident(incident: Incident) -> _News:
    place = f" in {incident.place.name}" if incident.place else ""
    when = f", {written_time(incident.time)}" if incident.time else ""
    tolls = [
        f"{toll_words(toll)} {what}"
        for toll, what in ((incident.killed, "killed"), (incident.injured, "injured"))
        if toll is not None and toll_words(toll) != "–"
    ]
    told = f": {', '.join(tolls)}" if tolls else ""
    title = f"Attack{place}{when}{told}"
    return _News(f"incident/{incident.thread}", title, f"/threads/{incident.thread}", incident.citations)


def _entry(root: "etree._Element", news: _News, name: str, updated: str, base: str) -> None:
    entry = _put(root, "entry")
    _put(entry, "id", name)
    _put(entry, "title", news.title)
    _put(entry, "updated", updated)
    _put(entry, "link", rel="alternate", type="text/html", href=f"{base}{news.where}")
    quotes = sorted(news.citations, key=lambda c: c.act, reverse=True)[:_QUOTES]
    # HTML in the feed is escaped text; what stands in reports is escaped once more, so that it stays text.
    lines = [
        f'<p><q><a href="{base}/at/{c.act}">{escape(" ".join(c.quote.split()))}</a></q> – {escape(source_words(c))}</p>'
        for c in quotes
    ]
    _put(entry, "content", "".join(lines), type="html")


def _put(parent: "etree._Element", name: str, text: str | None = None, **attributes: str) -> "etree._Element":
    """Adds an element; characters that XML does not know become U+FFFD."""
    clean = {key: _NOT_XML.sub("\ufffd", value) for key, value in attributes.items()}
    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attrib=clean)
    if text is not None:
        made.text = _NOT_XML.sub("\ufffd", text)
    return made


def _authority(settings: Settings) -> str:
    """The name under which identifiers are given: the first of ours that is not this machine's own."""
    return next((host for host in settings.hosts if host not in _LOCAL), "localhost")
