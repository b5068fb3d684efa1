"""Which events belong to a process, kept in memory: to ask anew with each page of the queue would cost most of it."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from communique.record import Process
from communique.store import Connection
from communique.store.processes import load_process
from communique.store.queue import members_of
from communique.store.reports import newest_number

KEPT = 4
"""Processes that are kept."""
SHARE = 20
"""They are asked for again, while reports come in, so seldom that it takes one part in so many of the time."""


@dataclass(frozen=True, slots=True)
class _Held:
    process: Process
    newest: int
    uids: frozenset[int]
    until: float


class Members:
    """The members of the processes that were looked at last.

    A decision may take an event in or out of a process: the queue goes by what it was until the next report.
    """

    def __init__(self) -> None:
        """None are known yet."""
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def of(self, connection: Connection, name: str) -> frozenset[int]:
        """The uids of the events of a process; StoreError where there is none of that name."""
        process, newest, began = load_process(connection, name), newest_number(connection), monotonic()
        with self._lock:
            held = self._held.get(name)
        if held is not None and held.process == process and (held.newest == newest or began < held.until):
            return held.uids
        uids = members_of(connection, process)
        done = monotonic()
        with self._lock:
            self._held[name] = _Held(process, newest, uids, done + SHARE * (done - began))
            self._held.move_to_end(name)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return uids
