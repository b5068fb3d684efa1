"""The two main sides of a report: who is spoken of most as one who acts, not as the place, the host or the mediator."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log, log1p

from communique.coding.arguments import preposition
from communique.coding.place import PLAIN_PLACE
from communique.coding.scene import Scene
from communique.language.doc import Token
from communique.record import Party, PartyKind

SIDE_KINDS = frozenset({PartyKind.GOVERNMENT, PartyKind.ARMED_GROUP})
GO_BETWEENS = frozenset(
    "mediator mediation facilitator broker go-between intermediary envoy host guarantor auspices observer "
    "sponsor".split()
)
"""Whose country or group stands between the sides."""
GOING_BETWEEN = frozenset("mediate broker facilitate host sponsor oversee".split())
TWO_SIDES = frozenset({"side", "party"})
OF_TWO = frozenset("both two the warring".split())


@dataclass(frozen=True, slots=True)
class Lead:
    """What each sign of a side is worth, on one scale; set by the sides of the corpus' training part.

    `named`: how often it is named other than as a place, `subject`: as one who acts; `between`: as one who stands
    between the sides or asks something of both; `facing`: in "between Ruritania and the rebels" (their logarithms).
    `group`: for an armed group, which reports name less often than they speak of it, `nameless`: for "rebels" and the
    like; `titled`: in the title; `late`: first named.
    """

    named: float = 1.7
    subject: float = 0.6
    between: float = -2.0
    facing: float = 1.2
    group: float = 0.8
    nameless: float = -1.1
    titled: float = 0.5
    late: float = -0.65


LEAD = Lead()


@dataclass(slots=True)
class _Standing:
    """What a report tells of one who may be a side."""

    party: Party
    first: int
    counts: Counter[str] = field(default_factory=Counter)


def main_pair(scene: Scene, named: Mapping[int, tuple[Party, ...]], lead: Lead = LEAD) -> tuple[Party, ...]:
    """The two main sides, from the parties named at each word; () where fewer than two sides are named."""
    titled = _titled(scene)
    dealing = _deal_with_both(scene)
    found: dict[str, _Standing] = {}
    for index, parties in named.items():
        signs = _signs(scene, index, dealing)
        for party in parties:
            side = _side(scene, party)
            if side is not None:
                found.setdefault(side.name, _Standing(side, index)).counts.update(signs)

    def weight(one: _Standing) -> float:
        kind = 0.0
        if one.party.kind is PartyKind.ARMED_GROUP:
            kind = lead.nameless if one.party.name[:1].islower() else lead.group
        counted = (("named", lead.named), ("subject", lead.subject), ("between", lead.between), ("facing", lead.facing))
        told = sum(worth * log1p(one.counts[sign]) for sign, worth in counted)
        return told + kind + lead.titled * (one.party.name in titled) + lead.late * log(1 + one.first)

    best = sorted(found.values(), key=weight, reverse=True)[:2]
    return tuple(one.party for one in best) if len(best) == 2 else ()


def _signs(scene: Scene, index: int, dealing: set[int]) -> list[str]:
    """What the way in which a party is named says of its being a side."""
    doc = scene.doc
    head = doc.tokens[index]
    while head.deprel == "conj" and head.head >= 0:
        head = doc.tokens[head.head]
    word = preposition(doc, head.index)
    if index in scene.names and word in PLAIN_PLACE:
        return []
    signs = ["named"]
    if word == "between" and doc.child(head.index, "conj") is not None:
        signs.append("facing")
    if head.deprel.startswith("nsubj"):
        signs.append("subject")
    if scene.lemmas[index] in GO_BETWEENS or (head.head >= 0 and _stands_between(scene, head, dealing)):
        signs.append("between")
    return signs


def _stands_between(scene: Scene, head: Token, dealing: set[int]) -> bool:
    return head.head in dealing or scene.lemmas[head.head] in GO_BETWEENS | GOING_BETWEEN


def _deal_with_both(scene: Scene) -> set[int]:
    """The verbs of which "both sides" or "the parties" is an argument: who else is one is none of the two."""
    doc, found = scene.doc, set()
    for token in doc.tokens:
        if token.lemma.lower() not in TWO_SIDES or token.upos != "NOUN" or token.feats.get("Number") != "Plur":
            continue
        before = doc.children(token.index, "det", "det:predet", "nummod", "amod")
        if any(c.lemma.lower() in OF_TWO for c in before):
            verb = next((a.index for a in doc.ancestors(token.index) if a.upos == "VERB"), None)
            found.update([] if verb is None else [verb])
    return found


def _titled(scene: Scene) -> set[str]:
    """The sides that the report's title names."""
    title = (scene.report.title or "").replace("’s", "").replace("'s", "")
    words = [w.strip('.,:;!?“”"') for w in title.split()]
    found: set[str] = set()
    for i, word in enumerate(words):
        _, entries = scene.lexicon.find(words, i)
        for entry in entries[:1] or scene.lexicon.surname(word)[:1]:
            if entry.kind in ("government", "armed_group"):
                found.add(entry.name)
            elif entry.kind == "person" and entry.country:
                found.add(scene.lexicon.country(entry.country).name)
    return found


def _side(scene: Scene, party: Party) -> Party | None:
    """The side that a party is or, as a person, acts for."""
    if party.kind in SIDE_KINDS:
        return party
    if party.kind is PartyKind.PERSON and party.country:
        name = scene.lexicon.country(party.country).name
        return party.model_copy(update={"name": name, "kind": PartyKind.GOVERNMENT})
    return None
