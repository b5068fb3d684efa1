"""The ledger of agreements: terms, promised and delivered, how far it is carried out, evidence of each step."""

from collections.abc import Iterable, Mapping

from communique.process.cite import cite, day_of, said, terms_of, told_in
from communique.process.wording import sentence_of
from communique.record import Entry, EventType, Thread, ThreadKind, ThreadState, ThreadStatus
from communique.record.process import Agreement, Implementation, LedgerStep

_HALF = 0.5
_STEPS = frozenset(
    {EventType.AGREE, EventType.RETREAT, EventType.COOPERATE, EventType.CONCEDE, EventType.REJECT, EventType.AID}
)


def agreements(threads: Iterable[Thread], entries: Mapping[tuple[str, str], Entry]) -> list[Agreement]:
    """The ledger, the latest agreement first; `entries` by report id and event id."""
    found = []
    for thread in threads:
        if thread.kind is not ThreadKind.AGREEMENT:
            continue
        told = told_in(thread, entries)
        if any(e.event.event_type is EventType.AGREE for e in told):
            found.append((said(told[0]), _agreement(thread, told)))
    found.sort(key=lambda pair: (pair[1].steps[-1].day or "", pair[0]), reverse=True)
    return [agreement for _, agreement in found]


def implementation_of(state: ThreadState) -> Implementation | None:
    """How far it is carried out, on the scale of the Peace Accords Matrix (Kroc Institute): 0 to 3.

    Under half of what was promised is minimal, from half on intermediate. None where nothing was struck.
    """
    match state.status:
        case None:
            return None
        case ThreadStatus.VIOLATED:
            return Implementation.VIOLATED
        case ThreadStatus.SUSPENDED:
            return Implementation.SUSPENDED
        case ThreadStatus.IMPLEMENTED:
            return Implementation.FULL
        case ThreadStatus.PARTLY_IMPLEMENTED:
            if state.promised and state.delivered and state.delivered.value < _HALF * state.promised.value:
                return Implementation.MINIMAL
            return Implementation.INTERMEDIATE
    return Implementation.NONE


def _agreement(thread: Thread, told: list[Entry]) -> Agreement:
    struck = [e for e in told if e.event.event_type is EventType.AGREE]
    parties = dict.fromkeys(p.side for e in struck for p in e.event.actors)
    return Agreement(
        thread=thread.id,
        issue=thread.issue,
        parties=tuple(parties) or thread.sides,
        struck=thread.state.time,
        place=thread.state.place,
        terms=tuple(dict.fromkeys(term for e in struck for term in terms_of(e.event))),
        promised=thread.state.promised,
        delivered=thread.state.delivered,
        status=thread.state.status,
        implementation=implementation_of(thread.state),
        independent=thread.independent,
        steps=tuple(_step(e) for e in told if e.event.event_type in _STEPS),
    )


def _step(entry: Entry) -> LedgerStep:
    event = entry.event
    told = event.modality.value == "actual" and event.polarity.value == "positive"
    return LedgerStep(day=day_of(entry), what=sentence_of(entry), happened=told, citations=(cite(entry),))
