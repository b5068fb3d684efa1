"""Attacks with the bounds of their tolls, who is blamed by whom, and who denies."""

from collections.abc import Iterable, Mapping

from communique.process.cite import cite_all, said, told_in
from communique.record import Entry, EventType, Polarity, Thread, ThreadKind
from communique.record.process import Blame, Incident


def incidents(threads: Iterable[Thread], entries: Mapping[tuple[str, str], Entry]) -> list[Incident]:
    """The attacks, the latest first; `entries` by report id and event id."""
    found = []
    for thread in threads:
        told = told_in(thread, entries)
        if thread.kind is ThreadKind.INCIDENT and told:
            found.append((said(told[0]), _incident(thread, told)))
    found.sort(key=lambda pair: (pair[1].time.start if pair[1].time else "", pair[0]), reverse=True)
    return [incident for _, incident in found]


def _incident(thread: Thread, told: list[Entry]) -> Incident:
    attacks = [e for e in told if e.event.event_type is EventType.ASSAULT]
    blames = [e for e in told if e.event.event_type is EventType.ACCUSE]
    denials = [e for e in told if e.event.event_type is EventType.REJECT]
    denied = [e for e in attacks if e.event.polarity is Polarity.NEGATIVE]
    accused = [p.side for e in attacks if e not in denied for p in e.event.actors]
    accused += [p.side for e in blames for p in e.event.recipients]
    return Incident(
        thread=thread.id,
        time=thread.state.time,
        place=thread.state.place,
        modes=tuple(dict.fromkeys(e.event.mode for e in attacks if e.event.mode)),
        accused=tuple(dict.fromkeys(accused)),
        blamed_by=tuple(dict.fromkeys(p.side for e in blames for p in e.event.actors)),
        blames=tuple(_blames(blames)),
        denied_by=tuple(
            dict.fromkeys(
                [p.side for e in denials for p in e.event.actors]
                + [s.side for e in denied for s in e.event.attribution]
            )
        ),
        killed=thread.state.killed,
        injured=thread.state.injured,
        independent=thread.independent,
        contradictions=thread.contradictions,
        citations=cite_all(told),
    )


def _blames(entries: Iterable[Entry]) -> list[Blame]:
    """Who blames whom, each once; all that one of them blames stand together."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        for party in entry.event.actors:
            others = (p.side for p in entry.event.recipients if p.side != party.side)
            found.setdefault(party.side, {}).update(dict.fromkeys(others))
    return [Blame(by=by, whom=tuple(whom)) for by, whom in found.items()]
