"""The pages, one file each."""

from communique.web.pages import agreements, api, feed, meetings, positions, processes, today

ROUTERS = (
    processes.router,
    today.router,
    positions.router,
    agreements.router,
    meetings.router,
    feed.router,
    api.router,
)
"""The routes of all pages."""
