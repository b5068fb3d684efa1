"""What a reviewer decides, carried out: the log, the event, its thread.

`seen` is the number of the last decision on the act that the reviewer knew, 0 for none: where another was taken since,
MovedOnError says so and nothing is changed. Without it what stands is overruled.
"""

from typing import Any

from communique.pipeline.reconcile import reconcile, restate
from communique.record import Action, Decision, Entry, Event, Link, Member, Status, ThreadKind
from communique.store import Connection, decisions, thread_rows, threads
from communique.store.decision_log import check_seen
from communique.store.errors import MovedOnError, StoreError
from communique.store.events import entry_of_act
from communique.store.threads import MACHINE, Placed
from communique.threads.told import kind_of, order_of


def decide(
    connection: Connection,
    action: Action,
    act: int,
    *,
    reviewer: str,
    event: Event | None = None,
    seen: int | None = None,
) -> Decision:
    """Accepts, rejects or edits an event; `event` is the whole event as it should be. StoreError, or ValueError where a
    quote does not stand where it says."""
    check_seen(connection, act, seen)
    body: dict[str, Any] = {} if event is None else {"event": event.model_dump(mode="json", exclude_defaults=True)}
    kind = kind_of(entry_of_act(connection, act).event)
    decision = decisions.add_decision(connection, action, act, reviewer=reviewer, body=body)
    _place_again(connection, act, kind)
    return decision


def merge(connection: Connection, act: int, other: int, *, reviewer: str) -> Decision:
    """Puts an event into the thread of another."""
    held = threads.threads_of_acts(connection, [act, other])
    if other not in held:
        raise StoreError(str(other), "no such event, or it is in no thread")
    return _move(connection, Action.MERGE, act, held.get(act, (None, ""))[0], held[other][0], reviewer=reviewer)


def merge_into(connection: Connection, act: int, thread: int, *, reviewer: str, seen: int | None = None) -> Decision:
    """Puts an event into the thread of that number; StoreError where there is none, or it is there already."""
    check_seen(connection, act, seen)
    origin = threads.threads_of_acts(connection, [act]).get(act, (None, ""))[0]
    if origin == thread:
        raise StoreError(f"thread {thread}", "the event is in it already")
    if not threads.exists(connection, thread):
        raise StoreError(f"thread {thread}", "there is no such thread, or it has no events any more")
    return _move(connection, Action.MERGE, act, origin, thread, reviewer=reviewer)


def split(
    connection: Connection, act: int, *, reviewer: str, seen: int | None = None, origin: int | None = None
) -> Decision:
    """Takes an event out of its thread, into one of its own; it is not put back there by itself.

    `origin` is the thread that the reviewer saw it in: MovedOnError where it is in another by now.
    """
    check_seen(connection, act, seen)
    held = threads.threads_of_acts(connection, [act])
    if act not in held:
        raise StoreError(str(act), "no such event, or it is in no thread")
    if origin is not None and held[act][0] != origin:
        raise MovedOnError(act, f"it is in thread {held[act][0]} by now; look again, then decide")
    kind = threads.kind_of_thread(connection, held[act][0])
    return _move(connection, Action.SPLIT, act, held[act][0], threads.add_thread(connection, kind), reviewer=reviewer)


def undo(connection: Connection, number: int, *, reviewer: str, seen: int | None = None) -> Decision:
    """Takes a decision back; the event and its thread stand as if it had not been taken."""
    told = decisions.load_decision(connection, number)
    if told.act is not None:
        check_seen(connection, told.act, seen)
    kind = kind_of(entry_of_act(connection, told.act).event) if told.act is not None else None
    written = decisions.undo(connection, number, reviewer=reviewer)
    if told.act is None:
        return written
    if told.action in (Action.MERGE, Action.SPLIT):
        _put_back(connection, told.act)
    else:
        _place_again(connection, told.act, kind)
    return written


