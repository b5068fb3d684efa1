"""Connections to strangers: which addresses are of the open internet, and an end to those that never end."""

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from typing import Any

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: IPv4 addresses seen through a translator.
_INSIDE = tuple(
    map(
        ipaddress.ip_network,
        (
            "fec0::/10",  # Site-local (RFC 3879).
            "64:ff9b:1::/48",  # Translators of one's own network (RFC 8215).
            "2001::/23",  # Protocols, Teredo's tunnels among them.
            "3fff::/20",  # Examples (RFC 9637).
            "5f00::/16",  # Segment routing (RFC 9602).
            "192.0.0.0/24",  # Protocols (RFC 6890).
            "168.63.129.16/32",  # By which machines at one large provider ask it about themselves.
        ),
    )
)
"""What the versions of Python do not all count as private."""
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def is_public(written: str) -> bool:
    """Is this an address of the open internet, also where an IPv6 address wraps an IPv4 one?"""
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in _NAT64 or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    if any(address in network for network in _INSIDE):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Watch:
    """Cuts a connection when its time is up.

    A limit on each wait is none on all of them: a server may send a byte of its headers, or of a packed page from which
    nothing comes out, whenever the limit is about to pass. `over` tells that the time was up.
    """

    def __init__(self) -> None:
        """No connection is known yet."""
        self.over = False
        self._socket: socket.socket | None = None
        self._lock = Lock()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Learns of the connection from the `trace` extension of a request."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
                if self.over:
                    self._cut()

    @contextmanager
    def until(self, deadline: float) -> Iterator[None]:
        """Within the block the connection is cut at `deadline`, by the monotonic clock."""
        timer = Timer(max(0.0, deadline - time.monotonic()), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                self._socket = None

    def _end(self) -> None:
        with self._lock:
            self.over = True
            self._cut()

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not the method of an encrypted socket, which would let the other thread go on unencrypted.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
