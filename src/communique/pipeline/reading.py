"""Reads one report: Report -> Doc -> events."""

import gc
import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from communique import __version__
from communique.coding import Scene, code_report
from communique.coding.domain import Screen
from communique.language.encoder import Encoder
from communique.language.parse import parse
from communique.language.tokens import tokenize
from communique.lexicon import Lexicon, load_lexicon
from communique.lexicon.places import Gazetteer, load_gazetteer
from communique.record import Reading, Report, report_id
from communique.sources import TooLongError, check_length


class Reader:
    """The model and the lexica in memory. Loading takes about a second; one reader reads any number of reports."""

    def __init__(self, *, threads: int | None = None) -> None:
        """`threads`: cores that the model may use, None for all."""
        self.encoder = Encoder(threads=threads)
        self.lexicon: Lexicon = load_lexicon()
        self.gazetteer: Gazetteer = load_gazetteer()
        self.screen = Screen(self.lexicon, self.encoder.lemmas)
        # The word lists stay for good: the collector need not walk through them again at each report.
        gc.freeze()

    def read(self, report: Report, *, by: Literal["frames", "model", "both"] = "both") -> Reading:
        """The report's events, none where it is of sport or the like.

        ValueError where a quote would not stand where it says. `by` leaves out what the model sees of events, or what
        the frames see, to test or measure the other alone.
        """
        sentences = tokenize(report.text)
        if self.screen.is_off_topic(report.text[piece.start : piece.end] for pieces in sentences for piece in pieces):
            return Reading(report=report, events=())
        doc = parse(report.text, self.encoder, sentences)
        if by == "frames":
            doc.told = None
        scene = Scene(report, doc, self.lexicon, self.gazetteer)
        return Reading(report=report, events=tuple(code_report(scene, frames=by != "model")))


@cache
def coder_name() -> str:
    """Which reader this is: the version and a mark of the data that it reads by, so that a change of either shows."""
    mark = hashlib.sha256(__version__.encode())
    root = Path(__file__).parent.parent
    for part in ("coding", "frames", "language", "lexicon"):
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                mark.update(path.relative_to(root).as_posix().encode())
                mark.update(path.read_bytes())
    return f"communique {__version__} {mark.hexdigest()[:8]}"


@cache
def load_reader() -> Reader:
    """The reader that `read` uses, loaded once."""
    return Reader()


def read_report(report: Report) -> Reading:
    """Reads one report that is already at hand."""
    return load_reader().read(report)


def read(
    text: str,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    name: str | None = None,
    url: str | None = None,
) -> Reading:
    """The record of one report.

    `text` is the body, without title; offsets count its Unicode code points. `published` (a date or ISO
    "YYYY-MM-DD") is what "on Friday" is resolved against; without it only dates told in full are. TypeError where
    `text` is no str, ValueError where `published` is no ISO date, or `text` is longer than one report.
    """
    if not isinstance(text, str):
        raise TypeError(
            f"text must be str, not {type(text).__name__}: decode bytes first, or use the command on a file"
        )
    try:
        check_length(text, name="text")
    except TooLongError as error:
        raise ValueError(str(error)) from None
    day = date.fromisoformat(published) if isinstance(published, str) else published
    report = Report(
        id=report_id(text, publisher),
        name=name or "text",
        title=title,
        publisher=publisher,
        published=day,
        language="en",
        url=url,
        text=text,
    )
    return read_report(report)
