"""What an event says of the thing that it tells, in the form in which two are compared."""

import math
import re
import unicodedata
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from communique.record import Days, Entry, Event, EventType, Issue, Modality, Place, Polarity, ThreadKind, days_covered

ISSUES_OF_ONE_MATTER = (
    frozenset({Issue.PRISONERS, Issue.REMAINS, Issue.CIVILIANS}),
    frozenset({Issue.CEASEFIRE, Issue.MONITORING, Issue.SECURITY_GUARANTEES}),
    frozenset({Issue.WITHDRAWAL, Issue.TERRITORY}),
    frozenset({Issue.AID, Issue.HUMANITARIAN_ACCESS}),
    frozenset({Issue.TALKS, Issue.LEADERS_MEETING}),
)
"""Issues that one bargain often covers, and that reports take for one another."""
MEETING_ISSUES = frozenset({Issue.TALKS, Issue.LEADERS_MEETING})
_STEPS = frozenset({EventType.RETREAT, EventType.COOPERATE, EventType.CONCEDE})
_PARAGRAPH = re.compile(r"\n\s*\n")


def days_of(event: Event) -> Days | None:
    """When an event took or takes place, by whole days; None where it is not told."""
    return days_covered(event.time)


def said_on(entry: Entry) -> date | None:
    """When it was said: the day of publication, else the day told."""
    days = days_of(entry.event)
    return entry.report.published or (days.first if days else None)


def order_of(entry: Entry) -> str:
    """The place of an entry's report in the order in which things were said: by day, then by report.

    It does not depend on when a report came into the record, so that the record stands the same in whichever order
    reports come.
    """
    return f"{said_on(entry) or date.min} {entry.report.id}"


def told_on(entry: Entry) -> Days | None:
    """The day told, else what publication lets expect of a thing that happened: that day or the one before."""
    days = days_of(entry.event)
    if days is not None or entry.report.published is None:
        return days
    return Days(entry.report.published - timedelta(days=1), entry.report.published)


def sides_of(event: Event) -> frozenset[str]:
    """The sides that take part in an event, as actors or recipients."""
    return frozenset(p.side for p in (*event.actors, *event.recipients))


def actors_of(event: Event) -> frozenset[str]:
    """The sides that act."""
    return frozenset(p.side for p in event.actors)


def one_matter(one: Issue | None, other: Issue | None) -> bool:
    """Whether two issues are one, or of one bargain."""
    if one is None or other is None:
        return False
    return one is other or any(one in group and other in group for group in ISSUES_OF_ONE_MATTER)


def kind_of(event: Event) -> ThreadKind:
    """What thread an event can begin: what is done to people, a meeting, a bargain and its steps, or only words."""
    match event.event_type:
        case EventType.ASSAULT:
            return ThreadKind.INCIDENT
        case EventType.CONSULT:
            return ThreadKind.MEETING
        case EventType.AGREE:
            planned = event.modality is not Modality.ACTUAL
            return ThreadKind.MEETING if event.issue in MEETING_ISSUES and planned else ThreadKind.AGREEMENT
        case kind if kind in _STEPS and event.issue is not None and event.issue not in MEETING_ISSUES:
            return ThreadKind.AGREEMENT
    return ThreadKind.STATEMENT


LENGTHS = frozenset("second minute hour day week month year".split())
"""What durations are counted in: they are terms, and no things counted."""
_SINGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child", "bodies": "body"}


def noun_of(what: str) -> str:
    """The thing counted, by its noun in the singular: "sick detainees" are detainees."""
    last = (what.split() or [""])[-1].casefold()
    if last in _SINGULAR:
        return _SINGULAR[last]
    if last.endswith("ies") and len(last) > 4:
        return last[:-3] + "y"
    return last[:-1] if last.endswith("s") and not last.endswith("ss") else last


def is_denied(event: Event) -> bool:
    """Whether the text says that it did not happen."""
    return event.polarity is Polarity.NEGATIVE


def place_key(place: Place | None) -> str | None:
    """The name of a place as it is compared."""
    if place is None:
        return None
    plain = unicodedata.normalize("NFKD", place.name)
    return "".join(c for c in plain if c.isalnum()).casefold() or None


def kilometres(one: Place, other: Place) -> float | None:
    """The distance between two places (haversine, a sphere of 6371 km); None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b, c, d = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def paragraph_of(entry: Entry) -> int:
    """The number of the paragraph in which an event is told."""
    return bisect_right(_paragraph_ends(entry.report.text), entry.event.evidence[0].start)


@lru_cache(maxsize=8)
def _paragraph_ends(text: str) -> list[int]:
    """Where the breaks between paragraphs end; kept, since each event of a report is held against many."""
    return [found.end() for found in _PARAGRAPH.finditer(text)]
