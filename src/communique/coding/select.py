"""Which matches are events: what a frame needs is there, and no other event, condition or question takes it in."""

from collections.abc import Callable, Iterable

from communique.coding.anaphora import Cast
from communique.coding.arguments import Arguments, noun_arguments, preposition, verb_arguments
from communique.coding.issue import refers, resolve_issue, weigh
from communique.coding.match import Match
from communique.coding.modality import within_condition
from communique.coding.parties import owner_of
from communique.coding.roles import Filled, fill_roles
from communique.coding.scene import Scene
from communique.coding.unreal import is_unreal
from communique.language.doc import Doc
from communique.record import EventType, Party, PartyKind

OWNED_RECIPIENT = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT, EventType.AGREE, EventType.ASSESS})
"""Types done to someone through what is his: "criticised Ruritania's decision", "rejected the rebels' offer"."""
DURING = frozenset("in at after during following".split())
"""Prepositions of a phrase in front that tells of talks: "after the talks in Geneva, the envoy left"."""
ENDING = frozenset("end stop halt cease avert prevent avoid cancel postpone forestall stave".split())
MEANS = frozenset("use employ deploy fire".split())
"""Verbs that tell by what means their infinitive is done: "used tear gas to clear the square"."""
VAGUE = frozenset("people person others other man woman victim dead casualty crowd someone member".split())
"""Populations that name nobody in particular."""


def select(
    candidates: Iterable[list[Match]],
    scene: Scene,
    cast: Cast,
    sayers: Callable[[int], list[int]],
) -> list[tuple[Match, Filled]]:
    """For each predicate the best match that holds, those hidden in another's content left out."""
    chosen: list[tuple[Match, Filled]] = []
    for matches in candidates:
        if is_unreal(scene.doc, matches[0].verb) or within_condition(scene.doc, matches[0].verb):
            continue
        if is_ended(scene.doc, matches[0]):
            continue
        for match in matches:
            filled = _with_owners(match, fill_roles(match, cast, sayers), scene, cast)
            if _holds(match, filled, scene):
                chosen.append((match, filled))
                break
    taken = _taken(chosen, scene.doc)
    chosen = [(m, f) for m, f in chosen if m.predicate not in taken]
    hidden = _hidden(chosen, scene.doc)
    return [(m, f) for m, f in chosen if m.predicate not in hidden]


def is_ended(doc: Doc, match: Match) -> bool:
    """Talks or fighting that somebody ends, prevents or wants ended are told by that verb, not as taking place."""
    token = doc.tokens[match.predicate]
    if token.head < 0 or match.frame.event_type not in (EventType.CONSULT, EventType.ASSAULT, EventType.PROTEST):
        return False
    under = token.deprel in ("obj", "nsubj:pass") or (token.deprel == "xcomp" and token.feats.get("VerbForm") == "Ger")
    return under and doc.tokens[token.head].lemma.lower() in ENDING


def _taken(chosen: list[tuple[Match, Filled]], doc: Doc) -> set[int]:
    """Of a light verb and its noun, both of which fire frames, the one whose pattern asks for less.

    "Must" and "should" are no light verbs: what they ask for is their content, however much its own frame asks for.
    """
    by_predicate = {m.predicate: m for m, _ in chosen}
    found: set[int] = set()
    for match, _ in chosen:
        other = by_predicate.get(match.verb)
        if other is not None and other is not match and doc.tokens[match.predicate].upos != "AUX":
            found.add(match.predicate if other.weight > match.weight else other.predicate)
    return found


def _with_owners(match: Match, filled: Filled, scene: Scene, cast: Cast) -> Filled:
    """The roles with owners in the recipient's place where only a thing of theirs is named, vague ones left out."""
    actors = tuple(p for p in filled.actors if not _vague(p))
    assumed = False
    if not actors and match.frame.mutual and _is_talks(match, scene):
        actors, assumed = cast.pair, bool(cast.pair)
    recipients = tuple(p for p in filled.recipients if not _vague(p))
    if not recipients and not match.frame.mutual and match.frame.event_type in OWNED_RECIPIENT:
        heads = [i for role in match.frame.roles.recipient for i in match.arguments.get(role)]
        noun = [match.predicate] if match.predicate != match.verb else []
        recipients = _owners([*heads, *filled.content, *noun], scene, cast, actors)
    if not recipients and match.frame.event_type is EventType.REQUEST:
        recipients = _askers_target(filled.content, scene, cast, actors)
    return Filled(actors, recipients, filled.content, assumed)


def _is_talks(match: Match, scene: Scene) -> bool:
    """Talks or a meeting without a word on who met, told as something that takes place: those of the two main sides."""
    token = scene.doc.tokens[match.predicate]
    if match.frame.event_type is not EventType.CONSULT or token.upos != "NOUN":
        return False
    if token.deprel.startswith("nsubj") or token.deprel == "root":
        return True
    return token.deprel == "obl" and token.head > token.index and preposition(scene.doc, token.index) in DURING


