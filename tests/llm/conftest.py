"""A report, what an honest model says of it, and readers whose waits take no time."""

import signal
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from communique.llm import LlmReader, endpoint_at
from communique.pipeline.with_llm import load_llm_reader
from communique.record import Report, report_id

TEXT = (
    "Negotiators from Norway and Sweden met in Nairobi on Friday and agreed to exchange 400 prisoners on each side,\n"
    "Kenya's foreign minister, Grace Lumbasi, said.\n\n"
    "Norway demanded that Sweden withdraw its troops from the Klara valley. Sweden's chief negotiator, Ivar Brandt, "
    "rejected the demand and called it “an ultimatum dressed as an offer”.\n\n"
    "At least eight people were killed and five injured when a drone hit a market in Orlin, a senior official told the "
    "Harbour Ledger. If Sweden refuses, Norway has threatened to suspend the grain agreement."
)


def party(name: str, words: str | None, kind: str = "government", country: str | None = None) -> dict[str, Any]:
    """A party as a model tells it."""
    return {"name": name, "words": words, "kind": kind, "country": country}


def told(kind: str, *evidence: str, **slots: Any) -> dict[str, Any]:
    """An event as a model tells it, every key there."""
    empty = {"mode": None, "issue": None, "modality": "actual", "polarity": "positive"}
    empty |= {key: [] for key in ("actors", "recipients", "sources", "quantities")}  # type: ignore[misc]
    empty |= dict.fromkeys(("killed", "injured", "when", "where", "condition"))
    return {"evidence": list(evidence), "type": kind} | empty | slots


DEMAND = told(
    "REQUEST",
    "Norway demanded that Sweden withdraw its troops from the Klara valley",
    mode="yield",
    issue="withdrawal",
    actors=[party("Norway", "Norway", country="NOR")],
    recipients=[party("Sweden", "Sweden", country="SWE")],
)
"""An event all of which stands in the report."""


@pytest.fixture(autouse=True)
def _no_test_hangs() -> Iterator[None]:
    """Ends a test that a defence, taken out, would let run for ever."""

    def stop(*_: object) -> None:
        raise AssertionError("the test hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def report() -> Report:
    return Report(
        id=report_id(TEXT, "The Sample Wire"),
        name="talks.txt",
        title="Norway and Sweden agree to swap prisoners",
        publisher="The Sample Wire",
        published=date(2026, 3, 14),
        language="en",
        text=TEXT,
    )


@pytest.fixture
def reader_at() -> Iterator[Callable[..., LlmReader]]:
    """A reader of the model at an address, whose waits are written down in `waited` instead of waited."""
    made: list[LlmReader] = []

    def make(url: str, *, waited: list[float] | None = None, **settings: Any) -> LlmReader:
        reader = load_llm_reader(endpoint_at(url, "test-model", **({"timeout_seconds": 20.0} | settings)))
        reader.line.chat.sleep = (waited if waited is not None else []).append
        made.append(reader)
        return reader

    yield make
    for reader in made:
        reader.line.chat.close()
