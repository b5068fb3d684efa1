"""How often one may try: waits that grow with each failed sign-in, and a bucket of tokens for what is written.

Kept in memory, for so many names and addresses at the most; those touched longest ago are forgotten first.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

HELD = 10_000
"""Names or addresses that are remembered."""


@dataclass
class Attempts:
    """Failed tries by name or address: `free` of them cost nothing, each further one doubles the wait, up to `longest`.

    A try counts as failed from its beginning, so that many at once get no further than one after another.
    """

    free: int
    longest: float
    clock: Callable[[], float] = monotonic
    _held: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, who: str) -> float:
        """Seconds to wait before a try; 0 where it may go on, and is counted."""
        with self._lock:
            now = self.clock()
            count, until = self._held.get(who, (0, 0.0))
            if now < until:
                return until - now
            if now - until > self.longest:
                count = 0  # Long quiet: what was before is forgotten.
            count += 1
            wait = 0.0 if count < self.free else min(self.longest, 2.0 ** (count - self.free))
            self._held[who] = (count, now + wait)
            self._held.move_to_end(who)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
            return 0.0

    def forgive(self, who: str, *, all_: bool) -> None:
        """A try that succeeded: it counts no longer, or none of `who` does."""
        with self._lock:
            count, _ = self._held.get(who, (0, 0.0))
            if all_ or count <= 1:
                self._held.pop(who, None)
            else:
                self._held[who] = (count - 1, self.clock())


@dataclass
class Bucket:
    """So many requests at once, `burst`, and `rate` a second in the long run, for each visitor."""

    rate: float
    burst: float
    clock: Callable[[], float] = monotonic
    _held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, who: str) -> float:
        """Seconds to wait before a request; 0 where it may go on, and is counted."""
        with self._lock:
            now = self.clock()
            left, then = self._held.get(who, (self.burst, now))
            left = min(self.burst, left + (now - then) * self.rate)
            wait = 0.0 if left >= 1 else (1 - left) / self.rate
            self._held[who] = (left - 1 if not wait else left, now)
            self._held.move_to_end(who)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
            return wait


@dataclass
class Limits:
    """The limits of one server.

    The wait of an account stays short, since whoever knows a name could lock its owner out by it; that of an address
    does not.
    """

    accounts: Attempts = field(default_factory=lambda: Attempts(free=5, longest=60))
    addresses: Attempts = field(default_factory=lambda: Attempts(free=20, longest=900))
    writing: Bucket = field(default_factory=lambda: Bucket(rate=2, burst=120))
    programs: Bucket = field(default_factory=lambda: Bucket(rate=20, burst=400))
