"""The pages, one file each."""

from communique.web.pages import agreements, meetings, positions, processes, today

ROUTERS = (processes.router, today.router, positions.router, agreements.router, meetings.router)
"""The routes of all pages."""
