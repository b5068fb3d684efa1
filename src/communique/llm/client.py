"""One question to an OpenAI-compatible server: with a deadline, a cap, tries again, and a key that stays secret.

The key is sent to the endpoint alone: redirects are not followed, proxies and .netrc of the environment not used. What
the server says is quoted in errors only after the key is taken out of it.
"""

import json
import logging
import math
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from communique.llm.endpoint import Endpoint
from communique.llm.errors import AnswerError, BusyError, EndpointError, LlmError, RefusedError
from communique.llm.tally import Tally
from communique.sources.guarded_net import Watch

if TYPE_CHECKING:
    import httpx2

MAX_BYTES = 4 * 1024 * 1024
"""Of an answer; a hundred events need a tenth."""
LONGEST_WAIT_SECONDS = 60.0
"""A server that asks to be left alone for longer is not waited for."""
_FIRST_WAIT_SECONDS = 1.0
_CONNECT_SECONDS = 10.0
_TIMED_OUT_TRIES = 2  # Each costs the whole timeout.
_SAID = 200  # Characters of the server's own words that are shown.
_BUSY = frozenset({408, 409, 425, 429})  # And every status of a broken server.
_REFUSED = frozenset({400, 422, 501})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote; `cut` where the server stopped it before it was done."""

    text: str
    cut: bool


class _TryAgainError(Exception):
    """This try gave no answer; `wait_seconds` is what the server asked for, `slow` that the time ran out."""

    def __init__(self, reason: str, *, wait_seconds: float | None = None, slow: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_seconds = wait_seconds
        self.slow = slow


@dataclass
class Chat:
    """A line to one endpoint; `sleep` is for tests."""

    endpoint: Endpoint
    tally: Tally
    sleep: Callable[[float], None] = time.sleep
    _client: "httpx2.Client" = field(init=False)

    def __post_init__(self) -> None:
        import httpx2  # Here and below, because only those who ask a server need it.

        headers = {
            "Accept": "application/json",
            # Unpacked, so that a small answer cannot become a large one.
            "Accept-Encoding": "identity",
        }
        if self.endpoint.key is not None:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
            # Below a warning these log what the server sent, which may hold the key.
            for name in ("httpx2", "httpcore2"):
                logging.getLogger(name).setLevel(logging.WARNING)
        patience = self.endpoint.timeout_seconds
        self._client = httpx2.Client(
            headers=headers,
            timeout=httpx2.Timeout(patience, connect=min(_CONNECT_SECONDS, patience)),
            trust_env=False,
            follow_redirects=False,
            # A connection for each question, so that its watch learns of it.
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    def ask(self, body: Mapping[str, Any]) -> Answer:
        """The model's answer to a request. Raises an LlmError."""
        slow = 0
        for attempt in range(1, self.endpoint.attempts + 1):
            try:
                return self._try(body)
            except _TryAgainError as error:
                slow += error.slow
                wait = error.wait_seconds
                if wait is not None and wait > LONGEST_WAIT_SECONDS:
                    raise BusyError(f"{error.reason}, and asks to wait {wait:.0f} seconds; try again then") from None
                if attempt == self.endpoint.attempts or slow == _TIMED_OUT_TRIES:
                    tries = "1 try" if attempt == 1 else f"{attempt} tries"
                    raise BusyError(f"{error.reason} ({tries}); try again later") from None
                own = _FIRST_WAIT_SECONDS * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
                self.sleep(min(own if wait is None else wait, LONGEST_WAIT_SECONDS))
        raise BusyError("no try was allowed")

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def _try(self, body: Mapping[str, Any]) -> Answer:
        import httpx2

        started = time.monotonic()
        deadline = started + self.endpoint.timeout_seconds
        watch, began = Watch(), False
        address, watching = f"{self.endpoint.url}/chat/completions", {"trace": watch.trace}
        self.tally.requests += 1
        try:
            with (
                watch.until(deadline),
                self._client.stream("POST", address, json=body, extensions=watching) as response,
            ):
                began = True
                if response.is_redirect:
                    raise EndpointError(self._redirected(response))
                data = self._body(response, deadline=deadline)
                self._check(response, data)
        except httpx2.TimeoutException:
            reason = f"no answer from the model within {self.endpoint.timeout_seconds:g} seconds"
            raise _TryAgainError(reason, slow=True) from None
        except (httpx2.HTTPError, httpx2.StreamError) as error:
            if watch.over:
                raise self._late(began=began) from None
            said = self._scrubbed(str(error)) or type(error).__name__
            raise _TryAgainError(f"the server could not be asked ({said})") from None
        except httpx2.InvalidURL:
            raise EndpointError("the endpoint's address cannot be used") from None
        finally:
            self.tally.seconds += time.monotonic() - started
        return self._read(response, data)

    def _body(self, response: "httpx2.Response", *, deadline: float) -> bytes:
        if response.headers.get("content-encoding", "identity").strip().casefold() not in ("", "identity"):
            raise EndpointError("the server packs its answers although it is asked not to")
        parts: list[bytes] = []
        size = 0
        for part in response.iter_raw():
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                raise AnswerError(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MB, and was not read")
            if time.monotonic() > deadline:
                raise self._late(began=True)
        if time.monotonic() > deadline:  # Cut off, which looks like its end where its length was not told.
            raise self._late(began=True)
        return b"".join(parts)

    def _late(self, *, began: bool) -> _TryAgainError:
        what = "no whole answer" if began else "no answer"
        return _TryAgainError(f"{what} from the model within {self.endpoint.timeout_seconds:g} seconds", slow=True)

    def _check(self, response: "httpx2.Response", data: bytes) -> None:
        """Raises what a status that is no success means."""
        status = response.status_code
        if response.is_success:
            return
        said = self._scrubbed(_message(data))
        told = f"the server answered {status}{': ' if said else ''}{said}"
        if status in _REFUSED:
            raise RefusedError(status, said)
        if status in _BUSY or status >= 500:
            raise _TryAgainError(told, wait_seconds=_retry_after(response.headers.get("retry-after", "")))
        if status in (401, 403):
            known = "check COMMUNIQUE_LLM_KEY" if self.endpoint.key else "set COMMUNIQUE_LLM_KEY"
            raise EndpointError(f"{told}; {known}")
        if status == 404:
            raise EndpointError(f"{told}; check the endpoint, which often ends in /v1, and the model's name")
        raise EndpointError(told)

    def _read(self, response: "httpx2.Response", data: bytes) -> Answer:
        """What a chat completion holds; AnswerError where it is none."""
        told = loaded(data)
        if not isinstance(told, dict):
            kind = self._scrubbed(response.headers.get("content-type", "").partition(";")[0]) or "an unknown type"
            raise AnswerError(f"the answer is no chat completion but {kind}; check the endpoint, often …/v1")
        self._count(told.get("usage"))
        choices = told.get("choices")
        first = choices[0] if isinstance(choices, list) and choices else None
        message = first.get("message") if isinstance(first, dict) else None
        if not isinstance(first, dict) or not isinstance(message, dict):
            raise AnswerError("the answer is no chat completion: it has no choices with a message")
        text = _content(message.get("content"))
        if not text.strip() and isinstance(message.get("refusal"), str):
            raise AnswerError(f"the model refused to answer: {self._scrubbed(message['refusal'])}")
        return Answer(text=text, cut=first.get("finish_reason") == "length")

    def _count(self, usage: object) -> None:
        told = usage if isinstance(usage, dict) else {}
        question, answer = (_count(told.get(name)) for name in ("prompt_tokens", "completion_tokens"))
        self.tally.untold += question is None or answer is None
        self.tally.question_tokens += question or 0
        self.tally.answer_tokens += answer or 0

    def _redirected(self, response: "httpx2.Response") -> str:
        try:
            host = urlsplit(response.headers.get("location", "")).hostname or ""
        except ValueError:
            host = ""
        where = f" to {self._scrubbed(host)}" if host else ""
        return f"the endpoint redirects{where}, where the key is not sent; name the address itself"

    def _scrubbed(self, said: str) -> str:
        """The server's words on one line, without the key and what a terminal would obey, and not too many."""
        bare = said if self.endpoint.key is None else said.replace(self.endpoint.key, "[key]")
        line = " ".join("".join(c if c.isprintable() else " " for c in bare).split())
        return line if len(line) <= _SAID else line[: _SAID - 1] + "…"


def loaded(data: bytes | str) -> object:
    """What JSON says; None where it is none, or none that a program should take."""
    try:
        return json.loads(data, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def is_too_long(error: LlmError) -> bool:
    """Does the server say that the question does not fit into what the model can take?"""
    said = error.said.casefold() if isinstance(error, RefusedError) else ""
    return "context" in said and any(word in said for word in ("length", "window", "size", "exceed", "maximum"))


def _message(data: bytes) -> str:
    """The error message that a server sends with a status, in the ways in which servers do."""
    told = loaded(data[:65536])
    for key in ("error", "message", "detail"):
        if isinstance(told, dict) and key in told:
            told = told[key]
    return told if isinstance(told, str) else ""


def _content(written: object) -> str:
    """The text of a message, which some servers give in parts."""
    if isinstance(written, list):
        parts = (part.get("text") for part in written if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return written if isinstance(written, str) else ""


def _count(written: object) -> int | None:
    return written if isinstance(written, int) and not isinstance(written, bool) and 0 <= written < 10**9 else None


def _retry_after(written: str) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a date; None where it says neither."""
    try:
        seconds = float(written)
    except ValueError:
        try:
            until = parsedate_to_datetime(written)
        except ValueError:
            return None
        seconds = ((until if until.tzinfo else until.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None
