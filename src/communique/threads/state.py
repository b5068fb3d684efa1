"""How a thread stands after its latest report: status, day and place, what was promised and delivered, the toll."""

from collections.abc import Sequence
from datetime import date

from communique.record import (
    Bounds,
    Entry,
    EventTime,
    EventType,
    Link,
    Modality,
    PartyKind,
    Place,
    Share,
    Tally,
    Thread,
    ThreadKind,
    ThreadState,
    ThreadStatus,
    Toll,
    days_covered,
    independent_sources,
)
from communique.threads.bundle import Bundle
from communique.threads.casualties import DEFAULT_RULE, toll_of
from communique.threads.told import LENGTHS, days_of, is_denied, kind_of, noun_of, said_on

_STEPS = frozenset({EventType.RETREAT, EventType.COOPERATE, EventType.CONCEDE, EventType.AID})


def thread_of(number: str, bundle: Bundle, links: Sequence[Link], rule: str = DEFAULT_RULE) -> Thread:
    """The thread that a bundle has become; `rule` names how the best toll is chosen."""
    state = state_of(bundle, rule)
    sides = {p.side: None for e in bundle.entries for p in (*e.event.actors, *e.event.recipients)}
    return Thread(
        id=number,
        kind=bundle.kind,
        issue=bundle.issue,
        sides=tuple(sides),
        links=tuple(links),
        state=state,
        independent=independent_sources(bundle.entries),
        contradictions=tuple(_contradictions(bundle, state)),
    )


def state_of(bundle: Bundle, rule: str = DEFAULT_RULE) -> ThreadState:
    """The state of a thread by its kind."""
    match bundle.kind:
        case ThreadKind.INCIDENT:
            return _incident(bundle, rule)
        case ThreadKind.MEETING:
            return _meeting(bundle)
        case ThreadKind.AGREEMENT:
            return _agreement(bundle)
    return ThreadState(time=_latest_time(bundle.entries), place=_latest_place(bundle.entries))


def _incident(bundle: Bundle, rule: str) -> ThreadState:
    return ThreadState(
        time=_latest_time(bundle.core),
        place=_latest_place(bundle.core),
        killed=toll_of(bundle.entries, "killed", rule),
        injured=toll_of(bundle.entries, "injured", rule),
    )


def _meeting(bundle: Bundle) -> ThreadState:
    """The firmest of what the latest report says of it; a round that is put elsewhere is not called off."""
    latest: list[Entry] = []
    for entry in reversed(bundle.core):
        if latest and entry.report.id != latest[0].report.id:
            break
        latest.append(entry)
    held = [e for e in bundle.core if _took_place(e)]
    planned = [e for e in latest if not is_denied(e.event) and e.event.modality is Modality.PLANNED]
    if held:
        chosen, status = held[-1], ThreadStatus.HELD
    elif planned:
        chosen, status = planned[0], ThreadStatus.PLANNED
    elif all(is_denied(e.event) for e in latest):
        due = [e for e in bundle.core if e.event.modality is Modality.PLANNED and not is_denied(e.event)]
        chosen, status = due[-1] if due else latest[0], ThreadStatus.CANCELLED
    else:
        # What was planned stays planned when a report speaks of it with less certainty.
        sure = [e for e in bundle.core if e.event.modality is Modality.PLANNED and not is_denied(e.event)]
        chosen = sure[-1] if sure else next(e for e in latest if not is_denied(e.event))
        status = ThreadStatus.PLANNED if sure else ThreadStatus.POSSIBLE
    dated = [chosen] if chosen.event.time else [e for e in bundle.core if e.event.time and not is_denied(e.event)]
    placed = [chosen] if chosen.event.place else [e for e in bundle.core if e.event.place and not is_denied(e.event)]
    return ThreadState(status=status, time=_latest_time(dated), place=_latest_place(placed))


def _took_place(entry: Entry) -> bool:
    event = entry.event
    return event.event_type is EventType.CONSULT and event.modality is Modality.ACTUAL and not is_denied(event)


def _agreement(bundle: Bundle) -> ThreadState:
    promised = _promised(bundle)
    delivered = _delivered(bundle, promised)
    accords = [e for e in bundle.core if e.event.event_type is EventType.AGREE and e.event.modality is Modality.ACTUAL]
    struck = [e for e in accords if not is_denied(e.event)]
    steps = [e for e in bundle.core if _is_step(e)]
    done = [e for e in steps if not is_denied(e.event)]
    last_done = max((said_on(e) or date.min for e in done), default=None)
    stopped = [e for e in steps if is_denied(e.event)]
    status: ThreadStatus | None = None
    if promised and delivered and delivered.value >= promised.value:
        status = ThreadStatus.IMPLEMENTED
    elif done:
        status = ThreadStatus.PARTLY_IMPLEMENTED
        if stopped and last_done is not None and (said_on(stopped[-1]) or date.min) > last_done:
            status = ThreadStatus.SUSPENDED
    elif struck:
        status = ThreadStatus.SUSPENDED if stopped else ThreadStatus.AGREED
    ended = [e for e in bundle.entries if e.event.event_type is EventType.SANCTION and not is_denied(e.event)]
    if ended and (last_done is None or (said_on(ended[-1]) or date.min) > last_done):
        status = ThreadStatus.SUSPENDED
    if _is_broken(bundle):
        status = ThreadStatus.VIOLATED
    return ThreadState(
        status=status,
        time=_latest_time(struck),
        place=_latest_place(struck),
        promised=promised,
        delivered=delivered,
    )


def _is_step(entry: Entry) -> bool:
    return entry.event.event_type in _STEPS and entry.event.modality is Modality.ACTUAL


