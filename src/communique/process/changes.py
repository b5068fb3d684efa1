"""What some acts changed in the state of a process: positions that moved, steps, meetings, incidents, and the rest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from communique.record import Entry
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
    positions: Iterable[Position],
    agreements: Iterable[Agreement],
    meetings: Iterable[Meeting],
    incidents: Iterable[Incident],
    entries: Iterable[Entry],
    acts: Collection[int],
) -> Changes:
    """What the acts, those of new reports, changed in the views of a process; `entries` are all of it."""
    moved = tuple(c for p in positions if (c := _moved(p, acts)) is not None)
    ledger = tuple(
        AgreementChange(a, steps)
        for a in agreements
        if (steps := tuple(s for s in a.steps if any(c.act in acts for c in s.citations)))
    )
    met = tuple(Told(m, None, new) for m in meetings if (new := _new(m.citations, acts)))
    hit = tuple(Told(None, i, new) for i in incidents if (new := _new(i.citations, acts)))
    told = {c.act for change in moved for move in change.moves for c in move.citations}
    told |= {c.act for change in ledger for step in change.steps for c in step.citations}
    told |= {c.act for each in (*met, *hit) for c in each.citations}
    others = tuple(e for e in entries if e.act in acts and e.act not in told)
    return Changes(moved, ledger, met, hit, others)


def _moved(position: Position, acts: Collection[int]) -> PositionChange | None:
    new = [m for m in position.moves if any(c.act in acts for c in m.citations)]
    if not new:
        return None
    first = position.moves.index(new[0])
    return PositionChange(position, position.moves[first - 1] if first else None, tuple(new))


def _new(citations: Sequence[Citation], acts: Collection[int]) -> tuple[Citation, ...]:
    return tuple(c for c in citations if c.act in acts)
