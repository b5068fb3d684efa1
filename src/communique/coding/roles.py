"""Arguments -> actor, recipient and content, as the frame's roles say."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from communique.coding.anaphora import Cast
from communique.coding.arguments import Arguments
from communique.coding.match import Match
from communique.coding.parties import owner_of
from communique.coding.voice import speaks_for_all
from communique.record import EventType, Party, PartyKind

BY_MEANS = frozenset(
    {EventType.ASSAULT, EventType.ACCUSE, EventType.MOBILIZE, EventType.COERCE, EventType.REJECT, EventType.REQUEST}
)
"""Types whose subject may be a means: a drone, a statement, a warship."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Who does it, to whom, and the heads of what it is about; `assumed`: the actors were put in by rule, not read."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    content: tuple[int, ...]
    assumed: bool = False


def fill_roles(match: Match, cast: Cast, sayers: Callable[[int], list[int]]) -> Filled:
    """The roles of one match. In a mutual event all who take part are actors.

    `sayers` gives the heads of those who say what stands at a token, for the role "sayer".
    """
    roles, arguments = match.frame.roles, match.arguments
    if "sayer" in roles.actor:
        arguments = replace(arguments, preps=arguments.preps | {"sayer": sayers(match.verb)})
    content = tuple(i for role in roles.content for i in arguments.get(role))
    if match.frame.mutual:
        heads = [i for role in roles.actor for i in arguments.get(role)]
        return Filled(tuple(p for p in _parties(cast, heads) if p.kind is not PartyKind.POPULATION), (), content)
    actors = _first(cast, roles.actor, arguments) or _owner_of_means(match, cast) or _voice(match, cast)
    recipients = _first(cast, roles.recipient, arguments)
    doers = {_key(p) for p in actors}
    return Filled(actors, tuple(p for p in recipients if _key(p) not in doers), content)


def _owner_of_means(match: Match, cast: Cast) -> tuple[Party, ...]:
    """Whose weapons, troops or words do it, where the subject itself is no party: "Ruritanian drones hit the port"."""
    if match.frame.event_type not in BY_MEANS:
        return ()
    for index in match.arguments.subject:
        for owned in (index, *(c.index for c in cast.scene.doc.children(index, "nmod"))):
            owner = owner_of(cast.scene, cast.people, owned)
            if owner is not None and owner.kind is not PartyKind.POPULATION:
                return (owner,)
            for child in cast.scene.doc.children(owned, "nmod:poss", "amod", "compound"):
                found = cast.at(child.index)
                if found and found[0].kind is not PartyKind.POPULATION:
                    return found
    return ()


def _voice(match: Match, cast: Cast) -> tuple[Party, ...]:
    """The body that publishes a resolution or communiqué, where its verbs stand alone."""
    doc = cast.scene.doc
    return cast.voice if cast.voice and speaks_for_all(doc, doc.tokens[match.verb]) else ()


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
        if cast.scene.doc.tokens[index].deprel in ("compound", "amod") and index not in cast.scene.names:
            continue
        for party in cast.at(index):
            found.setdefault(_key(party), party)
    return tuple(found.values())


def _key(party: Party) -> tuple[str, str | None]:
    return party.name, party.country
