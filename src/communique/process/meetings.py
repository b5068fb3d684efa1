"""Meetings held, planned, possible and cancelled: who, where, how high, who stayed away."""

from collections.abc import Iterable, Mapping

from communique.process.cite import cite_all, said, told_in
from communique.record import Entry, Party, PartyKind, Polarity, Thread, ThreadKind
from communique.record.process import Meeting


def meetings(threads: Iterable[Thread], entries: Mapping[tuple[str, str], Entry]) -> list[Meeting]:
    """The meetings, the latest first; `entries` by report id and event id."""
    found = []
    for thread in threads:
        told = told_in(thread, entries)
        if thread.kind is ThreadKind.MEETING and told:
            found.append((said(told[0]), _meeting(thread, told)))
    found.sort(key=lambda pair: (pair[1].time.start if pair[1].time else "", pair[0]), reverse=True)
    return [meeting for _, meeting in found]


def _meeting(thread: Thread, told: list[Entry]) -> Meeting:
    here = [e for e in told if e.event.event_type.value == "CONSULT"] or told
    came = [e for e in here if e.event.polarity is Polarity.POSITIVE]
    parties = [p for e in came for p in (*e.event.actors, *e.event.recipients)]
    present = dict.fromkeys(p.side for p in parties)
    stayed = dict.fromkeys(
        p.side
        for e in here
        if e.event.polarity is Polarity.NEGATIVE and len(e.event.actors) == 1
        for p in e.event.actors
    )
    place = thread.state.place
    return Meeting(
        thread=thread.id,
        status=thread.state.status,
        time=thread.state.time,
        place=place,
        parties=tuple(present),
        people=tuple(dict.fromkeys(p.name for p in parties if p.kind is PartyKind.PERSON)),
        hosts=(place.country,) if place and place.country and place.country not in present else (),
        absent=tuple(side for side in stayed if side not in present),
        level=_level(parties),
        issue=thread.issue,
        independent=thread.independent,
        citations=cite_all(told),
    )


def _level(parties: list[Party]) -> str | None:
    """Persons where people are named, delegations where only sides are."""
    if any(p.kind is PartyKind.PERSON for p in parties):
        return "named people"
    return "delegations" if parties else None
