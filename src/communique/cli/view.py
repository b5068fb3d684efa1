"""The record of a report as a page for people: grouped, coloured by kind of act, each event with its quote."""

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from communique.cli.pages import console_for, laid_out
from communique.export.wording import (
    attribution_phrase,
    casualties_phrase,
    chips,
    day_phrase,
    facts,
    parties_phrase,
)
from communique.record import Event, EventType, Modality, Reading, Report, Span

_FILE_WIDTH = 100  # Columns, where there is no terminal to ask.
_MOST_WIDTH = 110  # Longer lines are hard to read, however wide the terminal.
_MARGIN_WIDTH = 11  # Of the event's type, and of offsets below 100,000.

_COLOURS = {
    EventType.CONSULT: "cyan",
    EventType.AGREE: "green",
    EventType.CONCEDE: "green",
    EventType.REQUEST: "blue",
    EventType.REJECT: "magenta",
    EventType.ASSAULT: "red",
    EventType.COERCE: "red",
    EventType.MOBILIZE: "red",
    EventType.PROTEST: "red",
    EventType.ACCUSE: "yellow",
    EventType.THREATEN: "yellow",
    EventType.SUPPORT: "yellow",
}
_OTHER_COLOUR = "default"  # White would not be seen on a light ground.

_BY_TYPE = {
    EventType.CONSULT: "Talks",
    EventType.AGREE: "Agreements",
    EventType.ASSAULT: "Incidents",
    EventType.COERCE: "Incidents",
    EventType.MOBILIZE: "Incidents",
    EventType.PROTEST: "Incidents",
    EventType.ACCUSE: "Statements",
    EventType.SUPPORT: "Statements",
    EventType.THREATEN: "Statements",
}
_ASKING = frozenset({EventType.REQUEST, EventType.REJECT, EventType.CONCEDE})
_TO_COME = frozenset({Modality.PLANNED, Modality.POSSIBLE})

# Control characters would move the cursor, direction marks would turn the words that they stand between around.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


HEADINGS = (
    "Talks",
    "Agreements",
    "Positions",
    "Incidents",
    "Statements",
    "Other acts",
    "Planned and possible",
    "Assessments",
)
"""In the order of the page."""


def heading_of(event: Event) -> str:
    """The one of `HEADINGS` that an event stands under: first by what it is not (yet), then by its type."""
    kind = event.event_type
    if kind is EventType.ASSESS:
        return "Assessments"
    if event.modality in _TO_COME:
        return "Planned and possible"
    if kind in _ASKING or (kind is EventType.AGREE and event.modality is not Modality.ACTUAL):
        return "Positions"
    return _BY_TYPE.get(kind, "Other acts")


def to_table(readings: Iterable[Reading], *, sink: TextIO) -> Iterator[str]:
    """Each reading as a page of text, in colour where `sink` shows it (NO_COLOR and FORCE_COLOR are heeded)."""
    console = console_for(sink)
    console.width = min(console.width, _MOST_WIDTH) if sink.isatty() or not _is_file(sink) else _FILE_WIDTH
    for number, reading in enumerate(readings):
        yield laid_out(console, *([Text()] if number else []), page(reading))


def page(reading: Reading) -> RenderableType:
    """A reading as Rich renders it: header, sections, footer."""
    sections: dict[str, list[Event]] = {heading: [] for heading in HEADINGS}
    for event in reading.events:
        sections[heading_of(event)].append(event)
    parts: list[RenderableType] = [_header(reading.report)]
    for heading, events in sections.items():
        if events:
            parts.append(Text.assemble((heading, "bold"), (f"  {len(events)}", "dim")))
            parts += [_event(event) for event in events]
    if not reading.events:
        parts.append(Text("No events found.\n", "dim"))
    parts.append(_footer(reading))
    return Group(*parts)


def _header(report: Report) -> RenderableType:
    particulars = [
        report.publisher,
        day_phrase(report.published) if report.published else "no date of publication",
        report.dateline,
    ]
    lines = [
        Text(shown(report.title or report.name), "bold"),
        Text(" · ".join(shown(said) for said in particulars if said), "dim"),
    ]
    return Group(*lines, Rule(style="dim"), Text())


def _event(event: Event) -> RenderableType:
    colour = _COLOURS.get(event.event_type, _OTHER_COLOUR)
    first = Text(shown(parties_phrase(event)), "bold" if event.actors or event.recipients else "dim")
    for chip in chips(event):
        first.append(" ").append(f"[{chip}]", f"{colour} bold not dim")
    lines = [first]
    if told := facts(event):
        lines.append(Text(shown(" · ".join(told))))
    if event.casualties is not None and (toll := casualties_phrase(event.casualties)):
        lines.append(Text(toll, colour))
    if event.attribution:
        lines.append(Text(shown(attribution_phrase(event.attribution)), "dim"))
    block = Table.grid(padding=(0, 2, 0, 0), expand=True)
    block.add_column(min_width=_MARGIN_WIDTH, no_wrap=True)
    block.add_column(ratio=1)
    block.add_row(Text(event.event_type.value, colour), Group(*lines))
    for span in outermost(event.evidence):
        where = Text(f"{span.start}–{span.end}", "dim", justify="right")
        block.add_row(where, Text(_quoted(span), "italic"))
    return Padding(block, (0, 0, 1, 2))


def outermost(spans: tuple[Span, ...]) -> list[Span]:
    """The spans that are not within another, each once: nobody wants to read the same words twice."""
    each = list(dict.fromkeys(spans))
    return [s for s in each if not any(o != s and o.start <= s.start and s.end <= o.end for o in each)]


def _quoted(span: Span) -> str:
    """The words, in quotation marks unless they begin with some."""
    words = shown(span.quote)
    return words if words.startswith(("“", '"', "‘", "«")) else f"“{words}”"


def _footer(reading: Reading) -> RenderableType:
    total = len(reading.events)
    line = f"{total} event{'' if total == 1 else 's'} · report {reading.report.id}"
    return Group(Rule(style="dim"), Text(line, "dim"))


def shown(text: str) -> str:
    """`text` on one line, without what a terminal would obey instead of show."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def _is_file(sink: TextIO) -> bool:
    return hasattr(sink, "name") and isinstance(sink.name, str) and not sink.name.startswith("<")
