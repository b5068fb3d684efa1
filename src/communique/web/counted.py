"""Counts over the whole record: kept in memory, made anew beside the requests when the record has changed.

A request waits a moment for a count. A count that takes longer is shown as it was made last, with when that was, and a
new one is being made meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar, cast

from communique.store import Connection, Store
from communique.store.engine import changes

PATIENCE = 0.25
"""Seconds that a page waits for a count."""
FILE_PATIENCE = 30.0
"""Seconds that a file waits for the first count: it cannot say that it will be there in a moment."""
REST = 4
"""A slow count is not begun again before so many times its own length are over: a record that grows always changes."""
_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Counted(Generic[_Told]):
    """A count: of which change of the record, made when. `stale` says that the record has changed since."""

    told: _Told
    stamp: int
    made: datetime
    stale: bool = False


@dataclass
class _Shelf:
    """One kind of count: the last that was made and the one being made."""

    last: Counted[Any] | None = None
    making: Future[Counted[Any]] | None = None
    took: float = 0.0
    ended: float = field(default_factory=lambda: float("-inf"))


class Counts:
    """The counts of a record."""

    def __init__(self, store: Store) -> None:
        """Nothing is counted yet."""
        self._store = store
        self._shelves: dict[str, _Shelf] = {}
        self._lock = Lock()
        self._workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="counts")

    def count(self, name: str, make: Callable[[Connection], _Told], *, for_file: bool = False) -> Counted[_Told] | None:
        """What `make` counts; None where the first count takes longer than a page, or a file, may wait."""
        with self._store.reading() as connection:
            stamp = changes(connection)
        with self._lock:
            shelf = self._shelves.setdefault(name, _Shelf())
            if shelf.last is not None and shelf.last.stamp == stamp:
                return cast("Counted[_Told]", shelf.last)
            rested = shelf.took <= PATIENCE or monotonic() - shelf.ended > REST * shelf.took
            if shelf.making is None and (shelf.last is None or rested):
                shelf.making = self._workers.submit(self._make, shelf, make)
            making, last = shelf.making, shelf.last
            is_slow = last is not None and shelf.took > PATIENCE
        if making is not None and not is_slow:
            try:
                return cast("Counted[_Told]", making.result(timeout=FILE_PATIENCE if for_file else PATIENCE))
            except TooLateError:
                pass
        if last is None:
            return None
        return Counted(cast("_Told", last.told), last.stamp, last.made, stale=True)

    def _make(self, shelf: _Shelf, make: Callable[[Connection], _Told]) -> Counted[_Told]:
        began = monotonic()
        try:
            with self._store.reading() as connection:
                stamp = changes(connection)
                made = Counted(make(connection), stamp, datetime.now(UTC))
            shelf.last = made
            return made
        finally:
            with self._lock:
                shelf.took, shelf.ended, shelf.making = monotonic() - began, monotonic(), None
