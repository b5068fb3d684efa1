"""Positions: where each party stands on each issue, since when, and how it moved."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from communique.process.cite import actor_sides, cite_all, recipient_sides, said, taken_on, terms_of
from communique.record import Entry, Event, EventType, Issue, Modality, Polarity, independent_sources
from communique.record.process import Move, Position, Process, Stance

_FOR = frozenset({Stance.ACCEPTS, Stance.CONCEDES, Stance.OFFERS})
_AGAINST = frozenset({Stance.REFUSES})


def stance_of(event: Event) -> Stance | None:
    """What an event says of its actor's position; None where it says nothing."""
    denied = event.polarity is Polarity.NEGATIVE
    if event.modality is Modality.CONDITIONAL and not denied and event.event_type is not EventType.THREATEN:
        return Stance.CONDITIONS
    match event.event_type:
        case EventType.REQUEST:
            return None if denied else Stance.DEMANDS
        case EventType.REJECT:
            return None if denied else Stance.REFUSES
        case EventType.THREATEN:
            return None if denied else Stance.THREATENS
        case EventType.CONCEDE:
            return Stance.REFUSES if denied else Stance.CONCEDES
        case EventType.AGREE:
            if denied:
                return Stance.REFUSES
            return Stance.OFFERS if event.modality in (Modality.PROPOSED, Modality.POSSIBLE) else Stance.ACCEPTS
        case EventType.RETREAT:
            if denied:
                return Stance.REFUSES
            return Stance.CONCEDES if event.modality is Modality.ACTUAL else Stance.OFFERS
        case EventType.SUPPORT:
            return None if denied else Stance.ACCEPTS
    return None


def states_position(process: Process, event: Event) -> bool:
    """Whether an event says where a party of the process stands on an issue."""
    told = event.issue is not None and stance_of(event) is not None
    return told and any(side in process.parties for side in actor_sides(event))


def positions(process: Process, entries: Iterable[Entry], *, history: bool = False) -> list[Position]:
    """The latest position of each party on each issue, parties in the order of the process, then by issue.

    With `history` each position holds every time it was told; without, only its changes.
    """
    by_cell: dict[tuple[str, Issue], list[tuple[Entry, Stance]]] = {}
    for entry in entries:
        stance, issue = stance_of(entry.event), entry.event.issue
        if stance is None or issue is None:
            continue
        for side in actor_sides(entry.event):
            if side in process.parties:
                by_cell.setdefault((side, issue), []).append((entry, stance))
    order = {side: n for n, side in enumerate(process.parties)}
    cells = sorted(by_cell, key=lambda cell: (order[cell[0]], cell[1]))
    return [_position(party, issue, by_cell[party, issue], history=history) for party, issue in cells]


def _position(party: str, issue: Issue, told: Sequence[tuple[Entry, Stance]], *, history: bool) -> Position:
    ordered = sorted(told, key=lambda pair: (taken_on(pair[0]) or "", said(pair[0])))
    moves = [_move(list(group)) for _, group in groupby(ordered, key=lambda pair: (taken_on(pair[0]), pair[1]))]
    changes = [move for before, move in zip([None, *moves], moves, strict=False) if _moved(before, move)]
    entries = [entry for entry, _ in ordered]
    return Position(
        party=party,
        issue=issue,
        latest=moves[-1],
        since=_held_since(moves).day,
        times=len(entries),
        independent=independent_sources(entries),
        moves=tuple(changes),
        history=tuple(moves) if history else (),
        contradictions=tuple(_contradictions(moves)),
    )


def _move(group: list[tuple[Entry, Stance]]) -> Move:
    entries = [entry for entry, _ in group]
    return Move(
        day=taken_on(entries[0]),
        stance=group[0][1],
        toward=tuple(dict.fromkeys(side for e in entries for side in recipient_sides(e.event))),
        terms=tuple(dict.fromkeys(term for e in entries for term in terms_of(e.event))),
        independent=independent_sources(entries),
        citations=cite_all(entries),
    )


def _held_since(moves: Sequence[Move]) -> Move:
    """The first of the last moves that have one stance, whatever their terms."""
    other = next((n for n, move in enumerate(reversed(moves)) if move.stance is not moves[-1].stance), len(moves))
    return moves[len(moves) - other]


def _moved(before: Move | None, move: Move) -> bool:
    """Whether a move is one: another stance, or the same with other terms."""
    return before is None or before.stance is not move.stance or bool(move.terms and before.terms != move.terms)


def _contradictions(moves: Sequence[Move]) -> list[str]:
    """Days of which some reports say that the party is for it, and others that it is against."""
    found = []
    for day, group in groupby(moves, key=lambda move: move.day):
        told = list(group)
        pro, contra = [m for m in told if m.stance in _FOR], [m for m in told if m.stance in _AGAINST]
        if pro and contra and _reports(pro) != _reports(contra):
            found.append(f"{day}: {pro[0].stance} and {contra[0].stance}")
    return found


def _reports(moves: Sequence[Move]) -> set[tuple[str, str | None]]:
    return {(c.report, c.publisher) for move in moves for c in move.citations}
