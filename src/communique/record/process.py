"""A peace process: its parties and its time, and what its views say."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from communique.record.codes import Issue
from communique.record.event import EventTime, Place
from communique.record.span import Noun
from communique.record.thread import Claim, Tally, ThreadStatus, Toll


class Process(Noun):
    """Parties that deal with each other over a time.

    `parties` and `mediators` are sides (Party.side): ISO 3166-1 alpha-3 codes of countries, names of others. `since`
    and `until` are inclusive; None is open.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    parties: tuple[str, ...] = Field(min_length=1)
    mediators: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Citation(Noun):
    """Where something stands: the report, the event in it, and the words. `act` is the event's number in the record."""

    act: int
    report: str
    event: str
    quote: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


class Stance(StrEnum):
    """What a party does about an issue."""

    DEMANDS = "demands"
    OFFERS = "offers"
    ACCEPTS = "accepts"
    REFUSES = "refuses"
    CONCEDES = "concedes"
    THREATENS = "threatens"
    CONDITIONS = "conditions"


class Move(Noun):
    """One utterance of a position; `toward` are the sides that it is addressed to, `terms` the quantities named."""

    day: str | None
    stance: Stance
    toward: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    independent: int = 1
    citations: tuple[Citation, ...] = Field(min_length=1)


class Position(Noun):
    """Where one party stands on one issue.

    `latest` is its last move, `since` the day from which it has held that stance without another between, `times` how
    often it was told and `independent` by how many sources; `moves` are changes of stance in order, each with its first
    telling; `contradictions` say where reports of one day exclude each other.
    """

    party: str
    issue: Issue
    latest: Move
    since: str | None
    times: int
    independent: int
    moves: tuple[Move, ...]
    history: tuple[Move, ...] = ()
    contradictions: tuple[str, ...] = ()


class Implementation(StrEnum):
    """How far an agreement is carried out: the four steps of the Peace Accords Matrix, and what stops it."""

    NONE = "0"
    MINIMAL = "1"
    INTERMEDIATE = "2"
    FULL = "3"
    VIOLATED = "violated"
    SUSPENDED = "suspended"


class LedgerStep(Noun):
    """One thing told of an agreement: struck, a part delivered, held up, broken."""

    day: str | None
    what: str
    happened: bool
    citations: tuple[Citation, ...] = Field(min_length=1)


class Agreement(Noun):
    """A line of the ledger of agreements."""

    thread: str
    issue: Issue | None
    parties: tuple[str, ...]
    struck: EventTime | None
    place: Place | None
    terms: tuple[str, ...]
    promised: Tally | None
    delivered: Tally | None
    status: ThreadStatus | None
    implementation: Implementation | None
    independent: int
    steps: tuple[LedgerStep, ...]


class Meeting(Noun):
    """A meeting held, planned, possible or cancelled; `absent` are those who are said not to have come."""

    thread: str
    status: ThreadStatus | None
    time: EventTime | None
    place: Place | None
    parties: tuple[str, ...]
    people: tuple[str, ...]
    hosts: tuple[str, ...]
    absent: tuple[str, ...]
    level: str | None
    issue: Issue | None
    independent: int
    citations: tuple[Citation, ...]


class Blame(Noun):
    """Who blames whom; `whom` is empty where the text does not say."""

    by: str
    whom: tuple[str, ...] = ()


class Incident(Noun):
    """An attack with the bounds of its toll; `blamed` by whom, `denied` by whom.

    `accused` are all that are told to have done it or are blamed, by whomever; `blames` say who blames whom.
    """

    thread: str
    time: EventTime | None
    place: Place | None
    modes: tuple[str, ...]
    accused: tuple[str, ...]
    blamed_by: tuple[str, ...]
    blames: tuple[Blame, ...] = ()
    denied_by: tuple[str, ...]
    killed: Toll | None
    injured: Toll | None
    independent: int
    contradictions: tuple[str, ...]
    citations: tuple[Citation, ...]


class TimelineEntry(Noun):
    """One thing in order of time; `day` is what it is sorted by, `told` the date as the text gives it.

    `exact` is False where the date is vague or only that of publication.
    """

    day: str | None
    until: str | None
    told: str | None
    exact: bool
    kind: str
    sentence: str
    thread: str | None
    independent: int
    citations: tuple[Citation, ...]


__all__ = [
    "Agreement",
    "Blame",
    "Citation",
    "Claim",
    "Implementation",
    "Incident",
    "LedgerStep",
    "Meeting",
    "Move",
    "Position",
    "Process",
    "Stance",
    "TimelineEntry",
]
