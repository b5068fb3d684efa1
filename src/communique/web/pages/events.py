"""One event: all its slots in words, every quote, what was decided on it, how it is cited."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.export.wording import casualties_phrase, place_phrase, quantity_phrase
from communique.pipeline.threads import threads_of
from communique.process.cite import cite
from communique.record import Event
from communique.store import StoreError
from communique.store.browse import where_told
from communique.store.decisions import load_decisions
from communique.store.events import entry_of_act
from communique.store.threads import threads_of_acts
from communique.web.access import Reading, settings_of
from communique.web.exported import EventForm, event_file, exported
from communique.web.page import page
from communique.web.pages.report import Act
from communique.web.words import issue_name, status_name, written_time

router = APIRouter()
Slot = tuple[str, str, str]
"""A slot in words: its name, what it holds, the words of the report that say so."""


@router.get("/events/{act}")
def event(request: Request, _: Reading, act: Act, form: EventForm = None) -> Response:
    """One event, also one that a reviewer rejected."""
    with settings_of(request).store.reading() as connection:
        if not where_told(connection, act).current:
            raise StoreError(str(act), "no longer stands: its report was read again, and it was not found in it")
        entry = entry_of_act(connection, act)
        if form is not None:
            return event_file(form, f"event-{act}", exported(connection, [entry]))
        placed = threads_of_acts(connection, [act]).get(act)
        threads = {t.id: t for t in threads_of(connection, [entry])}
        decisions = load_decisions(connection, act=act)
    thread = threads.get(str(placed[0])) if placed else None
    told = entry.event
    context = {
        "tab": "reports",
        "entry": entry,
        "event": told,
        "slots": slots(told),
        "parties": [
            ("Who", "actor", told.actors),
            ("To whom", "recipient", told.recipients),
            ("According to", "source", told.attribution),
        ],
        "citation": cite(entry),
        "thread": thread,
        "link": next((k for k in thread.links if k.member.pair == (entry.report.id, told.id)), None)
        if thread
        else None,
        "decisions": decisions,
        "undone": {d.undoes for d in decisions},
    }
    return page(request, "event.html", context)


def slots(event: Event) -> list[Slot]:
    """What an event tells besides its parties, each with the words that it is taken from."""
    found: list[Slot] = [
        ("How", event.mode or "", ""),
        ("About", issue_name(event.issue) if event.issue else "", ""),
        ("How surely", _surety(event), ""),
        *(("How many", quantity_phrase(q), q.text) for q in event.quantities),
        ("Casualties", casualties_phrase(event.casualties) if event.casualties else "", ""),
        ("When", written_time(event.time) if event.time else "", (event.time and event.time.text) or ""),
        ("Where", place_phrase(event.place) if event.place else "", event.place.text if event.place else ""),
        ("On condition that", event.condition.quote if event.condition else "", ""),
        ("Contexts", ", ".join(map(status_name, event.contexts)), ""),
        ("Read by", event.coder, ""),
        ("Confidence of the reader", f"{event.confidence:.2f}", ""),
    ]
    return [slot for slot in found if slot[1]]


def _surety(event: Event) -> str:
    told = {"actual": "told as done", "planned": "planned", "proposed": "proposed", "possible": "possible"}
    words = told.get(event.modality.value, "conditional")
    return f"{words}; the report says that it did not happen" if event.polarity.value == "negative" else words
