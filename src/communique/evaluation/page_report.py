"""One report on the page: its text with each error marked in its sentence, and below each paragraph what was expected.

An error has a label: M1 is a missed fact, S1 a spurious event, W1 a fact that was found with a wrong slot.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import pairwise

from communique.evaluation.gold import UNKNOWN_GENRE, Fact
from communique.evaluation.matching import Match, Miss, Outcome, Reason
from communique.evaluation.scores import count
from communique.evaluation.slots import Slot
from communique.evaluation.told import NOTHING, filled_phrases, slot_phrases, type_phrase
from communique.record import Event

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Kind(StrEnum):
    """What a mark says of its words, the worst last: where marks overlap, the ground is that of the worst."""

    RIGHT = "right"
    WRONG = "wrong"
    SPURIOUS = "spurious"
    MISSED = "missed"


_LETTERS = {Kind.MISSED: "M", Kind.SPURIOUS: "S", Kind.WRONG: "W"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words that are marked; `label` is empty where they are right, `note` is the HTML of what is said of them."""

    kind: Kind
    spans: tuple[tuple[int, int], ...]
    label: str = ""
    note: str = ""

    @property
    def start(self) -> int:
        return min((start for start, _ in self.spans), default=0)


def text(written: object) -> str:
    """Any text as it may stand in HTML, between tags or in a quoted attribute."""
    return escape(_CONTROL.sub("\ufffd", str(written)))


def report_section(outcome: Outcome, *, anchor: str) -> str:
    """The report as a section with this id; ids within it begin with it."""
    report = outcome.report
    marks = _marks(outcome, anchor)
    scores = count([outcome])
    title = report.header("title") or report.name
    genre = None if report.genre == UNKNOWN_GENRE else report.genre
    particulars = filter(None, (report.name, report.header("publisher"), report.header("published"), genre))
    wrong = sum(mark.kind is Kind.WRONG for mark in marks)
    tally = (
        f"F1 {scores.f1:.3f} · {scores.core} core facts, {scores.missed} missed · {scores.predicted} events,"
        f" {scores.spurious} spurious · {wrong} found with a wrong slot"
    )
    return (
        f'<section class="report" id="{anchor}">\n<h3>{text(title)}</h3>\n'
        f'<p class="faint">{text(" · ".join(particulars))}</p>\n<p>{tally}</p>\n'
        + "".join(_paragraphs(report.text, marks, anchor))
        + "</section>\n"
    )


def _marks(outcome: Outcome, anchor: str) -> list[_Mark]:
    """All that is marked, in the order of the text, with labels and notes."""
    report, events = outcome.report, outcome.events
    found: list[tuple[int, int, Kind, Miss | Match | int]] = []
    spans: dict[tuple[Kind, int], tuple[tuple[int, int], ...]] = {}
    right: list[_Mark] = []
    for miss in outcome.missed:
        spans[Kind.MISSED, miss.fact] = report.spans[miss.fact]
        found.append((_first(report.spans[miss.fact]), miss.fact, Kind.MISSED, miss))
    for number in outcome.spurious:
        spans[Kind.SPURIOUS, number] = _quotes(events[number])
        found.append((_first(_quotes(events[number])), number, Kind.SPURIOUS, number))
    for match in outcome.matches:
        if report.facts[match.fact].core and not match.exact:
            spans[Kind.WRONG, match.fact] = _quotes(events[match.event])
            found.append((_first(_quotes(events[match.event])), match.fact, Kind.WRONG, match))
        else:
            right.append(_Mark(Kind.RIGHT, _quotes(events[match.event])))
    found.sort(key=lambda each: (each[0], each[2], each[1]))
    labels = _labels([(kind, number) for _, number, kind, _ in found])
    nearest = {miss.nearest: labels[Kind.MISSED, miss.fact] for miss in outcome.missed if miss.nearest is not None}
    marks = []
    for _, number, kind, error in found:
        if isinstance(error, Miss):
            note = _missed(outcome, error, labels, anchor)
        elif isinstance(error, Match):
            note = _wrong(report.facts[error.fact], events[error.event], error.right)
        else:
            note = _spurious(events[error], nearest.get(error), anchor)
        marks.append(_Mark(kind, spans[kind, number], labels[kind, number], note))
    return right + marks


def _labels(errors: Sequence[tuple[Kind, int]]) -> Mapping[tuple[Kind, int], str]:
    given: dict[tuple[Kind, int], str] = {}
    used = dict.fromkeys(Kind, 0)
    for kind, number in errors:
        used[kind] += 1
        given[kind, number] = f"{_LETTERS[kind]}{used[kind]}"
    return given


def _first(spans: Sequence[tuple[int, int]]) -> int:
    return min((start for start, _ in spans), default=0)


def _quotes(event: Event) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in event.evidence)


