"""An evaluation for people at a terminal: the scores in tables of at most 80 columns, the worst first."""

from collections.abc import Mapping
from typing import TextIO

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from communique.cli.pages import console_for, laid_out
from communique.cli.view import shown
from communique.evaluation import Breakdown, Counts, Evaluation, Reason, worst_slots

_WIDTH = 80  # Columns, at most.
_BAR = 12  # Columns of a full bar.

_GOOD, _FAIR = 0.8, 0.6  # Shares from which on a bar is green, yellow; below, red.


def to_score_table(evaluation: Evaluation, *, sink: TextIO) -> str:
    """The page of text, in colour where `sink` shows it (NO_COLOR and FORCE_COLOR are heeded)."""
    console = console_for(sink)
    console.width = min(console.width, _WIDTH) if sink.isatty() else _WIDTH
    return laid_out(console, score_page(evaluation))


def score_page(evaluation: Evaluation) -> RenderableType:
    """Overall, by type, by slot, by construction and by genre where there are several, and why facts were missed."""
    scores = evaluation.scores
    parts = [
        _overall(evaluation),
        _events("by type", {kind.value: counts for kind, counts in scores.by_type.items()}),
        _slots(scores.overall),
        _constructions(scores),
    ]
    if len(scores.by_genre) > 1:
        parts.append(_events("by genre", scores.by_genre))
    parts.append(_reasons(scores))
    return Group(*parts)


def _overall(evaluation: Evaluation) -> RenderableType:
    total = evaluation.scores.overall
    grid = Table.grid(padding=(0, 2, 0, 0))
    rows = (
        ("precision", total.precision, f"{total.found} of {total.predicted} events are facts"),
        ("recall", total.recall, f"{total.hits} of {total.core} core facts found"),
        ("F1", total.f1, f"over {len(evaluation.outcomes)} reports"),
        ("slots", total.slots, "mean accuracy over the slots of those found"),
        ("exact", total.exact_share, f"{total.exact} of {total.core} with every slot right"),
        ("calibration error", evaluation.calibration.error, "of confidence; 0 is best"),
    )
    for name, value, said in rows:
        grid.add_row(Text(name), Text(f"{value:.3f}", "bold"), Text(said, "dim"))
    return Group(grid, Text())


def _events(title: str, groups: Mapping[str, Counts]) -> RenderableType:
    table = _table(title, "core", "missed", "predicted", "spurious", "F1")
    for name, counts in groups.items():
        numbers = (counts.core, counts.missed, counts.predicted, counts.spurious)
        score = (f"{counts.f1:.3f}", _bar(counts.f1)) if counts.core else ("–", Text())
        table.add_row(shown(name), *map(str, numbers), *score)
    return Group(table, Text())


def _slots(total: Counts) -> RenderableType:
    table = _table("by slot", "facts", "wrong", "accuracy")
    for slot in worst_slots(total):
        share = total.slot[slot]
        wrong = total.seen[slot] - total.right[slot]
        table.add_row(slot.value, str(total.seen[slot]), str(wrong), f"{share:.3f}", _bar(share))
    return Group(table, Text())


def _constructions(scores: Breakdown) -> RenderableType:
    table = _table("by construction", "core", "missed", "exact", "recall")
    for way, counts in scores.by_construction.items():
        shares = (f"{counts.exact_share:.3f}", f"{counts.recall:.3f}", _bar(counts.recall))
        table.add_row(way.value, str(counts.core), str(counts.missed), *shares)
    return Group(table, Text())


def _reasons(scores: Breakdown) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for reason in Reason:
        grid.add_row(Text(str(scores.reasons.get(reason, 0)), justify="right"), Text(reason.value))
    return Group(Text("why core facts were missed", "bold"), grid)


def _table(title: str, *columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column(Text(title, "bold not dim"), min_width=15, max_width=24)
    for column in columns:
        table.add_column(column, justify="right")
    table.add_column("", min_width=_BAR)
    return table


def _bar(share: float) -> Text:
    colour = "green" if share >= _GOOD else "yellow" if share >= _FAIR else "red"
    return Text("█" * round(share * _BAR), colour)
