"""An evaluation as one HTML page: scores in tables, then each report with its errors marked in the text.

The page needs no script and nothing from elsewhere; whatever comes from a file is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from communique.evaluation.analysis import Evaluation
from communique.evaluation.calibration import Calibration, Point
from communique.evaluation.confusion import Cell
from communique.evaluation.constructions import LONG, MEANINGS
from communique.evaluation.matching import Outcome, Reason
from communique.evaluation.page_report import report_section, text
from communique.evaluation.page_style import STYLE
from communique.evaluation.scores import Breakdown, Counts, count, worst_slots
from communique.record import EventType

_Key = TypeVar("_Key", bound=str)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_SCORED = ("F1", "precision", "recall", "core", "missed", "predicted", "spurious")


def to_page(evaluation: Evaluation, *, predictions: str, gold: str) -> str:
    """The page; `predictions` and `gold` are what the two are called on it."""
    scores = evaluation.scores
    title = f"Evaluation of {predictions}"
    parts = [
        "<!DOCTYPE html>\n",
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        _head(evaluation, title=title, gold=gold),
        "<main>\n",
        _summary(scores, evaluation.calibration),
        _by_type(scores),
        _confusion(evaluation.confusion),
        _by_slot(scores.overall),
        _by_construction(scores),
        _by_genre(scores),
        _calibration(evaluation.calibration, evaluation.curve),
        _reports(evaluation.outcomes),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _head(evaluation: Evaluation, *, title: str, gold: str) -> str:
    total = evaluation.scores.overall
    facts = sum(len(outcome.report.facts) for outcome in evaluation.outcomes)
    sections = ("types", "confusion", "slots", "constructions", "genres", "calibration", "reports")
    links = "".join(f'<a href="#{section}">{section}</a>' for section in sections)
    against = (
        f"Against {gold}: {len(evaluation.outcomes)} reports with {facts} facts, {total.core} of them core;"
        f" {total.predicted} events predicted."
    )
    lines = [f"<header>\n<h1>{text(title)}</h1>\n", f'<p class="faint">{text(against)}</p>\n']
    if evaluation.unread:
        lines.append(f"<p>Without a prediction, all missed: {text(', '.join(evaluation.unread))}.</p>\n")
    return "".join(lines) + f"<nav>{links}</nav>\n</header>\n"


def _summary(scores: Breakdown, calibration: Calibration) -> str:
    total = scores.overall
    tiles = (
        ("F1", f"{total.f1:.3f}", "of precision and recall"),
        ("Precision", f"{total.precision:.3f}", f"{total.found} of {total.predicted} events are facts"),
        ("Recall", f"{total.recall:.3f}", f"{total.hits} of {total.core} core facts found"),
        ("Slots", f"{total.slots:.3f}", "mean accuracy over the slots of those"),
        ("Exact", f"{total.exact_share:.3f}", f"{total.exact} of {total.core} with every slot right"),
        ("Calibration error", f"{calibration.error:.3f}", "between confidence and share right"),
    )
    shown = "".join(
        f'<div><dt>{name}</dt><dd class="value">{value}</dd><dd class="gloss">{gloss}</dd></div>\n'
        for name, value, gloss in tiles
    )
    reasons = [(reason.value, str(scores.reasons.get(reason, 0))) for reason in Reason]
    rows = ([_row(said), _cell(number)] for said, number in reasons)
    why = _table(("why a core fact was missed", "facts"), rows, prose=True)
    return f'<dl class="tiles">\n{shown}</dl>\n{why}'


def _by_type(scores: Breakdown) -> str:
    said = "The worst first. Recall counts a fact by its first type, precision an event by the type predicted."
    return _section("types", "By type of event", said) + _scored("type", _named(scores.by_type))


def _by_genre(scores: Breakdown) -> str:
    said = "As the gold or the report's header names it."
    return _section("genres", "By genre", said) + _scored("genre", _named(scores.by_genre))


def _by_slot(total: Counts) -> str:
    said = "The worst first, of the core facts that were found. A slot counts where the fact has it."
    rows = (
        [
            _row(slot),
            _cell(total.seen[slot]),
            _cell(total.seen[slot] - total.right[slot]),
            _bar(total.slot[slot]),
        ]
        for slot in worst_slots(total)
    )
    return _section("slots", "By slot", said) + _table(("slot", "facts", "wrong", "accuracy"), rows)


def _by_construction(scores: Breakdown) -> str:
    said = (
        "The worst first: how the core facts are told. What is said of a fact's words holds where every quote of it has"
        f" it; a sentence is long from {LONG} words on."
    )
    rows = (
        [
            _row(way),
            _bar(counts.recall),
            _cell(counts.core),
            _cell(counts.missed),
            _bar(counts.slots),
            _bar(counts.exact_share),
            f'<td class="text">{text(MEANINGS[way])}</td>',
        ]
        for way, counts in scores.by_construction.items()
    )
    head = ("construction", "recall", "core", "missed", "slots", "exact", "")
    return _section("constructions", "By construction", said) + _table(head, rows)


def _confusion(cells: Mapping[Cell, int]) -> str:
    """Rows are the gold's types, columns those predicted; the last of each is what is not there."""
    said = (
        "How often a type was predicted (columns) where another was right (rows), on evidence that overlaps."
        " The last column is missed with nothing spurious there, the last row spurious with nothing missed there."
    )
    met = {kind for cell in cells for kind in cell}
    kinds: list[EventType | None] = [*(kind for kind in EventType if kind in met), None]
    head = "".join(f'<th scope="col">{_kind(kind)}</th>' for kind in kinds)
    body = "".join(
        f"<tr>{_row(_kind(gold))}{''.join(_met(gold, given, cells.get((gold, given), 0)) for given in kinds)}</tr>\n"
        for gold in kinds
    )
    table = f'<table>\n<thead><tr><th scope="col">gold ↓ predicted →</th>{head}</tr></thead>\n<tbody>{body}</tbody>\n'
    return _section("confusion", "Confusion of types", said) + f'<div class="scroll confusion">{table}</table></div>\n'


