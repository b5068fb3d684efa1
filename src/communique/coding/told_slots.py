"""Slots as the model reads them: whose words fill actor and recipient, the source, the issue, whether it happened."""

from dataclasses import dataclass

from communique.coding.anaphora import Cast
from communique.coding.attribution import Sources, attribution_at
from communique.coding.chosen import Chosen
from communique.coding.draft import Draft
from communique.coding.parties import owner_of, phrase_of, side_party
from communique.coding.told_amounts import read_amounts
from communique.language.told import Floats, Told
from communique.record import Issue, Modality, Party, PartyKind, Polarity


@dataclass(frozen=True, slots=True)
class Trust:
    """Set as `chosen.Weights` are: probabilities from which the model's word is taken."""

    actor: float = 0.6
    recipient: float = 0.6
    source: float = 0.3
    believed: float = 0.05
    add: bool = False
    drop: bool = False
    rule_issue: float = 0.7
    rule_modality: float = 0.6
    rule_polarity: float = 0.6


TRUST = Trust()


def read_slots(draft: Draft, chosen: Chosen, sources: Sources, trust: Trust = TRUST) -> None:
    """Puts what the model reads into the draft's slots; what it does not see stays as the rules left it."""
    scene, cast = sources.scene, sources.cast
    told = scene.doc.told
    if told is None:
        return
    word = chosen.trigger
    roles = told.roles(word)
    mutual = draft.match.frame.mutual
    actors = _joined(draft.actors, roles["actor"], trust.actor, trust, cast, add=mutual)
    if actors:
        draft.actors, draft.assumed = actors, draft.assumed and actors == draft.actors
    recipients = _joined(draft.recipients, roles["recipient"], trust.recipient, trust, cast, add=trust.add)
    if recipients or trust.drop:
        draft.recipients = recipients
    doers = {(p.name, p.country) for p in draft.actors}
    draft.recipients = tuple(p for p in draft.recipients if (p.name, p.country) not in doers)
    draft.issue = _issue(draft, told, word, trust)
    if draft.modality is not Modality.CONDITIONAL:
        # An if-clause is there to be seen; nothing that the model feels outweighs it.
        draft.modality = Modality(_weighed(told, "modality", word, draft.modality, trust.rule_modality))
    draft.polarity = Polarity(_weighed(told, "polarity", word, draft.polarity, trust.rule_polarity))
    heads = _heads(roles["attribution"], trust.source)
    if heads:
        found = tuple(a for h in heads[:2] for a in attribution_at(sources, h, draft.actors))
        draft.attribution = found or draft.attribution
    read_amounts(draft, roles, scene)


def _joined(
    ruled: tuple[Party, ...], shares: Floats, at_least: float, trust: Trust, cast: Cast, *, add: bool
) -> tuple[Party, ...]:
    """Whom the rules found, if the model believes one of them; else, or to `add` to them, whom the model sees."""
    believed = any(_share(p, shares, cast) >= trust.believed for p in ruled)
    found = {(p.name, p.country): p for p in ruled if believed}
    if add or not found:
        for party in parties_of(cast, shares, at_least):
            found.setdefault((party.name, party.country), party)
    return tuple(found.values())


def _share(party: Party, shares: Floats, cast: Cast) -> float:
    """How likely a party's own words fill the role; 0 where it has none in the text."""
    if party.end <= party.start:
        return 0.0
    first, last = cast.scene.token_at(party.start), cast.scene.token_at(party.end - 1)
    return float(shares[first : last + 1].max())


def parties_of(cast: Cast, shares: Floats, at_least: float) -> tuple[Party, ...]:
    """The parties whose mentions fill a role, surest first, each once."""
    found: dict[tuple[str, str | None], Party] = {}
    for head in _heads(shares, at_least):
        for party in cast.at(head) or unlisted(cast, head):
            found.setdefault((party.name, party.country), party)
    return tuple(found.values())


def unlisted(cast: Cast, token: int) -> tuple[Party, ...]:
    """The party that a word stands for which no list and no reference explains, by the kind of its mention.

    A part of someone ("its northern command") is that one; people without a name are a population.
    """
    scene = cast.scene
    doc = scene.doc
    head = doc.tokens[token]
    if head.upos not in ("NOUN", "PROPN", "NUM"):
        return ()
    owner = owner_of(scene, cast.people, token)
    if owner is None:
        possessors = doc.children(token, "nmod:poss")
        owner = next((p for c in possessors for p in cast.by_token.get(c.index, ())), None)
    kinds = scene.kinds.get(token, set())
    if owner is not None and head.upos != "PROPN" and owner.kind is not PartyKind.PERSON and "person" not in kinds:
        return (side_party(scene, owner, token, None),)
    first, last = phrase_of(scene, token)
    start, end = doc.span(first, last)
    while first < last and doc.tokens[first].deprel in ("det", "nummod", "nmod:poss", "case", "punct"):
        first += 1
    name = doc.words(first, last)
    kind = _kind(head.upos, kinds)
    country = owner.country if owner is not None else None
    return (Party(name=name, text=doc.text[start:end], start=start, end=end, kind=kind, country=country),)


def _kind(upos: str, kinds: set[str]) -> PartyKind:
    if upos == "PROPN":
        return PartyKind.PERSON if "person" in kinds else PartyKind.ORGANIZATION
    return PartyKind.ORGANIZATION if "organization" in kinds else PartyKind.POPULATION


def _heads(shares: Floats, at_least: float) -> list[int]:
    heads = [int(i) for i in (shares >= at_least).nonzero()[0]]
    return sorted(heads, key=lambda i: -float(shares[i]))


def _weighed(told: Told, head: str, word: int, ruled: str, bonus: float) -> str:
    shares = told.shares(head, word)
    shares[ruled] += bonus
    return max(shares, key=lambda name: shares[name])


def _issue(draft: Draft, told: Told, word: int, trust: Trust) -> Issue | None:
    found = _weighed(told, "issue", word, draft.issue or "none", trust.rule_issue)
    return None if found == "none" else Issue(found)
