"""Slots that one event takes from the others: what "this demand" is about, whose it was, who held "the talks"."""

from bisect import bisect_left
from collections import Counter

from communique.coding.anaphora import Cast
from communique.coding.draft import Draft, keys
from communique.coding.issue import heaviest, weigh
from communique.coding.matter import choose_issue
from communique.coding.scene import Scene
from communique.record import Attribution, EventType, Issue, Modality, Party, PartyKind, Polarity

OPENING = 2
"""Sentences of a report's opening."""
DONE_BY_UNKNOWN = frozenset({EventType.ASSAULT, EventType.ASSESS, EventType.RETREAT})
"""Types told now and then without a word on who did it."""
ANYBODY = frozenset("people person man other victim wounded injured dead casualty body many several".split())
"""Words that say of victims no more than that they are people."""
NAMED_GROUPS = frozenset("civilian child woman villager resident worker refugee journalist passenger doctor".split())
HELD = frozenset("prisoner detainee captive hostage inmate internee".split())
"""Words for those who are freed: they are counted, and the other side is who receives them."""
COUNTING = frozenset("put count raise estimate revise".split())
"""Verbs of those who tell a toll."""
DENIALS = frozenset({"deny", "denial"})
HOME = frozenset("LEG OPP PTY REL JUD CVL LAB MED NGO BUS EDU SOC".split())
"""Sectors that are not the government and mostly turn to that of their own country."""
SAID = frozenset({EventType.REQUEST, EventType.REJECT, EventType.ACCUSE, EventType.SUPPORT, EventType.THREATEN})
ADDRESSED = frozenset({EventType.REQUEST, EventType.REJECT})


def complete_drafts(drafts: list[Draft], scene: Scene, cast: Cast) -> list[Draft]:
    """The drafts with what their context adds, in the order of the text."""
    main = _main_issue(scene)
    done: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.match.predicate):
        draft.issue = choose_issue(draft, done, scene, main)
        if draft.issue is None and draft.event_type is EventType.CONSULT and draft.modality is not Modality.ACTUAL:
            persons = all(p.kind is PartyKind.PERSON for p in draft.actors)
            draft.issue = Issue.LEADERS_MEETING if persons else Issue.TALKS
        denies = scene.lemmas[draft.match.predicate] in DENIALS
        if draft.event_type is EventType.REJECT and not draft.recipients and not denies:
            draft.recipients = _whose(draft, done)
        if not draft.recipients and draft.event_type is EventType.REQUEST:
            draft.recipients = _own_government(draft.actors, scene)
        addressed = draft.event_type in ADDRESSED and not denies
        unclear = draft.event_type is EventType.REJECT and draft.issue is None
        if not draft.recipients and not unclear and (addressed or draft.modality is Modality.PROPOSED):
            draft.recipients = _other_side(draft, cast.pair)
        if draft.match.frame.mutual and len(draft.actors) == 1 and _of_the_talks(draft, scene):
            draft.actors, draft.assumed = _with_pair(draft.actors, cast.pair), True
        if draft.place is not None and _stands_for_a_party(draft):
            draft.place = None
        draft.recipients = tuple(p for p in draft.recipients if not _is_only_counted(p, draft, scene))
        if draft.event_type is EventType.CONSULT:
            _meet_each_other(draft)
        if draft.event_type is EventType.ASSAULT:
            if scene.lemmas[draft.match.verb] in COUNTING:
                _count_is_told(draft)
            draft.recipients = tuple(_settled(p, draft) for p in draft.recipients)
        done.append(draft)
    return [d for d in done if not _met_nobody(d, scene) and not _done_by_nobody(d) and not _only_warns(d, scene)]


def _meet_each_other(draft: Draft) -> None:
    """Who is visited, called or received takes part as who visits, calls or receives does."""
    known = keys(draft.actors)
    met = tuple(p for p in draft.recipients if p.kind is not PartyKind.POPULATION and not keys((p,)) & known)
    draft.actors, draft.recipients = (*draft.actors, *met), ()


def _count_is_told(draft: Draft) -> None:
    """Who puts a toll at a number says so, and did not do it."""
    if not draft.attribution:
        draft.attribution = tuple(Attribution(**p.model_dump()) for p in draft.actors)
    draft.actors = ()


def _only_warns(draft: Draft, scene: Scene) -> bool:
    """An organisation that warns of a danger, where only the model takes it for a threat."""
    warns = scene.lemmas[draft.match.predicate] in ("warn", "warning")
    organisations = bool(draft.actors) and all(p.kind is PartyKind.ORGANIZATION for p in draft.actors)
    return draft.event_type is EventType.THREATEN and draft.by_model and warns and organisations


