from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2
import pytest

from communique.sources import DisallowedError, Fetched, FetchFailedError, NotModified, Validators, Visitor

PUBLIC = "93.184.215.14"


@dataclass
class Site:
    """A site that answers by path, a clock that only waiting moves, and what was asked of them."""

    answers: dict[str, list[httpx2.Response] | httpx2.Response]
    asked: list[tuple[float, str]] = field(default_factory=list)
    headers: list[httpx2.Headers] = field(default_factory=list)
    now: float = 1000.0

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append((self.now, f"{request.headers['Host']}{request.url.path}"))
        self.headers.append(request.headers)
        found = self.answers.get(request.url.path, httpx2.Response(404))
        if isinstance(found, list):
            found = found.pop(0)
        # A response is read once, so each answer is one of its own.
        return httpx2.Response(found.status_code, headers=found.headers, content=found.content)

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def visitor(self, remembered: dict[str, Validators] | None = None) -> Visitor:
        return Visitor(
            remembered=remembered or {},
            resolver=lambda host, port: [PUBLIC] if host.endswith(".example") else [],
            transport=httpx2.MockTransport(self.answer),
            clock=lambda: self.now,
            sleep=self.sleep,
        )


def robots(text: str) -> httpx2.Response:
    return httpx2.Response(200, headers={"Content-Type": "text/plain"}, content=text.encode())


PAGE = httpx2.Response(200, content=b"Talks ended.")


def test_robots_txt_is_asked_once_a_site_and_day() -> None:
    site = Site({"/a": PAGE, "/b": PAGE})
    visitor = site.visitor()
    for url in ("https://wire.example/a", "https://wire.example/b", "https://ledger.example/a"):
        assert isinstance(visitor.visit(url), Fetched)
    assert [path for _, path in site.asked] == [
        "wire.example/robots.txt",
        "wire.example/a",
        "wire.example/b",
        "ledger.example/robots.txt",
        "ledger.example/a",
    ]
    site.now += 25 * 3600
    visitor.visit("https://wire.example/a")
    assert site.asked[-2][1] == "wire.example/robots.txt"


def test_a_host_is_given_a_pause_and_another_host_is_not_waited_for() -> None:
    site = Site({"/a": PAGE})
    visitor = site.visitor()
    visitor.visit("https://wire.example/a")
    visitor.visit("https://ledger.example/a")
    visitor.visit("https://wire.example/a")
    assert [at for at, _ in site.asked] == [1000, 1002, 1002, 1004, 1004]


@pytest.mark.parametrize(("asked_for", "kept"), [("5", 5.0), ("0.5", 0.5), ("86400", 60.0), ("a while", 2.0)])
def test_the_pause_that_robots_txt_asks_for_is_kept_up_to_a_minute(asked_for: str, kept: float) -> None:
    site = Site({"/robots.txt": robots(f"User-agent: *\nCrawl-delay: {asked_for}"), "/a": PAGE})
    visitor = site.visitor()
    visitor.visit("https://wire.example/a")
    visitor.visit("https://wire.example/a")
    assert site.asked[-1][0] - site.asked[-2][0] == kept


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    site = Site({"/robots.txt": robots("User-agent: *\nDisallow: /a"), "/a": PAGE})
    with pytest.raises(DisallowedError, match=r"wire\.example/a: the robots\.txt of wire\.example .* save the page"):
        site.visitor().visit("https://wire.example/a")
    assert len(site.asked) == 1


