"""Slots as the model reads them: whose words fill actor and recipient, the source, the issue, whether it happened."""

from dataclasses import dataclass

from communique.coding.anaphora import Cast
from communique.coding.attribution import Sources, attribution_at
from communique.coding.chosen import Chosen
from communique.coding.draft import Draft
from communique.coding.links import behind, party_key
from communique.coding.parties import owner_of, phrase_of, side_party
from communique.coding.things import is_paper
from communique.coding.told_amounts import read_amounts
from communique.language.told import Floats, Told
from communique.record import Attribution, Modality, Party, PartyKind, Polarity


@dataclass(frozen=True, slots=True)
class Trust:
    """Set as `chosen.Weights` are: probabilities from which the model's word is taken.

    `actor`, `recipient`, `source`: that a word fills the role. `believed`, `sourced`: that whom or which source a rule
    found stands. `spoken_of`: that a word without a name speaks of a party. `whole_actor`, `whole_recipient`: that a
    party is behind the event, by the whole report, where no word near by says so; `doubted`: under which it is not,
    whatever a rule says. `rule_…`: what the rule's own answer has in front of the others.
    """

    actor: float = 0.6
    recipient: float = 0.6
    source: float = 0.4
    sourced: float = 0.1
    believed: float = 0.2
    spoken_of: float = 0.4
    whole_actor: float = 0.4
    whole_recipient: float = 0.5
    doubted: float = 0.02
    rule_modality: float = 0.8
    rule_polarity: float = 0.6


TRUST = Trust()
OWNING = frozenset({"amod", "compound", "nmod", "nmod:poss", "nmod:desc"})
ACTING = frozenset({"person", "organization"})
"""Kinds of mentions that can act; vehicles, laws and marches do not."""
BEFORE_NOUN = frozenset({"det", "nummod", "nmod:poss", "case", "punct"})


def read_slots(draft: Draft, chosen: Chosen, sources: Sources, trust: Trust = TRUST) -> None:
    """Puts what the model reads into the draft's slots; what it does not see stays as the rules left it."""
    scene, cast = sources.scene, sources.cast
    told = scene.doc.told
    if told is None:
        return
    word = chosen.trigger
    roles = told.roles(word)
    mutual = draft.match.frame.mutual
    sides = behind(told, word, cast.spoken)
    actors = _joined(draft.actors, roles["actor"], trust.actor, trust, cast, add=mutual)
    actors = _weighed_whole(actors, [(p, a) for p, a, _ in sides], trust.whole_actor, trust.doubted)
    if actors:
        draft.actors, draft.assumed = actors, draft.assumed and actors == draft.actors
    recipients = _joined(draft.recipients, roles["recipient"], trust.recipient, trust, cast, add=False)
    ours = {party_key(a) for a in draft.actors} | {("", a.country) for a in draft.actors}
    shares = [(p, r) for p, _, r in sides if party_key(p) not in ours]
    recipients = _weighed_whole(recipients, shares, trust.whole_recipient, trust.doubted)
    draft.recipients = recipients or draft.recipients
    doers = {(p.name, p.country) for p in draft.actors}
    draft.recipients = tuple(p for p in draft.recipients if (p.name, p.country) not in doers)
    if draft.modality is not Modality.CONDITIONAL:
        # An if-clause is there to be seen; nothing that the model feels outweighs it.
        draft.modality = Modality(_weighed(told, "modality", word, draft.modality, trust.rule_modality))
    draft.polarity = Polarity(_weighed(told, "polarity", word, draft.polarity, trust.rule_polarity))
    heads = _heads(roles["attribution"], trust.source)
    if heads:
        found = tuple(a for h in heads[:2] for a in attribution_at(sources, h, draft.actors))
        draft.attribution = found or draft.attribution
    else:
        own = roles["attribution"]
        draft.attribution = tuple(a for a in draft.attribution if _share(a, own, cast) >= trust.sourced)
    read_amounts(draft, roles, scene)


def _joined(
    ruled: tuple[Party, ...], shares: Floats, at_least: float, trust: Trust, cast: Cast, *, add: bool
) -> tuple[Party, ...]:
    """Whom the rules found, if the model believes one of them; else, or to `add` to them, whom the model sees."""
    believed = any(_share(p, shares, cast) >= trust.believed for p in ruled)
    found = {(p.name, p.country): p for p in ruled if believed}
    if add or not found:
        for party in parties_of(cast, shares, at_least, trust.spoken_of):
            found.setdefault((party.name, party.country), party)
    return tuple(found.values())


def _weighed_whole(
    found: tuple[Party, ...],
    shares: list[tuple[Party, float]],
    at_least: float,
    doubted: float,
) -> tuple[Party, ...]:
    """Whom the words near by tell, if the whole report does not speak against them; else whom it speaks for."""
    known = {party_key(p): share for p, share in shares}
    kept = tuple(p for p in found if known.get(party_key(p), 1.0) >= doubted)
    return kept or tuple(p for p, share in shares if share >= at_least) or found


def _share(party: Party | Attribution, shares: Floats, cast: Cast) -> float:
    """How likely the words of a party or source fill the role; 0 where it has none in the text.

    An owner's word counts with what is owned: of "Ruritanian drones" the model points at the drones.
    """
    if party.end <= party.start:
        return 0.0
    first, last = cast.scene.token_at(party.start), cast.scene.token_at(party.end - 1)
    found = float(shares[first : last + 1].max())
    doc = cast.scene.doc
    for owned in (doc.tokens[i].head for i in range(first, last + 1) if doc.tokens[i].deprel in OWNING):
        found = max(found, float(shares[owned])) if owned >= 0 else found
    return found


def parties_of(cast: Cast, shares: Floats, at_least: float, spoken_of: float) -> tuple[Party, ...]:
    """The parties whose mentions fill a role, surest first, each once."""
    found: dict[tuple[str, str | None], Party] = {}
    for head in _heads(shares, at_least):
        token = cast.scene.doc.tokens[head]
        for party in cast.at(head) or cast.spoken_of(head, cast.kinds_at(token), spoken_of) or unlisted(cast, head):
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
    if head.upos == "PROPN" and (kinds == {"place"} or is_paper(scene, head)):
        return ()
    if head.upos == "NOUN" and kinds.isdisjoint(ACTING):
        return ()
    first, last = phrase_of(scene, token)
    start, end = doc.span(first, last)
    while first < last and doc.tokens[first].upos != "PROPN" and doc.tokens[first].deprel in BEFORE_NOUN:
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
