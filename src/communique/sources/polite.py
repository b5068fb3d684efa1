"""Visiting addresses as a considerate guest: robots.txt, a pause between visits, and nothing fetched twice in vain."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from communique.sources.decode import decode
from communique.sources.errors import (
    MAX_BYTES,
    DisallowedError,
    FetchFailedError,
    SourceError,
    TooLargeError,
)
from communique.sources.fetch import AGENT, Fetched, NotModified, Resolver, Validators, fetch_if_changed, resolve
from communique.sources.robots import MAX_ROBOTS_BYTES, Robots, may_visit, parse_robots

if TYPE_CHECKING:
    import httpx2

DELAY_SECONDS = 2.0
"""Between two requests to one host, where its robots.txt asks for no other pause."""

MAX_DELAY_SECONDS = 60.0
"""The longest pause that is kept to: of a robots.txt, and before a server that is busy is asked again."""

_BUSY = frozenset({429, 503})
_BUSY_SECONDS = 10.0  # Where a busy server does not say how long.
_TRIES = 3
_ROBOTS_SECONDS = 24 * 3600.0  # RFC 9309: no longer than a day.
_NO_ROBOTS_SECONDS = 600.0  # Until a robots.txt that could not be had is asked for again.


@dataclass(slots=True)
class Visitor:
    """Fetches addresses, one after the other, and knows for as long as it lives what their sites asked of it.

    `remembered` holds the validators of addresses fetched in earlier runs; what has not changed since is not fetched
    again. `validators` are those of this run, by the address asked for: for the caller to remember once what came
    from the address is safely kept. `resolver`, `transport`, `clock` and `sleep` are for tests.
    """

    remembered: Mapping[str, Validators] = field(default_factory=dict)
    delay_seconds: float = DELAY_SECONDS
    resolver: Resolver = resolve
    transport: "httpx2.BaseTransport | None" = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    validators: dict[str, Validators] = field(default_factory=dict)
    # By site: until when they hold, and the rules, or why they could not be had.
    _robots: dict[str, tuple[float, Robots | str]] = field(default_factory=dict)
    _not_before: dict[str, float] = field(default_factory=dict)
    _closed_until: dict[str, float] = field(default_factory=dict)

    def visit(self, url: str, *, max_bytes: int = MAX_BYTES) -> Fetched | NotModified:
        """What stands at `url`, or that it has not changed since its validators were remembered.

        Waits as the site asks, and asks a busy server (429, 503) again, up to three times in all. Raises
        DisallowedError, FetchFailedError and TooLargeError.
        """
        for _ in range(_TRIES):
            try:
                found = fetch_if_changed(
                    url,
                    self.remembered.get(url),
                    max_bytes=max_bytes,
                    before=self._admit,
                    resolver=self.resolver,
                    transport=self.transport,
                )
            except FetchFailedError as error:
                if error.status not in _BUSY or isinstance(error, DisallowedError):
                    raise
                last = error
                self._stay_away(url, error)
            else:
                if found.validators is not None:
                    self.validators[url] = found.validators
                return found
        raise last

    def _stay_away(self, url: str, error: FetchFailedError) -> None:
        """Notes when the host may be asked again; raises `error` where that is too far off to be waited for."""
        wait = _BUSY_SECONDS if error.retry_after_seconds is None else error.retry_after_seconds
        host = _host(url)
        if wait > MAX_DELAY_SECONDS:
            self._closed_until[host] = self.clock() + wait
            raise FetchFailedError(
                url,
                f"{error.reason}, and asks to be left alone for {_minutes(wait)}; try again then",
                status=error.status,
                retry_after_seconds=wait,
            ) from None
        self._not_before[host] = max(self._not_before.get(host, 0.0), self.clock() + wait)

    def _admit(self, url: str) -> None:
        """Waits until `url` may be asked for; raises DisallowedError where it may not. Redirects come here too."""
        try:
            parts = urlsplit(url)
        except ValueError as error:  # Letters in the host's name that are written like others.
            raise FetchFailedError(url, f"no address that can be asked ({error})") from None
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return  # The fetch itself says what is wrong with it.
        robots = self._rules(f"{parts.scheme}://{parts.netloc}")
        if isinstance(robots, str):
            raise DisallowedError(url, f"left alone, because its site's robots.txt could not be read: {robots}")
        if not may_visit(robots, url):
            reason = f"the robots.txt of {_host(url)} asks programs not to read this; save the page and read the file"
            raise DisallowedError(url, reason)
        delay = self.delay_seconds if robots.delay_seconds is None else robots.delay_seconds
        self._wait(url, min(max(delay, 0.0), MAX_DELAY_SECONDS))

    def _wait(self, url: str, delay_seconds: float) -> None:
        """Waits for the host's turn, and notes when its next one is."""
        host, now = _host(url), self.clock()
        if (closed := self._closed_until.get(host, now)) > now:
            reason = f"{host} asked to be left alone for another {_minutes(closed - now)}; try again then"
            raise FetchFailedError(url, reason, retry_after_seconds=closed - now)
        if (wait := self._not_before.get(host, now) - now) > 0:
            self.sleep(wait)
        self._not_before[host] = self.clock() + delay_seconds

    def _rules(self, site: str) -> Robots | str:
        """The rules of a site's robots.txt, asked for once a day, or why it could not be read."""
        until, rules = self._robots.get(site, (0.0, ""))
        if site not in self._robots or self.clock() > until:
            rules = self._ask_for_rules(site)
            kept = _NO_ROBOTS_SECONDS if isinstance(rules, str) else _ROBOTS_SECONDS
            self._robots[site] = (self.clock() + kept, rules)
        return rules

    def _ask_for_rules(self, site: str) -> Robots | str:
        """By RFC 9309: no robots.txt allows all; one that cannot be asked for forbids all, for now."""
        try:
            found = fetch_if_changed(
                f"{site}/robots.txt",
                max_bytes=MAX_ROBOTS_BYTES,
                before=lambda url: self._wait(url, self.delay_seconds),
                resolver=self.resolver,
                transport=self.transport,
            )
        except FetchFailedError as error:
            gone = error.status is not None and 400 <= error.status < 500 and error.status not in _BUSY
            return Robots() if gone else error.reason
        except TooLargeError:
            return "it is too large"
        if isinstance(found, NotModified):
            return "the server answered 304 to a first question"
        try:
            return parse_robots(decode(found.data, name=found.url, charset=found.charset), agent=AGENT)
        except SourceError:
            return Robots()  # Something, but no text: no rules.


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