def test_a_redirect_asks_the_robots_txt_of_where_it_leads() -> None:
    moved = httpx2.Response(302, headers={"Location": "https://wire.example/drafts/a"})
    site = Site({"/robots.txt": robots("User-agent: *\nDisallow: /drafts"), "/a": moved, "/drafts/a": PAGE})
    with pytest.raises(DisallowedError):
        site.visitor().visit("https://wire.example/a")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows_all(status: int) -> None:
    site = Site({"/robots.txt": httpx2.Response(status), "/a": PAGE})
    assert isinstance(site.visitor().visit("https://wire.example/a"), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_had_forbids_all_for_now(status: int) -> None:
    site = Site({"/robots.txt": [httpx2.Response(status), httpx2.Response(404)], "/a": PAGE})
    visitor = site.visitor()
    for _ in range(2):
        with pytest.raises(DisallowedError, match=rf"robots\.txt could not be read: the server answered {status}"):
            visitor.visit("https://wire.example/a")
    assert len(site.asked) == 1
    site.now += 601
    assert isinstance(visitor.visit("https://wire.example/a"), Fetched)


@pytest.mark.parametrize(
    ("url", "words"), [("https://nowhere.invalid/", "private network"), ("ftp://wire.example/", "only http and https")]
)
def test_the_guards_of_fetching_stay(url: str, words: str) -> None:
    with pytest.raises(FetchFailedError, match=words):
        Site({}).visitor().visit(url)


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        ({"Retry-After": "30"}, 30.0),
        ({}, 10.0),
        ({"Retry-After": "soon"}, 10.0),
        ({"Retry-After": "Sat, 14 Mar 2026 12:00:20 GMT", "Date": "Sat, 14 Mar 2026 12:00:00 GMT"}, 20.0),
        ({"Retry-After": "Sat, 14 Mar 2026 11:00:00 GMT", "Date": "Sat, 14 Mar 2026 12:00:00 GMT"}, 2.0),  # over
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(retry_after: dict[str, str], waited: float) -> None:
    busy = httpx2.Response(503, headers=retry_after)
    site = Site({"/a": [busy, PAGE]})
    found = site.visitor().visit("https://wire.example/a")
    assert isinstance(found, Fetched)
    assert site.asked[-1][0] - site.asked[-2][0] == waited


def test_a_server_that_stays_busy_is_given_up() -> None:
    site = Site({"/a": httpx2.Response(429)})
    with pytest.raises(FetchFailedError, match="429 Too Many Requests"):
        site.visitor().visit("https://wire.example/a")
    assert len(site.asked) == 4  # robots.txt and three times the page


def test_a_host_that_wants_an_hour_is_left_alone_for_it() -> None:
    site = Site({"/a": [httpx2.Response(429, headers={"Retry-After": "3600"}), PAGE]})
    visitor = site.visitor()
    with pytest.raises(FetchFailedError, match=r"429 .* left alone for 60 minutes"):
        visitor.visit("https://wire.example/a")
    with pytest.raises(FetchFailedError, match="left alone for another 60 minutes"):
        visitor.visit("https://wire.example/b")
    assert len(site.asked) == 2
    site.now += 3601
    assert isinstance(visitor.visit("https://wire.example/a"), Fetched)


def test_validators_come_out_and_go_in_the_next_time() -> None:
    tagged = httpx2.Response(200, headers={"ETag": '"a1"', "Last-Modified": "Sat, 14 Mar 2026 12:00:00 GMT"})
    site = Site({"/feed": [tagged, httpx2.Response(304)]})
    first = site.visitor()
    first.visit("https://wire.example/feed")
    expected = Validators("https://wire.example/feed", '"a1"', "Sat, 14 Mar 2026 12:00:00 GMT")
    assert first.validators == {"https://wire.example/feed": expected}

    second = site.visitor(first.validators)
    assert second.visit("https://wire.example/feed") == NotModified("https://wire.example/feed", expected)
    assert site.headers[-1]["If-None-Match"] == '"a1"'
    assert site.headers[-1]["If-Modified-Since"] == "Sat, 14 Mar 2026 12:00:00 GMT"
    assert second.validators == {"https://wire.example/feed": expected}


def test_validators_are_kept_from_other_addresses() -> None:
    moved = httpx2.Response(301, headers={"Location": "/new"})
    site = Site({"/old": moved, "/new": PAGE})
    visitor = site.visitor({"https://wire.example/old": Validators("https://wire.example/old", '"a1"')})
    assert isinstance(visitor.visit("https://wire.example/old"), Fetched)
    assert [headers.get("If-None-Match") for headers in site.headers] == [None, '"a1"', None]


def test_a_304_to_a_first_question_is_an_error() -> None:
    site = Site({"/a": httpx2.Response(304)})
    with pytest.raises(FetchFailedError, match="304"):
        site.visitor().visit("https://wire.example/a")


ROUND: list[Callable[[], httpx2.Response]] = [
    lambda: httpx2.Response(200, content=b"\x89PNG\r\n"),
    lambda: httpx2.Response(200, headers={"Content-Type": "text/html"}, content=b"<html>Disallow: /</html>"),
]


@pytest.mark.parametrize("answer", ROUND)
def test_a_robots_txt_that_is_none_allows_all(answer: Callable[[], httpx2.Response]) -> None:
    site = Site({"/robots.txt": answer(), "/a": PAGE})
    assert isinstance(site.visitor().visit("https://wire.example/a"), Fetched)
