"""According to whom: the one whom the report names as its source, anonymous or not, and the outlet spoken to."""

from dataclasses import dataclass

from communique.coding.anaphora import Cast
from communique.coding.arguments import conjuncts
from communique.coding.match import Match
from communique.coding.parties import owner_of, phrase_of
from communique.coding.scene import Scene
from communique.coding.speech import Quotation, according_to, quotation_at, report_above, speakers
from communique.frames import load_cues
from communique.language.doc import Token
from communique.lexicon import Entry
from communique.record import Attribution, Party, PartyKind


@dataclass(frozen=True, slots=True)
class Sources:
    """What attribution needs of a report beyond its scene; `quotations` in the order of the text, without overlap."""

    scene: Scene
    cast: Cast
    quotations: tuple[Quotation, ...]

    def quoting_verb(self, index: int) -> Token | None:
        """The verb that reports the quotation in which the token stands, if it stands in one."""
        quotation = quotation_at(self.quotations, index)
        verb = quotation.verb if quotation is not None else None
        return self.scene.doc.tokens[verb] if verb is not None else None


def resolve_attribution(match: Match, sources: Sources, actors: tuple[Party, ...]) -> tuple[Attribution, ...]:
    """The sources of one event; none where the report speaks in its own voice, or the actor speaks for itself."""
    found = source_of(sources, match.verb) or source_of(sources, match.predicate)
    return tuple(a for a in found if not _is_actor(a, actors))


def source_of(sources: Sources, index: int) -> tuple[Attribution, ...]:
    """The sources of what is told at a token: by a verb of saying above or beside it, "according to", or in quotes."""
    scene = sources.scene
    verb = report_above(scene, index)
    if verb is not None and verb.upos == "VERB":
        return _speaking(sources, verb)
    named = according_to(scene, index)
    if named is not None and index not in scene.doc.subtree(named.index):
        return _all(sources, [named.index], None)
    quoting = sources.quoting_verb(index)
    return _speaking(sources, quoting) if quoting is not None else ()


def attribution_at(sources: Sources, head: int, actors: tuple[Party, ...]) -> tuple[Attribution, ...]:
    """The source that a given word names, with the outlet spoken to; none where it is one of the actors."""
    scene = sources.scene
    above = scene.doc.tokens[head].head
    via = _outlet_of(scene, scene.doc.tokens[above]) if above >= 0 and scene.doc.tokens[above].upos == "VERB" else None
    described = _describe(sources, head, via)
    return (described,) if described is not None and not _is_actor(described, actors) else ()


def sayers_of(sources: Sources, index: int) -> list[int]:
    """Heads of those who say what stands at the token: under a verb of saying, or within quotation marks."""
    verb = report_above(sources.scene, index)
    if verb is None or verb.upos != "VERB":
        verb = sources.quoting_verb(index)
    return speakers(sources.scene, verb) if verb is not None else []


def _speaking(sources: Sources, verb: Token) -> tuple[Attribution, ...]:
    scene = sources.scene
    via = _outlet_of(scene, verb)
    heads = speakers(scene, verb)
    cited = [h for h in heads if h not in [c.index for c in scene.doc.children(verb.index, "nsubj")]]
    if cited and via is None:
        via = next((e for c in scene.doc.children(verb.index, "nsubj") if (e := _outlet_at(scene, c.index))), None)
    return _all(sources, heads, via)


def _all(sources: Sources, heads: list[int], via: Entry | None) -> tuple[Attribution, ...]:
    found = [a for h in heads for i in conjuncts(sources.scene.doc, h) if (a := _describe(sources, i, via))]
    return tuple(found)


