"""What PLOVER's manual (draft 2.0 of 2024, Open Event Data Alliance) lays down for POLECAT's columns.

Scores are the manual's conflict-cooperation scores by mode, else by type. Two are left out: ACCUSE without a mode,
which the manual gives as +3 while every mode of it is negative, and PROTEST vandalize, which has none.
"""

from communique.record import Event, EventType, Modality

QUADS: dict[EventType, int] = {
    EventType.AGREE: 1,
    EventType.CONSULT: 1,
    EventType.SUPPORT: 1,
    EventType.CONCEDE: 1,
    EventType.COOPERATE: 2,
    EventType.AID: 2,
    EventType.RETREAT: 2,
    EventType.REQUEST: 3,
    EventType.ACCUSE: 3,
    EventType.REJECT: 3,
    EventType.THREATEN: 3,
    EventType.PROTEST: 4,
    EventType.SANCTION: 4,
    EventType.MOBILIZE: 4,
    EventType.COERCE: 4,
    EventType.ASSAULT: 4,
}
"""1 verbal and 2 material cooperation, 3 verbal and 4 material conflict. Of SANCTION the manual says both 3 and 4."""

SCORES: dict[EventType, float] = {
    EventType.AGREE: 2.5,
    EventType.CONSULT: 2.5,
    EventType.SUPPORT: 5,
    EventType.CONCEDE: 4.5,
    EventType.COOPERATE: 9.5,
    EventType.AID: 10,
    EventType.RETREAT: 6.5,
    EventType.REQUEST: 0,
    EventType.REJECT: -2,
    EventType.THREATEN: -3.5,
    EventType.PROTEST: -5,
    EventType.SANCTION: -6,
    EventType.MOBILIZE: -5.5,
    EventType.COERCE: -7,
    EventType.ASSAULT: -9,
}

MODE_SCORES: dict[EventType, dict[str, float | None]] = {
    EventType.CONSULT: {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5},
    EventType.RETREAT: {
        "withdraw": 8,
        "release": 6.5,
        "disarm": 10,
        "ceasefire": 7.5,
        "access": 6.5,
        "resign": 4.5,
    },
    EventType.REQUEST: {"assist": 0.5, "change": -1, "yield": -1, "meet": 0},
    EventType.ACCUSE: {"disapprove": -2, "investigate": -3.5, "allege": -3.5},
    EventType.REJECT: {"assist": -1.5, "change": -2, "yield": -2, "meet": -2},
    EventType.THREATEN: {
        "restrict": -3,
        "arrest": -3.5,
        "relations": -3.5,
        "expel": -3.5,
        "territory": -4,
        "violence": -3.5,
    },
    EventType.PROTEST: {
        "demo": -5,
        "riot": -7,
        "strike": -5,
        "hunger": -4.5,
        "boycott": -4.5,
        "obstruct": -4.5,
        "vandalize": None,
    },
    EventType.SANCTION: {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6},
    EventType.MOBILIZE: {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6},
    EventType.COERCE: {
        "seize": -7,
        "restrict": -7,
        "censor": -6.5,
        "curfew": -6.5,
        "martial-law": -7.5,
        "arrest": -7,
        "deport": -7,
        "withhold": -7,
        "misinformation": -6.5,
        "cyber": -7,
    },
    EventType.ASSAULT: {
        "abduct": -8.5,
        "beat": -7.5,
        "torture": -8.5,
        "sexual": -8.5,
        "targeted": -9.5,
        "destroy": -8.5,
        "primitive": -8,
        "firearms": -9,
        "explosives": -9,
        "suicide-attack": -9.5,
        "aerial": -9.5,
        "drone": -9.5,
        "heavy-weapons": -9.5,
        "crowd-control": -7.5,
        "unconventional": -10,
    },
}

_PROMISED = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
_SPOKEN = frozenset({EventType.AGREE, EventType.THREATEN})


def score_of(kind: EventType, mode: str | None) -> float | None:
    """PLOVER's score from -10 (conflict) to 10 (cooperation); None where the manual has none that can be right."""
    return SCORES.get(kind) if mode is None else MODE_SCORES.get(kind, {}).get(mode)


def plover_kind(event: Event) -> tuple[EventType, str | None] | None:
    """The type and mode by PLOVER's rules of what is yet to come; None where PLOVER would not code the event at all.

    A meeting, backing, cooperation or help that is planned is AGREE; a retreat that is only announced is CONCEDE. An
    offer is AGREE and a conditional threat THREATEN as they stand.
    """
    kind = event.event_type
    if kind is EventType.ASSESS:
        return None
    if event.modality is Modality.ACTUAL or (
        kind in _SPOKEN and event.modality in (Modality.PROPOSED, Modality.PLANNED, Modality.CONDITIONAL)
    ):
        return kind, event.mode
    if event.modality is not Modality.PLANNED:
        return None
    if kind in _PROMISED:
        return EventType.AGREE, None
    return (EventType.CONCEDE, None) if kind is EventType.RETREAT else None
