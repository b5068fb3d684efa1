"""An event in the making: the slots that are filled so far, and the words that tell it."""

from dataclasses import dataclass, field

from communique.coding.match import Match
from communique.record import (
    Attribution,
    Casualties,
    Event,
    EventTime,
    EventType,
    Issue,
    Modality,
    Party,
    Place,
    Polarity,
    Quantity,
    Span,
)

MODEL = "model"
"""First part of the ids of the frames that stand for a type where only the model sees the event."""


@dataclass
class Draft:
    """One event while its slots are being filled.

    `points_back` says that its content only refers ("this demand"), `points_to` to events of which types.
    """

    match: Match
    content: tuple[int, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: Modality
    polarity: Polarity
    issue: Issue | None = None
    points_back: bool = False
    points_to: frozenset[EventType] = frozenset()
    attribution: tuple[Attribution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    casualties: Casualties | None = None
    time: EventTime | None = None
    place: Place | None = None
    condition: Span | None = None
    evidence: list[Span] = field(default_factory=list)
    trigger: int = -1
    sure: float = 0.5
    type_share: float = 0.5
    assumed: bool = False
    """`trigger` is the word that the model goes by, `sure` how sure it and the frame are that it tells an event,
    `type_share` how sure it then is of the type. `assumed`: whether an actor was put in by rule (the two sides of "the
    talks") rather than read.
    """

    @property
    def event_type(self) -> EventType:
        """The frame's type."""
        return self.match.frame.event_type

    @property
    def by_model(self) -> bool:
        """Whether the model alone sees the event: no frame fires on its words."""
        return self.match.frame.id.startswith(MODEL + ".")

    def finish(self, event_id: str, confidence: float, mode: str | None, contexts: tuple[str, ...]) -> Event:
        """The event, its evidence in the order of the text."""
        frame = self.match.frame
        return Event(
            id=event_id,
            event_type=frame.event_type,
            mode=mode,
            contexts=contexts,
            issue=self.issue,
            actors=self.actors,
            recipients=self.recipients,
            modality=self.modality,
            polarity=self.polarity,
            attribution=self.attribution,
            quantities=self.quantities,
            casualties=self.casualties,
            time=self.time,
            place=self.place,
            condition=self.condition if self.modality is Modality.CONDITIONAL else None,
            evidence=tuple(sorted(self.evidence, key=lambda s: (s.start, s.end))),
            confidence=confidence,
            coder=f"{frame.id.replace('.', ':') if self.by_model else f'frame:{frame.id}'}@{frame.version}",
        )


def keys(parties: tuple[Party, ...]) -> frozenset[str]:
    """What tells parties apart: the country of a government, else the name."""
    return frozenset(p.country if p.kind == "government" and p.country else p.name for p in parties)
