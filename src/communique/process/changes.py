"""What some acts changed in the state of a process: positions that moved, steps, meetings, incidents, and the rest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from communique.process.agreements import agreements
from communique.process.incidents import incidents
from communique.process.meetings import meetings
from communique.record import Entry, Thread
from communique.record.process import Agreement, Citation, Incident, LedgerStep, Meeting, Move, Position


@dataclass(frozen=True, slots=True)
class PositionChange:
    """A position with its new moves, the earliest first, and the last one before them."""

    position: Position
    before: Move | None
    moves: tuple[Move, ...]

    @property
    def turned(self) -> bool:
        """Whether the stance is another than before."""
        return self.before is not None and self.before.stance is not self.moves[-1].stance


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """An agreement with its new steps."""

    agreement: Agreement
    steps: tuple[LedgerStep, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting or an incident of which something new is told, with the new words."""

    meeting: Meeting | None
    incident: Incident | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, by what it is about; `others` are entries that no other part tells of."""

    positions: tuple[PositionChange, ...]
    agreements: tuple[AgreementChange, ...]
    meetings: tuple[Told, ...]
    incidents: tuple[Told, ...]
    others: tuple[Entry, ...]


def changes(
    positions: Sequence[Position],
    threads: Sequence[Thread],
    entries: Mapping[tuple[str, str], Entry],
    acts: Collection[int],
) -> Changes:
    """What the acts changed; `entries` by report id and event id, `acts` those of reports that are new."""
    touched = [t for t in threads if any((e := entries.get(x.member.pair)) and e.act in acts for x in t.links)]
    moved = tuple(c for p in positions if (c := _moved(p, acts)) is not None)
    ledger = tuple(
        AgreementChange(a, steps)
        for a in agreements(touched, entries)
        if (steps := tuple(s for s in a.steps if any(c.act in acts for c in s.citations)))
    )
    met = tuple(Told(m, None, _new(m.citations, acts)) for m in meetings(touched, entries))
    hit = tuple(Told(None, i, _new(i.citations, acts)) for i in incidents(touched, entries))
    told = {c.act for change in moved for move in change.moves for c in move.citations}
    told |= {c.act for change in ledger for step in change.steps for c in step.citations}
    told |= {c.act for each in (*met, *hit) for c in each.citations}
    others = tuple(e for e in entries.values() if e.act in acts and e.act not in told)
    return Changes(moved, ledger, met, hit, others)


def _moved(position: Position, acts: Collection[int]) -> PositionChange | None:
    new = [m for m in position.moves if any(c.act in acts for c in m.citations)]
    if not new:
        return None
    first = position.moves.index(new[0])
    return PositionChange(position, position.moves[first - 1] if first else None, tuple(new))


def _new(citations: Sequence[Citation], acts: Collection[int]) -> tuple[Citation, ...]:
    return tuple(c for c in citations if c.act in acts)
