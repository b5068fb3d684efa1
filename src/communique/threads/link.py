"""Whether an event belongs to a thread: a score between 0 and 1, and the reason in words.

Each kind of thread has its own tests. A test that fails says that it cannot be (a score of 0); each that holds adds to
the score. Nothing is merged under LINKED.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.record import Days, Entry, Event, EventType, Issue, Modality, Place, Quantity, ThreadKind
from communique.threads.bundle import Bundle
from communique.threads.told import (
    LENGTHS,
    MEETING_ISSUES,
    actors_of,
    days_of,
    is_denied,
    kilometres,
    kind_of,
    noun_of,
    one_matter,
    paragraph_of,
    place_key,
    said_on,
    sides_of,
    told_on,
)

LINKED = 0.5
"""The score from which an event is taken into a thread."""
NEAR_KM, FAR_KM = 10.0, 40.0
DAY_SPREAD = 1
"""Days by which reports of one attack may differ."""
WEEK_SPREAD = 8
"""Days by which reports may differ on when a bargain was struck: "last Sunday" is read in two ways."""
STALE_DAYS = 60
"""Days without a word after which a bargain or a meeting is no longer the one spoken of."""
HISTORY_DAYS = 45
"""Days before it was first spoken of from which on what took place is another, older thing."""
_PEOPLE = frozenset(
    "prisoner detainee captive hostage fighter soldier combatant person people man individual pow inmate".split()
)
_ENDS = frozenset({EventType.SANCTION})
"""What suspends a bargain or quits it."""
_BLAMES = frozenset({EventType.ACCUSE, EventType.REJECT})
_SPEAKS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.COERCE})


@dataclass(frozen=True, slots=True)
class Judged:
    """How well an event fits a thread, and why."""

    score: float
    reason: str


NOTHING = Judged(0.0, "")


def judge(entry: Entry, bundle: Bundle) -> Judged:
    """How well an event fits a thread."""
    return _JUDGES[bundle.kind](entry, bundle)


def judge_incident(entry: Entry, bundle: Bundle) -> Judged:
    """An attack: one place and one day; who did it may be disputed, and the toll may grow."""
    event = entry.event
    if kind_of(event) is not ThreadKind.INCIDENT:
        about = event.event_type in _BLAMES or (event.event_type in _SPEAKS and _about_no_bargain(event))
        return _speaks_of(entry, bundle) if about else NOTHING
    where = _one_place(event.place, bundle.places)
    when = _one_day(told_on(entry), [d for e in bundle.core if (d := told_on(e))], DAY_SPREAD)
    if where is False or when is False:
        return NOTHING
    if _excluding_modes(event, bundle) or not _near_tolls(event, bundle):
        return NOTHING
    same_report = any(e.report.id == entry.report.id for e in bundle.entries)
    if same_report and where is None and when is None:
        return _speaks_of(entry, bundle)
    shared = sides_of(event) & bundle.sides
    told = days_of(event) is not None and bool(bundle.days)
    parts = [
        (0.45 if where else 0.0, "one place"),
        (0.3 if when and told else 0.15 if when else 0.0, "one day"),
        (0.15 if shared else 0.0, "the same parties"),
        (0.1 if event.casualties and any(e.event.casualties for e in bundle.core) else 0.0, "a toll"),
        (0.15 if _same_toll(event, bundle) else 0.0, "the same number of dead"),
        (0.1 if event.mode and any(e.event.mode == event.mode for e in bundle.core) else 0.0, "one kind of attack"),
    ]
    return _sum(parts)


def judge_meeting(entry: Entry, bundle: Bundle) -> Judged:
    """A meeting: the same sides and, once held, the same day; a planned one may be moved, and be called off."""
    event = entry.event
    if kind_of(event) is not ThreadKind.MEETING:
        about = event.issue in MEETING_ISSUES and event.event_type in _SPEAKS | {EventType.AGREE}
        if not about or bundle.happened() or not _fresh(entry, bundle):
            return NOTHING
        shared = bool(sides_of(event) & bundle.sides)
        told_here = any(e.report.id == entry.report.id for e in bundle.entries)
        return _sum(
            [
                (0.35, "the same talks"),
                (0.2 if shared else 0.0, "the same parties"),
                (0.15 if told_here else 0.0, "told in one report"),
            ]
        )
    sides = sides_of(event)
    needed = min(2, len(sides), len(bundle.sides))
    if len(sides & bundle.sides) < max(1, needed) and not (is_denied(event) and not sides):
        return NOTHING
    if not _fresh(entry, bundle):
        return NOTHING
    held, done = event.modality is Modality.ACTUAL and not is_denied(event), bundle.happened()
    when = _one_day(told_on(entry) if held else days_of(event), bundle.days, 0)
    of_leaders = Issue.LEADERS_MEETING in (event.issue, bundle.issue) and event.issue is not bundle.issue
    if of_leaders and when is not True:
        return NOTHING
    where = _one_place(event.place, bundle.places)
    # What was held and what is yet to come are two meetings, unless the day says otherwise.
    if held != done and not (held and _was_due(entry, bundle)) and when is not True:
        return NOTHING
    if held and done and (when is False or where is False):
        return NOTHING
    return _sum(
        [
            (0.4 if len(sides & bundle.sides) >= 2 else 0.25, "the same parties"),
            (0.3 if when else 0.0 if when is None else -0.05, "one day"),
            (0.2 if where else 0.0, "one place"),
            (0.2 if not done and not held else 0.0, "a round to come"),
            (0.1 if event.issue is not None and event.issue is bundle.issue else 0.0, "one issue"),
        ]
    )


def judge_agreement(entry: Entry, bundle: Bundle) -> Judged:
    """A bargain, with each step that carries it out or holds it up."""
    event = entry.event
    if event.event_type not in _SPEAKS | _ENDS and kind_of(event) is not ThreadKind.AGREEMENT:
        return NOTHING
    one = one_matter(event.issue, bundle.issue)
    # Most are told apart by this alone, and it costs least.
    if not one and (event.issue or event.event_type not in _SPEAKS):
        return NOTHING
    if not _fresh(entry, bundle) or _is_history(entry, bundle):
        return NOTHING
    shared = sides_of(event) & bundle.all_sides
    beside = _same_paragraph(entry, bundle)
    if not one:
        near = shared and beside
        return _sum([(0.55, "said of it in the same paragraph")]) if near else NOTHING
    counted = _counted(event)
    if counted is not None and not _counts_alike(counted, bundle):
        return NOTHING
    if kind_of(event) is ThreadKind.AGREEMENT and _another_bargain(entry, bundle):
        return NOTHING
    number = counted is not None and counted.value is not None and _same_number(counted, bundle)
    if event.event_type is EventType.COERCE and not number:
        return NOTHING
    return _sum(
        [
            (0.35, "one issue"),
            (0.25 if len(shared) >= 2 else 0.2 if shared else 0.05 if not event.actors else 0.0, "the same parties"),
            (0.2 if number else 0.1 if counted is not None else 0.0, "the same thing counted"),
            (0.1 if kind_of(event) is ThreadKind.AGREEMENT else 0.0, "a step of it"),
            (0.1 if beside else 0.0, "told beside it"),
        ]
    )


def judge_statement(entry: Entry, bundle: Bundle) -> Judged:
    """Words: told by several reports, by the same people about the same matter within days."""
    event, other = entry.event, bundle.entries[0].event
    if event.event_type is not other.event_type or event.polarity is not other.polarity:
        return NOTHING
    if not event.actors or actors_of(event) != actors_of(other):
        return NOTHING
    if any(e.report.id == entry.report.id for e in bundle.entries):
        return NOTHING
    told, theirs = set(_words(event)), set(_words(other))
    alike = len(told & theirs) / max(1, min(len(told), len(theirs)))
    recipients = frozenset(map(str, (p.key for p in event.recipients))) & {p.key for p in other.recipients}
    return _sum(
        [
            (0.2, "the same speaker"),
            (0.15 if recipients else 0.0, "the same addressee"),
            (0.15 if event.issue and event.issue is other.issue else 0.0, "one issue"),
            (0.5 * alike if alike >= 0.4 else 0.0, "much the same words"),
        ]
    )


_JUDGES: dict[ThreadKind, Callable[[Entry, Bundle], Judged]] = {
    ThreadKind.INCIDENT: judge_incident,
    ThreadKind.MEETING: judge_meeting,
    ThreadKind.AGREEMENT: judge_agreement,
    ThreadKind.STATEMENT: judge_statement,
}


def _about_no_bargain(event: Event) -> bool:
    return event.issue in (None, Issue.ACCOUNTABILITY, Issue.CIVILIANS, Issue.OTHER)


def _sum(parts: Sequence[tuple[float, str]]) -> Judged:
    held = [(score, reason) for score, reason in parts if score > 0]
    total = sum(score for score, _ in parts)
    return Judged(round(min(1.0, max(0.0, total)), 3), ", ".join(reason for _, reason in held))


def _speaks_of(entry: Entry, bundle: Bundle) -> Judged:
    """Blame, denial or a demand beside the attack that it is about."""
    # In a paragraph on an attack, the issue of what is said there is the least certain of its slots.
    if _same_paragraph(entry, bundle):
        return _sum([(0.75 if _about_no_bargain(entry.event) else 0.65, "said of it in the same paragraph")])
    if not _about_no_bargain(entry.event):
        return NOTHING
    party = entry.event.event_type is not EventType.REQUEST and actors_of(entry.event) & bundle.all_sides
    if party and _same_paragraph(entry, bundle, reach=1):
        return _sum([(0.5, "said by a party to it in the next paragraph")])
    return NOTHING


def _same_paragraph(entry: Entry, bundle: Bundle, reach: int = 0) -> bool:
    here = paragraph_of(entry)
    return any(e.report.id == entry.report.id and abs(paragraph_of(e) - here) <= reach for e in bundle.core)


def _one_place(place: Place | None, others: Sequence[Place]) -> bool | None:
    """Whether a place is one of these; None where that is not told."""
    if place is None or not others:
        return None
    for other in others:
        if place_key(place) == place_key(other):
            return True
        apart = kilometres(place, other)
        if apart is not None and apart <= NEAR_KM:
            return True
        mine, theirs = place_key(place) or "", place_key(other) or ""
        if apart is None and place.country == other.country and (mine in theirs or theirs in mine):
            return None
    if all((kilometres(place, o) or FAR_KM + 1) > FAR_KM or place.country != o.country for o in others):
        return False
    return None


def _one_day(days: Days | None, others: Sequence[Days], spread: int) -> bool | None:
    if days is None or not others:
        return None
    return min(days.gap(other) for other in others) <= spread


def _fresh(entry: Entry, bundle: Bundle) -> bool:
    said = said_on(entry)
    if said is None or bundle.last_said is None or bundle.first_said is None:
        return True
    return (said - bundle.last_said).days <= STALE_DAYS and (bundle.first_said - said).days <= STALE_DAYS


def _is_history(entry: Entry, bundle: Bundle) -> bool:
    """Whether one of the two took place long before the other was first spoken of."""
    days, theirs = days_of(entry.event), bundle.days
    if days is not None and bundle.first_said is not None and entry.event.modality is Modality.ACTUAL:
        return (bundle.first_said - days.last).days > HISTORY_DAYS
    said = said_on(entry)
    return bool(said and theirs) and all((said - d.last).days > HISTORY_DAYS for d in theirs if said)


def _was_due(entry: Entry, bundle: Bundle) -> bool:
    """Whether a meeting that was held is the one that was to come then."""
    day = told_on(entry)
    return day is not None and any(day.gap(due) <= 1 for due in bundle.days)


def _excluding_modes(event: Event, bundle: Bundle) -> bool:
    modes = {e.event.mode for e in bundle.core if e.event.mode}
    return bool(event.mode and modes and event.mode not in modes and {event.mode, *modes} & {"abduct", "sexual"})


def _near_tolls(event: Event, bundle: Bundle) -> bool:
    """Whether the dead told could be those of the thread: within a factor of four, or five people."""
    told = event.casualties and event.casualties.killed and event.casualties.killed.low
    others = [k.low for e in bundle.core if e.event.casualties and (k := e.event.casualties.killed) and k.low]
    if not told or not others:
        return True
    return any(abs(told - o) <= 5 or max(told, o) <= 4 * min(told, o) for o in others)


def _same_toll(event: Event, bundle: Bundle) -> bool:
    told = event.casualties and event.casualties.killed
    return bool(told and told.low) and any(
        e.event.casualties and e.event.casualties.killed == told for e in bundle.core
    )


def _counted(event: Event) -> Quantity | None:
    return next((q for q in event.quantities if noun_of(q.what) not in LENGTHS), None)


def _counts_alike(quantity: Quantity, bundle: Bundle) -> bool:
    """Whether the same things are counted: people held by any word for them, or the very noun or number."""
    theirs = [q for e in bundle.entries for q in e.event.quantities if noun_of(q.what) not in LENGTHS]
    if not theirs:
        return True
    noun, nouns = noun_of(quantity.what), {noun_of(q.what) for q in theirs}
    if noun in nouns or (noun in _PEOPLE and nouns & _PEOPLE):
        return True
    return any(q.value and q.value == quantity.value for q in theirs)


def _same_number(quantity: Quantity, bundle: Bundle) -> bool:
    return any(
        q.value == quantity.value for e in bundle.entries for q in e.event.quantities if noun_of(q.what) not in LENGTHS
    )


def _another_bargain(entry: Entry, bundle: Bundle) -> bool:
    """Whether this was agreed on a day on which the thread's was not."""
    event = entry.event
    if event.event_type is not EventType.AGREE or is_denied(event) or event.modality is not Modality.ACTUAL:
        return False
    struck = [
        d
        for e in bundle.core
        if e.event.event_type is EventType.AGREE
        and e.event.modality is Modality.ACTUAL
        and not is_denied(e.event)
        and (d := days_of(e.event)) is not None
    ]
    days = days_of(event)
    if days is None or not struck:
        return False
    apart = min(days.gap(d) for d in struck)
    mine, theirs = _counted(event), [q for e in bundle.core if (q := _counted(e.event))]
    counted_alike = mine is not None and any(mine.value == q.value for q in theirs)
    other_count = mine is not None and bool(theirs) and not counted_alike
    return not counted_alike and apart > (DAY_SPREAD if other_count else WEEK_SPREAD)


def _words(event: Event) -> list[str]:
    return [w.strip(".,;:\"'“”‘’()").casefold() for s in event.evidence for w in s.quote.split() if len(w) > 3]
