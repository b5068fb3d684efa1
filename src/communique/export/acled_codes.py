"""Which of ACLED's event types an event of ours has, and what its parties are called there.

Types, sub-types and the words of `inter1`, `inter2` and `disorder_type` are facts of ACLED's codebook of 2024. What the
two schemes share is a table; what ACLED has no word for is None, and never the nearest one.
"""

from dataclasses import dataclass

from communique.export.sides import SideKind, side_kind
from communique.record import Event, EventType, Party, PartyKind


@dataclass(frozen=True, slots=True)
class AcledKind:
    """An event type of ACLED with a sub-type; the sub-type is None where the record doesn't tell which."""

    event_type: str
    sub_event_type: str | None

    @property
    def disorder_type(self) -> str:
        """ACLED's grouping of its types; force against protesters is in two groups."""
        if self.sub_event_type == "Excessive force against protesters":
            return "Political violence; Demonstrations"
        if self.sub_event_type == "Mob violence":
            return "Political violence"
        return _DISORDER[self.event_type]


BATTLES, REMOTE, CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
PROTESTS, RIOTS, STRATEGIC = "Protests", "Riots", "Strategic developments"

_DISORDER = {
    BATTLES: "Political violence",
    REMOTE: "Political violence",
    CIVILIANS: "Political violence",
    PROTESTS: "Demonstrations",
    RIOTS: "Demonstrations",
    STRATEGIC: "Strategic developments",
}

KINDS: dict[tuple[EventType, str | None], AcledKind] = {
    (EventType.ASSAULT, "abduct"): AcledKind(CIVILIANS, "Abduction/forced disappearance"),
    (EventType.ASSAULT, "beat"): AcledKind(CIVILIANS, "Attack"),
    (EventType.ASSAULT, "torture"): AcledKind(CIVILIANS, "Attack"),
    (EventType.ASSAULT, "sexual"): AcledKind(CIVILIANS, "Sexual violence"),
    (EventType.ASSAULT, "explosives"): AcledKind(REMOTE, "Remote explosive/landmine/IED"),
    (EventType.ASSAULT, "suicide-attack"): AcledKind(REMOTE, "Suicide bomb"),
    (EventType.ASSAULT, "aerial"): AcledKind(REMOTE, "Air/drone strike"),
    (EventType.ASSAULT, "drone"): AcledKind(REMOTE, "Air/drone strike"),
    (EventType.ASSAULT, "heavy-weapons"): AcledKind(REMOTE, "Shelling/artillery/missile attack"),
    (EventType.ASSAULT, "unconventional"): AcledKind(REMOTE, None),
    (EventType.ASSAULT, "crowd-control"): AcledKind(PROTESTS, "Protest with intervention"),
    (EventType.ASSAULT, "destroy"): AcledKind(STRATEGIC, "Looting/property destruction"),
    (EventType.PROTEST, "demo"): AcledKind(PROTESTS, "Peaceful protest"),
    (EventType.PROTEST, "obstruct"): AcledKind(PROTESTS, None),
    (EventType.PROTEST, "riot"): AcledKind(RIOTS, "Violent demonstration"),
    (EventType.PROTEST, "vandalize"): AcledKind(RIOTS, "Violent demonstration"),
    (EventType.PROTEST, None): AcledKind(PROTESTS, None),
    (EventType.AGREE, None): AcledKind(STRATEGIC, "Agreement"),
    (EventType.RETREAT, "ceasefire"): AcledKind(STRATEGIC, "Agreement"),
    (EventType.RETREAT, "release"): AcledKind(STRATEGIC, "Agreement"),
    (EventType.RETREAT, "withdraw"): AcledKind(STRATEGIC, "Non-violent transfer of territory"),
    (EventType.COERCE, "arrest"): AcledKind(STRATEGIC, "Arrests"),
    (EventType.COERCE, "seize"): AcledKind(STRATEGIC, "Looting/property destruction"),
    (EventType.MOBILIZE, "troops"): AcledKind(STRATEGIC, "Change to group/activity"),
    (EventType.MOBILIZE, "militia"): AcledKind(STRATEGIC, "Change to group/activity"),
}
"""What two lists share by type and mode. An ASSAULT by other or unknown means goes by who is hit: see `kind_of`."""

_BY_VICTIM = frozenset({None, "targeted", "firearms", "primitive"})
_AGREEMENT = "Agreement"


def kind_of(event: Event, sides: tuple[tuple[Party, ...], tuple[Party, ...]], *, killed: int) -> AcledKind | None:
    """ACLED's type of the event between `sides`; None where ACLED has none, or the record tells too little to choose.

    An attack by hand or with firearms is one on civilians where they are hit and nobody armed is, a battle where both
    sides bear arms, and mob violence where it is civilians who attack. An agreement takes two parties.
    """
    ours, theirs = sides
    if event.event_type is EventType.ASSAULT and event.mode in _BY_VICTIM:
        return _by_victim(ours, theirs)
    kind = KINDS.get((event.event_type, event.mode))
    if kind is not None and kind.sub_event_type == _AGREEMENT and len({p.name for p in (*ours, *theirs)}) < 2:
        return None
    if event.mode == "crowd-control" and killed:
        return AcledKind(PROTESTS, "Excessive force against protesters")
    return kind


def targets_civilians(kind: AcledKind, hit: tuple[Party, ...]) -> bool:
    """Whether civilians are the main target, for `civilian_targeting`."""
    if kind.event_type == CIVILIANS or kind.sub_event_type == "Excessive force against protesters":
        return True
    return kind.event_type == REMOTE and {side_kind(party) for party in hit} == {SideKind.CIVILIANS}


_INTER_ORDER = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
"""ACLED's kinds of actor in the order of their codes 1 to 8."""


def inter_of(party: Party, kind: AcledKind, country: str | None, *, acts: bool) -> str | None:
    """ACLED's kind of an actor in an event in `country` (ISO3); None where the record cannot tell which.

    `acts` is False for the other side, on which a crowd is one of protesters but never of rioters.

    A state outside its own country counts as an external force. That an armed group is of rebels is known only where
    its sector says so: militias have no sector of their own.
    """
    side = side_kind(party)
    if side is SideKind.STATE:
        if party.country is None or country is None:
            return None
        return "State forces" if party.country == country else "External/Other forces"
    if side is SideKind.ARMED:
        return "Rebel group" if party.sector == "REB" else None
    if side is SideKind.CIVILIANS and party.kind is PartyKind.POPULATION:
        if kind.event_type == RIOTS and acts:
            return "Rioters"
        return "Protesters" if kind.event_type == PROTESTS else "Civilians"
    return "Civilians" if side is SideKind.CIVILIANS else None


def interaction_of(first: str | None, second: str | None) -> str | None:
    """The two kinds joined, the one with the lower code first; None unless both are known."""
    if first is None or second is None:
        return None
    return "-".join(sorted((first, second), key=_INTER_ORDER.index))


def _by_victim(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> AcledKind | None:
    hit = {side_kind(party) for party in theirs}
    armed = {SideKind.STATE, SideKind.ARMED}
    if hit and {side_kind(party) for party in ours} == {SideKind.CIVILIANS}:
        return AcledKind(RIOTS, "Mob violence")
    if SideKind.CIVILIANS in hit and not hit & armed:
        return AcledKind(CIVILIANS, "Attack")
    if hit & armed and armed & {side_kind(party) for party in ours}:
        return AcledKind(BATTLES, "Armed clash")
    return None
