"""The state of the talks: positions, agreements, meetings, incidents, timeline and brief, from entries and threads."""

from communique.process.agreements import agreements
from communique.process.brief import brief
from communique.process.changes import changes
from communique.process.incidents import incidents
from communique.process.meetings import meetings
from communique.process.positions import positions
from communique.process.render import as_html, as_markdown, as_text
from communique.process.timeline import timeline

__all__ = [
    "agreements",
    "as_html",
    "as_markdown",
    "as_text",
    "brief",
    "changes",
    "incidents",
    "meetings",
    "positions",
    "timeline",
]