def _done_by_nobody(draft: Draft) -> bool:
    """An act of will that only the model sees, with nobody whose will it would be: "the agreement", in passing."""
    return draft.by_model and not draft.actors and draft.event_type not in DONE_BY_UNKNOWN


def _met_nobody(draft: Draft, scene: Scene) -> bool:
    """Talks told only by a noun, with one side alone: nobody is said to have met."""
    if draft.event_type is not EventType.CONSULT or draft.polarity is Polarity.NEGATIVE or len(draft.actors) > 1:
        return False
    alone = draft.match.verb == draft.match.predicate and scene.doc.tokens[draft.match.predicate].upos == "NOUN"
    return draft.match.frame.mutual and alone


def _main_issue(scene: Scene) -> Issue | None:
    """The issue of the title, else of the opening, else of the whole report."""
    title = [w.strip('.,:;!?“”"').lower() for w in (scene.report.title or "").split()]
    told = heaviest(term for _, _, term in scene.lexicon.issues_in(title))
    if told is not None:
        return told
    opening = scene.doc.sentences[:OPENING]
    told = weigh(scene, range(opening[0].first, opening[-1].last)) if opening else None
    return told or weigh(scene, range(len(scene.lemmas)))


def _whose(draft: Draft, done: list[Draft]) -> tuple[Party, ...]:
    """Whose demand or offer a refusal turns down, if it was told before."""
    for earlier in reversed(done[-6:]):
        asked = earlier.event_type is EventType.REQUEST or earlier.modality is Modality.PROPOSED
        if asked and earlier.issue is draft.issue and earlier.actors and not keys(earlier.actors) & keys(draft.actors):
            return earlier.actors
    return ()


def _of_the_talks(draft: Draft, scene: Scene) -> bool:
    """Whether the event is the matter of the two sides: "the talks", "their meeting"."""
    predicate = scene.doc.tokens[draft.match.predicate]
    dets = {c.lemma.lower() for c in scene.doc.children(predicate.index, "det", "nmod:poss")}
    return predicate.upos == "NOUN" and bool(dets & {"the", "these", "their", "this", "they"})


def _with_pair(actors: tuple[Party, ...], pair: tuple[Party, ...]) -> tuple[Party, ...]:
    """The one who is named and the other of the two sides, where the one is of them."""
    own = {p.country or p.name for p in actors}
    rest = tuple(p for p in pair if (p.country or p.name) not in own)
    return (*actors, *rest) if len(rest) == 1 and len(pair) == 2 else actors


def _own_government(actors: tuple[Party, ...], scene: Scene) -> tuple[Party, ...]:
    """Whom a parliament, an opposition or a union asks, where nobody is named: the government of its country."""
    countries = {p.country for p in actors if p.sector in HOME and p.country in scene.lexicon.countries}
    if len(countries) != 1 or len(actors) != 1:
        return ()
    (country,) = (c for c in countries if c)
    name = scene.lexicon.country(country).name
    return (Party(name=name, kind=PartyKind.GOVERNMENT, country=country, sector="GOV"),)


def _other_side(draft: Draft, pair: tuple[Party, ...]) -> tuple[Party, ...]:
    ours = keys(draft.actors) | {p.country for p in draft.actors if p.country}
    names = Counter({(p.country or p.name): 1 for p in pair})
    if len(ours & set(names)) != 1 or len(draft.actors) > 1:
        return ()
    return tuple(p for p in pair if (p.country or p.name) not in ours)


def _stands_for_a_party(draft: Draft) -> bool:
    """Whether the place's name is that of a capital whose government is meant: "called on Moscow"."""
    parties = (*draft.actors, *draft.recipients)
    governments = [p for p in parties if p.kind is PartyKind.GOVERNMENT and p.text]
    if draft.place is None or draft.event_type not in SAID:
        return False
    return any(p.text == draft.place.text for p in governments)


def _is_only_counted(party: Party, draft: Draft, scene: Scene) -> bool:
    """People of whom only the number matters: victims by no other word than "people", the freed of an exchange."""
    if party.kind is not PartyKind.POPULATION or party.country is not None or not party.text:
        return False
    inside = range(bisect_left(scene.token_starts, party.start), bisect_left(scene.token_starts, party.end))
    words = {scene.lemmas[i].lower() for i in inside}
    if draft.event_type is EventType.ASSAULT:
        return bool(words & ANYBODY) and not words & NAMED_GROUPS
    return draft.event_type in (EventType.RETREAT, EventType.REJECT) and bool(words & (HELD | ANYBODY))


def _settled(party: Party, draft: Draft) -> Party:
    """Victims without a country of their own are of the country where they were attacked."""
    if party.kind is PartyKind.POPULATION and party.country is None and draft.place and draft.place.country:
        return party.model_copy(update={"country": draft.place.country})
    return party
