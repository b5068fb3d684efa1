"""The pages, one file each."""

from communique.web.pages import agreements, incidents, meetings, positions, processes, timeline, today

ROUTERS = (
    processes.router,
    today.router,
    positions.router,
    agreements.router,
    meetings.router,
    timeline.router,
    incidents.router,
)
"""The routes of all pages."""
