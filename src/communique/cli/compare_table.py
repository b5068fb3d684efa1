"""Two readings side by side for people at a terminal: event by event, then how far they agree."""

from collections.abc import Sequence
from typing import TextIO

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.cli.pages import console_for, laid_out
from communique.cli.view import outermost, shown
from communique.evaluation import SideBySide, agreement, beside, slot_phrases
from communique.export.wording import parties_phrase
from communique.record import Event

_WIDTH = 100  # Columns, at most.
_QUOTE = 160  # Characters of a quote that tell it apart.


def to_compare_table(names: Sequence[str], found: Sequence[SideBySide], cost: Sequence[str], *, sink: TextIO) -> str:
    """The page of text, in colour where `sink` shows it (NO_COLOR and FORCE_COLOR are heeded)."""
    console = console_for(sink)
    console.width = min(console.width, _WIDTH) if sink.isatty() else _WIDTH
    parts = [_report(one, names) for one in found]
    return laid_out(console, *parts, _totals(found, names), *(Text(shown(line), "dim") for line in cost))


def _report(one: SideBySide, names: Sequence[str]) -> RenderableType:
    rows: list[tuple[int, RenderableType]] = []
    for pair in one.pairs:
        first, second = slot_phrases(pair.first), slot_phrases(pair.second)
        lines = [Text(f"{slot.value}: {shown(first[slot])} | {shown(second[slot])}") for slot in pair.differs]
        rows.append((_at(pair.first), _event(pair.first, "both", "yellow" if lines else "green", lines)))
    sides = (
        (names[0], one.only_first, [p.second for p in one.pairs] + list(one.only_second)),
        (names[1], one.only_second, [p.first for p in one.pairs] + list(one.only_first)),
    )
    for name, events, others in sides:
        for event in events:
            there = ", ".join(other.event_type.value for other in beside(event, others))
            lines = [Text(f"the other has {there} there", "dim")] if there else []
            rows.append((_at(event), _event(event, f"only {shown(name)}", "magenta", lines)))
    rows.sort(key=lambda row: row[0])
    title = Text(shown(one.report.title or one.report.name), "bold")
    return Group(title, Text(), *(row for _, row in rows), *([] if rows else [Text("No events found.\n", "dim")]))


def _event(event: Event, seen_by: str, colour: str, lines: list[Text]) -> RenderableType:
    quote = " … ".join(shown(span.quote) for span in outermost(event.evidence))
    quote = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"
    head = Text.assemble((event.event_type.value, "bold"), "  ", shown(parties_phrase(event)), "  ", (seen_by, colour))
    return Padding(Group(head, *lines, Text(f"“{quote}”", "italic")), (0, 0, 1, 2))


def _totals(found: Sequence[SideBySide], names: Sequence[str]) -> RenderableType:
    told = agreement(found)
    grid = Table.grid(padding=(0, 2, 0, 0))
    rows = [
        ("both", told["both"], f"{told['alike']} of them alike in every slot"),
        (f"only {shown(names[0])}", told["only_first"], ""),
        (f"only {shown(names[1])}", told["only_second"], ""),
        *((f"differing in {slot}", count, "") for slot, count in told["differing"].items()),
    ]
    for name, count, said in rows:
        grid.add_row(Text(name), Text(str(count), "bold", justify="right"), Text(said, "dim"))
    return Group(grid, Text())


def _at(event: Event) -> int:
    return event.evidence[0].start
