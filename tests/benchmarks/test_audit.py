"""What an index says of releases is told, and no answer is not taken for a good one."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

import pytest
from benchmarks import audit

HOLE = {"id": "X-1", "fixed_in": ["99.0"], "summary": "Reads too far.\nAnd more.", "withdrawn": None}


@contextmanager
def index(answers: dict[str, object], status: int = 200) -> Iterator[str]:
    """An index that says this of releases by their path; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = answers.get(self.path)
            self.send_response(status if told is not None else 404)
            self.end_headers()
            self.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple/"
    finally:
        server.shutdown()
        server.server_close()


PATH = f"/pypi/starlette/{version('starlette')}/json"


def test_a_known_hole_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with index({PATH: {"vulnerabilities": [HOLE, {**HOLE, "id": "X-2", "withdrawn": "2026-01-01"}]}}) as address:
        assert audit.main(["starlette", "--index", address]) == 1
    told = capsys.readouterr().out
    assert "X-1, fixed in 99.0: Reads too far." in told
    assert "X-2" not in told


def test_nothing_known_is_told_with_what_was_not_checked(capsys: pytest.CaptureFixture[str]) -> None:
    with index({PATH: {"vulnerabilities": []}}) as address:
        assert audit.main(["starlette", "no-such-thing", "--index", address]) == 0
    assert "1 packages checked, 0 known holes; not checked: no-such-thing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answers", "status"),
    [({}, 200), ({PATH: {}}, 200), ({PATH: {}}, 503), ({PATH: []}, 200), ({PATH: b"<html>"}, 200)],
)
def test_no_answer_is_not_taken_for_a_good_one(
    answers: dict[str, object], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with index(answers, status) as address:
        assert audit.main(["starlette", "--index", address]) == 2
    assert "NOT CHECKED" in capsys.readouterr().out


def test_an_index_that_is_not_there_is_told_without_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(["starlette", "--index", "http://me:secret@127.0.0.1:1/simple"]) == 2
    assert "secret" not in capsys.readouterr().out


def test_what_is_needed_is_found_through_what_needs_it() -> None:
    names = set(audit.needed())
    assert {"starlette", "lxml", "sqlalchemy", "fastapi", "pydantic-core"} <= names
    assert "communique" not in names
