"""The threads of a record as they stand: kept ones as they were written, long ones worked out when asked for."""

from collections.abc import Iterable, Iterator, Sequence

from communique.pipeline.reconcile import whole_bundle
from communique.record import Entry, Thread, ThreadKind
from communique.store import Connection, threads
from communique.threads.state import thread_of


def all_threads(connection: Connection, *, least: int = 1) -> Iterator[Thread]:
    """Every thread of at least so many events, by number."""
    for number, body in threads.bodies(connection, least=least):
        yield _standing(connection, number, body)


def threads_of(connection: Connection, entries: Iterable[Entry], *, kind: ThreadKind | None = None) -> list[Thread]:
    """The threads that these entries belong to, of one kind or all, by number."""
    found = threads.bodies_of(connection, (e.act for e in entries), kind=kind)
    return [_standing(connection, number, body) for number, body in found]


def thread_of_act(connection: Connection, act: int) -> Thread | None:
    """The thread that an act is in."""
    return next((_standing(connection, *found) for found in threads.bodies_of(connection, [act])), None)


def thread_of_number(connection: Connection, number: int) -> Thread | None:
    """The thread of that number; None where there is none or all its events were rejected."""
    return next(iter(threads_by_number(connection, [number])), None)


def threads_by_number(connection: Connection, numbers: Sequence[int]) -> list[Thread]:
    """The threads of these numbers, in their order; those without events that stand are left out."""
    bodies = threads.bodies_by_number(connection, numbers)
    return [_standing(connection, number, bodies[number]) for number in numbers if number in bodies]


def _standing(connection: Connection, number: int, body: str) -> Thread:
    if body:
        return Thread.model_validate_json(body)
    bundle, links = whole_bundle(connection, number)
    return thread_of(str(number), bundle, [links[e.act] for e in bundle.entries])