def _met(gold: EventType | None, given: EventType | None, number: int) -> str:
    if not number:
        return "<td></td>"
    return f'<td class="{"same" if gold is given else "other"}">{number}</td>'


def _kind(kind: EventType | None) -> str:
    return kind.value if kind else "nothing"


def _calibration(calibration: Calibration, points: Sequence[Point]) -> str:
    said = (
        "An event is right where it is a fact. The calibration error is the mean distance between confidence and the"
        " share right, over ten equal bins, each weighted by its events."
    )
    bins = (
        [
            _row(f"{each.low:.1f} to {each.high:.1f}"),
            _cell(each.events),
            _bar(each.confidence),
            _bar(each.right),
        ]
        for each in calibration.bins
    )
    kept = (
        [
            _row(f"{point.threshold:.1f}"),
            _cell(point.counts.predicted),
            _bar(point.counts.precision),
            _bar(point.counts.recall),
            _bar(point.counts.f1),
        ]
        for point in points
    )
    return (
        _section("calibration", "Calibration of confidence", said)
        + _table(("confidence", "events", "its mean", "right"), bins)
        + '<p class="said">What keeping only the events from a confidence on would give:</p>\n'
        + _table(("from", "events", "precision", "recall", "F1"), kept)
    )


def _reports(outcomes: Sequence[Outcome]) -> str:
    said = "Each with its text. Below a paragraph stands what was expected and what was given for the errors in it."
    key = (
        '<ul class="key"><li><mark class="missed">missed</mark></li><li><mark class="spurious">spurious</mark></li>'
        '<li><mark class="wrong">found, with a wrong slot</mark></li><li><mark class="right">right</mark></li></ul>\n'
    )
    anchors = [f"r{number}" for number in range(1, len(outcomes) + 1)]
    index = [
        (f'<th scope="row"><a href="#{anchor}">{text(outcome.report.name)}</a></th>', count([outcome]))
        for anchor, outcome in zip(anchors, outcomes, strict=True)
    ]
    sections = (report_section(outcome, anchor=anchor) for anchor, outcome in zip(anchors, outcomes, strict=True))
    return _section("reports", "Reports", said) + _scored("report", index) + key + "".join(sections)


def _named(groups: Mapping[_Key, Counts]) -> Iterable[tuple[str, Counts]]:
    return ((_row(name), counts) for name, counts in groups.items())


def _scored(what: str, groups: Iterable[tuple[str, Counts]]) -> str:
    """A table of scores of groups, each with the cell that names it."""
    rows = (
        [
            head,
            _bar(counts.f1 if counts.core else None),
            _bar(counts.precision if counts.predicted else None),
            _bar(counts.recall if counts.core else None),
            _cell(counts.core),
            _cell(counts.missed),
            _cell(counts.predicted),
            _cell(counts.spurious),
        ]
        for head, counts in groups
    )
    return _table((what, *_SCORED), rows)


def _section(anchor: str, heading: str, said: str) -> str:
    return f'<h2 id="{anchor}">{heading}</h2>\n<p class="said">{text(said)}</p>\n'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, prose: bool = False) -> str:
    """A table of cells that are HTML already, in a box that scrolls where it is too wide; with words where `prose`."""
    top = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(row)}</tr>\n" for row in rows)
    box = "scroll prose" if prose else "scroll"
    return f'<div class="{box}"><table>\n<thead><tr>{top}</tr></thead>\n<tbody>{body}</tbody>\n</table></div>\n'


def _row(name: object) -> str:
    return f'<th scope="row">{text(name)}</th>'


def _cell(value: object) -> str:
    return f"<td>{text(value)}</td>"


def _bar(value: float | None) -> str:
    """A share with its bar; a dash where there is nothing to share."""
    if value is None:
        return "<td>–</td>"
    return f'<td class="bar" style="--share: {value:.3f}">{value:.3f}</td>'
