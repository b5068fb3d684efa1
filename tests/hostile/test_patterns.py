"""No pattern of the package takes the square of a text's length, or worse, where the text is made for it to."""

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

import communique

SCREENS = ((4_000, 0.001), (16_000, 0.02))
"""Characters, and seconds of one core: what takes less for a short text goes through it a few times at most. The square
takes 8 million steps and more, which is longer on any machine; where that is slow, more is looked at again."""
LENGTH = 100_000
SECONDS = 0.5
"""Of one core, for one search: some ten times what the slowest takes whose time grows with the length."""
REPEATED = (
    " |\t|\n|\r|\x85|a|A|1|a |A |1 | a|a\n|\n\n|,|1,|1,000,|.|a.|A.|A. |-|a-|--|- |'|a'|\"|“|‘|(|[|{|<|<!--|<!-- -->"
    "|<a |<?|<!doctype [|&|=|a=|://|http://|@|a@|/|1/|1:|$1|+|%|_|\\|…|\u0301|\u200b|one |two hundred and |and |of the "
    "|a, |A, |A B |in the |Published: |1 a|1st |said, |: "
).split("|")
TAILS = ("", "x")
AT_START = {
    "communique.cli.inputs._ADDRESS",
    "communique.coding.date_phrases._SENTENCE_START",
    "communique.evaluation.constructions._PRONOUN",
    "communique.language.datelines._DATELINE",
    "communique.sources.tables._MARKUP",
    "communique.sources.text._HEADER",
    "communique.store.engine._ADDRESS",
}
"""Those that are asked about the beginning of a text, or of a line, alone."""
OURS = {"communique.coding.match._LIGHT"}
"""Those that read files of the package alone."""


def patterns() -> Iterator[tuple[str, "re.Pattern[Any]"]]:
    """Every compiled pattern that a module holds, with where."""
    seen: set[tuple[str | bytes, int]] = set()
    for module in pkgutil.walk_packages(communique.__path__, "communique."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, held in vars(importlib.import_module(module.name)).items():
            several = (
                list(held.values()) if isinstance(held, dict) else held if isinstance(held, tuple | list) else [held]
            )
            for number, pattern in enumerate(several):
                if isinstance(pattern, re.Pattern) and (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    yield f"{module.name}.{name}" + (f"[{number}]" if several != [held] else ""), pattern


FOUND = dict(patterns())


def own(pattern: "re.Pattern[Any]") -> list[str]:
    """What the pattern itself names, which leads furthest into it."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = dict.fromkeys(re.findall(r"[A-Za-z]{3,}", source))
    return [f"{word}{end}" for word in list(words)[:12] for end in ("", " ")]


def search(pattern: "re.Pattern[Any]", piece: str, tail: str, length: int, *, at_start: bool) -> float:
    """Looks for the pattern in a text of that length, in every way; the seconds of one core that it took."""
    text = piece * (length // len(piece)) + tail
    asked: Any = text if isinstance(pattern.pattern, str) else text.encode()
    began = time.process_time()
    if at_start:
        pattern.match(asked)
    else:
        for _ in pattern.finditer(asked):
            pass
        pattern.fullmatch(asked)
    return time.process_time() - began


def slowest(pattern: "re.Pattern[Any]", *, at_start: bool = False) -> str | None:
    """A text that the pattern takes too long on."""

    def ring(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    try:
        for piece in [*REPEATED, *own(pattern)]:
            for tail in TAILS:
                signal.setitimer(signal.ITIMER_PROF, SECONDS)
                try:
                    if all(search(pattern, piece, tail, length, at_start=at_start) > most for length, most in SCREENS):
                        signal.setitimer(signal.ITIMER_PROF, SECONDS)
                        # The clock beside the alarm: a search that never looks up hears that only when it is over.
                        if search(pattern, piece, tail, LENGTH, at_start=at_start) > SECONDS:
                            raise TimeoutError
                except TimeoutError:
                    return f"{piece!r} over and over, then {tail!r}"
                finally:
                    signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.signal(signal.SIGPROF, before)
    return None


def test_the_patterns_are_found() -> None:
    assert len(FOUND) > 150
    assert set(FOUND) >= AT_START | OURS


@pytest.mark.parametrize("name", sorted(set(FOUND) - OURS))
def test_no_pattern_explodes(name: str) -> None:
    assert slowest(FOUND[name], at_start=name in AT_START) is None


@pytest.mark.parametrize("written", [r"(?:a+)+$", r"(?:a|a)*b", r"\s*x", r"a+x", r"<[^>]*>", r"[^|]*\|b"])
def test_one_that_explodes_is_seen(written: str) -> None:
    assert slowest(re.compile(written)) is not None