def _askers_target(content: Iterable[int], scene: Scene, cast: Cast, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The one who is to do what is asked: "demanded that Ruritania hand over the valley"."""
    doers = {(p.name, p.country) for p in actors}
    for head in content:
        if scene.doc.tokens[head].upos in ("VERB", "AUX", "ADJ"):
            for subject in verb_arguments(scene.doc, scene.doc.tokens[head]).subject:
                found = tuple(p for p in cast.at(subject) if (p.name, p.country) not in doers)
                if found and all(p.kind is not PartyKind.POPULATION for p in found):
                    return found
    return ()


def _vague(party: Party) -> bool:
    return (
        party.kind is PartyKind.POPULATION
        and party.country is None
        and not {party.name.split()[-1].lower(), party.name.split()[-1].lower().removesuffix("s")}.isdisjoint(VAGUE)
    )


def _owners(heads: Iterable[int], scene: Scene, cast: Cast, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    doers = {(p.name, p.country) for p in actors}
    countries = {p.country for p in actors if p.country}
    for head in heads:
        arguments: Arguments = noun_arguments(scene.doc, scene.doc.tokens[head])
        for index in arguments.subject:
            parties = tuple(
                p for p in cast.at(index) if (p.name, p.country) not in doers and p.country not in countries
            )
            if parties:
                return parties
        owner = owner_of(scene, cast.people, head)
        if owner is not None and (owner.name, owner.country) not in doers and owner.country not in countries:
            return (owner,)
    return ()


def _holds(match: Match, filled: Filled, scene: Scene) -> bool:
    frame = match.frame
    if frame.unless and _has_lemma(match, scene, frozenset(frame.unless), has_actor=bool(filled.actors)):
        return False
    if frame.event_type is EventType.REQUEST and _asks_anonymity(match, scene):
        return False
    if frame.only and not _clause_has(match, scene, frozenset(frame.only)):
        return False
    for need in frame.needs:
        match need:
            case "actor" if not filled.actors:
                return False
            case "recipient" if not filled.recipients:
                return False
            case "party" if not (filled.actors or filled.recipients):
                return False
            case "content" if not filled.content:
                return False
            case "issue" if not _has_issue(match, filled, scene):
                return False
    return True


def _has_issue(match: Match, filled: Filled, scene: Scene) -> bool:
    """Whether the content or the clause speaks of an issue, however faintly, or points back to one."""
    if resolve_issue(match, filled.content, scene) or refers(scene, match.frame, filled.content):
        return True
    return weigh(scene, scene.doc.subtree(match.verb), at_least=1) is not None


def _asks_anonymity(match: Match, scene: Scene) -> bool:
    """Whether it is a word on the source and no request: "asked not to be named"."""
    heads = [*match.arguments.clauses, *(i for found in match.arguments.preps.values() for i in found)]
    return any(scene.lemmas[i] in ("name", "identify", "quote", "anonymity", "anonymous") for i in heads)


def _has_lemma(match: Match, scene: Scene, lemmas: frozenset[str], *, has_actor: bool) -> bool:
    parties = match.arguments.subject if has_actor else []
    heads = [i for i in (*match.arguments.all(), *match.arguments.clauses) if i not in parties]
    if any(scene.lemmas[i] in lemmas for i in heads if i not in scene.names):
        return True
    return any(
        c.lemma.lower() in lemmas
        for c in scene.doc.children(match.predicate, "amod", "compound", "advmod", "compound:prt")
    )


def _clause_has(match: Match, scene: Scene, lemmas: frozenset[str]) -> bool:
    below = {*scene.doc.subtree(match.verb), *scene.doc.subtree(match.predicate)}
    verb = scene.doc.tokens[match.verb]
    if verb.head >= 0 and verb.feats.get("VerbForm") == "Inf" and scene.lemmas[verb.head] in MEANS:
        below.update(scene.doc.subtree(verb.head))
    if "issue" in lemmas and weigh(scene, below, at_least=1):
        return True
    return any(scene.lemmas[i] in lemmas for i in below)


def _hidden(chosen: list[tuple[Match, Filled]], doc: Doc) -> set[int]:
    """Predicates told within the content of an event that takes its content in; relative clauses stay events."""
    found: set[int] = set()
    for match, filled in chosen:
        if match.predicate in found or not match.frame.hides_content:
            continue
        below = set(doc.subtree(match.verb)) | set(doc.subtree(match.predicate))
        for head in filled.content:
            if head not in below:
                continue
            found.update(i for i in _without_relatives(doc, head) if i != match.predicate)
    return found


def _without_relatives(doc: Doc, head: int) -> list[int]:
    found, stack = [], [head]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(c.index for c in doc.children(at) if c.deprel not in ("acl:relcl", "parataxis"))
    return found
