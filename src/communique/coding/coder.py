"""Doc -> events: the list of steps, nothing else."""

from functools import partial

from communique.coding.anaphora import Cast
from communique.coding.attribution import Sources, resolve_attribution, sayers_of
from communique.coding.chosen import Chosen, choose
from communique.coding.complete import complete_drafts
from communique.coding.confidence import confidence_of
from communique.coding.contexts import resolve_contexts
from communique.coding.draft import Draft
from communique.coding.evidence import clause_evidence, condition_evidence
from communique.coding.issue import refers, resolve_issue
from communique.coding.judgement import quoted_judgements, within_judgement
from communique.coding.match import match_frames
from communique.coding.merge import merge_repeated
from communique.coding.modality import resolve_modality, within_condition
from communique.coding.mode import resolve_mode
from communique.coding.place import resolve_place
from communique.coding.pointing import points_to
from communique.coding.polarity import resolve_polarity
from communique.coding.quantities import resolve_quantities
from communique.coding.roles import fill_roles
from communique.coding.scene import Scene
from communique.coding.select import select
from communique.coding.timing import resolve_time
from communique.coding.told_amounts import read_casualties
from communique.coding.told_slots import read_slots
from communique.coding.tolls import add_tolls
from communique.record import Event, EventType, Modality

SAYING = 4
"""Words after the first of a quotation that says something by itself, and is no quoted word or name."""


def code_report(scene: Scene, *, frames: bool = True) -> list[Event]:
    """The events of one report, in the order in which they are first told.

    Without `frames` only the model says which words tell events, for measuring what the frames add.
    """
    drafts = draft_report(scene, frames=frames)
    if not drafts:
        return []
    contexts = resolve_contexts(scene)
    return [
        draft.finish(f"e{number}", confidence_of(draft), resolve_mode(draft, scene), contexts(draft))
        for number, draft in enumerate(drafts, 1)
    ]


def draft_report(scene: Scene, *, frames: bool = True) -> list[Draft]:
    """The events of one report with all slots filled, before they are numbered and weighed."""
    cast = Cast(scene)
    sources = Sources(scene, cast, tuple(q for q in cast.quotations if q.last - q.first >= SAYING))
    sayers = partial(sayers_of, sources)
    framed = select(match_frames(scene.doc), scene, cast, sayers) if frames else []
    drafts = [draft_event(chosen, sources) for chosen in choose(framed, scene.doc)]
    judgements = quoted_judgements(sources)
    drafts = [d for d in drafts if not within_judgement(d, judgements)] + judgements
    drafts = add_tolls(drafts, scene)
    drafts = complete_drafts(drafts, scene, cast)
    drafts = merge_repeated(drafts, {t.index: t.sentence for t in scene.doc.tokens}, scene.doc.told)
    read_casualties(drafts, scene)
    drafts.sort(key=lambda d: min(s.start for s in d.evidence))
    return drafts


def draft_event(chosen: Chosen, sources: Sources) -> Draft:
    """One event with every slot that its own clause fills: first by rule, then as the model reads it."""
    scene, match = sources.scene, chosen.match
    doc = scene.doc
    filled = chosen.filled or fill_roles(match, sources.cast, partial(sayers_of, sources))
    modality = resolve_modality(match, doc)
    if chosen.filled is None and match.frame.event_type is not EventType.REQUEST and within_condition(doc, match.verb):
        modality = Modality.CONDITIONAL
    issue = resolve_issue(match, filled.content, scene)
    draft = Draft(
        match=match,
        content=filled.content,
        actors=filled.actors,
        recipients=filled.recipients,
        modality=modality,
        polarity=resolve_polarity(match, doc),
        issue=issue,
        points_back=refers(scene, match.frame, filled.content),
        points_to=frozenset() if issue is not None else points_to(match, filled.content, scene),
        attribution=resolve_attribution(match, sources, filled.actors),
        quantities=resolve_quantities(match, filled.content, scene),
        time=resolve_time(match, scene, modality),
        place=resolve_place(match, scene),
        condition=condition_evidence(match, scene),
        evidence=[clause_evidence(match, scene)],
        assumed=filled.assumed,
        trigger=chosen.trigger,
        sure=chosen.sure,
        type_share=chosen.type_share,
    )
    read_slots(draft, chosen, sources)
    return draft
