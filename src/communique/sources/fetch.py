"""One page from the web: http and https only, with caps on size, time and redirects, and never from inside a network.

An address in a list may be an attempt to make this machine ask its own network. So the host's name is resolved here,
every address that it has must be a public one, and the connection goes to the address that was checked (a second
look-up could answer differently); each redirect is checked the same way. Proxies of the environment are not used.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.sources.errors import MAX_BYTES, FetchFailedError, TooLargeError

if TYPE_CHECKING:
    import httpx2

Resolver = Callable[[str, int], list[str]]
"""Host and port to IP addresses; raises OSError where there are none."""

_MAX_REDIRECTS = 5
_STEP_SECONDS = 10.0  # For each of: connecting, sending, waiting for the next bytes.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: IPv4 addresses seen through a translator.
_USER_AGENT = "communique (+reads one page at a time, when a person asks)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where it was found after redirects, `content_type` and `charset` as declared."""

    url: str
    data: bytes
    content_type: str | None
    charset: str | None


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
    import httpx2  # Here, because only addresses need it.

    deadline = time.monotonic() + timeout_seconds
    headers = {"User-Agent": _USER_AGENT, "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9"}
    try:
        target = httpx2.URL(url)
        with httpx2.Client(
            transport=transport or httpx2.HTTPTransport(trust_env=False),
            headers=headers,
            timeout=min(_STEP_SECONDS, timeout_seconds),
            trust_env=False,
        ) as client:
            for _ in range(_MAX_REDIRECTS + 1):
                request = _request(client, target, name=url, resolver=resolver)
                response = client.send(request, stream=True)
                try:
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        target = target.join(response.headers["location"])
                        continue
                    if not response.is_success:
                        reason = f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
                        raise FetchFailedError(url, reason)
                    data = _body(response, name=url, deadline=deadline)
                    kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
                    return Fetched(str(target), data, kind or None, response.charset_encoding)
                finally:
                    response.close()
    except httpx2.TimeoutException:
        raise FetchFailedError(url, "no answer in time; try again later, or save the page and read the file") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise FetchFailedError(url, f"could not be fetched ({str(error) or type(error).__name__})") from None
    raise FetchFailedError(url, f"more than {_MAX_REDIRECTS} redirects")


def _request(client: "httpx2.Client", target: "httpx2.URL", *, name: str, resolver: Resolver) -> "httpx2.Request":
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
    if not addresses or not all(map(_is_public, addresses)):
        raise FetchFailedError(name, f"{target.host} is inside a private network; only public pages are fetched")
    return client.build_request(
        "GET",
        target.copy_with(host=addresses[0]),
        headers={"Host": target.netloc.decode("ascii")},
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )


def _body(response: "httpx2.Response", *, name: str, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooLargeError(name)
        if time.monotonic() > deadline:
            raise FetchFailedError(name, "the page comes too slowly; save it and read the file")
    return b"".join(parts)


def _is_public(written: str) -> bool:
    """Is this an address of the open internet, also where an IPv6 address wraps an IPv4 one?"""
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return _is_public(str(wrapped))
    return address.is_global and not address.is_multicast and not address.is_reserved
