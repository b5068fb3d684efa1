"""The classes of events that pages show by colour, and the lanes of the timeline."""

from collections import Counter
from collections.abc import Mapping

from communique.record import Event, EventType, Modality, Polarity
from communique.record.process import Stance

_CLASSES = {
    "talk": (EventType.CONSULT,),
    "accord": (
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.COOPERATE,
        EventType.AID,
        EventType.RETREAT,
    ),
    "demand": (EventType.REQUEST,),
    "dispute": (EventType.REJECT, EventType.ACCUSE, EventType.THREATEN),
    "force": (
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.PROTEST,
        EventType.SANCTION,
    ),
    "assess": (EventType.ASSESS,),
}
CLASS_OF = {kind: name for name, kinds in _CLASSES.items() for kind in kinds}
"""The class of each event type: its colour on every page."""
CLASS_NAMES = {
    "talk": "Talks",
    "accord": "Agreements and relief",
    "demand": "Demands",
    "dispute": "Refusals, blame, threats",
    "force": "Force and coercion",
    "assess": "Assessments",
}
"""What the legend calls them, in its order."""
CLASS_OF_STANCE = {
    Stance.DEMANDS: "demand",
    Stance.CONDITIONS: "demand",
    Stance.OFFERS: "accord",
    Stance.ACCEPTS: "accord",
    Stance.CONCEDES: "accord",
    Stance.REFUSES: "dispute",
    Stance.THREATENS: "dispute",
}
LANES = ("talks", "agreements", "incidents", "statements", "planned")
"""The lanes of the timeline, from the top."""
_LANES = {
    EventType.CONSULT: "talks",
    EventType.AGREE: "agreements",
    EventType.COOPERATE: "agreements",
    EventType.AID: "agreements",
    EventType.RETREAT: "agreements",
    EventType.CONCEDE: "agreements",
    EventType.ASSAULT: "incidents",
    EventType.COERCE: "incidents",
    EventType.MOBILIZE: "incidents",
    EventType.PROTEST: "incidents",
    EventType.SANCTION: "incidents",
}


def lane_of(event: Event) -> str:
    """The lane of an event: planned, possible and proposed things in one of their own, else by type."""
    if event.modality in (Modality.PLANNED, Modality.POSSIBLE) and event.event_type is not EventType.ASSESS:
        return "planned"
    return _LANES.get(event.event_type, "statements")


def by_class(types: Mapping[EventType, int] | Mapping[str, int]) -> list[tuple[str, int]]:
    """How many events of each class, from how many of each type; those that there are, in the order of the legend."""
    counts: Counter[str] = Counter()
    for kind, count in types.items():
        counts[CLASS_OF[EventType(kind)]] += count
    return [(name, counts[name]) for name in CLASS_NAMES if counts[name]]


def form_of(event: Event) -> str:
    """How surely it happened, shown by the form of a mark: actual, planned, open or denied."""
    if event.polarity is Polarity.NEGATIVE:
        return "denied"
    if event.modality is Modality.ACTUAL:
        return "actual"
    return "planned" if event.modality is Modality.PLANNED else "open"
