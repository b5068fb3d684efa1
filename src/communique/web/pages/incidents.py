"""Attacks on a map and in a table: the bounds of the toll with every claim behind them, blame and denial."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.export.places import point_of
from communique.record import Claim, Days, Entry, Place, Toll, days_covered
from communique.record.process import Incident
from communique.store import StoreError
from communique.store.threads import load_members
from communique.threads.casualties import DEFAULT_RULE, RULES, with_rule
from communique.web.access import settings_of
from communique.web.downloads import Row, download
from communique.web.material import Material
from communique.web.page import page, sheet
from communique.web.pages.asked import Asked, Count, Day, Form, Number
from communique.web.svg.claims import Bar, bars
from communique.web.words import side_name

router = APIRouter()
PER_PAGE = 15
"""Incidents of a page: each brings its claims."""
CLAIMS = 4
"""Claims of each toll that stand in the table; all are on the page of the incident."""
CLAIMS_PER_PAGE = 60
PLACES = 60
"""Places at most that the filter offers."""
RULE_WORDS = {
    "latest": "the newest claim",
    "highest": "the highest claim",
    "lowest": "the lowest claim",
    "most-told": "what most claims say",
}
"""How the best figure is chosen, in words."""


class Told(NamedTuple):
    """A claim with the entry that makes it, unless that was rejected since, and its bar."""

    claim: Claim
    entry: Entry | None
    bar: Bar


@dataclass(frozen=True, slots=True)
class _Wanted:
    since: date | None
    until: date | None
    where: str
    killed: int
    contested: bool

    def takes(self, incident: Incident) -> bool:
        toll = incident.killed
        return (
            _within(days_covered(incident.time), self.since, self.until)
            and (not self.where or _is_in(incident.place, self.where))
            and (not self.killed or (toll is not None and toll.best is not None and toll.best >= self.killed))
            and (not self.contested or bool(incident.contradictions or incident.denied_by))
        )


@router.get("/p/{process}/incidents")
def incidents(
    request: Request,
    material: Asked,
    form: Form = None,
    number: Number = 1,
    since: Day = None,
    until: Day = None,
    where: str = "",
    killed: Count = 0,
    contested: bool = False,
    rule: str = DEFAULT_RULE,
) -> Response:
    """The incidents, the latest first."""
    told = material.made(f"incidents by {rule}", lambda: [_by(rule, i) for i in material.incidents])
    found = list(filter(_Wanted(since, until, where.strip(), killed, contested).takes, told))
    if form is not None:
        places = [i.place for i in found]
        return download(form, f"{material.process.name}-incidents", found, map(row_of, found), places)
    shown = sheet(found, number, PER_PAGE)
    behind = _behind(request, material, shown.items)
    return page(
        request,
        "incidents.html",
        {
            "process": material.process,
            "tab": "incidents",
            "sheet": shown,
            "total": len(told),
            "mapped": sum(1 for i in found if point_of(i.place)),
            "claims": {i.thread: claims_of(i, behind) for i in shown.items},
            "most": CLAIMS,
            "places": material.made("incident places", lambda: _places(material.incidents)),
            "since": since,
            "until": until,
            "where": where,
            "killed": killed,
            "contested": contested,
            "rule": rule,
            "rules": RULE_WORDS,
        },
    )


@router.get("/p/{process}/incidents/{thread}")
def incident(
    request: Request,
    material: Asked,
    thread: str,
    form: Form = None,
    number: Number = 1,
    rule: str = DEFAULT_RULE,
) -> Response:
    """One incident with every claim of its toll."""
    found = next((i for i in material.incidents if i.thread == thread), None)
    if found is None:
        raise StoreError(thread, f"there is no such incident in {material.process.name}")
    told = _by(rule, found)
    behind = _behind(request, material, [told])
    claims = [(what, each) for what, of in claims_of(told, behind).items() for each in of]
    if form is not None:
        rows = [_claim_row(told, what, each) for what, each in claims]
        return download(form, f"{material.process.name}-incident-{thread}", [told], rows, [told.place] * len(rows))
    context = {"incident": told, "sheet": sheet(claims, number, CLAIMS_PER_PAGE), "rule": rule, "rules": RULE_WORDS}
    return page(request, "incident.html", {"process": material.process, "tab": "incidents", **context})


def claims_of(incident: Incident, entries: Mapping[tuple[str, str], Entry]) -> dict[str, list[Told]]:
    """What is claimed of the killed and of the injured, the newest first, with bars on one scale."""
    tolls = {"killed": incident.killed, "injured": incident.injured}
    found = {}
    for what, toll in tolls.items():
        claims = toll.claims[::-1] if toll else ()
        drawn = bars([claim.bounds for claim in claims])
        made_by = [entries.get(claim.member.pair) for claim in claims]
        found[what] = [Told(*each) for each in zip(claims, made_by, drawn, strict=True)]
    return found


def _behind(request: Request, material: Material, told: Iterable[Incident]) -> Mapping[tuple[str, str], Entry]:
    """The entries that make the claims of incidents: those of reports outside the process too."""
    missing = {
        int(incident.thread)
        for incident in told
        for toll in (incident.killed, incident.injured)
        for claim in (toll.claims if toll else ())
        if claim.member.pair not in material.by_member
    }
    if not missing:
        return material.by_member
    with settings_of(request).store.reading() as connection:
        members = [e for number in sorted(missing) for e in load_members(connection, number)[0]]
    return ChainMap({(e.report.id, e.event.id): e for e in members}, material.by_member)


def row_of(incident: Incident) -> Row:
    """An incident as a row for spreadsheets."""
    place, first = incident.place, incident.citations[0]
    point = point_of(place)
    return {
        "thread": incident.thread,
        "start": incident.time and incident.time.start,
        "end": incident.time and incident.time.end,
        "place": place and place.name,
        "country": place and place.country,
        "lat": point and point[0],
        "lon": point and point[1],
        "modes": incident.modes,
        **_toll_cells("killed", incident.killed),
        **_toll_cells("injured", incident.injured),
        "rule": (incident.killed or incident.injured) and (incident.killed or incident.injured).rule,  # type: ignore[union-attr]
        "accused": incident.accused,
        "blamed_by": incident.blamed_by,
        "denied_by": incident.denied_by,
        "independent": incident.independent,
        "contradictions": incident.contradictions,
        "quote": first.quote,
        "publisher": first.publisher,
        "published": first.published,
        "act": first.act,
    }


def _toll_cells(name: str, toll: Toll | None) -> Row:
    return {
        f"{name}_low": toll and toll.low,
        f"{name}_high": toll and toll.high,
        f"{name}_best": toll and toll.best,
        f"{name}_claims": len(toll.claims) if toll else 0,
    }


def _claim_row(incident: Incident, what: str, told: Told) -> Row:
    return {
        "thread": incident.thread,
        "of": what,
        "low": told.claim.bounds.low,
        "high": told.claim.bounds.high,
        "sources": told.claim.sources,
        "publisher": told.entry and told.entry.report.publisher,
        "published": told.claim.published,
        "quote": told.claim.quote,
        "act": told.entry and told.entry.act,
    }


def _by(rule: str, incident: Incident) -> Incident:
    """The incident with the best figures chosen by that rule."""
    if rule not in RULES:
        raise ValueError(f"There is no rule {rule}; there are {', '.join(RULES)}.")
    tolls = {"killed": with_rule(incident.killed, rule), "injured": with_rule(incident.injured, rule)}
    return incident.model_copy(update=tolls)


def _within(days: Days | None, since: date | None, until: date | None) -> bool:
    """Whether some of the days lie in the time asked for; what has no day lies in none."""
    if since is None and until is None:
        return True
    return days is not None and (since is None or days.last >= since) and (until is None or days.first <= until)


def _is_in(place: Place | None, where: str) -> bool:
    """Whether a place is, or lies in, what the words name: a place, a country by name or code."""
    if place is None:
        return False
    asked = where.casefold()
    if place.country and asked in (place.country.casefold(), side_name(place.country).casefold()):
        return True
    return asked in place.name.casefold() or asked == (place.admin1 or "").casefold()


def _places(told: Iterable[Incident]) -> list[str]:
    """The countries and the places in which most incidents are, to choose from."""
    count: dict[str, int] = {}
    for each in told:
        if each.place is not None:
            names = {each.place.name, *([side_name(each.place.country)] if each.place.country else [])}
            for name in names:
                count[name] = count.get(name, 0) + 1
    return sorted(sorted(count, key=lambda name: (-count[name], name))[:PLACES])
