"""A brief as Markdown, HTML or plain text."""

import re
from html import escape

from communique.process.brief import Brief, Line
from communique.record.process import Citation

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")

_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em}"
    "ol{font-size:.85em}sup a{text-decoration:none}"
)


def as_markdown(brief: Brief) -> str:
    """The brief as Markdown, its citations as numbered notes."""
    notes: list[Citation] = []
    parts = [f"# {_plain(brief.process.name)}: what changed since {brief.since}", "", _head(brief), ""]
    for title, lines in brief.sections:
        parts += [f"## {title}", ""]
        parts += [f"- {_plain(line.sentence)} {_numbers(line, notes)}" for line in lines]
        parts.append("")
    parts += [f"{n}. {_plain(_source(note))}: “{_plain(note.quote)}”" for n, note in enumerate(notes, 1)]
    return "\n".join(parts).rstrip() + "\n"


def as_text(brief: Brief) -> str:
    """The brief as plain text."""
    notes: list[Citation] = []
    title = f"{brief.process.name}: what changed since {brief.since}"
    parts = [title, "=" * len(title), "", _head(brief), ""]
    for name, lines in brief.sections:
        parts += [name, "-" * len(name)]
        parts += [f"* {line.sentence} {_numbers(line, notes)}" for line in lines]
        parts.append("")
    parts += [f"[{n}] {_source(note)}: “{' '.join(note.quote.split())}”" for n, note in enumerate(notes, 1)]
    return "\n".join(parts).rstrip() + "\n"


def as_html(brief: Brief) -> str:
    """The brief as one page of HTML, printable, without scripts."""
    notes: list[Citation] = []
    title = escape(f"{brief.process.name}: what changed since {brief.since}")
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1><p>{escape(_head(brief))}</p>",
    ]
    for name, lines in brief.sections:
        parts.append(f"<h2>{escape(name)}</h2><ul>")
        for line in lines:
            links = ""
            for citation in line.citations:
                number = _number(citation, notes)
                links += f'<sup><a href="#n{number}">{number}</a></sup> '
            parts.append(f"<li>{escape(line.sentence)} {links.rstrip()}</li>")
        parts.append("</ul>")
    parts.append("<h2>Sources</h2><ol>")
    for number, note in enumerate(notes, 1):
        parts.append(f'<li id="n{number}">{escape(_source(note))}: <q>{escape(note.quote)}</q></li>')
    parts.append("</ol></body></html>")
    return "\n".join(parts) + "\n"


def _head(brief: Brief) -> str:
    if not brief.sections:
        return "Nothing new is told."
    return f"From {brief.reports} report{'s' * (brief.reports != 1)}. Who says so stands beside each sentence."


def _number(citation: Citation, notes: list[Citation]) -> int:
    if citation not in notes:
        notes.append(citation)
    return notes.index(citation) + 1


def _numbers(line: Line, notes: list[Citation]) -> str:
    return "".join(f"[{_number(citation, notes)}]" for citation in line.citations)


def _source(note: Citation) -> str:
    parts = [note.publisher or note.report, note.published.isoformat() if note.published else None, note.url]
    return ", ".join(part for part in parts if part)


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
