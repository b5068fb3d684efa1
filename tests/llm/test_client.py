"""One question to a server that behaves, and to servers that do not; the key stays with the endpoint it is for."""

import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate

import pytest
from tests.llm.conftest import DEMAND
from tests.llm.server import Reply, always, completion, in_turn, refusal, serving

from communique.llm import AnswerError, BusyError, EndpointError, LlmError, LlmReader, endpoint_at
from communique.llm.client import MAX_BYTES
from communique.llm.prompt import VERSION
from communique.record import Report

ReaderAt = Callable[..., LlmReader]
KEY = "sk-a-secret-of-this-test"
GOOD = completion({"events": [DEMAND]})


def test_a_good_answer_becomes_the_record(report: Report, reader_at: ReaderAt) -> None:
    with serving(always(GOOD)) as server:
        reader = reader_at(server.url, key=KEY)
        reading = reader.read(report)
    (event,) = reading.events
    assert event.evidence[0].quote == "Norway demanded that Sweden withdraw its troops from the Klara valley"
    assert event.coder == f"llm:test-model@{VERSION}"
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert (asked.body["model"], asked.body["temperature"], asked.form) == ("test-model", 0, "json_schema strict")
    assert (reader.tally.question_tokens, reader.tally.answer_tokens, reader.tally.requests) == (100, 20, 1)


def test_without_a_key_no_authorization_is_sent(report: Report, reader_at: ReaderAt) -> None:
    with serving(always(GOOD)) as server:
        reader_at(server.url).read(report)
    assert "Authorization" not in server.asked[0].headers


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 524, 529])
def test_a_busy_server_is_asked_again(report: Report, reader_at: ReaderAt, status: int) -> None:
    waited: list[float] = []
    with serving(in_turn(refusal(status, "busy"), refusal(status, "busy"), GOOD)) as server:
        assert reader_at(server.url, waited=waited).read(report).events
    assert len(server.asked) == 3
    assert len(waited) == 2
    assert waited[0] < waited[1]


@pytest.mark.parametrize("said", ["7", "7.0", "date"])
def test_a_server_is_left_alone_for_as_long_as_it_asks(report: Report, reader_at: ReaderAt, said: str) -> None:
    waited: list[float] = []
    header = formatdate(time.time() + 7.5, usegmt=True) if said == "date" else said
    with serving(in_turn(refusal(429, "slow down", Retry_After=header), GOOD)) as server:
        assert reader_at(server.url, waited=waited).read(report).events
    assert waited[0] == pytest.approx(7, abs=2)


def test_a_server_that_asks_to_wait_for_too_long_is_not_waited_for(report: Report, reader_at: ReaderAt) -> None:
    waited: list[float] = []
    with (
        serving(always(refusal(429, "quota", Retry_After="86400"))) as server,
        pytest.raises(BusyError, match="asks to wait 86400 seconds"),
    ):
        reader_at(server.url, waited=waited).read(report)
    assert (len(server.asked), waited) == (1, [])


@pytest.mark.parametrize("header", ["soon", "nan", "inf", "-5", ""])
def test_a_retry_after_that_says_nothing_is_passed_over(report: Report, reader_at: ReaderAt, header: str) -> None:
    waited: list[float] = []
    with serving(in_turn(refusal(503, "busy", Retry_After=header), GOOD)) as server:
        assert reader_at(server.url, waited=waited).read(report).events
    assert 0 <= waited[0] <= 2


def test_a_server_that_stays_broken_is_given_up(report: Report, reader_at: ReaderAt) -> None:
    with (
        serving(always(refusal(500, "out of memory"))) as server,
        pytest.raises(BusyError, match=r"500: out of memory \(4 tries\)"),
    ):
        reader_at(server.url).read(report)
    assert len(server.asked) == 4


def test_a_server_that_hangs_is_given_up_after_two_tries(report: Report, reader_at: ReaderAt) -> None:
    with (
        serving(always(Reply(hang=True))) as server,
        pytest.raises(BusyError, match=r"no answer from the model within 0\.3 seconds"),
    ):
        reader_at(server.url, timeout_seconds=0.3).read(report)
    assert len(server.asked) == 2


