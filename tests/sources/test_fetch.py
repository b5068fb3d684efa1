import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx2
import pytest

import communique.sources.fetch as package_fetch
from communique.sources import MAX_BYTES, FetchFailedError, TooLargeError
from communique.sources.fetch import fetch
from communique.sources.guarded_net import is_public

PUBLIC = "93.184.215.14"


def resolver(host: str, port: int) -> list[str]:
    """A name for each kind of address; unknown names do not resolve."""
    known = {
        "wire.example": [PUBLIC],
        "inside.example": ["10.1.2.3"],
        "both.example": [PUBLIC, "192.168.0.1"],
        "localhost": ["127.0.0.1", "::1"],
    }
    if host not in known:
        raise OSError
    return known[host]


def answer(request: httpx2.Request) -> httpx2.Response:
    match request.url.path:
        case "/page":
            return httpx2.Response(200, headers={"Content-Type": "Text/HTML; charset=utf-8"}, content=b"<p>Talks</p>")
        case "/moved":
            return httpx2.Response(301, headers={"Location": "/page"})
        case "/inside":
            return httpx2.Response(302, headers={"Location": "http://inside.example/page"})
        case "/file":
            return httpx2.Response(302, headers={"Location": "file:///etc/hosts"})
        case "/round":
            return httpx2.Response(302, headers={"Location": "/round"})
        case "/large":
            return httpx2.Response(200, content=b"a" * (MAX_BYTES + 1))
        case "/slow":
            raise httpx2.ReadTimeout("slow", request=request)
        case "/cut":
            raise httpx2.RemoteProtocolError("cut off", request=request)
    return httpx2.Response(404)


def fetched(url: str) -> package_fetch.Fetched:
    return fetch(url, resolver=resolver, transport=httpx2.MockTransport(answer))


@pytest.mark.parametrize("path", ["page", "moved"])
def test_a_page_comes_with_what_the_server_says_of_it(path: str) -> None:
    page = fetched(f"https://wire.example/{path}")
    assert page.data == b"<p>Talks</p>"
    assert page.url == "https://wire.example/page"
    assert (page.content_type, page.charset) == ("text/html", "utf-8")


def test_the_checked_address_is_the_one_that_is_asked() -> None:
    asked: list[httpx2.Request] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, content=b"x")

    fetch("https://wire.example:8443/a", resolver=resolver, transport=httpx2.MockTransport(note))
    assert asked[0].url.host == PUBLIC
    assert asked[0].url.port == 8443
    assert asked[0].headers["Host"] == "wire.example:8443"
    assert asked[0].extensions["sni_hostname"] == "wire.example"


CASES = [
    ("http://inside.example/page", "private network"),
    ("http://both.example/page", "private network"),
    ("http://localhost:8000/page", "private network"),
    ("https://wire.example/inside", "private network"),
    ("https://wire.example/file", "'file' addresses are not fetched"),
    ("ftp://wire.example/page", "'ftp' addresses are not fetched"),
    ("http:///page", "names no host"),
    ("http://me:secret@wire.example/page", "login"),
    ("http://unknown.example/page", "no such host"),
    ("https://wire.example/round", "more than 5 redirects"),
    ("https://wire.example/nothing", "answered 404 Not Found"),
    ("https://wire.example/slow", "no answer in time"),
    ("https://wire.example/cut", "cut off"),
    ("http://wire.example:port/", "could not be fetched"),
]


@pytest.mark.parametrize(("url", "words"), CASES)
def test_what_cannot_be_fetched_is_told_with_its_reason(url: str, words: str) -> None:
    with pytest.raises(FetchFailedError, match=words) as caught:
        fetched(url)
    assert caught.value.name == url.replace("me:secret@", "…@")


def test_too_large_a_page_is_refused() -> None:
    with pytest.raises(TooLargeError):
        fetched("https://wire.example/large")


ADDRESSES = [
    (PUBLIC, True),
    ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
    ("127.0.0.1", False),
    ("10.0.0.1", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("0.0.0.0", False),  # noqa: S104 - an address to refuse, not to bind to
    ("224.0.0.1", False),
    ("255.255.255.255", False),
    ("::1", False),
    ("fe80::1%eth0", False),
    ("fc00::1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:10.0.0.1", False),
    ("64:ff9b::7f00:1", False),
    ("64:ff9b:1::a00:1", False),
    ("2002:7f00:1::", False),
    ("2002:a00:1::", False),
    ("2002:5db8:d70e::", True),
    ("2001:0:7f00:1::1", False),
    ("2a00::5efe:7f00:1", False),
    ("::127.0.0.1", False),
    ("fec0::1", False),
    ("ff0e::1", False),
    ("3fff::1", False),
    ("2001:db8::1", False),
    ("192.0.0.8", False),
    ("198.18.0.1", False),
    ("240.0.0.1", False),
    ("168.63.129.16", False),
    ("not an address", False),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_public_addresses_are_told_from_the_others(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.fixture
def local_server() -> Iterator[HTTPServer]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = f"asked for {self.headers['Host']}".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_local_server_is_not_asked(local_server: HTTPServer) -> None:
    with pytest.raises(FetchFailedError, match="private network"):
        fetch(f"http://127.0.0.1:{local_server.server_port}/")


def test_the_name_is_asked_for_at_the_address(local_server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_fetch, "is_public", lambda address: True)
    port = local_server.server_port
    page = fetch(f"http://wire.example:{port}/", resolver=lambda host, port: ["127.0.0.1"])
    assert page.data == f"asked for wire.example:{port}".encode()
