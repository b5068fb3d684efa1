"""One event for review: its slots, its words within their sentence, and the thread that it is in."""

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from communique.cli.view import shown
from communique.export.wording import attribution_phrase, casualties_phrase, chips, facts, parties_phrase
from communique.record import Entry, Thread

_AROUND = 160
"""Characters of the report shown before and after the evidence."""


def card(entry: Entry, thread: Thread | None) -> RenderableType:
    """The event as a block of text."""
    event, report = entry.event, entry.report
    head = Text.assemble(
        (f"act {entry.act}", "bold"),
        f"  {event.event_type.value}  ",
        (f"sure {event.confidence:.0%}", "dim"),
        f"  {shown(report.publisher or report.name)}, {report.published or 'no date'}",
    )
    grid = Table.grid(padding=(0, 2, 0, 0))
    rows = [("who", parties_phrase(event)), ("how", ", ".join(chips(event)))]
    rows += [("what", " · ".join(facts(event)))]
    if event.casualties is not None:
        rows.append(("toll", casualties_phrase(event.casualties) or ""))
    if event.attribution:
        rows.append(("source", attribution_phrase(event.attribution)))
    if thread is not None and len(thread.links) > 1:
        link = next(ln for ln in thread.links if ln.member.pair == (report.id, event.id))
        rows.append(("thread", f"{thread.id}, {len(thread.links)} events; {link.score:.2f} {link.reason}"))
    for name, told in rows:
        if told:
            grid.add_row(Text(name, "dim"), Text(shown(told)))
    span = event.evidence[0]
    words = Text()
    words.append("…" if span.start > _AROUND else "")
    words.append(shown(report.text[max(0, span.start - _AROUND) : span.start]) + " ", "dim")
    words.append(shown(span.quote), "bold reverse")
    words.append(" " + shown(report.text[span.end : span.end + _AROUND]), "dim")
    words.append("…" if span.end + _AROUND < len(report.text) else "")
    return Group(Rule(style="dim"), head, grid, Text(), words, Text())
