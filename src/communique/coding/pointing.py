"""What "this demand", "the accord" or "it" speaks of: an event told before, and with it its issue."""

from collections.abc import Iterable, Sequence

from communique.coding.draft import Draft
from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.record import EventType, Issue

_BARGAIN = frozenset({EventType.AGREE})
_ASKED = frozenset({EventType.REQUEST})
_PROPOSED = frozenset({EventType.AGREE, EventType.REQUEST, EventType.CONCEDE})
_ANY = frozenset(EventType) - {EventType.ASSAULT, EventType.ASSESS, EventType.ACCUSE, EventType.CONSULT}
_NOUNS = {
    **dict.fromkeys("accord agreement deal pact treaty arrangement understanding".split(), _BARGAIN),
    **dict.fromkeys("promise pledge undertaking commitment obligation text document".split(), _BARGAIN),
    **dict.fromkeys("demand request condition call appeal ultimatum term".split(), _ASKED),
    **dict.fromkeys("proposal offer plan idea initiative draft formula suggestion".split(), _PROPOSED),
    **dict.fromkeys("decision move step order ruling measure announcement gesture".split(), _ANY),
}
_POINTERS = frozenset("the this that these those such its their his her".split())
_PRONOUNS = frozenset("it this that they".split())
_REACTIONS = frozenset({EventType.SUPPORT, EventType.REJECT, EventType.ACCUSE, EventType.THREATEN, EventType.REQUEST})
NEAR = 12
"""Events back at the most that may be spoken of."""


def points_to(match: Match, content: Iterable[int], scene: Scene) -> frozenset[EventType]:
    """The types of the event that the content speaks of; none where it names its matter itself."""
    heads = tuple(content)
    for head in heads:
        token = scene.doc.tokens[head]
        lemma = scene.lemmas[head]
        if token.upos == "PRON" and lemma in _PRONOUNS:
            return _ANY
        if lemma in _NOUNS and _is_definite(scene, head):
            return _NOUNS[lemma]
    if match.frame.event_type in _REACTIONS:
        # "accused Norway of breaking its promise": the noun stands deeper.
        for head in (*heads, match.verb):
            for i in scene.doc.subtree(head):
                if scene.lemmas[i] in _NOUNS and scene.doc.tokens[i].upos == "NOUN" and _is_definite(scene, i):
                    return _NOUNS[scene.lemmas[i]]
    return frozenset()


def _is_definite(scene: Scene, noun: int) -> bool:
    owners = scene.doc.children(noun, "det", "nmod:poss")
    return any(c.lemma.lower() in _POINTERS or c.deprel == "nmod:poss" for c in owners)


def issue_pointed_to(draft: Draft, done: Sequence[Draft]) -> Issue | None:
    """The issue of the last event, of the types that the draft points to, that was told before it."""
    return next((d.issue for d in reversed(done[-NEAR:]) if d.issue and d.event_type in draft.points_to), None)
