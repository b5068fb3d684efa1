"""What the questions of the API share: stretches of lists, days, names."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from communique.lexicon import load_lexicon
from communique.pipeline.sides import known_side
from communique.record import Process
from communique.store import Connection, Store
from communique.store.processes import load_process
from communique.web.access import settings_of
from communique.web.api.bodies import JsonRoute

PREFIX = "/api/v1"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NAME = r"^[^\x00]+$"
_LARGEST = 2_147_483_647
"""The largest number of a thing that both databases hold."""


def resource(tag: str) -> APIRouter:
    """The routes of a resource; `tag` is what its description calls it."""
    return APIRouter(prefix=PREFIX, tags=[tag], route_class=JsonRoute)


def _day(written: Any) -> Any:
    if isinstance(written, str) and not _DAY.fullmatch(written):
        raise ValueError("a day is written YYYY-MM-DD")
    return written


AnyDay = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day, written YYYY-MM-DD and in no other way."""
Number = Annotated[int, Path(ge=1, le=_LARGEST, description="Its number in the record.")]
"""The number of a thing, in an address."""
AnyNumber = Annotated[int, Query(ge=0, le=_LARGEST)]
ProcessName = Annotated[
    str, Path(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100, description="The process.", examples=["red-sea"])
]
InProcess = Annotated[
    str | None,
    Query(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100, description="Only what belongs to that process."),
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NAME)]
"""A name, or words: some text that can be kept."""
WORDS = 'Words that must be there, in any spelling of a name; "in quotes" as they stand, in that order.'
From = Annotated[AnyDay | None, Query(alias="from", description="From that day on.", examples=["2026-03-01"])]
Until = Annotated[AnyDay | None, Query(description="Until that day, inclusive.", examples=["2026-03-31"])]
Limit = Annotated[int, Query(ge=1, le=200, description="Items at most.")]
Order = Annotated[Literal["newest", "oldest"], Query(description="From the one added last back, or from the first on.")]
Cursor = Annotated[
    str | None,
    Query(pattern=r"^[A-Za-z0-9_-]+$", max_length=1000, description="Where the page before ended: its `next` has it."),
]


def store_of(request: Request) -> Store:
    """The record."""
    return settings_of(request).store


def process_named(connection: Connection, name: str | None) -> Process | None:
    """The process of that name, None for none; StoreError where there is none of that name."""
    return None if name is None else load_process(connection, name)


def side_named(written: str | None) -> str | None:
    """The side that is called so: "UKR", "Ukraine" and "Kyiv" are one."""
    return None if written is None else known_side(written, load_lexicon())
