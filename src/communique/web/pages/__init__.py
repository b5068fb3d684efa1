"""The pages, one file each."""

from communique.web.pages import (
    actors,
    agreements,
    events,
    meetings,
    positions,
    processes,
    report,
    reports,
    search,
    sources,
    threads,
    today,
)

ROUTERS = (
    processes.router,
    today.router,
    positions.router,
    agreements.router,
    meetings.router,
    reports.router,
    report.router,
    events.router,
    threads.router,
    search.router,
    actors.router,
    sources.router,
)
"""The routes of all pages."""
