"""Feeds the readers what a fuzzer learns to make: python -m benchmarks.fuzz WHAT [--seconds 60]

WHAT is one of the inputs below; without it each has its turn. The fuzzer (atheris) follows which branches an input
takes and changes those that lead to new ones. It stops at the first error that is not written down, and at an input
that takes longer than five seconds; the input is then in the file that it names. Needs `pip install atheris`.

The same properties are tested with fixed examples in tests/hostile/.
"""

import argparse
import io
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

SECONDS_A_REPORT = 5
MEGABYTES = 1536
WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:a>\r\nContent-Type: application/http\r\n"
    b"Content-Length: 59\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nThe talks end.\r\n\r\n"
)


def _file(name: str) -> Callable[[bytes], None]:
    """Reads the bytes as a file of that name, as far as three of its reports."""
    from communique.sources import SourceError, items_of, report_of

    folder = Path(tempfile.mkdtemp(prefix="communique-fuzz-"))

    def read(data: bytes) -> None:
        path = folder / name
        path.write_bytes(data)
        for found in islice(items_of(str(path)), 3):
            if isinstance(found, SourceError) or "://" in found.key:
                continue
            with suppress(SourceError):
                report_of(found).model_dump_json()

    return read


def _table() -> bytes:
    """A small Parquet file; nothing where it cannot be made."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return b"PAR1"
    held = io.BytesIO()
    pq.write_table(pa.table({"text": ["The talks end."], "date": [date(2025, 5, 17)]}), held, compression="none")
    return held.getvalue()


def _expect(holds: bool) -> None:
    if not holds:
        raise RuntimeError("what should hold does not")


def _times(data: bytes) -> None:
    from communique.coding.dates import find_dates

    text = data.decode("utf-8", "replace")
    for phrase in find_dates(text, date(2025, 5, 17)):
        _expect(text[phrase.start : phrase.end] == phrase.text)


def _numbers(data: bytes) -> None:
    from communique.coding.numbers import find_numbers

    text = data.decode("utf-8", "replace")
    for number in find_numbers(text):
        _expect(0 <= number.start < number.end <= len(text))


def _sentences(data: bytes) -> None:
    from communique.language.tokens import tokenize

    text = data.decode("utf-8", "surrogateescape")
    held = "".join(text[p.start : p.end] for sentence in tokenize(text) for p in sentence)
    _expect("".join(held.split()) == "".join(text.split()))


def _frames(data: bytes) -> None:
    from communique.frames import FrameError, read_frames

    with suppress(FrameError):
        read_frames(data.decode("utf-8", "replace"), "fuzz.yml")


def _people(data: bytes) -> None:
    from communique.lexicon.entry import LexiconError
    from communique.lexicon.people import load_people

    with suppress(LexiconError):
        load_people(data.decode("utf-8", "replace"))


def _robots(data: bytes) -> None:
    from communique.sources.robots import may_visit, parse_robots

    may_visit(parse_robots(data.decode("utf-8", "replace"), agent="communique"), "https://a.example/b/c?d=e")


def _pages() -> Callable[[bytes], None]:
    """Asks a server over the invented story: the method and address in the first line, then a body of JSON.

    Only the API is written to, and nothing is fetched: an address to add is answered as if too many waited.
    """
    from starlette.testclient import TestClient

    from communique.pipeline.demo import tell_story
    from communique.record import Reading
    from communique.store import open_store
    from communique.web import Role, Settings, make_app
    from communique.web.adding import FullError
    from communique.web.limits import Limits

    store = open_store(Path(tempfile.mkdtemp(prefix="communique-fuzz-")) / "record.db")
    tell_story(store)
    served = Settings(
        store, lambda: lambda report: Reading(report=report), "fuzz", "fuzz", Role.REVIEWER, hosts=("testserver",)
    )
    app = make_app(served)
    client = TestClient(app, follow_redirects=False)

    def full(*_: object, **__: object) -> NoReturn:
        raise FullError

    app.state.adding.add_address = full

    def ask(data: bytes) -> None:
        first, _, body = data.partition(b"\n")
        method, _, address = first.partition(b" ")
        path = quote(address.lstrip(b"/"), safe="/?&=%,:._~-")
        write = method == b"POST" and path.startswith("api/")
        app.state.limits = Limits()  # Or it would soon be asked to wait.
        headers = {"X-Communique": "1", "Content-Type": "application/json"}
        answer = client.request(
            "POST" if write else "GET", f"http://testserver/{path}", headers=headers, content=body if write else None
        )
        _expect(answer.status_code < 500)

    return ask


TARGETS: dict[str, tuple[Callable[[], Callable[[bytes], None]], list[bytes]]] = {
    "text": (lambda: _file("a.txt"), [b"Title: Talks\nPublished: 17 May 2025\n\nThe army of Norway attacked Kiel."]),
    "html": (lambda: _file("a.html"), [b"<html><head><meta charset=utf-8><title>a</title></head><body><p>The talks."]),
    "feed": (
        lambda: _file("a.xml"),
        [b"<rss version='2.0'><channel><item><link>/a</link><description>b</description></item></channel></rss>"],
    ),
    "sitemap": (lambda: _file("a.xml"), [b"<urlset><url><loc>http://a.example/</loc></url></urlset>"]),
    "warc": (
        lambda: _file("a.warc"),
        [WARC],
    ),
    "jsonl": (lambda: _file("a.jsonl"), [b'{"text": "The talks end.", "date": "2025-05-17"}\n']),
    "csv": (lambda: _file("a.csv"), [b'text,date\n"The talks end.",2025-05-17\n']),
    "parquet": (lambda: _file("a.parquet"), [_table()]),
    "times": (
        lambda: _times,
        [b"between 3 and 5 May 2025, early on Friday, two weeks ago, in the last quarter of 2024"],
    ),
    "numbers": (lambda: _numbers, [b"at least two hundred and five thousand, 1,000 to 2,000, up to 5% of $3bn"]),
    "sentences": (lambda: _sentences, ["The U.S. said: “No.” He didn't go (Mr. A. B.)…".encode()]),
    "frames": (lambda: _frames, [b"- id: a.b\n  predicates: {verb: [a]}\n  event_type: REQUEST\n"]),
    "people": (lambda: _people, [b"name\toffice\tcountry\n"]),
    "pages": (
        _pages,
        [
            b"GET /api/v1/events?type=ASSAULT&process=border&from=2022-01-01&order=newest&limit=5",
            b"GET /api/v1/reports?q=talks&until=2030-01-01&limit=2&cursor=MQ",
            b"GET /api/v1/export?format=csv&process=border&from=2022-01-01&text=true",
            b"GET /api/v1/processes/border/positions?issue=ceasefire&history=true",
            b"GET /search?q=talks+valley&page=2&as=csv",
            b"GET /p/border/timeline?from=2022-01-01&issue=ceasefire&as=json",
            b"GET /review?kind=ASSAULT&least=0.5&page=1",
            b'POST /api/v1/events/1/decisions\n{"action": "reject", "note": "a"}',
            b'POST /api/v1/reports\n{"text": "Norway left the valley on Friday, and Chad stayed.", "url": null}',
        ],
    ),
    "robots": (lambda: _robots, [b"User-agent: *\nDisallow: /a*b$\nCrawl-delay: 1\n"]),
}


def fuzz(what: str, seconds: int) -> None:
    """Runs one target in this process; it ends when the time is over, or at what is wrong."""
    import atheris

    warnings.simplefilter("ignore")
    make, seeds = TARGETS[what]
    with atheris.instrument_imports(include=["communique"]):
        read = make()
        # What a target imports only when it is called is instrumented too.
        for seed in seeds[:1]:
            read(seed)
    corpus = Path(tempfile.mkdtemp(prefix=f"communique-fuzz-{what}-"))
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    limits = [
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS_A_REPORT}",
        f"-rss_limit_mb={MEGABYTES}",
        "-max_len=4096",
        f"-artifact_prefix={corpus}-found-",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *limits, "-print_final_stats=1", "-verbosity=0"], read)
    atheris.Fuzz()


def main() -> int:
    """The targets that were asked for, each in a process of its own; 1 where one found something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=list(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each input (60)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        fuzz(asked.what, asked.seconds)
        return 0
    found = []
    for what in [asked.what] if asked.what else list(TARGETS):
        command = [sys.executable, "-m", "benchmarks.fuzz", what, "--seconds", str(asked.seconds), "--here"]
        ended = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
        tries = next((line.split()[-1] for line in ended.stderr.splitlines() if "number_of_executed" in line), "?")
        print(f"{what}: {tries} inputs, {'nothing found' if ended.returncode == 0 else 'FOUND SOMETHING:'}")
        if ended.returncode:
            found.append(what)
            print(ended.stderr[-3000:])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
