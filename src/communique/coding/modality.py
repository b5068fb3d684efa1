"""How far the text commits to an event, from auxiliaries, governors, modifiers and conditions."""

from collections.abc import Iterator

from communique.coding.arguments import preposition
from communique.coding.match import Match
from communique.frames import load_cues
from communique.language.doc import Doc, Token
from communique.record import EventType, Modality

CONDITIONAL_TYPES = frozenset(
    {EventType.AGREE, EventType.THREATEN, EventType.REQUEST, EventType.CONCEDE, EventType.RETREAT, EventType.COOPERATE,
     EventType.AID, EventType.SANCTION, EventType.CONSULT, EventType.SUPPORT, EventType.ASSAULT, EventType.COERCE,
     EventType.MOBILIZE}
)  # fmt: skip
"""Types of which a condition makes something that may yet come; blame under a condition is blame all the same."""
CLAUSE_LINKS = ("xcomp", "ccomp", "acl", "advcl", "nmod", "obl", "obj", "nsubj", "amod", "compound", "conj", "dep")


def resolve_modality(match: Match, doc: Doc) -> Modality:
    """The modality of the event; the frame's own where nothing in the sentence says otherwise."""
    cues = load_cues()
    verb = doc.tokens[match.verb]
    if match.frame.event_type in CONDITIONAL_TYPES and has_condition(doc, match):
        return Modality.CONDITIONAL
    helpers = _helpers(doc, verb.index)
    if match.verb != match.predicate or doc.tokens[match.predicate].upos == "NOUN":
        modified = _modifiers(doc, match.predicate)
        if modified & cues.plan.adjectives:
            return Modality.PLANNED
        if modified & cues.hedge.adjectives:
            return Modality.POSSIBLE
        if modified & cues.propose.adjectives:
            return Modality.PROPOSED
    if (
        helpers & cues.hedge.auxiliaries
        or {c.lemma.lower() for c in doc.children(verb.index, "advmod")} & cues.hedge.adverbs
    ):
        return Modality.POSSIBLE
    if helpers & cues.plan.auxiliaries or _is_to(doc, verb):
        return _unless_offered(match, Modality.PLANNED)
    if "would" in helpers and "have" not in helpers:
        return _unless_offered(match, Modality.PLANNED)
    for above, link in governors(doc, match):
        found = _from_governor(above, link)
        if found is not None:
            return _unless_offered(match, found)
        if link == "nsubj" and above.upos == "ADJ":
            if above.lemma in cues.hedge.adjectives:
                return Modality.POSSIBLE
            if above.lemma in cues.plan.adjectives:
                return Modality.PLANNED
        if link in ("nsubj", "nsubj:pass", "obj", "obl", "conj", "advcl") and above.upos in ("VERB", "AUX"):
            helpers = _helpers(doc, above.index)
            if helpers & cues.plan.auxiliaries or _is_to(doc, above):
                return _unless_offered(match, Modality.PLANNED)
            if helpers & cues.hedge.auxiliaries or above.lemma in cues.hedge.looking:
                return Modality.POSSIBLE
            break
    return match.frame.modality


def _unless_offered(match: Match, found: Modality) -> Modality:
    """An offer stays an offer when it is made for later."""
    return match.frame.modality if match.frame.modality is Modality.PROPOSED and found is Modality.PLANNED else found


def _helpers(doc: Doc, index: int) -> set[str]:
    return {w for c in doc.children(index, "aux") for w in (c.lemma.lower(), c.text.lower())}


def _modifiers(doc: Doc, index: int) -> set[str]:
    return {w for c in doc.children(index, "amod", "acl") for w in (c.lemma.lower(), c.text.lower())}


def _is_to(doc: Doc, verb: Token) -> bool:
    """Whether it is a form of "be" with an infinitive: "the sides are to meet"."""
    if verb.feats.get("VerbForm") != "Inf" and not doc.child(verb.index, "aux:pass"):
        return False
    marked = any(c.lemma == "to" for c in doc.children(verb.index, "mark"))
    be = any(c.lemma == "be" for c in doc.children(verb.index, "aux", "cop"))
    under_be = verb.deprel == "xcomp" and verb.head >= 0 and doc.tokens[verb.head].lemma == "be"
    return marked and (be or under_be)


def governors(doc: Doc, match: Match) -> Iterator[tuple[Token, str]]:
    """The words above the event's verb that can colour it, with the link that leads up to each."""
    at = doc.tokens[match.verb]
    for above in doc.ancestors(match.verb):
        link = at.deprel
        if link.split(":")[0] not in CLAUSE_LINKS or link == "acl:relcl":
            return
        if link in ("advcl", "acl") and at.upos == "VERB" and not _looks_ahead(doc, at):
            return
        yield above, link
        at = above


def _looks_ahead(doc: Doc, verb: Token) -> bool:
    """An infinitive, or a clause with its own mark: "a demand to leave", "hopes that"; not "a demand rejected by"."""
    return verb.feats.get("VerbForm") == "Inf" or (verb.deprel == "acl" and doc.child(verb.index, "mark") is not None)