def _move(
    connection: Connection, action: Action, act: int, origin: int | None, target: int, *, reviewer: str
) -> Decision:
    entry = entry_of_act(connection, act)
    held = threads.link_of_act(connection, act)
    before = {} if held is None else held.model_dump(include={"by", "score", "reason"})
    body = {"by": None, **before, "from": origin, "to": target}
    decision = decisions.add_decision(connection, action, act, reviewer=reviewer, body=body)
    threads.put_links(connection, [Placed(act, target, order_of(entry), _link_of(entry, decision))])
    for number in {target, *([origin] if origin is not None else [])}:
        restate(connection, number)
    return decision


def _link_of(entry: Entry, decision: Decision) -> Link:
    member = Member(report=entry.report.id, event=entry.event.id)
    reason = "put here" if decision.action is Action.MERGE else "taken out of another thread"
    return Link(member=member, score=1.0, reason=reason, by=decision.reviewer)


def where_it_was_put(connection: Connection, act: int) -> Decision | None:
    """The last merge or split of an act that stands; None where the machine places it. StoreError: never moved."""
    return next(reversed(_moves(connection, act)[1]), None)


def put_where_decided(connection: Connection, act: int, decision: Decision) -> None:
    """Puts an act where that merge or split had put it; a thread that is gone is begun anew."""
    entry, target = entry_of_act(connection, act), int(decision.body["to"])
    held = threads.threads_of_acts(connection, [act]).get(act)
    if not threads.exists(connection, target):
        thread_rows.make_thread(connection, target, kind_of(entry.event))
    threads.put_links(connection, [Placed(act, target, order_of(entry), _link_of(entry, decision))])
    for number in {target, *([held[0]] if held else [])}:
        restate(connection, number)


def _put_back(connection: Connection, act: int) -> None:
    """An event goes where the last merge or split that stands has put it; where none stands, where it was before.

    It finds its place anew where that is gone.
    """
    entry = entry_of_act(connection, act)
    first, standing = _moves(connection, act)
    held = threads.threads_of_acts(connection, [act])
    threads.drop_links(connection, [act])
    target = standing[-1].body["to"] if standing else first.body["from"]
    if target is not None and threads.exists(connection, target):
        member = Member(report=entry.report.id, event=entry.event.id)
        if standing:
            link = Link(member=member, score=1.0, reason="back where it was", by=standing[-1].reviewer)
        else:
            score, reason = first.body.get("score", 1.0), first.body.get("reason", "back where it was")
            link = Link(member=member, score=score, reason=reason, by=first.body["by"] or MACHINE)
        threads.put_links(connection, [Placed(act, target, order_of(entry), link)])
        restate(connection, target)
    else:
        changed = reconcile(connection, [entry])
        if entry.status is Status.REJECTED:
            # It has its place, for when that is undone, but does not count.
            for number in changed:
                restate(connection, number)
    if act in held and held[act][0] != target:
        restate(connection, held[act][0])


def _moves(connection: Connection, act: int) -> tuple[Decision, list[Decision]]:
    """Of the merges and splits of an act the last that found it where no other had put it, and those that stand."""
    first: Decision | None = None
    standing: dict[int, Decision] = {}
    for decision in decisions.load_decisions(connection, act=act):
        if decision.action in (Action.MERGE, Action.SPLIT):
            if first is None or not standing:
                first = decision
            standing[decision.number] = decision
        elif decision.undoes is not None:
            standing.pop(decision.undoes, None)
    if first is None:
        raise StoreError(str(act), "was never put into another thread")
    return first, list(standing.values())


def _place_again(connection: Connection, act: int, before: ThreadKind | None) -> None:
    """Restates the thread of an act that was decided upon; one that is now another kind of thing finds another.

    What a reviewer has put somewhere stays there.
    """
    entry = entry_of_act(connection, act)
    held = threads.threads_of_acts(connection, [act])
    placed = held.get(act, (None, MACHINE))[1] != MACHINE
    if kind_of(entry.event) is not before and entry.status is not Status.REJECTED and not placed:
        threads.drop_links(connection, [act])
        if act in held:
            restate(connection, held[act][0])
        reconcile(connection, [entry])
    else:
        _restate_thread_of(connection, act)


def _restate_thread_of(connection: Connection, act: int) -> None:
    held = threads.threads_of_acts(connection, [act])
    if act in held:
        restate(connection, held[act][0])
