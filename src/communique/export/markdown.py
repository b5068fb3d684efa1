"""Entries as a record to read: grouped by day, each event with its quote, the reports cited at the end."""

import re
from collections.abc import Iterable, Iterator

from communique.export.entry import ExportEntry
from communique.export.times import MONTHS, days_of
from communique.export.wording import (
    attribution_phrase,
    casualties_phrase,
    chips,
    day_phrase,
    facts,
    parties_phrase,
    time_phrase,
)
from communique.record import Event, Report, Span

# Control characters and direction marks would disturb a page, line ends would break a list.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&^!$])")
_NO_DAY = "Day not told"


def to_markdown(entries: Iterable[ExportEntry], *, title: str = "Record") -> Iterator[str]:
    """A Markdown page in pieces, with footnotes for the reports.

    A heading comes whenever the day changes, so give the entries in order of time. In memory stay the citations.
    """
    yield f"# {escaped(title)}\n"
    day = None
    cited: dict[str, str] = {}
    for entry in entries:
        heading = day_of(entry.event)
        if heading != day:
            yield f"\n## {escaped(heading)}\n"
            day = heading
        mark = cited_as(entry.report)
        cited.setdefault(mark, citation(entry.report))
        yield _item(entry, mark)
    if not cited:
        yield "\nNo events.\n"
        return
    yield "\n"
    for mark, text in cited.items():
        yield f"[^{mark}]: {text}\n"


def day_of(event: Event) -> str:
    """The heading that an event stands under: `13 March 2026`, a span of days, or that no day is told."""
    days = days_of(event.time)
    if event.time is None or days is None:
        return _NO_DAY
    if days.number > 1:
        return time_phrase(event.time)
    return f"{days.first.day} {MONTHS[days.first.month - 1]} {days.first.year}"


def citation(report: Report) -> str:
    """Publisher, title, date of publication and address, as far as known."""
    title = f"“{escaped(report.title)}”" if report.title else escaped(report.name)
    particulars = [
        escaped(report.publisher) if report.publisher else None,
        title,
        day_phrase(report.published) if report.published else "no date of publication",
        f"<{_address(report.url)}>" if report.url else None,
    ]
    return ", ".join(said for said in particulars if said)


def cited_as(report: Report) -> str:
    """The footnote's mark: the report's id, of which only letters, digits and hyphens can stand in one."""
    return re.sub(r"[^A-Za-z0-9-]", "-", report.id) or "report"


def escaped(text: str) -> str:
    """`text` on one line, every character that Markdown or HTML would take for markup escaped."""
    return _MARKUP.sub(r"\\\1", _UNSEEN.sub(" ", text).strip())


def _item(entry: ExportEntry, mark: str) -> str:
    event = entry.event
    kind = f"{event.event_type} ({escaped(event.mode)})" if event.mode else event.event_type.value
    doubts = [f"*{chip}*" for chip in chips(event)]
    said = [
        *facts(event.model_copy(update={"mode": None, "time": None})),
        casualties_phrase(event.casualties) if event.casualties else "",
        attribution_phrase(event.attribution) if event.attribution else "",
        f"{entry.independent} independent reports" if entry.independent > 1 else "",
        "" if entry.status == "machine" else entry.status,
    ]
    told = "; ".join([*doubts, *(escaped(words) for words in said if words)])
    first = f"\n- **{kind}** {escaped(parties_phrase(event))}{f' — {told}' if told else ''}\n"
    return first + "".join(f"\n  > {_quoted(span)}[^{mark}]\n" for span in event.evidence)


def _quoted(span: Span) -> str:
    """The words, in quotation marks unless they begin with some."""
    words = escaped(span.quote)
    return words if words.startswith(("“", '"', "‘", "«")) else f"“{words}”"


def _address(url: str) -> str:
    return re.sub(r"[<>\s]", lambda found: f"%{ord(found[0]):02X}", url)
