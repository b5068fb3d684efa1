"""What a reviewer has before him: one event of the queue, with all that helps to decide about it."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from communique.pipeline.queue import queue
from communique.pipeline.threads import thread_of_act
from communique.record import Action, Decision, Entry, Event, EventType, Link, Party, Status, Thread
from communique.store import Connection, MovedOnError
from communique.store.decision_log import last_decisions, last_standing, load_log, undone_by
from communique.store.events import entry_of_act
from communique.store.queue import COUNTED, Filters, Waiting, entries_of_acts, frames
from communique.store.threads import load_linked
from communique.web.access import Visitor, settings_of, visitor_of
from communique.web.members import Members
from communique.web.page import page

COMING = 8
"""Events of the queue that are shown beside the one that is looked at."""
TOLD_TOO = 8
"""Other tellings of its thread that are shown."""
LONGEST = 1600
"""Characters of a paragraph that are shown around the words."""
_SHOWN = {
    "waiting": (Status.MACHINE,),
    "decided": (Status.ACCEPTED, Status.EDITED, Status.REJECTED),
    "all": tuple(Status),
}
Share = Annotated[float, Field(ge=0, le=1)]
_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Queue:
    """Which queue is asked for, and where in it; `done` are decisions just taken, to be told."""

    process: str
    kind: EventType | None
    coder: str
    below: float
    show: Literal["waiting", "decided", "all"]
    pool: int
    at: int | None
    done: str

    def filters(self, request: Request, connection: Connection) -> Filters:
        """The filters as the store has them, with the members of the process, which are kept in memory."""
        members: Members = request.app.state.members
        uids = members.of(connection, self.process) if self.process else None
        return Filters(self.process, self.kind, self.coder, self.below, _SHOWN[self.show], uids)

    def where(self, path: str = "/review", **changed: object) -> str:
        """The address of a page on this queue."""
        asked = {
            "process": self.process,
            "type": self.kind and self.kind.value,
            "coder": self.coder,
            "below": self.below if self.below < 1 else None,
            "show": self.show if self.show != "waiting" else None,
            "pool": self.pool if self.pool > 1 else None,
        } | changed
        told = urlencode([(name, str(value)) for name, value in asked.items() if value not in (None, "")])
        return f"{path}?{told}" if told else path


def queue_of(
    process: str = "",
    type: Annotated[EventType | Literal[""], Query()] = "",  # noqa: A002 - the name in addresses
    coder: str = "",
    below: Annotated[Share | Literal[""], Query()] = "",
    show: Literal["waiting", "decided", "all"] = "waiting",
    pool: Annotated[int, Query(ge=1, le=10_000)] = 1,
    at: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    done: Annotated[str, Query(pattern=r"^(\d{1,9}(-\d{1,9})?)?$")] = "",
) -> Queue:
    """The queue that an address names."""
    return Queue(process, type or None, coder, 1.0 if below == "" else below, show, pool, at, done)


AskedQueue = Annotated[Queue, Depends(queue_of)]


@dataclass(frozen=True, slots=True)
class Desk:
    """One event to decide about. `last` is the number of the last decision on it, which every form brings back."""

    entry: Entry
    last: int
    log: list[Decision]
    undone: dict[int, int]
    paragraph: list[tuple[str, bool]]
    elsewhere: list[str]
    thread: Thread | None
    others: list[tuple[Entry, Link]]
    link: Link | None


def desk_of(connection: Connection, act: int) -> Desk:
    """The event of that act; StoreError where there is none."""
    entry = entry_of_act(connection, act)
    log = load_log(connection, act=act)
    thread = thread_of_act(connection, act)
    others, own = _tellings(connection, thread, act)
    paragraph, elsewhere = in_context(entry)
    last = log[0].number if log else 0
    return Desk(entry, last, log, undone_by(connection, log), paragraph, elsewhere, thread, others, own)


def show_desk(
    request: Request,
    asked: Queue,
    act: int | None = None,
    *,
    mode: str = "look",
    status: int = 200,
    **more: object,
) -> Response:
    """The page for one event, or its part that changes where the browser asks for that alone."""
    store, visitor = settings_of(request).store, visitor_of(request)
    with store.reading() as connection:
        waiting, count = queue(connection, asked.filters(request, connection), pool=asked.pool)
        act = act if act is not None else asked.at if asked.at is not None else waiting[0].act if waiting else None
        desk = desk_of(connection, act) if act is not None else None
        before, after, coming = _around(waiting, act)
        own = last_standing(connection, visitor.name)
        told = {
            "asked": asked,
            "tab": "review",
            "mode": mode,
            "desk": desk,
            "before": before,
            "after": after,
            "coming": entries_of_acts(connection, [w.act for w in coming]),
            "count": count_words(count),
            "own": own,
            "own_last": last_decisions(connection, [own.act])[own.act] if own and own.act is not None else 0,
            "done": just_done(connection, asked.done, visitor),
            "frames": [] if request.headers.get("HX-Request") else frames(connection),
            "types": list(EventType),
            "may": visitor.role.value >= 2,
            "conflict": "",
            "actions": ACTIONS,
            "slots_of": slots_of,
            **more,
        }
    template = "review_desk.html" if request.headers.get("HX-Request") else "review.html"
    return page(request, template, told, status=status, headers={"Vary": "HX-Request"})


def moved_on(request: Request, asked: Queue, error: MovedOnError) -> Response:
    """What another decided in the meantime, with the event as it stands now, to be decided upon again."""
    return show_desk(request, asked, error.act, status=409, conflict=error.reason)


def go_on(asked: Queue, decisions: list[Decision], *, at: int | None = None) -> Response:
    """To the next event, with a line on what was done."""
    numbers = [d.number for d in decisions]
    done = f"{min(numbers)}-{max(numbers)}" if len(numbers) > 1 else str(numbers[0]) if numbers else None
    return RedirectResponse(asked.where(at=at, done=done), 303)


@dataclass(frozen=True, slots=True)
class Done:
    """A decision of the visitor that was just taken, with the last one on its act, and whether it stands."""

    decision: Decision
    last: int
    quote: str


def just_done(connection: Connection, done: str, visitor: Visitor) -> list[Done]:
    """The decisions of the visitor that the address names, those that still stand."""
    if not done:
        return []
    first, _, last = done.partition("-")
    numbers = int(first), min(int(last or first), int(first) + 100)
    log = [d for d in load_log(connection, numbers=numbers) if d.reviewer == visitor.name and d.act is not None]
    undone = undone_by(connection, log)
    lasts = last_decisions(connection, [d.act for d in log if d.act is not None])
    entries = entries_of_acts(connection, list(lasts))
    return [
        Done(d, lasts[d.act], entries[d.act].event.evidence[0].quote)
        for d in reversed(log)
        if d.act is not None and d.act in entries and d.number not in undone
    ]


def in_context(entry: Entry) -> tuple[list[tuple[str, bool]], list[str]]:
    """The paragraph of an event's first words, in pieces of which those that tell it are marked; its other words."""
    text, spans = entry.report.text, entry.event.evidence
    first = spans[0]
    breaks = [found.span() for found in _BREAK.finditer(text)]
    begin = max((end for _, end in breaks if end <= first.start), default=0)
    end = min((start for start, _ in breaks if start >= first.end), default=len(text))
    begin, end = max(begin, first.start - LONGEST // 2), min(end, first.end + LONGEST // 2)
    pieces: list[tuple[str, bool]] = []
    at = begin
    for span in sorted(spans, key=lambda s: s.start):
        if at <= span.start and span.end <= end:
            pieces += [(text[at : span.start], False), (span.quote, True)]
            at = span.end
    pieces.append((text[at:end], False))
    elsewhere = [s.quote for s in spans if not (begin <= s.start and s.end <= end)]
    return [piece for piece in pieces if piece[0]], elsewhere


def slots_of(event: Event) -> list[tuple[str, list[str]]]:
    """Who takes part, one line each, as the card of an event shows them beside its facts."""
    rows = (("who", event.actors), ("to whom", event.recipients), ("according to", event.attribution))
    return [(name, [party_line(p) for p in parties]) for name, parties in rows if parties]


def party_line(party: Party) -> str:
    """A party with its kind, country and sector, and the words used for it where they are others."""
    marks = ", ".join(str(m) for m in (party.kind.value.replace("_", " "), party.country, party.sector) if m)
    words = f", “{party.text}”" if party.text and party.text != party.name else ""
    return f"{party.name} ({marks}{words})"


def count_words(count: int) -> str:
    """`12 events`, `more than 1,000 events`."""
    if count > COUNTED:
        return f"more than {COUNTED:,} events"
    return f"{count} event{'s' * (count != 1)}"


ACTIONS = {
    Action.ACCEPT: "Accepted",
    Action.REJECT: "Rejected",
    Action.EDIT: "Edited",
    Action.MERGE: "Merged into another thread",
    Action.SPLIT: "Split from its thread",
    Action.UNDO: "Taken back",
}
"""What was done, in words."""


def _tellings(connection: Connection, thread: Thread | None, act: int) -> tuple[list[tuple[Entry, Link]], Link | None]:
    if thread is None:
        return [], None
    (linked,) = load_linked(connection, [int(thread.id)]) or (None,)
    if linked is None:
        return [], None
    others = [(e, linked.links[e.act]) for e in linked.entries if e.act != act and e.act in linked.links]
    return others[:TOLD_TOO], linked.links.get(act)


def _around(waiting: list[Waiting], act: int | None) -> tuple[int | None, int | None, list[Waiting]]:
    """The acts before and after this one, and those that come; one that is not in the queue comes before all."""
    acts = [w.act for w in waiting]
    at = acts.index(act) if act in acts else -1
    before = acts[at - 1] if at > 0 else None
    after = acts[at + 1] if at + 1 < len(acts) else None
    return before, after, waiting[at + 1 : at + 1 + COMING]


def pair_of(written: str) -> tuple[int, int]:
    """`12:7`, a number and the last decision on its act that the form was drawn from."""
    number, _, seen = written.partition(":")
    return number_of(number), number_of(seen)


def number_of(given: str | None) -> int:
    """A number that a form of ours brings; ValueError where it brings none."""
    if given is None or not given.isascii() or not given.isdigit() or len(given) > 9:
        raise ValueError("the form is not whole; load the page again")
    return int(given)
