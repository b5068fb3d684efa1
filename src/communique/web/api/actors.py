"""Who takes part in the events of the record."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from communique.lexicon import load_lexicon
from communique.pipeline.sides import known_key
from communique.record.span import Noun
from communique.store.actor_list import Actor, actor, actors_page
from communique.web.api.asked import Cursor, Name, resource, store_of
from communique.web.api.listing import Listing, listing, place_of
from communique.web.caching import Fresh

router = resource("Actors")


class ActorTold(Noun):
    """A party: in how many events it acts, is acted upon, and is the source."""

    key: str = Field(description="The country's code of a government, else the name.", examples=["NOR"])
    name: str = Field(examples=["Norway"])
    side: str = Field(description="Whose side it is on.", examples=["NOR"])
    acting: int
    acted_upon: int
    source: int


@router.get("/actors", summary="List actors")
def actors(
    request: Request,
    response: Response,
    _: Fresh,
    q: Annotated[Name | None, Query(description="The actor of that name, in any spelling.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Items at most: each is counted.")] = 50,
    cursor: Cursor = None,
) -> Listing[ActorTold]:
    """The parties of the events that stand, by key."""
    place = place_of(cursor, "actors", str)
    with store_of(request).reading() as connection:
        if q is None:
            found = actors_page(connection, most=limit + 1, after=str(place[0]) if place else "")
        else:
            one = actor(connection, known_key(q, load_lexicon()))
            found = [one] if one is not None and place is None else []
    return listing(request, response, [_told(each) for each in found], [(each.key,) for each in found], limit, "actors")


def _told(found: Actor) -> ActorTold:
    return ActorTold(
        key=found.key,
        name=found.name,
        side=found.side,
        acting=found.acting,
        acted_upon=found.acted_upon,
        source=found.source,
    )