def drops() -> Iterator[bytes]:
    while True:
        time.sleep(0.05)
        yield b" "


def test_a_server_that_sends_drop_by_drop_is_given_up(report: Report, reader_at: ReaderAt) -> None:
    # Each drop comes in time, so that only the deadline of the whole answer ends this.
    with (
        serving(lambda asked, number: Reply(parts=drops())) as server,
        pytest.raises(BusyError, match="no whole answer"),
    ):
        reader_at(server.url, timeout_seconds=0.4).read(report)


def headers_by_drops() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX-Long: "
    for _ in range(200):  # Ten seconds, after which the server itself gives up.
        time.sleep(0.05)
        yield b"a"


def test_a_server_whose_headers_come_drop_by_drop_is_given_up(report: Report, reader_at: ReaderAt) -> None:
    with (
        serving(lambda asked, number: Reply(head=headers_by_drops())) as server,
        pytest.raises(BusyError, match=r"within 0\.4 seconds \(2 tries\)"),
    ):
        reader_at(server.url, timeout_seconds=0.4).read(report)
    assert len(server.asked) == 2


def flood() -> Iterator[bytes]:
    yield b'{"choices": [{"message": {"content": "'
    while True:
        yield b"x" * 65536


def test_a_gigantic_answer_is_not_read_to_its_end(report: Report, reader_at: ReaderAt) -> None:
    with (
        serving(lambda asked, number: Reply(parts=flood())) as server,
        pytest.raises(AnswerError, match="larger than 4 MB"),
    ):
        reader_at(server.url).read(report)


def test_a_packed_answer_is_not_unpacked(report: Report, reader_at: ReaderAt) -> None:
    bomb = gzip.compress(b" " * (MAX_BYTES * 8))
    with (
        serving(always(Reply(body=bomb, headers={"Content-Encoding": "gzip"}))) as server,
        pytest.raises(EndpointError, match="packs its answers"),
    ):
        reader_at(server.url).read(report)
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_with_key_or_report(report: Report, reader_at: ReaderAt, status: int) -> None:
    with serving(always(GOOD)) as elsewhere:
        away = Reply(status=status, headers={"Location": f"{elsewhere.url}/chat/completions"})
        with serving(always(away)) as server, pytest.raises(EndpointError, match=r"redirects to 127\.0\.0\.1"):
            reader_at(server.url, key=KEY).read(report)
    assert (len(server.asked), elsewhere.asked) == (1, [])


def test_a_page_instead_of_an_answer_says_that_the_endpoint_is_wrong(report: Report, reader_at: ReaderAt) -> None:
    page = Reply(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html; charset=utf-8"})
    with (
        serving(always(page)) as server,
        pytest.raises(AnswerError, match="no chat completion but text/html; check the endpoint"),
    ):
        reader_at(server.url).read(report)


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "check COMMUNIQUE_LLM_KEY"), (403, "check COMMUNIQUE_LLM_KEY"), (404, "often ends in /v1"), (418, "418")],
)
def test_an_endpoint_that_cannot_be_used_is_asked_once(
    report: Report, reader_at: ReaderAt, status: int, words: str
) -> None:
    with serving(always(refusal(status, "no"))) as server, pytest.raises(EndpointError, match=words):
        reader_at(server.url, key=KEY).read(report)
    assert len(server.asked) == 1


def test_nobody_listening_is_told(report: Report, reader_at: ReaderAt) -> None:
    with serving(always(GOOD)) as server:
        url = server.url
    with pytest.raises(BusyError, match="could not be asked"):
        reader_at(url).read(report)


