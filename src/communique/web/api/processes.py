"""Processes: parties that deal with each other over a time."""

from typing import Annotated, Self

from fastapi import Path, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from communique.lexicon import load_lexicon
from communique.pipeline.sides import known_side
from communique.record import Process
from communique.store import StoreError
from communique.store.processes import drop_process, load_process, load_processes, put_process
from communique.web.access import Reviewing, check_write, noted
from communique.web.api.asked import AnyDay, Cursor, Limit, ProcessName, resource, store_of
from communique.web.api.listing import Listing, listing, place_of, stretch
from communique.web.caching import Fresh

router = resource("Processes")


def _named(written: str) -> str:
    if not (name := " ".join(written.split())):
        raise ValueError("a side has a name")
    return name


Side = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"), AfterValidator(_named)]
NewName = Annotated[
    str, Path(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100, description="Its name.", examples=["red-sea"])
]


class ProcessBody(BaseModel):
    """A process as it should be: a side is a country's ISO code or name, or the name of anyone else."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"parties": ["Houthis", "YEM"], "mediators": ["UNO"]}]}
    )

    parties: list[Side] = Field(min_length=1, max_length=50)
    mediators: list[Side] = Field(default=[], max_length=50)
    since: AnyDay | None = Field(default=None, description="Its first day; null where it is open.")
    until: AnyDay | None = Field(default=None, description="Its last day; null where it is open.")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} comes before since {self.since}")
        return self


@router.get("/processes", summary="List processes")
def processes(
    request: Request, response: Response, _: Fresh, limit: Limit = 50, cursor: Cursor = None
) -> Listing[Process]:
    """The processes of the record, by name."""
    place = place_of(cursor, "processes", str)
    with store_of(request).reading() as connection:
        found = stretch(load_processes(connection), place, lambda each: (each.name,), limit)
    return listing(request, response, found, [(each.name,) for each in found], limit, "processes")


@router.get("/processes/{name}", summary="One process")
def process(request: Request, _: Fresh, name: ProcessName) -> Process:
    """The process of that name."""
    with store_of(request).reading() as connection:
        return load_process(connection, name)


@router.put(
    "/processes/{name}",
    summary="Add a process, or change it",
    responses={201: {"model": Process, "description": "It was added."}},
)
def put(request: Request, response: Response, visitor: Reviewing, name: NewName, body: ProcessBody) -> Process:
    """Adds a process, or puts it in the place of the one of that name; the answer has the sides as the record knows
    them."""
    check_write(request, visitor)
    lexicon = load_lexicon()
    made = Process(
        name=name,
        parties=tuple(dict.fromkeys(known_side(side, lexicon) for side in body.parties)),
        mediators=tuple(dict.fromkeys(known_side(side, lexicon) for side in body.mediators)),
        since=body.since,
        until=body.until,
    )
    with store_of(request).writing() as connection:
        try:
            load_process(connection, name)
        except StoreError:
            response.status_code = 201
            response.headers["Location"] = request.url.path
        put_process(connection, made)
        noted(request, connection, "process kept", process=name)
    return made


@router.delete("/processes/{name}", summary="Take a process away", status_code=204)
def delete(request: Request, visitor: Reviewing, name: ProcessName) -> None:
    """Takes a process away; its reports and events stay."""
    check_write(request, visitor)
    with store_of(request).writing() as connection:
        drop_process(connection, name)
        noted(request, connection, "process taken away", process=name)
