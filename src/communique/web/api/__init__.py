"""The API: the record for programs, under /api/v1. One file a resource."""

from communique.web.api import (
    actors,
    adding,
    decisions,
    described,
    events,
    export,
    process_views,
    processes,
    reports,
    search,
    threads,
)

RESOURCES = (
    reports.router,
    adding.router,
    events.router,
    threads.router,
    processes.router,
    process_views.router,
    actors.router,
    search.router,
    decisions.router,
    export.router,
)
"""The resources, in the order in which they are described."""
ROUTERS = (*RESOURCES, described.router)
"""The routes of the API."""

described.routes_of(RESOURCES)
