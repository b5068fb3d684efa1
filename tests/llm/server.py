"""A server of our own that speaks chat completions as a test tells it to, and writes down what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """An answer over HTTP; `parts` are sent one by one, `hang` keeps the line open until the server closes.

    `head` is sent as it is, piece by piece, in place of everything else.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    parts: Iterator[bytes] | None = None
    hang: bool = False
    head: Iterator[bytes] | None = None


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def form(self) -> str:
        """How JSON was asked for."""
        form = self.body.get("response_format", {})
        strict = form.get("json_schema", {}).get("strict")
        return " ".join(filter(None, (form.get("type", "text"), "strict" if strict else "")))

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][1]["content"])

    @property
    def passage(self) -> str:
        """The passage of the report between its marks."""
        return self.user.split("[passage ")[-2].partition("]\n")[2].removesuffix("\n")


Play = Callable[[Asked, int], Reply]
"""What to answer to a request, which is the n-th, counted from 1."""


@dataclass
class Server:
    """Where it listens, and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(play: Play) -> Iterator[Server]:
    """A server on loopback for as long as the block lasts."""
    over = threading.Event()
    lock = threading.Lock()
    found = Server("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            asked = Asked(self.path, dict(self.headers.items()), json.loads(self.rfile.read(length) or b"{}"))
            with lock:
                found.asked.append(asked)
                number = len(found.asked)
            reply = play(asked, number)
            if reply.hang:
                over.wait(60)
                return
            if reply.head is not None:
                with suppress(OSError):  # The client has heard enough.
                    for part in reply.head:
                        if over.is_set():
                            return
                        self.wfile.write(part)
                return
            self.send_response(reply.status, reply.reason)
            headers = {"Content-Type": "application/json"} | reply.headers
            for name, value in headers.items():
                self.send_header(name, value)
            if reply.parts is None:
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
                return
            self.end_headers()
            try:
                for part in reply.parts:
                    self.wfile.write(part)
            except OSError:
                pass  # The client has heard enough.

        def do_GET(self) -> None:
            self.do_POST()  # What a client makes of a redirect.

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{listening.server_port}/v1"
    try:
        yield found
    finally:
        over.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def completion(content: object, *, finish: str = "stop", usage: object = (100, 20)) -> Reply:
    """A chat completion whose message is `content`: text as it stands, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    told: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}]}
    if isinstance(usage, tuple):
        told["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    elif usage is not None:
        told["usage"] = usage
    return Reply(body=json.dumps(told).encode())


def refusal(status: int, said: str, **headers: str) -> Reply:
    """An error in OpenAI's shape."""
    body = json.dumps({"error": {"message": said, "type": "invalid_request_error"}}).encode()
    return Reply(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def always(reply: Reply) -> Play:
    """The same answer to everything."""
    return lambda asked, number: reply


def in_turn(*replies: Reply) -> Play:
    """One answer after another, the last one from then on."""
    return lambda asked, number: replies[min(number, len(replies)) - 1]