def _from_governor(above: Token, link: str) -> Modality | None:
    cues = load_cues()
    base = link.split(":")[0]
    lemma = above.lemma.lower()
    if above.upos in ("NOUN", "PROPN"):
        for cue, value in (
            (cues.hedge, Modality.POSSIBLE),
            (cues.plan, Modality.PLANNED),
            (cues.propose, Modality.PROPOSED),
        ):
            if lemma in cue.nouns and base in ("acl", "nmod", "amod", "compound"):
                return value
        return None
    if base not in ("xcomp", "ccomp", "advcl", "obj", "obl", "nsubj"):
        return None
    if base in ("obj", "obl", "nsubj") and above.upos != "VERB":
        return None
    if lemma in cues.propose.governors and (base != "ccomp" or lemma in ("propose", "suggest", "recommend")):
        return Modality.PROPOSED
    if lemma in cues.hedge.governors and base != "nsubj":
        return Modality.POSSIBLE if base in ("xcomp", "obj", "obl", "advcl") else None
    if lemma in cues.plan.governors and base in ("xcomp", "advcl", "obj") and lemma != "be":
        return Modality.PLANNED
    return None


def has_condition(doc: Doc, match: Match) -> bool:
    """Whether an if-clause hangs on the event, or on what it promises, demands or threatens."""
    return condition_of(doc, match) is not None


def condition_of(doc: Doc, match: Match) -> tuple[int, int] | None:
    """The first and last token of that clause."""
    below = {match.verb, match.predicate, *match.arguments.clauses}
    at = doc.tokens[match.verb]
    if at.deprel in ("ccomp", "parataxis") and at.head >= 0:
        below.add(at.head)
    below |= {c.index for c in doc.children(match.verb, "parataxis")}
    for index in below:
        for child in doc.children(index, "advcl"):
            if is_condition(doc, child):
                return _span(doc, child)
        for child in doc.children(index, "obl", "advcl"):
            if (
                preposition(doc, child.index) in ("on", "under")
                and child.lemma in load_cues().condition.nouns
                # Only what the source asked for: "said on condition of anonymity".
                and not any(c.lemma.lower() == "anonymity" for c in doc.children(child.index, "nmod"))
            ):
                return _span(doc, child)
    return None


def _span(doc: Doc, head: Token) -> tuple[int, int]:
    """A clause without the marks at its end."""
    inside = sorted(doc.subtree(head.index))
    while len(inside) > 1 and doc.tokens[inside[-1]].upos == "PUNCT":
        inside.pop()
    return inside[0], inside[-1]


def is_condition(doc: Doc, clause: Token) -> bool:
    """Whether an adverbial clause is a condition."""
    marks = {c.lemma.lower() for c in doc.children(clause.index, "mark")} | {preposition(doc, clause.index) or ""}
    if marks & load_cues().condition.markers or (clause.lemma in ("provide", "provided") and not marks):
        return True
    return is_inverted(doc, clause)


def is_inverted(doc: Doc, verb: Token) -> bool:
    """Whether the helper stands before its subject, as in a condition: "had Ruritania not left"."""
    subject = doc.child(verb.index, "nsubj", "nsubj:pass")
    helper = next((c for c in doc.children(verb.index, "aux", "cop") if c.text.lower() in ("had", "were")), None)
    return subject is not None and helper is not None and helper.index < subject.index


def counterfactual(doc: Doc, verb: int) -> bool:
    """Whether the verb tells what did not come about: "would have attacked"."""
    helpers = _helpers(doc, verb)
    return "would" in helpers and "have" in helpers


def within_condition(doc: Doc, index: int) -> bool:
    """Whether the token stands inside an if-clause or one of "until", "whether": what it tells is no event."""
    for token in (doc.tokens[index], *doc.ancestors(index)):
        if token.deprel == "advcl" and (is_condition(doc, token) or _waits(doc, token)):
            return True
        if token.deprel in ("ccomp", "advcl", "csubj") and any(
            c.lemma == "whether" for c in doc.children(token.index, "mark")
        ):
            return True
    return False


def _waits(doc: Doc, clause: Token) -> bool:
    """Whether the clause is waited for and has not come true yet: "until Ruritania is ready".

    Told by someone, it stands in the past, and what waits for it under "would": "said it would not sign until …".
    """
    marks = {c.lemma.lower() for c in doc.children(clause.index, "mark", "advmod")}
    past = any("Past" in (t.feats.get("Tense") or "") for t in (clause, *doc.children(clause.index, "aux", "cop")))
    above = doc.children(clause.head, "aux", "aux:pass") if clause.head >= 0 else []
    ahead = any(c.text.lower() in ("would", "will", "wo", "could", "can", "shall", "should") for c in above)
    return bool(marks & {"until", "till", "once"}) and (ahead or not past)
