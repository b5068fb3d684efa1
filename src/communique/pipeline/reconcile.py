"""Reconciles what a report tells with the record: which thread each of its events belongs to.

A record is to stand the same in whichever order its reports come. So a report that comes after later ones is put in its
place: the next reports that may speak of the same are placed again, as if they had come after it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from communique.record import Entry, Link, ThreadKind
from communique.store import Connection, decisions, events, threads
from communique.store.threads import CANDIDATES, MACHINE, MEMBERS, Linked, Placed
from communique.threads.bundle import Bundle
from communique.threads.keys import keys_of, questions_of
from communique.threads.place import Growing, place_in_order
from communique.threads.state import thread_of
from communique.threads.told import order_of, said_on, sides_of

AGAIN, TIMES = 8, 8
"""Reports that are placed again when one comes that was published before them, the next ones; and how often the next
of them are, until that twice moves nothing."""
LATER = 40
"""Events at most of a thread that are looked at beyond a moment."""
_SIDES, _ROWS = 4, 64
"""How many sides of a report later ones are sought by, and among how many mentions of each."""


def reconcile(
    connection: Connection, entries: Sequence[Entry], *, gone: Collection[int] = (), in_order: bool = False
) -> list[int]:
    """Puts the events of one report into threads; the numbers of those that changed.

    An act that has its place keeps it, whoever put it there, and `gone` acts leave theirs and, where they are among
    the entries, find another. With `in_order`, what the
    machine had placed of the next reports is placed again after them; what a reviewer has put somewhere stays there.
    The cost does not grow with the record: an event is compared with at most CANDIDATES threads and MEMBERS events of
    each, and at most AGAIN reports are placed again, TIMES times.
    """
    held = threads.threads_of_acts(connection, [*(e.act for e in entries), *gone])
    left = {held.pop(act)[0] for act in set(gone) if act in held}
    threads.drop_links(connection, gone)
    new = [e for e in entries if e.act not in held]
    own = {held[e.act][0] for e in entries if e.act in held}
    found = threads.candidates(connection, {k for e in new for k in questions_of(e)})
    numbers = [*sorted(own), *(n for n in found if n not in own)][: CANDIDATES + len(own)]
    ordered = in_order and bool(new) and new[0].report.published is not None
    if ordered:
        moment = order_of(new[0])
        loaded = threads.load_linked(connection, numbers, said=moment, later=LATER)
        again = _placed_later(connection, loaded, new, moment)
    else:
        loaded, again = threads.load_linked(connection, numbers), _Again()
    again.entries |= {e.act: e for e in entries}
    changed, moved = _place(connection, new, loaded, again, own | left)
    return sorted(changed | _place_on(connection, new, again, moved) if ordered else changed)


def _place_on(connection: Connection, new: Sequence[Entry], again: "_Again", moved: set[int]) -> set[int]:
    """Places more of the later reports again, AGAIN at a time, until that twice moves nothing.

    The threads that changed.
    """
    changed: set[int] = set()
    turned, quiet = [*new, *(again.entries[act] for act in sorted(moved))], not moved
    for _ in range(TIMES - 1):
        if again.reports < AGAIN:
            break
        moment = max(order_of(e) for e in again.entries.values())
        found = threads.candidates(connection, {k for e in turned for k in questions_of(e)})
        loaded = threads.load_linked(connection, found, said=moment, later=LATER)
        again = _placed_later(connection, loaded, turned, moment)
        more, moved = _place(connection, [], loaded, again, set())
        changed |= more
        if quiet and not moved:
            break
        turned, quiet = [*turned, *(again.entries[act] for act in sorted(moved))], not moved
    return changed


@dataclass(slots=True)
class _Again:
    """What is placed again: the acts with the threads that they were in, and their reports' entries with texts."""

    reports: int = 0
    former: dict[int, int] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    loaded: list[Linked] = field(default_factory=list)


def _placed_later(connection: Connection, loaded: Sequence[Linked], new: Sequence[Entry], moment: str) -> _Again:
    """What the machine has placed of the next reports that tell of these threads or of the same sides."""
    later = {order_of(e): e.report.id for linked in loaded for e in linked.later}
    counted = Counter(side for e in new for side in sorted(sides_of(e.event)))
    sides = [side for side, _ in counted.most_common(_SIDES)]
    later |= events.next_reports(connection, sides, moment, most=_ROWS)
    # Whole reports, since what one says of a thread hangs on what else it tells.
    reports = [later[order] for order in sorted(later)[:AGAIN]]
    told = {e.act: e for e in events.of_reports(connection, reports)}
    where = threads.threads_of_acts(connection, told)
    former = {act: number for act, (number, by) in where.items() if by == MACHINE}
    more = sorted({number for number, _ in where.values()} - {linked.number for linked in loaded})
    return _Again(len(reports), former, told, threads.load_linked(connection, more, said=moment, later=LATER))


