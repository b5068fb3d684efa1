"""One thing that happened, or may, told by events of several reports: what ties them, and how it stands."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from communique.record.codes import Issue
from communique.record.event import Bounds, EventTime, Place
from communique.record.span import Noun


class ThreadKind(StrEnum):
    """What a thread is about; it decides what its state says."""

    AGREEMENT = "agreement"
    MEETING = "meeting"
    INCIDENT = "incident"
    STATEMENT = "statement"


class ThreadStatus(StrEnum):
    """How an agreement or a meeting stands."""

    AGREED = "agreed"
    PARTLY_IMPLEMENTED = "partly_implemented"
    IMPLEMENTED = "implemented"
    VIOLATED = "violated"
    SUSPENDED = "suspended"
    POSSIBLE = "possible"
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Member(Noun):
    """An event of a thread: the report's id and the event's id within it."""

    report: str
    event: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids."""
        return self.report, self.event


class Link(Noun):
    """Why an event belongs to a thread.

    `score` lies between 0 and 1; `reason` says in words what the two share; `by` is "machine" or who decided.
    """

    member: Member
    score: float = Field(ge=0, le=1)
    reason: str
    by: str = "machine"


class Share(Noun):
    """What one side promised or delivered of a quantity."""

    by: str
    value: float


class Tally(Noun):
    """How much was promised or delivered in all: `what` is the thing counted, `parts` what each side gives."""

    value: float
    what: str
    parts: tuple[Share, ...] = ()


class Claim(Noun):
    """One number that one report gives, with whom it names as its source; bounds are inclusive, None is open."""

    member: Member
    bounds: Bounds
    sources: tuple[str, ...] = ()
    published: date | None = None
    quote: str


class Toll(Noun):
    """The dead or the injured of an incident over all its claims, by the rule named `rule`.

    `low` and `high` bound what is claimed, `latest` is what the newest claim says, `best` what the rule chooses; None
    where nothing is said.
    """

    low: int | None = None
    high: int | None = None
    latest: int | None = None
    best: int | None = None
    rule: str
    claims: tuple[Claim, ...] = ()


class ThreadState(Noun):
    """How a thread stands after its latest report; what its kind does not have is None."""

    status: ThreadStatus | None = None
    time: EventTime | None = None
    place: Place | None = None
    promised: Tally | None = None
    delivered: Tally | None = None
    killed: Toll | None = None
    injured: Toll | None = None


class Thread(Noun):
    """Events of several reports that tell one thing.

    `sides` are the canonical names of the parties that its events name as actors or recipients; `independent` counts
    the sources that did not copy one another; `contradictions` say in words where its claims exclude each other.
    """

    id: str
    kind: ThreadKind
    issue: Issue | None = None
    sides: tuple[str, ...] = ()
    links: tuple[Link, ...] = Field(min_length=1)
    state: ThreadState = ThreadState()
    independent: int = 1
    contradictions: tuple[str, ...] = ()
