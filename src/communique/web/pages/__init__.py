"""The pages, one file each."""

from communique.web.pages import (
    actors,
    add,
    agreements,
    events,
    incidents,
    meetings,
    positions,
    processes,
    report,
    reports,
    search,
    sources,
    threads,
    timeline,
    today,
)

ROUTERS = (
    processes.router,
    today.router,
    positions.router,
    timeline.router,
    agreements.router,
    meetings.router,
    incidents.router,
    reports.router,
    report.router,
    events.router,
    threads.router,
    search.router,
    actors.router,
    sources.router,
    add.router,
)
"""The routes of all pages."""
