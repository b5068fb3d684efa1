"""Arguments -> actor, recipient and content, as the frame's roles say."""

from dataclasses import dataclass

from communique.coding.anaphora import Cast
from communique.coding.arguments import Arguments
from communique.coding.match import Match
from communique.record import Party


@dataclass(frozen=True, slots=True)
class Filled:
    """Who does it, to whom, and the heads of what it is about."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    content: tuple[int, ...]


def fill_roles(match: Match, cast: Cast) -> Filled:
    """The roles of one match. In a mutual event all who take part are actors."""
    roles, arguments = match.frame.roles, match.arguments
    content = tuple(i for role in roles.content for i in arguments.get(role))
    if match.frame.mutual:
        actors = _parties(cast, [i for role in roles.actor for i in arguments.get(role)])
        return Filled(actors, (), content)
    actors = _first(cast, roles.actor, arguments)
    recipients = _first(cast, roles.recipient, arguments)
    doers = {_key(p) for p in actors}
    return Filled(actors, tuple(p for p in recipients if _key(p) not in doers), content)


def _first(cast: Cast, roles: tuple[str, ...], arguments: Arguments) -> tuple[Party, ...]:
    """The parties of the first role that holds any."""
    for role in roles:
        found = _parties(cast, arguments.get(role))
        if found:
            return found
    return ()


def _parties(cast: Cast, heads: list[int]) -> tuple[Party, ...]:
    found: dict[tuple[str, str | None], Party] = {}
    for index in heads:
        for party in cast.at(index):
            found.setdefault(_key(party), party)
    return tuple(found.values())


def _key(party: Party) -> tuple[str, str | None]:
    return party.name, party.country
