"""Incidents told by several reports, put together again from a stream of entries: one row each, whoever tells it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from communique.export.entry import ExportEntry, member_of, stable_key
from communique.export.loss import Losses
from communique.export.sides import Deaths, deaths_told
from communique.export.table import Row
from communique.export.times import days_of
from communique.record import Days, Member, Modality, Party, Place, Polarity, Thread, ThreadKind


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening: the entries that tell it, and their thread where it is an incident's."""

    entries: tuple[ExportEntry, ...]
    thread: Thread | None = None

    @property
    def key(self) -> str:
        """An id that stays the same as reports come in: the thread's, else the event's."""
        return self.thread.id if self.thread else stable_key(self.entries[0])


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an incident, from its thread first and from its leading entry where that says nothing."""

    lead: ExportEntry
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    days: Days | None
    place: Place | None
    deaths: Deaths | None
    independent: int


def incidents(entries: Iterable[ExportEntry]) -> Iterator[Incident]:
    """The entries by incident; one that belongs to no incident's thread stands alone.

    Held in memory are the incidents of which not all events have come yet, so give the entries thread by thread where
    there are many. What a filter left out never comes: those incidents are given at the end, in order of arrival.
    """
    waiting: dict[str, dict[Member, ExportEntry]] = {}
    threads: dict[str, Thread] = {}
    given: set[str] = set()
    for entry in entries:
        thread = entry.thread
        if thread is None or thread.kind is not ThreadKind.INCIDENT:
            yield Incident((entry,))
            continue
        if thread.id in given:
            continue
        threads[thread.id] = thread
        came = waiting.setdefault(thread.id, {})
        came[member_of(entry)] = entry
        if all(link.member in came for link in thread.links):
            yield Incident(tuple(came.values()), thread)
            given.add(thread.id)
            del waiting[thread.id], threads[thread.id]
    for thread_id, came in waiting.items():
        yield Incident(tuple(came.values()), threads[thread_id])


def rows_of(
    entries: Iterable[ExportEntry], losses: Losses, row_of: Callable[[Incident, Losses], Row | None]
) -> Iterator[Row]:
    """The rows of the incidents that a layout has one for, counted in `losses` with their events."""
    for incident in incidents(entries):
        losses.events += len(incident.entries)
        row = row_of(incident, losses)
        if row is not None:
            losses.rows += 1
            yield row


def happened(entry: ExportEntry) -> bool:
    """Whether the event is told as a fact: actual, and not denied."""
    return entry.event.modality is Modality.ACTUAL and entry.event.polarity is Polarity.POSITIVE


def leading(entries: Iterable[ExportEntry]) -> ExportEntry | None:
    """The entry that tells most: with actors, a mode and a place, then the newest, then the surest; None of none."""

    def weight(entry: ExportEntry) -> tuple[bool, bool, bool, str, float, str]:
        event, day = entry.event, entry.report.published
        told = (bool(event.actors), event.mode is not None, event.place is not None)
        return (*told, day.isoformat() if day else "", event.confidence, stable_key(entry))

    return max(entries, key=weight, default=None)


def told_of(incident: Incident, lead: ExportEntry) -> Told:
    """What is known of the incident; `lead` is the one of its entries that was chosen to tell it."""
    state = incident.thread.state if incident.thread else None
    event = lead.event
    # Whoever accuses is no party to the attack: only events of the same type fill what the leading one leaves open.
    others = [each.event for each in incident.entries if happened(each) and each.event.event_type is event.event_type]
    return Told(
        lead=lead,
        actors=event.actors or next((each.actors for each in others if each.actors), ()),
        recipients=event.recipients or next((each.recipients for each in others if each.recipients), ()),
        days=days_of(state.time if state and state.time else event.time),
        place=state.place if state and state.place else event.place,
        deaths=deaths_told(event.casualties, state.killed if state else None),
        independent=incident.thread.independent if incident.thread else lead.independent,
    )
