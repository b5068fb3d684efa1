"""Reads a report with a model: passage by passage, each entry of each answer checked against the text."""

from dataclasses import dataclass, field

from communique.lexicon import Lexicon
from communique.lexicon.places import Gazetteer
from communique.llm.client import Chat
from communique.llm.endpoint import Endpoint
from communique.llm.event import event_of
from communique.llm.ground import Ground
from communique.llm.passages import Passage, passages
from communique.llm.prompt import VERSION, prompt_for
from communique.llm.repair import Written
from communique.llm.structured import Structured, TooLongError
from communique.llm.tally import Reason, Tally
from communique.llm.words import Words
from communique.record import Event, Reading, Report

MOST_EVENTS = 100
"""Of one passage; more is no answer but noise."""
HALVINGS = 2
"""How often a passage is halved whose question or answer is too long."""


@dataclass
class LlmReader:
    """A model on a server as reader; one reads any number of reports, and its tally goes on."""

    endpoint: Endpoint
    lexicon: Lexicon
    gazetteer: Gazetteer
    tally: Tally = field(default_factory=Tally)
    line: Structured = field(init=False)

    def __post_init__(self) -> None:
        self.line = Structured(Chat(self.endpoint, self.tally))

    @property
    def coder(self) -> str:
        """Which model under which instructions: the `coder` of its events."""
        return f"llm:{self.endpoint.model}@{VERSION}"

    def read(self, report: Report) -> Reading:
        """The report's events, in the order of the text. Raises an LlmError where any part of it could not be read."""
        ground = Ground(report, self.lexicon, self.gazetteer)
        found: list[Event] = []
        for number, passage in enumerate(passages(report.text)):
            for part, written in self._asked(report, passage, first=number == 0, halvings=HALVINGS):
                found += self._checked(written, ground, Words(part.text, part.start))
        found.sort(key=lambda event: (event.evidence[0].start, event.evidence[0].end))
        self.tally.reports += 1
        self.tally.kept += len(found)
        events = (event.model_copy(update={"id": f"e{number}"}) for number, event in enumerate(found, 1))
        return Reading(report=report, events=tuple(events))

    def _asked(self, report: Report, passage: Passage, *, first: bool, halvings: int) -> list[tuple[Passage, Written]]:
        """What the model tells of a passage; of its halves where question or answer is too long for the model."""
        halves = passage.halves() if halvings else (passage,)
        try:
            written = self.line.ask(prompt_for(report, passage.text, first=first))
        except TooLongError:
            if len(halves) == 1:
                raise
        else:
            if written.whole or len(halves) == 1:
                return [(passage, written)]
        return [
            asked
            for number, half in enumerate(halves)
            for asked in self._asked(report, half, first=first and number == 0, halvings=halvings - 1)
        ]

    def _checked(self, written: Written, ground: Ground, passage: Words) -> list[Event]:
        """The entries that are events of the passage; the others are counted."""
        kept: dict[tuple[object, ...], Event] = {}
        over = len(written.entries) - MOST_EVENTS
        if over > 0:
            self.tally.events[Reason.OVER] += over
        for told in written.entries[:MOST_EVENTS]:
            event, dropped = event_of(told, ground, passage, coder=self.coder)
            self.tally.slots.update(dropped)
            if isinstance(event, Reason):
                self.tally.events[event] += 1
                continue
            same = (event.event_type, event.polarity, event.evidence, event.actors, event.recipients, event.issue)
            if same in kept:
                self.tally.events[Reason.REPEATED] += 1
            kept.setdefault(same, event)
        return list(kept.values())
