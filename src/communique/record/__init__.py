"""The nouns of the record. Imports nothing else of the package."""

from communique.record.codes import (
    CONTEXTS,
    MODES,
    SECTORS,
    EventType,
    Issue,
    Modality,
    PartyKind,
    Polarity,
)
from communique.record.days import Days, days_covered
from communique.record.decision import Action, Decision
from communique.record.entry import Entry, Status, independent_sources
from communique.record.event import Bounds, Casualties, Event, EventTime, Place, Quantity
from communique.record.party import Attribution, Party
from communique.record.process import Process
from communique.record.report import Reading, Report, report_id
from communique.record.span import Noun, Span
from communique.record.thread import (
    Claim,
    Link,
    Member,
    Share,
    Tally,
    Thread,
    ThreadKind,
    ThreadState,
    ThreadStatus,
    Toll,
)

__all__ = [
    "CONTEXTS",
    "MODES",
    "SECTORS",
    "Action",
    "Attribution",
    "Bounds",
    "Casualties",
    "Claim",
    "Days",
    "Decision",
    "Entry",
    "Event",
    "EventTime",
    "EventType",
    "Issue",
    "Link",
    "Member",
    "Modality",
    "Noun",
    "Party",
    "PartyKind",
    "Place",
    "Polarity",
    "Process",
    "Quantity",
    "Reading",
    "Report",
    "Share",
    "Span",
    "Status",
    "Tally",
    "Thread",
    "ThreadKind",
    "ThreadState",
    "ThreadStatus",
    "Toll",
    "days_covered",
    "independent_sources",
    "report_id",
]
