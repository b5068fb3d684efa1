"""Frames for events that only the model sees: one a type, with the roles that verbs of that type mostly have."""

from functools import cache

from communique.coding.arguments import Arguments, light_arguments, noun_arguments, verb_arguments
from communique.coding.draft import MODEL
from communique.coding.match import Match
from communique.frames import Frame, Predicates, Roles
from communique.language.doc import Doc, Token
from communique.record import EventType

MUTUAL = frozenset({EventType.CONSULT})
RECIPIENTS: dict[EventType, tuple[str, ...]] = {
    EventType.REQUEST: ("indirect", "on", "upon", "to", "from", "of", "object"),
    EventType.REJECT: ("with", "to", "from", "by"),
    EventType.SUPPORT: ("for", "to", "object"),
    EventType.ACCUSE: ("object", "against", "at", "of", "on"),
    EventType.THREATEN: ("object", "against", "to", "with"),
    EventType.ASSAULT: ("object", "against", "on", "at"),
    EventType.COERCE: ("object", "against", "on", "from"),
    EventType.SANCTION: ("object", "against", "on"),
    EventType.AID: ("indirect", "to", "for", "object"),
    EventType.COOPERATE: ("with", "to"),
    EventType.AGREE: ("to", "with"),
    EventType.CONCEDE: ("to",),
    EventType.RETREAT: ("to",),
    EventType.PROTEST: ("against", "at"),
    EventType.MOBILIZE: ("against",),
    EventType.ASSESS: ("object", "for", "of"),
}
CONTENT = ("clause", "object", "for", "to", "of", "on", "over", "about")
TELLS_AND_MODIFIES = frozenset({"obj", "nsubj:pass", "obl", "obl:agent", "nsubj"})


@cache
def generic_frame(event_type: EventType) -> Frame:
    """The frame of a type without predicates of its own."""
    return Frame.model_construct(
        id=f"{MODEL}.{event_type.lower()}",
        event_type=event_type,
        mode=None,
        predicates=Predicates(),
        roles=Roles(recipient=RECIPIENTS.get(event_type, ()), content=CONTENT),
        mutual=event_type in MUTUAL,
        needs=(),
    )


def generic_match(doc: Doc, token: int, event_type: EventType, *, is_trigger: set[int]) -> Match:
    """The match of a word that tells an event by the model alone; a noun's verb goes with it where that tells none."""
    predicate = doc.tokens[token]
    verb = predicate
    if predicate.upos in ("NOUN", "PROPN") and predicate.head >= 0 and predicate.deprel in TELLS_AND_MODIFIES:
        above = doc.tokens[predicate.head]
        if above.upos == "VERB" and above.index not in is_trigger:
            verb = above
    return Match(generic_frame(event_type), token, verb.index, _arguments(doc, predicate, verb), 0)


def _arguments(doc: Doc, predicate: Token, verb: Token) -> Arguments:
    if verb is not predicate:
        if predicate.deprel in ("obj", "nsubj:pass"):
            return light_arguments(doc, verb, predicate)
        return noun_arguments(doc, predicate)
    return noun_arguments(doc, predicate) if predicate.upos in ("NOUN", "PROPN") else verb_arguments(doc, predicate)
