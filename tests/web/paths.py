"""The pages of the story's record."""

from tests.web.story import readings

REPORT = f"/reports/{readings()[1].report.id}"
PATHS = [
    "/",
    "/p/harbour",
    "/p/harbour?since=2026-01-01",
    "/p/harbour/positions",
    "/p/harbour/positions/withdrawal?party=SWE",
    "/p/harbour/agreements",
    "/p/harbour/meetings",
    "/p/harbour/timeline",
    "/p/harbour/incidents",
    "/reports",
    "/reports?q=Norland",
    REPORT,
    "/events/5",
    "/threads/1",
    "/search?q=Stavern",
    "/actors",
    "/actors/NOR",
    "/sources",
    "/sources/Belt%20Post",
    "/review",
    "/review?act=1",
    "/review/batch",
    "/decisions",
    "/add",
    "/api",
]