def _place(
    connection: Connection, new: Sequence[Entry], loaded: Sequence[Linked], again: _Again, touched: set[int]
) -> tuple[set[int], set[int]]:
    """Places the new entries and those of the later reports, and writes what has changed.

    The threads that have changed, and which acts of the later reports are tied otherwise now.
    """
    loaded = [*loaded, *again.loaded]
    to_place = [*new, *(again.entries[act] for act in again.former)]
    asked = {key for e in to_place for key in questions_of(e)}
    keys = threads.keys_among(connection, [linked.number for linked in loaded], asked)
    growing = {n.number: _growing(n, again, keys.get(n.number, set())) for n in loaded}
    former = {act: growing[number] for act, number in again.former.items()}
    apart = decisions.taken_out(connection, (e.act for e in to_place))
    grown = place_in_order(to_place, list(growing.values()), apart, former=former, most=MEMBERS)
    before = {act: (linked.number, link) for linked in loaded for act, link in linked.links.items()}
    entries = {e.act: e for e in to_place}
    moved: dict[int, list[Placed]] = {}
    for thread in grown:
        number = thread.number = thread.number or threads.add_thread(connection, thread.bundle.kind)
        placed = [
            Placed(act, number, order_of(entries[act]), link) for act, link in thread.links.items() if act in entries
        ]
        moved[number] = [one for one in placed if before.get(one.act) != (number, one.link)]
    threads.put_links(connection, [one for placed in moved.values() for one in placed])
    changed = {number for number, placed in moved.items() if placed} | touched
    changed |= {again.former[one.act] for placed in moved.values() for one in placed if one.act in again.former}
    partly = {linked.number for linked in loaded if not linked.whole}
    whole = {t.number: t for t in grown if t.number not in partly and t.is_whole()}
    for number in sorted(changed):
        if number in whole:
            _state(connection, number, whole[number].bundle, whole[number].links)
        else:
            restate(connection, number, [entries[one.act] for one in moved.get(number, ())])
    return changed, {one.act for placed in moved.values() for one in placed if one.act in again.former}


def restate(connection: Connection, number: int, at_hand: Sequence[Entry] = ()) -> None:
    """Writes anew how a thread stands; one that has no events left is taken away.

    One whose events were all rejected stays without a state, so that they find it again when that is undone. Of a LONG
    thread only what it is found by is written, by its last events and those `at_hand`.
    """
    count = threads.count_links(connection, number)
    if count == 0:
        threads.drop_thread(connection, number)
    elif count > threads.LONG:
        bundle = Bundle(ThreadKind(threads.kind_of_thread(connection, number)))
        bundle.add(*(e for linked in threads.load_linked(connection, [number]) for e in linked.entries), *at_hand)
        if bundle.entries or threads.stands(connection, number):
            threads.keep_long(connection, number, count, keys_of_bundle(bundle))
        else:
            threads.empty_thread(connection, number)
    else:
        bundle, links = whole_bundle(connection, number)
        if bundle.entries:
            _state(connection, number, bundle, links)
        else:
            threads.empty_thread(connection, number)


def whole_bundle(connection: Connection, number: int) -> tuple[Bundle, dict[int, Link]]:
    """All that stands in a thread, and its links by act."""
    entries, links = threads.load_members(connection, number)
    bundle = Bundle(ThreadKind(threads.kind_of_thread(connection, number)))
    bundle.add(*entries)
    return bundle, links


def _state(connection: Connection, number: int, bundle: Bundle, held: Mapping[int, Link]) -> None:
    links = [held[e.act] for e in bundle.entries]
    thread = thread_of(str(number), bundle, links)
    threads.keep_thread(connection, number, thread, span_of(bundle), keys_of_bundle(bundle))


def span_of(bundle: Bundle) -> tuple[str | None, str | None]:
    """The first and the last day on which something of a thread was said."""
    days = sorted(day.isoformat() for e in bundle.entries if (day := said_on(e)))
    return (days[0], days[-1]) if days else (None, None)


def keys_of_bundle(bundle: Bundle) -> set[str]:
    """What a thread is found by."""
    return {key for e in bundle.core for key in keys_of(e)}


def _growing(linked: Linked, again: _Again, keys: set[str]) -> Growing:
    """The thread without the entries that are placed again."""
    bundle = Bundle(linked.kind)
    bundle.add(*(again.entries.get(e.act, e) for e in linked.entries))
    links = {act: link for act, link in linked.links.items() if act not in again.former}
    later = [again.entries.get(e.act, e) for e in linked.later if e.act not in again.former]
    if linked.later:
        # Later entries may have brought keys by which it was not found then.
        keys = keys_of_bundle(bundle)
    return Growing(linked.number, bundle, links, linked.first_day, later, keys)
