"""One act told in one report, with its slots and the words that hold it."""

from typing import Self

from pydantic import Field, model_validator

from communique.record.codes import MODES, EventType, Issue, Modality, Polarity
from communique.record.party import Attribution, Party
from communique.record.span import Noun, Span


class Quantity(Noun):
    """A count or a duration that belongs to an event: an exact `value`, or bounds `low` and `high` (None: open).

    `what` is the unit ("day", "hour", …) or the thing counted; `per` is "side" where each side gives as many.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    what: str
    per: str | None = None
    text: str = ""
    start: int = 0
    end: int = 0


class Bounds(Noun):
    """How many people, inclusive; "at least 8" is low 8 and high None, "8" is low 8 and high 8."""

    low: int | None
    high: int | None


class Casualties(Noun):
    """The dead and the injured as one report tells them; None where a number is not told."""

    killed: Bounds | None = None
    injured: Bounds | None = None


class EventTime(Noun):
    """When the event took place, from `start` to `end`, both inclusive.

    ISO dates as precise as the text: `2019`, `2019-05`, `2019-05-17`.
    """

    start: str
    end: str
    text: str | None = None


class Place(Noun):
    """Where the event took place; `lat` and `lon` in degrees (WGS 84), None where the name is not in the gazetteer."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    text: str = ""


class Event(Noun):
    """One act that a report asserts, demands, denies, plans or calls possible; see the coding guideline.

    `id` is unique within its reading. `condition` are the words that a conditional event hangs on. `confidence` lies
    between 0 and 1. `coder` names the rule or reader and its version.
    """

    id: str
    event_type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    issue: Issue | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    modality: Modality = Modality.ACTUAL
    polarity: Polarity = Polarity.POSITIVE
    attribution: tuple[Attribution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    casualties: Casualties | None = None
    time: EventTime | None = None
    place: Place | None = None
    condition: Span | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)
    coder: str

    def checked(self, text: str) -> Self:
        """This event, once every quote is found where it says; ValueError names the first that is not."""
        parties = (*self.actors, *self.recipients, *self.attribution)
        spans = (*self.evidence, *([self.condition] if self.condition else []))
        quotes = [(s.start, s.end, s.quote) for s in spans]
        quotes += [(p.start, p.end, p.text) for p in parties if p.text]
        quotes += [(q.start, q.end, q.text) for q in self.quantities if q.text]
        for start, end, quote in quotes:
            if text[start:end] != quote:
                raise ValueError(f"event {self.id}: {quote!r} does not stand at {start}-{end} of the report")
        return self

    @model_validator(mode="after")
    def _mode_fits_type(self) -> Self:
        if self.mode is not None and self.mode not in MODES.get(self.event_type, frozenset()):
            raise ValueError(f"{self.event_type} has no mode {self.mode!r}")
        return self
