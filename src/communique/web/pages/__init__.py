"""The pages, one file each."""

from communique.web.pages import add, agreements, meetings, positions, processes, today

ROUTERS = (processes.router, today.router, positions.router, agreements.router, meetings.router, add.router)
"""The routes of all pages."""
