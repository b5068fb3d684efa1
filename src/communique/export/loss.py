"""What a layout cannot hold: columns that stay empty, events left out, slots that got lost on the way."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from communique.export.entry import ExportEntry
from communique.record import Event, Modality, Polarity


@dataclass(frozen=True, slots=True)
class LossReport:
    """What became of the record in one file.

    `layout` names the format; `events` were given and `rows` written. `left_out` counts events by the reason why no
    row tells them, `merged` those that share the row of their thread, `changed` those that the layout's rules tell
    otherwise than the record. `empty` says of each column that is never filled why; `lost` counts, by slot of the
    record, the events of which something was told there that the layout has no place for.
    """

    layout: str
    events: int = 0
    rows: int = 0
    merged: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The report in plain English, a line at a time; the most frequent losses first."""
        yield f"{self.layout}: {_count(self.rows, 'row')} of {_count(self.events, 'event')}"
        if self.merged:
            yield f"  {_count(self.merged, 'event')} told in the row of their thread"
        for heading, counts in (
            ("left out", self.left_out),
            ("told otherwise", self.changed),
            ("no place for", self.lost),
        ):
            for what, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                yield f"  {heading}: {what} ({_count(number, 'event')})"
        for column, why in self.empty.items():
            yield f"  empty: {column}, {why}"


class Losses:
    """Counts losses while a file is written; `report` gives them."""

    def __init__(self) -> None:
        self.events = 0
        self.rows = 0
        self.merged = 0
        self._left_out: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()

    def leave_out(self, reason: str, events: int = 1) -> None:
        """Count events that no row tells."""
        self._left_out[reason] += events

    def change(self, what: str) -> None:
        """Count an event that the layout's rules tell otherwise."""
        self._changed[what] += 1

    def lose(self, *slots: str) -> None:
        """Count an event of which these slots have no place."""
        self._lost.update(slots)

    def report(self, layout: str, *, empty: Mapping[str, str] | None = None) -> LossReport:
        """The losses so far."""
        return LossReport(
            layout=layout,
            events=self.events,
            rows=self.rows,
            merged=self.merged,
            left_out=dict(self._left_out),
            changed=dict(self._changed),
            empty=dict(empty or {}),
            lost=dict(self._lost),
        )


def told_slots(entry: ExportEntry) -> frozenset[str]:
    """The slots in which this event says something, by the names of the record; evidence is always there."""
    event = entry.event
    told = {
        "mode": event.mode is not None,
        "contexts": bool(event.contexts),
        "issue": event.issue is not None,
        "actors": bool(event.actors),
        "recipients": bool(event.recipients),
        "modality": event.modality is not Modality.ACTUAL,
        "polarity": event.polarity is Polarity.NEGATIVE,
        "attribution": bool(event.attribution),
        "attribution.via": any(source.via for source in event.attribution),
        "quantities": bool(event.quantities),
        "casualties.killed": event.casualties is not None and event.casualties.killed is not None,
        "casualties.injured": event.casualties is not None and event.casualties.injured is not None,
        "time": event.time is not None,
        "time as a span": _is_a_span(event),
        "place": event.place is not None,
        "evidence": True,
        "confidence": True,
        "thread": entry.thread is not None,
        "report.url": entry.report.url is not None,
        "report.title": entry.report.title is not None,
    }
    return frozenset(slot for slot, is_told in told.items() if is_told)


def _is_a_span(event: Event) -> bool:
    return event.time is not None and (event.time.start != event.time.end or len(event.time.start) < len("2025-05-17"))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
