"""Servers that drip, that unpack without end, whose names lead elsewhere from one look to the next."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx2
import pytest

import communique.sources.fetch as package_fetch
from communique.sources import FetchFailedError, TooLargeError
from communique.sources.fetch import fetch

PUBLIC = "93.184.215.14"
LONG = 20.0
"""Seconds after which a fetch of one second counts as one that hangs."""
Talk = Callable[[socket.socket, threading.Event], None]


@contextmanager
def serving(talk: Talk) -> Iterator[int]:
    """A server on this machine that says what `talk` says to whoever connects; its port."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            try:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65536)
                    talk(connection, ended)
            except OSError:
                pass  # Cut off, as it should be.

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            ended.set()
            thread.join(5)


def drip(connection: socket.socket, ended: threading.Event, piece: bytes) -> None:
    """A piece ten times a second, until nobody listens; in the end, what hangs is let go."""
    for _ in range(int(10 * LONG)):
        if ended.wait(0.1):
            return
        connection.sendall(piece)


def in_headers(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    drip(connection, ended, b"a")


def in_body(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    drip(connection, ended, b"a")


def in_body_without_length(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    drip(connection, ended, b"a")


def in_packed_body(connection: socket.socket, ended: threading.Event) -> None:
    # Empty members of gzip: much comes, nothing comes out.
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10])
    drip(connection, ended, b"\x00\x00\x00\xff\xff")


def nothing(connection: socket.socket, ended: threading.Event) -> None:
    ended.wait(LONG)


@pytest.mark.parametrize("talk", [in_headers, in_body, in_body_without_length, in_packed_body, nothing])
def test_a_server_that_drips_is_left(monkeypatch: pytest.MonkeyPatch, talk: Talk) -> None:
    monkeypatch.setattr(package_fetch, "is_public", lambda address: True)
    began = time.monotonic()
    with serving(talk) as port, pytest.raises(FetchFailedError, match=r"too slowly|in time"):
        fetch(f"http://wire.example:{port}/", timeout_seconds=1, resolver=lambda host, port: ["127.0.0.1"])
    assert time.monotonic() - began < LONG, "a guard against hanging"


def packed(coding: str) -> bytes:
    """200 MB of zeros, packed once or twice."""
    data = gzip.compress(bytes(200 * 1024 * 1024), 1)
    if coding == "br":
        brotli = pytest.importorskip("brotli")
        return bytes(brotli.compress(bytes(200 * 1024 * 1024), quality=1))
    return gzip.compress(data) if coding == "gzip, gzip" else data


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "br"])
def test_what_unpacks_without_end_is_given_up(coding: str) -> None:
    class Counted(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield packed(coding)

    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"Content-Encoding": coding}, stream=Counted())

    with pytest.raises(TooLargeError):
        fetch("https://wire.example/", resolver=lambda host, port: [PUBLIC], transport=httpx2.MockTransport(answer))


def test_a_name_is_looked_up_once_for_each_question_and_that_address_is_asked() -> None:
    """A second look could give another address: nothing but what was checked may be connected to."""
    looked_up: list[str] = []
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [PUBLIC] if len(looked_up) == 1 else ["127.0.0.1"]

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        return httpx2.Response(302, headers={"Location": "/again"})

    with pytest.raises(FetchFailedError, match="private network"):
        fetch("http://wire.example/", resolver=resolver, transport=httpx2.MockTransport(answer))
    assert (looked_up, asked) == (["wire.example", "wire.example"], [PUBLIC])


@pytest.mark.parametrize(
    "address",
    [
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.1.:80/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://①②⑦.⓪.⓪.①/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_no_way_to_write_this_machine_leads_to_it(address: str) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        pytest.fail(f"asked {request.url}")

    with pytest.raises(FetchFailedError):
        fetch(address, transport=httpx2.MockTransport(answer))


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "gopher://wire.example/",
        "http://me:secret@wire.example/",
    ],
)
def test_a_redirect_is_checked_like_the_first_address(location: str) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(301, headers={"Location": location})

    def resolver(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "wire.example" else [host]

    with pytest.raises(FetchFailedError) as caught:
        fetch("https://wire.example/", resolver=resolver, transport=httpx2.MockTransport(answer))
    assert len(asked) == 1
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://me:secret@wire.example/a", "https://me:secret@wire.example:bad/"])
def test_a_password_in_an_address_is_in_no_message(address: str) -> None:
    from communique.sources import SourceError, items_of

    (found,) = items_of(address)
    assert isinstance(found, SourceError)
    assert "secret" not in str(found)
    with pytest.raises(FetchFailedError) as caught:
        fetch(address)
    assert "secret" not in str(caught.value)
