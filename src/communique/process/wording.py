"""One sentence on an event, from its slots: for lists and briefs, always beside the words of the report."""

from communique.process.cite import terms_of
from communique.record import Entry, Event, EventType, Modality, Party, Polarity

_VERBS = {
    EventType.AGREE: ("agreed", "agree"),
    EventType.CONSULT: ("met", "meet"),
    EventType.SUPPORT: ("backed", "back"),
    EventType.CONCEDE: ("conceded", "concede"),
    EventType.COOPERATE: ("cooperated", "cooperate"),
    EventType.AID: ("aided", "aid"),
    EventType.RETREAT: ("eased or withdrew", "ease or withdraw"),
    EventType.REQUEST: ("demanded or asked", "demand or ask"),
    EventType.ACCUSE: ("accused", "accuse"),
    EventType.REJECT: ("refused", "refuse"),
    EventType.THREATEN: ("threatened", "threaten"),
    EventType.PROTEST: ("protested", "protest"),
    EventType.SANCTION: ("sanctioned", "sanction"),
    EventType.MOBILIZE: ("mobilised", "mobilise"),
    EventType.COERCE: ("coerced", "coerce"),
    EventType.ASSAULT: ("attacked", "attack"),
    EventType.ASSESS: ("judged", "judge"),
}
_RETREATS = {
    "release": ("released", "release"),
    "ceasefire": ("held fire", "hold fire"),
    "withdraw": ("withdrew", "withdraw"),
    "disarm": ("disarmed", "disarm"),
    "access": ("gave access", "give access"),
    "resign": ("resigned", "resign"),
}
_NOBODY = "Someone"


def sentence_of(entry: Entry) -> str:
    """Who did what to whom, as an English sentence without a full stop; how sure it is, and by whom, included."""
    event = entry.event
    subject = _names(event.actors) or _NOBODY
    past, plain = _RETREATS.get(event.mode or "", _VERBS[event.event_type])
    words = [subject, _verb(event, past, plain)]
    if event.recipients:
        words.append(_names(event.recipients))
    if terms := terms_of(event):
        words.append(f"({'; '.join(terms)})")
    if event.issue is not None and event.issue.value != "other":
        words.append(f"on {event.issue.value.replace('_', ' ')}")
    if event.place is not None:
        words.append(f"in {event.place.name}")
    if sources := [s.name for s in event.attribution if not s.anonymous]:
        words.append(f"according to {' and '.join(sources)}")
    elif event.attribution:
        words.append("according to someone not named")
    return " ".join(words)


def _verb(event: Event, past: str, plain: str) -> str:
    denied = event.polarity is Polarity.NEGATIVE
    match event.modality:
        case Modality.ACTUAL:
            return f"did not {plain}" if denied else past
        case Modality.PLANNED:
            return f"{'will not' if denied else 'will'} {plain}"
        case Modality.PROPOSED:
            return f"{'would not' if denied else 'would, it is proposed,'} {plain}"
        case Modality.CONDITIONAL:
            return f"{'would not' if denied else 'would'} {plain} on a condition"
    return f"may {'not ' if denied else ''}{plain}"


def _names(parties: tuple[Party, ...]) -> str:
    names = list(dict.fromkeys(p.name for p in parties))
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""
