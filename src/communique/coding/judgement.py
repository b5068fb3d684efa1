"""Judgements in quotation marks: what an observer says of the matter is an event of its own (ASSESS)."""

from collections.abc import Sequence

from communique.coding.arguments import Arguments
from communique.coding.attribution import Sources
from communique.coding.draft import Draft
from communique.coding.issue import weigh
from communique.coding.match import Match
from communique.coding.parties import side_of
from communique.coding.speech import Quotation, speakers
from communique.frames import load_frames
from communique.record import EventType, Modality, Party, PartyKind, Polarity, Span

FRAME = "assess.quoted"
OBSERVERS = frozenset({None, "EDU", "ELI", "NGO", "JRN", "BUS", "REL"})
"""Sectors whose people observe and judge rather than act; None is a person of whom no office is told."""
WITNESS = frozenset({"CVL", "REF", "MED"})
LONGEST = 400


def quoted_judgements(sources: Sources) -> list[Draft]:
    """One draft for each quotation in which an observer speaks of the matter; what is coded within it otherwise stays."""
    frame = next(f for f in load_frames() if f.id == FRAME)
    found: list[Draft] = []
    for quotation in sources.quotations:
        judge = _judge(sources, quotation)
        if judge is None or not _on_the_matter(sources, quotation):
            continue
        scene = sources.scene
        last = min(quotation.last, scene.doc.sentence_of(quotation.first).last - 1)
        start, end = scene.doc.span(quotation.first, last)
        match = Match(frame, quotation.first, quotation.verb or quotation.first, Arguments(), 0)
        found.append(
            Draft(
                match=match,
                content=(),
                actors=(judge,),
                recipients=(),
                modality=Modality.ACTUAL,
                polarity=Polarity.POSITIVE,
                issue=weigh(scene, range(quotation.first, quotation.last + 1)),
                evidence=[Span.of(scene.doc.text, start, min(end, start + LONGEST))],
            )
        )
    return found


def within_judgement(draft: Draft, judgements: Sequence[Draft]) -> bool:
    """Whether an event is told only inside an observer's words, where it is a figure of the judgement."""
    return any(
        j.evidence[0].start <= s.start and s.end <= j.evidence[0].end for j in judgements for s in draft.evidence
    ) and draft.event_type is not EventType.REQUEST


def _judge(sources: Sources, quotation: Quotation) -> Party | None:
    """The person who speaks, if he or she observes the matter and acts in it for nobody."""
    if quotation.verb is None:
        return None
    scene, cast = sources.scene, sources.cast
    for head in speakers(scene, scene.doc.tokens[quotation.verb]):
        for party in cast.at(head):
            if party.kind is not PartyKind.PERSON or party.sector not in OBSERVERS or scene.lexicon.offices(party.name):
                return None
            _, agent = side_of(scene, cast.people, scene.doc.tokens[head])
            if agent is not None and (agent.sector in WITNESS or "population" in agent.stands_for):
                return None
            return party
    return None


def _on_the_matter(sources: Sources, quotation: Quotation) -> bool:
    """Whether the words in quotation marks speak of an issue or of a party."""
    scene = sources.scene
    inside = range(quotation.first, quotation.last + 1)
    return weigh(scene, inside) is not None or any(i in sources.cast.by_token for i in inside)
