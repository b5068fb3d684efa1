"""The pages of the story's record."""

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
    "/add",
]