def _describe(sources: Sources, index: int, via: Entry | None) -> Attribution | None:
    """One source: a party of the report, an outlet, or someone described."""
    scene = sources.scene
    token = scene.doc.tokens[index]
    outlet = _outlet_at(scene, index)
    if outlet is not None:
        first, last = phrase_of(scene, index)
        start, end = scene.doc.span(first, last)
        return Attribution(
            name=outlet.name,
            text=scene.doc.text[start:end],
            start=start,
            end=end,
            kind=PartyKind.ORGANIZATION,
            country=outlet.country,
            sector="JRN",
        )
    agent = scene.agent_at(index)
    first, last = _description_range(scene, token)
    start, end = scene.doc.span(first, last)
    words = scene.doc.text[start:end]
    parties = sources.cast.by_token.get(index, ())
    named = bool(parties) and (parties[0].kind is PartyKind.PERSON or token.upos in ("PROPN", "PRON"))
    if named:
        party = parties[0]
        return Attribution(**(party.model_dump() | {"anonymous": False, "via": via.name if via else None}))
    if token.upos == "PRON":
        return None
    if agent is None and not parties and token.upos != "NOUN":
        return None
    owner = parties[0] if parties else owner_of(scene, sources.cast.people, index)
    anonymous = _is_anonymous(scene, token, agent is not None and "source" in agent.stands_for)
    is_person = anonymous or "person" in scene.kinds.get(index, ())
    return Attribution(
        name=words,
        text=words,
        start=start,
        end=end,
        kind=PartyKind.PERSON if is_person else PartyKind.ORGANIZATION,
        country=owner.country if owner else None,
        sector=agent.sector if agent else None,
        anonymous=anonymous,
        via=(via.name if via else _via_below(scene, token)),
    )


def _description_range(scene: Scene, token: Token) -> tuple[int, int]:
    """A source's words without article: "two aid workers", "head of the local administration"."""
    first, last = phrase_of(scene, token.index)
    if scene.doc.tokens[first].deprel == "det" and first < token.index:
        first += 1
    for child in scene.doc.children(token.index, "nmod"):
        below = scene.doc.subtree(child.index)
        if below[0] == last + 1 and below[-1] - last < 9:
            last = below[-1]
    return first, last


def _is_anonymous(scene: Scene, token: Token, is_source: bool) -> bool:
    """Unnamed by its own wish, or a source or an official whom nothing names."""
    sentence = scene.doc.sentence_of(token.index)
    start, end = scene.doc.span(sentence.first, sentence.last - 1)
    if any(phrase in scene.doc.text[start:end].lower() for phrase in load_cues().anonymity.phrases):
        return True
    if token.lemma.lower() in ("source", "insider"):
        return True
    definite = any(c.lemma.lower() == "the" for c in scene.doc.children(token.index, "det"))
    return is_source and not definite


def _outlet_at(scene: Scene, index: int) -> Entry | None:
    """The outlet whose name covers the token."""
    for start in range(index, max(-1, index - 5), -1):
        length, entry = scene.lexicon.outlet(scene.words, start)
        if entry is not None and start + length > index:
            return entry
    return None


def _outlet_of(scene: Scene, verb: Token) -> Entry | None:
    """The outlet that someone told it: "told Reuters", "in an interview with"."""
    for child in scene.doc.children(verb.index, "obj", "iobj", "obl"):
        for index in (
            child.index,
            *(c.index for c in scene.doc.children(child.index, "nmod", "compound", "nmod:poss")),
        ):
            entry = _outlet_at(scene, index)
            if entry is not None:
                return entry
    return None


def _via_below(scene: Scene, token: Token) -> str | None:
    """The outlet of "a source speaking to Reuters"."""
    for child in scene.doc.children(token.index, "acl", "acl:relcl"):
        if child.lemma in ("speak", "talk", "tell"):
            entry = _outlet_of(scene, child)
            if entry is not None:
                return entry.name
    return None


def _is_actor(source: Attribution, actors: tuple[Party, ...]) -> bool:
    """Whether the source is one of those who act: then the act is its own and needs no source."""
    for actor in actors:
        if source.name == actor.name or (source.start < actor.end and actor.start < source.end):
            return True
        same_side = source.country and source.country == actor.country and not source.anonymous
        if same_side and (source.kind is not PartyKind.PERSON or source.name.split()[-1].islower()):
            return True
    return False
