"""One page from the web: http and https only, with caps on size, time and redirects, and never from inside a network.

An address in a list may be an attempt to make this machine ask its own network. So the host's name is resolved here,
every address that it has must be a public one, and the connection goes to the address that was checked (a second
look-up could answer differently); each redirect is checked the same way. Proxies of the environment are not used.
"""

import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from communique.sources.addresses import without_login
from communique.sources.errors import MAX_BYTES, FetchFailedError, TooLargeError
from communique.sources.guarded_net import Watch, is_public

if TYPE_CHECKING:
    import httpx2

Resolver = Callable[[str, int], list[str]]
"""Host and port to IP addresses; raises OSError where there are none."""

_MAX_REDIRECTS = 5
_STEP_SECONDS = 10.0  # For each of: connecting, sending, waiting for the next bytes.
AGENT = "communique"
"""What we are called in a robots.txt."""

_USER_AGENT = f"{AGENT} (+reads one page at a time, when a person asks)"
_ACCEPT = (
    "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9, "
    "text/xml;q=0.9, text/plain;q=0.9, */*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_SLOW = "the page comes too slowly; save it and read the file"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether something has changed; `url` is where it was found after redirects."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where it was found after redirects, `content_type` and `charset` as declared."""

    url: str
    data: bytes
    content_type: str | None
    charset: str | None
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """What an address holds is what it held when `validators` were given; it was not fetched again."""

    url: str
    validators: Validators


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, by the system's resolver."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(
    url: str,
    *,
    timeout_seconds: float = 30.0,
    resolver: Resolver = resolve,
    transport: "httpx2.BaseTransport | None" = None,
) -> Fetched:
    """What stands at `url`, within `timeout_seconds` in all. Raises FetchFailedError and TooLargeError.

    `resolver` and `transport` are for tests.
    """
    found = fetch_if_changed(url, timeout_seconds=timeout_seconds, resolver=resolver, transport=transport)
    if isinstance(found, NotModified):  # No validators were sent, so this is the server's mistake.
        raise FetchFailedError(url, "the server answered 304 Not Modified to a first question", status=_NOT_MODIFIED)
    return found


def fetch_if_changed(
    url: str,
    validators: Validators | None = None,
    *,
    timeout_seconds: float = 30.0,
    max_bytes: int = MAX_BYTES,
    before: Callable[[str], None] | None = None,
    resolver: Resolver = resolve,
    transport: "httpx2.BaseTransport | None" = None,
) -> Fetched | NotModified:
    """As `fetch`, but not again where the server says that nothing has changed since it gave `validators`.

    `before` is called with each address before it is asked, redirects included; it may wait, which does not count
    as time, or raise. Raises FetchFailedError and TooLargeError.
    """
    import httpx2  # Here, because only addresses need it.

    url, asked = without_login(url), url
    deadline = time.monotonic() + timeout_seconds
    watch = Watch()
    try:
        target = httpx2.URL(asked)
        with httpx2.Client(
            transport=transport or httpx2.HTTPTransport(trust_env=False),
            headers={"User-Agent": _USER_AGENT, "Accept": _ACCEPT},
            timeout=min(_STEP_SECONDS, timeout_seconds),
            trust_env=False,
        ) as client:
            for _ in range(_MAX_REDIRECTS + 1):
                if before is not None:
                    started = time.monotonic()
                    before(str(target))
                    deadline += time.monotonic() - started
                known = validators if validators is not None and validators.url == str(target) else None
                request = _request(client, target, name=url, resolver=resolver, validators=known)
                request.extensions["trace"] = watch.trace
                with watch.until(deadline), closing(client.send(request, stream=True)) as response:
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        target = target.join(response.headers["location"])
                        continue
                    if response.status_code == _NOT_MODIFIED and known is not None:
                        return NotModified(str(target), known)
                    if not response.is_success:
                        raise _refusal(response, name=url)
                    data = _body(response, name=url, deadline=deadline, max_bytes=max_bytes)
                    kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
                    given = _validators(response, url=str(target))
                    return Fetched(str(target), data, kind or None, response.charset_encoding, given)
    except httpx2.TimeoutException:
        raise FetchFailedError(url, "no answer in time; try again later, or save the page and read the file") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        if watch.over:
            raise FetchFailedError(url, _SLOW) from None
        raise FetchFailedError(url, f"could not be fetched ({str(error) or type(error).__name__})") from None
    raise FetchFailedError(url, f"more than {_MAX_REDIRECTS} redirects")


def _request(
    client: "httpx2.Client",
    target: "httpx2.URL",
    *,
    name: str,
    resolver: Resolver,
    validators: Validators | None,
) -> "httpx2.Request":
    """A request to the public address of `target`'s host, still asking for the host by its name."""
    if target.scheme not in ("http", "https"):
        raise FetchFailedError(name, f"'{target.scheme}' addresses are not fetched, only http and https")
    if not target.host:
        raise FetchFailedError(name, "the address names no host")
    if target.userinfo:
        raise FetchFailedError(name, "the address holds a user name; pages behind a login are not fetched")
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        addresses = resolver(target.host, port)
    except (OSError, UnicodeError):
        raise FetchFailedError(name, f"no such host as {target.host}, or no connection") from None
    if not addresses or not all(map(is_public, addresses)):
        raise FetchFailedError(name, f"{target.host} is inside a private network; only public pages are fetched")
    headers = {"Host": target.netloc.decode("ascii")}
    if validators is not None and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators is not None and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return client.build_request(
        "GET",
        target.copy_with(host=addresses[0]),
        headers=headers,
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )


def _refusal(response: "httpx2.Response", *, name: str) -> FetchFailedError:
    return FetchFailedError(
        name,
        f"the server answered {response.status_code} {response.reason_phrase}".rstrip(),
        status=response.status_code,
        retry_after_seconds=_retry_after(response.headers.get("retry-after", ""), response.headers.get("date", "")),
    )


def _retry_after(written: str, sent: str) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a date, which counts from when it was `sent`."""
    if written.strip().isascii() and written.strip().isdigit():
        return float(written)
    until, since = _moment(written), _moment(sent) or datetime.now(UTC)
    return None if until is None else max((until - since).total_seconds(), 0.0)


def _moment(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _validators(response: "httpx2.Response", *, url: str) -> Validators | None:
    etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
    return Validators(url, etag, modified) if etag or modified else None


def _body(response: "httpx2.Response", *, name: str, deadline: float, max_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            raise TooLargeError(name, max_bytes=max_bytes)
        if time.monotonic() > deadline:
            raise FetchFailedError(name, _SLOW)
    if time.monotonic() > deadline:  # Cut off, which looks like its end where the server did not say how long it is.
        raise FetchFailedError(name, _SLOW)
    return b"".join(parts)