def _is_broken(bundle: Bundle) -> bool:
    """Whether the last word of it is fighting again, where the bargain was not to fight."""
    last = bundle.entries[-1].event
    return last.event_type is EventType.ASSAULT and last.modality is Modality.ACTUAL and not is_denied(last)


def _number(entry: Entry) -> tuple[float, str] | None:
    for quantity in entry.event.quantities:
        value = quantity.value if quantity.value is not None else quantity.low
        if noun_of(quantity.what) not in LENGTHS and value is not None:
            return value, quantity.what
    return None


def _promised(bundle: Bundle) -> Tally | None:
    """The number of the bargain: what was agreed, else the most that is to be given; each side's part beside it."""
    accords: list[tuple[float, str]] = []
    parts: dict[str, tuple[float, str]] = {}
    for entry in bundle.core:
        event, number = entry.event, _number(entry)
        if number is None or is_denied(event):
            continue
        if event.event_type is EventType.AGREE and event.modality is Modality.ACTUAL:
            accords.append(number)
        elif event.modality is Modality.PLANNED:
            actors = {p.side for p in event.actors}
            if len(actors) == 1:
                side = actors.pop()
                parts[side] = max(parts.get(side, number), number)
            else:
                accords.append(number)
    if not accords and parts:
        # One side's promise alone, or what each of them promises.
        what = next(iter(parts.values()))[1]
        accords.append((sum(value for value, _ in parts.values()), what))
    if not accords:
        return None
    value, what = max(accords, key=lambda n: ([v for v, _ in accords].count(n[0]), n[0]))
    shares = tuple(Share(by=side, value=n) for side, (n, _) in parts.items() if n < value)
    return Tally(value=value, what=what, parts=shares if sum(s.value for s in shares) == value else ())


def _delivered(bundle: Bundle, promised: Tally | None) -> Tally | None:
    """What was given so far: the most that the last report with a number claims, or the parts of several days.

    An early report that gives the whole number of the bargain as done is not believed against later, smaller ones.
    """
    by_day: dict[str, float] = {}
    claims: list[tuple[str, float, str]] = []
    parts: dict[str, float] = {}
    for entry in bundle.core:
        event, number = entry.event, _number(entry)
        if number is None or is_denied(event) or not _is_step(entry):
            continue
        value, what = number
        claims.append((entry.report.id, value, what))
        actors = {p.side for p in event.actors}
        if len(actors) == 1:
            side = actors.pop()
            parts[side] = max(parts.get(side, 0), value)
        days = days_of(event)
        if days is not None and days.first == days.last and not (promised and value == promised.value):
            day = days.first.isoformat()
            # Of two numbers for one day the greater is the whole so far.
            by_day[day] = min(by_day.get(day, value), value)
    if not claims:
        return None
    last = claims[-1][0]
    value, what = max((value, what) for report, value, what in claims if report == last)
    parts_together = sum(by_day.values()) if len(by_day) > 1 else 0.0
    # More than was promised is a whole counted with its parts.
    total = value if promised and parts_together > promised.value else max(value, parts_together)
    shares = tuple(Share(by=side, value=v) for side, v in parts.items())
    return Tally(value=total, what=what, parts=shares if sum(s.value for s in shares) == total else ())


def _latest_time(entries: Sequence[Entry]) -> EventTime | None:
    """The time told last; where it is vague and a day within it was told before, as exact as that was."""
    told = [e.event.time for e in reversed(entries) if e.event.time and not is_denied(e.event)]
    latest = days_covered(told[0]) if told else None
    if latest is None:
        return told[0] if told else None
    days = [
        (time, d) for time in told if (d := days_covered(time)) and latest.first <= d.first and d.last <= latest.last
    ]
    return min(days, key=lambda pair: pair[1].number)[0]


def _latest_place(entries: Sequence[Entry]) -> Place | None:
    return next((e.event.place for e in reversed(entries) if e.event.place and not is_denied(e.event)), None)


def _contradictions(bundle: Bundle, state: ThreadState) -> list[str]:
    """Where claims exclude each other, in words."""
    found: list[str] = []
    for name, toll in (("killed", state.killed), ("injured", state.injured)):
        if toll is not None and (apart := _apart(toll)):
            found.append(f"{name}: {apart}")
    doers = [(e, frozenset(p.side for p in e.event.actors)) for e in bundle.core if e.event.actors]
    if bundle.kind is ThreadKind.INCIDENT and len({sides for _, sides in doers}) > 1:
        called = {p.side: p.name for e, _ in doers for p in e.event.actors if p.kind is PartyKind.GOVERNMENT}
        names = " / ".join(sorted({", ".join(sorted(called.get(s, s) for s in sides)) for _, sides in doers}))
        found.append(f"who did it: {names}")
    said = [e for e in bundle.core if e.event.modality is Modality.ACTUAL and kind_of(e.event) is bundle.kind]
    if any(is_denied(e.event) for e in said) and any(not is_denied(e.event) for e in said):
        deniers = sorted({s.name for e in said if is_denied(e.event) for s in e.event.attribution})
        found.append("that it happened" + (f" is denied by {', '.join(deniers)}" if deniers else " is denied"))
    return found


def _apart(toll: Toll) -> str | None:
    """Claims of one day that exclude each other, by their numbers; later claims revise earlier ones."""
    by_day: dict[date | None, list[Bounds]] = {}
    for claim in toll.claims:
        by_day.setdefault(claim.published, []).append(claim.bounds)
    for bounds in by_day.values():
        for one in bounds:
            for other in bounds:
                if one.high is not None and other.low is not None and one.high < other.low:
                    return f"{one.high} and {other.low} on one day"
    return None