def _paragraphs(body: str, marks: Sequence[_Mark], anchor: str) -> Iterator[str]:
    """Each paragraph with its marks, followed by the notes on the errors that begin in it."""
    lines = list(re.finditer(r"[^\n]+", body))
    for number, line in enumerate(lines):
        after = lines[number + 1].start() if number + 1 < len(lines) else len(body) + 1
        before = line.start() if number else 0
        yield f'<p class="told">{_marked(body, line.start(), line.end(), marks, anchor)}</p>\n'
        notes = [mark for mark in marks if mark.label and before <= mark.start < after]
        if notes:
            items = (
                f'<li class="{mark.kind}" id="{anchor}-{mark.label}">'
                f'<p class="head"><span class="label">{mark.label}</span> {mark.note}</li>\n'
                for mark in notes
            )
            yield f'<ul class="notes">\n{"".join(items)}</ul>\n'


def _marked(body: str, start: int, end: int, marks: Sequence[_Mark], anchor: str) -> str:
    """A stretch of the text, cut wherever a mark begins or ends; a label stands where its words begin."""
    here = [mark for mark in marks if any(a < end and start < b for a, b in mark.spans)]
    edges = {start, end}
    for mark in here:
        edges.update(edge for span in mark.spans for edge in span if start < edge < end)
    cuts = sorted(edges)
    parts = []
    for left, right in pairwise(cuts):
        begun = (mark for mark in here if mark.label and any(a == left for a, _ in mark.spans))
        parts += [_reference(mark.label, mark.kind, anchor) for mark in begun]
        kinds = {mark.kind for mark in here if any(a <= left and right <= b for a, b in mark.spans)}
        words = text(body[left:right])
        names = " ".join(kind for kind in Kind if kind in kinds)
        parts.append(f'<mark class="{names}">{words}</mark>' if kinds else words)
    return "".join(parts)


def _reference(label: str, kind: Kind, anchor: str) -> str:
    return f'<a class="label {kind}" href="#{anchor}-{label}">{label}</a>'


def _missed(outcome: Outcome, miss: Miss, labels: Mapping[tuple[Kind, int], str], anchor: str) -> str:
    fact = outcome.report.facts[miss.fact]
    head = f"missed <code>{text(fact.id)}</code> <b>{type_phrase(fact)}</b>: {miss.reason.value}"
    if miss.nearest is None:
        return f"{head}</p>{_given('expected', filled_phrases(fact))}"
    event = outcome.events[miss.nearest]
    if (label := labels.get((Kind.SPURIOUS, miss.nearest))) is not None:
        which = _reference(label, Kind.SPURIOUS, anchor)
    else:
        which = f"<code>{text(event.id)}</code>"
    told = f"{head}, {which} <b>{type_phrase(event)}</b></p>"
    if miss.reason is Reason.TAKEN:
        return told + _given("expected", filled_phrases(fact))
    return told + _compared(fact, event, [*filled_phrases(fact), *filled_phrases(event)])


def _wrong(fact: Fact, event: Event, right: Mapping[Slot, bool]) -> str:
    wrong = [slot for slot, so in right.items() if not so]
    head = f"<code>{text(fact.id)}</code> <b>{type_phrase(event)}</b>, found as <code>{text(event.id)}</code>:"
    return f"{head} wrong {' and '.join(wrong)}</p>{_compared(fact, event, wrong)}"


def _spurious(event: Event, nearest: str | None, anchor: str) -> str:
    head = (
        f"spurious <code>{text(event.id)}</code> <b>{type_phrase(event)}</b>, confidence {event.confidence:.2f},"
        f" by <code>{text(event.coder)}</code>"
    )
    if nearest is not None:
        return f"{head}; compare {_reference(nearest, Kind.MISSED, anchor)}</p>"
    return f"{head}</p>{_given('given', filled_phrases(event))}"


def _given(heading: str, phrases: Mapping[Slot, str]) -> str:
    rows = "".join(f'<tr><th scope="row">{slot}</th><td>{text(said)}</td></tr>' for slot, said in phrases.items())
    return f'<table><thead><tr><th></th><th scope="col">{heading}</th></tr></thead><tbody>{rows}</tbody></table>'


def _compared(fact: Fact, event: Event, slots: Sequence[Slot]) -> str:
    """Expected against given; rows that read differently stand out."""
    wanted, given = slot_phrases(fact), slot_phrases(event)
    rows = "".join(
        f'<tr class="{"same" if wanted[slot] == given[slot] else "off"}"><th scope="row">{slot}</th>'
        f"<td>{text(wanted[slot])}</td><td>{text(given[slot])}</td></tr>"
        for slot in Slot
        if slot in slots and (wanted[slot], given[slot]) != (NOTHING, NOTHING)
    )
    head = '<thead><tr><th></th><th scope="col">expected</th><th scope="col">given</th></tr></thead>'
    return f"<table>{head}<tbody>{rows}</tbody></table>"
