"""One sentence on an event, from its slots: for lists and briefs, always beside the words of the report."""

from collections.abc import Mapping, Sequence

from communique.process.cite import terms_of
from communique.record import Entry, Event, EventType, Modality, Party, Polarity, ThreadStatus
from communique.record.process import Incident, Meeting, Stance

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
_MEETINGS = {
    ThreadStatus.HELD: "was held",
    ThreadStatus.PLANNED: "is planned",
    ThreadStatus.POSSIBLE: "is possible",
    ThreadStatus.CANCELLED: "was called off",
}
_STANCES = {
    Stance.DEMANDS: ("makes demands on", "had made demands"),
    Stance.OFFERS: ("makes an offer on", "had made an offer"),
    Stance.ACCEPTS: ("agrees on", "had agreed"),
    Stance.REFUSES: ("refuses what is asked on", "had refused"),
    Stance.CONCEDES: ("gives way on", "had given way"),
    Stance.THREATENS: ("makes threats over", "had made threats"),
    Stance.CONDITIONS: ("sets conditions on", "had set conditions"),
}


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def blame_of(incident: Incident, names: Mapping[str, str]) -> list[str]:
    """Who blames whom and who denies, a clause each; `names` gives the names of sides that are told by a code."""
    said = []
    # Those who blame the same stand together; nobody is told to blame whom only another blames.
    together: dict[tuple[str, ...], list[str]] = {}
    for blame in incident.blames:
        together.setdefault(blame.whom, []).append(names.get(blame.by, blame.by))
    for whom, by in together.items():
        verb = "blames" if len(by) == 1 else "blame"
        said.append(f"{listed(by)} {verb} {listed([names.get(s, s) for s in whom]) or 'someone not named'}")
    if incident.denied_by:
        verb = "denies" if len(incident.denied_by) == 1 else "deny"
        said.append(f"{listed([names.get(s, s) for s in incident.denied_by])} {verb} it")
    return said


def meeting_phrase(meeting: Meeting, names: Mapping[str, str]) -> str:
    """What is told of a meeting: "A meeting of Norland and Southland in Oldport is planned"."""
    parties = [names.get(side, side) for side in meeting.parties]
    who = f" {'of' if len(parties) > 1 else 'with'} {listed(parties)}" if parties else ""
    where = f" in {meeting.place.name}" if meeting.place else ""
    when = f" on {meeting.time.start}" if meeting.time else ""
    status = _MEETINGS.get(meeting.status, "is told of") if meeting.status else "is told of"
    return f"A meeting{who}{where}{when} {status}"


def stance_phrases(stance: Stance) -> tuple[str, str]:
    """A stance as it is taken, and as it had been taken before."""
    return _STANCES[stance]


def sentence_of(entry: Entry) -> str:
    """Who did what to whom, as an English sentence without a full stop; how sure it is, and by whom, included."""
    event = entry.event
    past, plain = _RETREATS.get(event.mode or "", _VERBS[event.event_type])
    if not event.actors and event.modality is Modality.ACTUAL and event.polarity is Polarity.NEGATIVE:
        words = ["Nobody", past]
    else:
        words = [_names(event.actors) or "Someone", _verb(event, past, plain)]
    if event.recipients:
        words.append(_names(event.recipients))
    if terms := terms_of(event):
        words.append(f"({'; '.join(terms)})")
    if event.issue is not None and event.issue.value != "other":
        words.append(f"on {event.issue.value.replace('_', ' ')}")
    if event.place is not None:
        words.append(f"in {event.place.name}")
    if event.modality is Modality.CONDITIONAL:
        words.append("on a condition")
    if sources := [s.name for s in event.attribution if not s.anonymous]:
        words.append(f"according to {listed(sources)}")
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
            return f"{'would not' if denied else 'would'} {plain}"
    return f"may {'not ' if denied else ''}{plain}"


def _names(parties: tuple[Party, ...]) -> str:
    return listed(list(dict.fromkeys(p.name for p in parties)))