ODD: list[bytes] = [
    b"",
    b"[]",
    b"null",
    b'"events"',
    b"{",
    b"[" * 200_000,
    b'{"choices": ' + b"9" * 5000 + b"}",
    b"{}",
    b'{"choices": []}',
    b'{"choices": [null]}',
    b'{"choices": [{"message": "hello"}]}',
    b'{"choices": [{"message": {"content": null}}]}',
    b'{"choices": [{"message": {"content": 7}}]}',
    b'{"choices": [{"message": {"content": null, "refusal": "I will not"}}]}',
    b'{"choices": "many", "usage": "much"}',
    b"\xff\xfe\x00",
]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_what_is_no_chat_completion_is_an_error_of_the_answer(report: Report, reader_at: ReaderAt, body: bytes) -> None:
    with serving(always(Reply(body=body))) as server, pytest.raises(AnswerError):
        reader_at(server.url).read(report)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "usage", [None, "many", {"prompt_tokens": "5"}, {"prompt_tokens": -5, "completion_tokens": True}, {}]
)
def test_tokens_that_are_not_told_are_not_made_up(report: Report, reader_at: ReaderAt, usage: object) -> None:
    with serving(always(completion({"events": [DEMAND]}, usage=usage))) as server:
        reader = reader_at(server.url)
        assert reader.read(report).events
    assert (reader.tally.question_tokens, reader.tally.answer_tokens, reader.tally.untold) == (0, 0, 1)


ECHOES: list[Reply] = [
    refusal(401, f"Incorrect key provided: {KEY}"),
    refusal(400, f"x-request: Bearer {KEY}"),
    refusal(500, f"while handling {'y' * 180}{KEY}"),
    Reply(status=418, body=json.dumps({"error": KEY}).encode(), headers={"X-Echo": KEY}, reason=KEY),
    Reply(status=302, headers={"Location": f"https://{KEY}.example/"}),
    Reply(body=b"-", headers={"Content-Type": KEY, "X-Echo": f"Bearer {KEY}"}),
    Reply(body=json.dumps({"choices": [{"message": {"content": "", "refusal": KEY}}]}).encode()),
]


@pytest.mark.parametrize("reply", ECHOES, ids=range(len(ECHOES)))
def test_the_key_is_never_told_even_where_the_server_tells_it(
    report: Report, reader_at: ReaderAt, caplog: pytest.LogCaptureFixture, reply: Reply
) -> None:
    with serving(always(reply)) as server, caplog.at_level(logging.DEBUG):
        reader = reader_at(server.url, key=KEY)
        with pytest.raises(LlmError) as raised:
            reader.read(report)
    said = [repr(raised.value), str(raised.value), repr(reader), repr(raised.value.__cause__), caplog.text]
    assert not [one for one in said if KEY[:16] in one]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/v1", "http or https"),
        ("example.org/v1", "http or https"),
        ("http://", "http or https"),
        ("http://[::1/v1", "no address"),
        ("http://host:port/v1", "no address"),
        ("https://user:pass@example.org/v1", "user name"),
        ("https://example.org/v1?key=1", "COMMUNIQUE_LLM_KEY"),
        ("http://api.example.com/v1", "unencrypted"),
    ],
)
def test_an_address_that_would_not_do_is_refused(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as raised:
        endpoint_at(url, "m", key=KEY)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://[::1]:1", "http://10.0.0.7/v1", "http://gpu:80/v1"])
def test_a_key_may_go_unencrypted_inside_a_network(url: str) -> None:
    assert endpoint_at(url, "m", key=KEY).url == url


@pytest.mark.parametrize("written", ["https://a.example/v1/", "https://a.example/v1/chat/completions"])
def test_the_address_may_be_given_with_its_end(written: str) -> None:
    assert endpoint_at(written, "m").url == "https://a.example/v1"


@pytest.mark.parametrize("key", ["two\nlines", "naïve", "a\tb"])
def test_a_key_that_no_header_can_hold_is_refused_without_telling_it(key: str) -> None:
    with pytest.raises(ValueError, match="characters that no key has") as raised:
        endpoint_at("https://a.example/v1", "m", key=key)
    assert key not in str(raised.value)


@pytest.mark.parametrize("model", ["", " ", "a\nb", "m" * 201])
def test_a_model_without_a_proper_name_is_refused(model: str) -> None:
    with pytest.raises(ValueError, match="model's name"):
        endpoint_at("https://a.example/v1", model)
