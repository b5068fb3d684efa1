"""Who takes part: a list of all parties with how often, and a page for each: what it did, what was done to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from communique.lexicon import load_lexicon
from communique.record.process import Position
from communique.store import Connection, StoreError
from communique.store.actors import (
    LATEST,
    ActorCount,
    count_actors,
    count_roles,
    dealings,
    entries_of_party,
    side_of_party,
)
from communique.store.processes import load_processes
from communique.store.search import groups_of
from communique.web.access import Reading, settings_of
from communique.web.classes import CLASS_NAMES, by_class
from communique.web.counted import Counted, Counts
from communique.web.downloads import Row, download_rows
from communique.web.exported import event_file, exported
from communique.web.matches import holds, spelled
from communique.web.material import Shelf
from communique.web.page import Sheet, page, sheet
from communique.web.pages.asked import Form, Number
from communique.web.pages.counting import counting
from communique.web.words import side_name

router = APIRouter()
Key = Annotated[str, Path(max_length=200)]
Role = Literal["actor", "recipient", "source"]
Order = Literal["events", "actor", "recipient", "source", "name", "last"]
SHOWN = 20
"""Events of a page of an actor."""
FILE = 2_000
"""Events at most in a file of an actor."""


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors, those with most events first, and how the names of each are spelled."""

    counts: list[ActorCount]
    spellings: list[str]


def actors_of(request: Request, *, for_file: bool = False) -> Counted[Actors] | None:
    """The count of all actors; None while it is made for the first time."""
    counts: Counts = request.app.state.counts
    return counts.count("actors", _counted, for_file=for_file)


def _counted(connection: Connection) -> Actors:
    found = count_actors(connection)
    return Actors(found, [spelled(side_name(a.party), a.party) for a in found])


@router.get("/actors")
def actors(
    request: Request,
    _: Reading,
    form: Form = None,
    number: Number = 1,
    q: Annotated[str, Query(max_length=200)] = "",
    sort: Order = "events",
) -> Response:
    """The list, those with most events first."""
    counted = actors_of(request, for_file=form is not None)
    if counted is None:
        return counting(request, "actors", "Actors")
    found = ordered(named(counted.told, q), sort)
    if form is not None:
        return download_rows(form, "actors", [row_of(actor) for actor in found])
    context = {"tab": "actors", "sheet": sheet(found, number), "q": q, "sort": sort, "counted": counted}
    return page(request, "actors.html", {**context})


def named(actors: Actors, q: str) -> list[ActorCount]:
    """Those of that name, in any spelling; all where nothing is asked."""
    words = groups_of(q, load_lexicon())
    if not words:
        return actors.counts
    return [a for a, spellings in zip(actors.counts, actors.spellings, strict=True) if holds(spellings, words)]


def ordered(actors: Sequence[ActorCount], sort: str) -> list[ActorCount]:
    """The actors by number of events, by one role, by name or by last day."""
    match sort:
        case "name":
            return sorted(actors, key=lambda a: side_name(a.party).casefold())
        case "last":
            return sorted(actors, key=lambda a: a.last or "", reverse=True)
        case "events":
            return list(actors)
    return sorted(actors, key=lambda a: -a.roles[sort])


def row_of(actor: ActorCount) -> Row:
    """An actor as a row for spreadsheets."""
    counts = dict(by_class(actor.types))
    told: Row = {"actor": actor.party, "name": side_name(actor.party), "events": actor.events}
    told |= {f"as_{role}": actor.roles[role] for role in ("actor", "recipient", "source")}
    return told | {name: counts.get(name, 0) for name in CLASS_NAMES} | {"last_day": actor.last}


@router.get("/actor-positions")
def positions(
    request: Request,
    _: Reading,
    process: Annotated[str, Query(max_length=100)],
    side: Annotated[str, Query(max_length=200)],
) -> Response:
    """Where a side stands in a process: a piece of a page, put in when the reader gets there."""
    shelf: Shelf = request.app.state.shelf
    material = shelf.material(process)
    told: list[Position] = [p for p in material.positions if p.party == side]
    told.sort(key=lambda p: p.latest.day or "", reverse=True)
    context = {"tab": "actors", "told": told, "name": process, "side": side, "newest": material.newest}
    template = "actor_positions.html" if request.headers.get("HX-Request") else "actor_stands.html"
    return page(request, template, context)


@router.get("/actors/{key:path}")
def actor(
    request: Request,
    _: Reading,
    key: Key,
    form: Form = None,
    number: Number = 1,
    role: Role | None = None,
) -> Response:
    """One actor: what it did, what was done to it, what it said; with whom, about what."""
    with settings_of(request).store.reading() as connection:
        roles = count_roles(connection, key)
        if not roles:
            raise StoreError(key, "takes part in no event of the record")
        # Without a choice the first role that it has.
        shown: str = role or next(r for r in ("actor", "recipient", "source") if roles[r])
        if form is not None:
            entries = entries_of_party(connection, key, shown, most=FILE)
            events = exported(connection, entries)
            return event_file("csv" if form == "csv" else "json", f"actor-{shown}", events)
        number = min(number, max(1, -(-roles[shown] // SHOWN)))
        entries = entries_of_party(connection, key, shown, most=SHOWN, after=(number - 1) * SHOWN)
        told = dealings(connection, key)
        side = side_of_party(connection, key)
        processes = [p for p in load_processes(connection) if side in p.parties]
    context = {
        "tab": "actors",
        "key": key,
        "side": side,
        "roles": roles,
        "role": shown,
        "sheet": Sheet(entries, number, roles[shown], SHOWN),
        "dealings": told,
        "latest": LATEST,
        "classes": by_class(told.types),
        "in_processes": processes,
        "file": FILE,
    }
    return page(request, "actor.html", context)
