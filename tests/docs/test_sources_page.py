"""docs/sources.md says what is so: its columns, its suffixes, its examples."""

import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

import communique.sources as package
from communique.sources import COLUMNS, SUFFIXES, Item, Visitor
from communique.sources.detect import CONTAINER_SUFFIXES
from communique.sources.errors import MAX_CHARACTERS, MAX_ELEMENTS
from communique.sources.lists import MAX_DEPTH
from communique.sources.polite import DELAY_SECONDS, MAX_DELAY_SECONDS

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
TEXT = "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday and agreed to exchange 400 prisoners."


def test_the_columns_are_those_that_are_known() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`\w+`(?: `\w+`)+) \|$", PAGE, flags=re.MULTILINE)
    assert {part: re.findall(r"\w+", names) for part, names in rows} == dict(COLUMNS)


def test_the_suffixes_are_named() -> None:
    named = set(re.findall(r"`(\.\w+)`", PAGE))
    assert named <= SUFFIXES | CONTAINER_SUFFIXES
    assert named >= CONTAINER_SUFFIXES - {".parquet", ".warc"}


def test_the_numbers_are_right() -> None:
    assert (DELAY_SECONDS, MAX_DELAY_SECONDS, MAX_DEPTH) == (2.0, 60.0, 3)
    assert (f"{MAX_CHARACTERS:,} characters" in PAGE, f"{MAX_ELEMENTS:,} elements" in PAGE) == (True, True)


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    feed = b"<rss version='2.0'><channel><title>T</title><item><link>/1</link></item></channel></rss>"
    answers = {"/feed": httpx2.Response(200, headers={"ETag": '"1"'}, content=feed)}

    def visitor(remembered: dict[str, package.Validators]) -> Visitor:
        return Visitor(
            remembered=remembered,
            delay_seconds=0,
            resolver=lambda host, port: ["93.184.215.14"],
            transport=httpx2.MockTransport(lambda request: answers.get(request.url.path, httpx2.Response(404))),
        )

    monkeypatch.setattr(package, "Visitor", visitor)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/a.txt").write_text(f"Title: Talks\nPublisher: The Harbour Wire\n\n{TEXT}")
    (tmp_path / "reports/b.csv").write_text("text\n \nno")
    (tmp_path / "news.jsonl").write_text(json.dumps({"Story": TEXT, "meta": {"outlet": "Northern Ledger"}}))
    names: dict[str, Any] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/sources.md", "exec"), names)  # noqa: S102 - our own page
    assert "The Harbour Wire None Talks" in capsys.readouterr().out
    (item,) = names["items"]
    assert isinstance(item, Item)
    assert package.report_of(item).publisher == "Northern Ledger"
    assert list(names["kept"]) == ["https://wire.example/feed"]
