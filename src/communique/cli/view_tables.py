"""The views of a process as tables for people, within the width of the terminal."""

from collections.abc import Sequence
from typing import TextIO

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.cli.pages import console_for, laid_out
from communique.cli.view import shown
from communique.process.cite import things
from communique.process.wording import blame_of, listed
from communique.record import EventTime, Process, Tally, Toll
from communique.record.process import Agreement, Citation, Incident, Meeting, Move, Position, Stance, TimelineEntry

_FILE_WIDTH, _MOST_WIDTH = 100, 140
_COLOURS = {
    Stance.DEMANDS: "blue",
    Stance.OFFERS: "cyan",
    Stance.ACCEPTS: "green",
    Stance.CONCEDES: "green",
    Stance.REFUSES: "magenta",
    Stance.THREATENS: "red",
    Stance.CONDITIONS: "yellow",
}


def printed(page: RenderableType, sink: TextIO) -> str:
    """The page as text, in colour where `sink` shows it (NO_COLOR and FORCE_COLOR are heeded)."""
    console = console_for(sink)
    console.width = min(console.width, _MOST_WIDTH) if sink.isatty() else _FILE_WIDTH
    return laid_out(console, page)


def position_table(process: Process, cells: Sequence[Position]) -> RenderableType:
    """Parties across, issues down; in each cell the latest stance, since when, how often and by how many sources."""
    if not cells:
        return _nothing("no positions")
    parties = [p for p in process.parties if any(c.party == p for c in cells)]
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold")
    table.add_column("issue", style="bold")
    for party in parties:
        table.add_column(shown(party), ratio=1)
    by_cell = {(c.party, c.issue): c for c in cells}
    for issue in dict.fromkeys(c.issue for c in sorted(cells, key=lambda c: c.issue)):
        row = [_cell(by_cell.get((party, issue))) for party in parties]
        table.add_row(issue.value.replace("_", " "), *row)
    note = Text("times told / independent sources; ! where sources of one day exclude each other", "dim")
    return Group(table, note)


def _cell(position: Position | None) -> Text:
    if position is None:
        return Text("–", "dim")
    stance = position.latest.stance
    text = Text(stance.value, f"{_COLOURS[stance]} bold")
    if position.contradictions:
        text.append(" !", "red")
    if position.latest.terms:
        text.append("\n" + shown("; ".join(position.latest.terms)))
    text.append(f"\nsince {position.since or '?'} · {position.times}/{position.independent}", "dim")
    before = [m for m in position.moves if m.stance is not stance]
    if before:
        text.append(f"\nbefore: {before[-1].stance.value}", "dim")
    return text


def position_history(_: Process, cells: Sequence[Position]) -> RenderableType:
    """Each cell with all its moves and the words that say so."""
    if not cells:
        return _nothing("no such cell")
    parts: list[RenderableType] = []
    for cell in cells:
        parts.append(Text.assemble((shown(cell.party), "bold"), f" on {cell.issue.value.replace('_', ' ')}"))
        parts += [_move(move) for move in cell.history]
        parts += [Text(f"  ! {shown(said)}", "red") for said in cell.contradictions]
        parts.append(Text())
    return Group(*parts)


def _move(move: Move) -> RenderableType:
    line = Text.assemble(f"{move.day or '?':<10}  ", (move.stance.value, f"{_COLOURS[move.stance]} bold"))
    if move.toward:
        line.append(f" toward {shown(', '.join(move.toward))}")
    if move.terms:
        line.append(f" · {shown('; '.join(move.terms))}")
    return Padding(Group(line, *_quotes(move.citations)), (0, 0, 0, 2))


