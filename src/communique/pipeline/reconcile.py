"""Reconciles what a report tells with the record: which thread each of its events belongs to."""

from collections.abc import Iterable, Mapping, Sequence

from communique.record import Entry, Link, ThreadKind
from communique.store import Connection, decisions, threads
from communique.store.threads import CANDIDATES, MEMBERS, Linked
from communique.threads.bundle import Bundle
from communique.threads.casualties import DEFAULT_RULE
from communique.threads.keys import keys_of, questions_of
from communique.threads.place import Growing, place_report
from communique.threads.state import thread_of
from communique.threads.told import said_on


def reconcile(connection: Connection, entries: Sequence[Entry], *, gone: Iterable[int] = ()) -> list[int]:
    """Puts the events of one report into threads; the numbers of those that changed.

    An act that has its place keeps it, whoever put it there, and `gone` acts leave theirs. The cost does not grow
    with the record: an event is compared with at most CANDIDATES threads, and with MEMBERS events of each.
    """
    held = threads.threads_of_acts(connection, [*(e.act for e in entries), *gone])
    left = {held[act][0] for act in gone if act in held}
    threads.drop_links(connection, gone)
    new = [e for e in entries if e.act not in held]
    own = {held[e.act][0] for e in entries if e.act in held}
    numbers = sorted(own) + [
        n for n in threads.candidates(connection, {k for e in new for k in questions_of(e)}) if n not in own
    ]
    # Of threads that fit as well the older one is taken.
    loaded = threads.load_linked(connection, sorted(numbers[: CANDIDATES + len(own)]), members=MEMBERS)
    texts = {e.act: e for e in entries}
    growing = [bundled(linked, texts) for linked in loaded if linked.entries]
    grown = place_report(new, growing, decisions.taken_out(connection, [e.act for e in new]))
    changed = [thread for thread in grown if thread.changed]
    for thread in changed:
        thread.number = thread.number or threads.add_thread(connection, thread.bundle.kind)
    threads.add_links(
        connection,
        [(e.act, t.number, t.links[e.act]) for t in changed if t.number for e in new if e.act in t.links],
    )
    whole = {t.number for t in changed if t.number and len(t.bundle.entries) < MEMBERS}
    for thread in changed:
        if thread.number in whole:
            _state(connection, thread.number, thread.bundle, thread.links, DEFAULT_RULE)
    others = {t.number for t in changed if t.number} | own | left
    for number in sorted(others - whole):
        restate(connection, number)
    return sorted(others)


def restate(connection: Connection, number: int, *, rule: str = DEFAULT_RULE) -> None:
    """Writes anew how a thread stands; one that has no events left is taken away.

    One whose events were all rejected stays without a state, so that they find it again when that is undone.
    """
    (linked,) = threads.load_linked(connection, [number]) or (None,)
    if linked is None:
        return
    if not linked.entries:
        if not threads.empty_thread(connection, number):
            threads.drop_thread(connection, number)
        return
    _state(connection, number, bundled(linked, {}).bundle, linked.links, rule)


def _state(connection: Connection, number: int, bundle: Bundle, held: Mapping[int, Link], rule: str) -> None:
    links = [held[e.act] for e in bundle.entries]
    days = sorted(day.isoformat() for e in bundle.entries if (day := said_on(e)))
    keys = {key for e in bundle.core for key in keys_of(e)}
    span = (days[0], days[-1]) if days else (None, None)
    threads.keep_thread(connection, number, thread_of(str(number), bundle, links, rule), span, keys)


def bundled(linked: Linked, texts: dict[int, Entry]) -> Growing:
    """A thread of the record as it is extended; `texts` are entries to put in the place of those without their text."""
    bundle = Bundle(ThreadKind(linked.kind))
    bundle.add(*(texts.get(entry.act, entry) for entry in linked.entries))
    return Growing(linked.number, bundle, dict(linked.links))
