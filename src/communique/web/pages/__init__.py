"""The pages, one file each."""

from communique.web.pages import add, agreements, incidents, meetings, positions, processes, timeline, today

ROUTERS = (
    processes.router,
    today.router,
    positions.router,
    timeline.router,
    agreements.router,
    meetings.router,
    incidents.router,
    add.router,
)
"""The routes of all pages."""