def agreement_table(_: Process, ledger: Sequence[Agreement]) -> RenderableType:
    """Each agreement as a block: status, terms, promised and delivered, steps with their evidence."""
    parts: list[RenderableType] = []
    for line in ledger:
        about = f" on {line.issue.value.replace('_', ' ')}" if line.issue else ""
        scale = f" [{line.implementation.value}]" if line.implementation else ""
        status = (line.status.value if line.status else "told").replace("_", " ")
        title = Text.assemble((shown(listed(line.parties)), "bold"), about, "  ", (status + scale, "bold green"))
        parts.append(title)
        told = [_when(line.struck), line.place.name if line.place else "", *line.terms]
        parts.append(Text("  " + shown(" · ".join(t for t in told if t))))
        if line.promised or line.delivered:
            parts.append(Text(f"  promised {_tally(line.promised)}, delivered {_tally(line.delivered)}"))
        for step in line.steps:
            mark = "•" if step.happened else "×"
            said = Text(f"{step.day or '?':<10} {mark} {shown(step.what)}")
            parts.append(Padding(Group(said, *_quotes(step.citations)), (0, 0, 0, 2)))
        parts.append(Text())
    return Group(*parts) if parts else _nothing("no agreements")


def meeting_table(_: Process, told: Sequence[Meeting]) -> RenderableType:
    """A meeting a row."""
    if not told:
        return _nothing("no meetings")
    table = _table("when", "status", "where", "who", "told by")
    for meeting in told:
        who = ", ".join(meeting.parties) + (f" ({', '.join(meeting.people)})" if meeting.people else "")
        who += f"; not there: {', '.join(meeting.absent)}" if meeting.absent else ""
        status = meeting.status.value if meeting.status else "told"
        where = meeting.place.name if meeting.place else "–"
        table.add_row(_when(meeting.time) or "–", status, shown(where), shown(who), _sources(meeting.independent))
    return table


def incident_table(_: Process, told: Sequence[Incident]) -> RenderableType:
    """An attack a row, its toll as latest (lowest to highest)."""
    if not told:
        return _nothing("no incidents")
    table = _table("when", "where", "killed", "injured", "who says what", "told by")
    for incident in told:
        said = blame_of(incident, {})
        where = incident.place.name if incident.place else "–"
        table.add_row(
            _when(incident.time) or "–",
            shown(where),
            _toll(incident.killed),
            _toll(incident.injured),
            shown("; ".join(said)),
            _sources(incident.independent),
        )
    return table


def timeline_table(_: Process, lines: Sequence[TimelineEntry]) -> RenderableType:
    """A day a block; what has no exact date says so."""
    if not lines:
        return _nothing("nothing told")
    table = _table("day", "", "what", "told by")
    before = None
    for line in lines:
        day = line.day or "?"
        vague = "" if line.exact else "~"
        until = f"–{line.until}" if line.until and line.until != line.day else ""
        table.add_row("" if day == before else day, vague + until, shown(line.sentence), _sources(line.independent))
        before = day
    return Group(table, Text("~ the date is vague, or that of the report", "dim"))


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, no_wrap=column in ("when", "day", "status"))
    return table


def _nothing(what: str) -> Text:
    return Text(f"There are {what} in the record." if not what.startswith("nothing") else "Nothing is told.", "dim")


def _quotes(citations: Sequence[Citation]) -> list[RenderableType]:
    return [
        Padding(
            Text.assemble(
                (f"“{shown(c.quote)}”", "italic"),
                (f"  {shown(c.publisher or c.report)}, {c.published or 'no date'}", "dim"),
            ),
            (0, 0, 0, 4),
        )
        for c in citations
    ]


def _when(time: EventTime | None) -> str:
    if time is None:
        return ""
    return time.start if time.start == time.end else f"{time.start} to {time.end}"


def _tally(tally: Tally | None) -> str:
    if tally is None:
        return "not told"
    parts = ", ".join(f"{shown(p.by)} {p.value:g}" for p in tally.parts)
    return f"{tally.value:g} {shown(things(tally.value, tally.what))}" + (f" ({parts})" if parts else "")


def _toll(toll: Toll | None) -> str:
    if toll is None or toll.best is None:
        return "–"
    return str(toll.best) if toll.low == toll.high else f"{toll.best} ({toll.low}–{toll.high})"


def _sources(count: int) -> str:
    return f"{count} source{'s' * (count != 1)}"
