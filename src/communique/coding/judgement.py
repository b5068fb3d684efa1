"""Judgements in quotation marks: what an observer says of the matter is an event of its own (ASSESS)."""

from bisect import bisect_right
from collections.abc import Sequence

from communique.coding.arguments import Arguments
from communique.coding.attribution import Sources
from communique.coding.draft import Draft
from communique.coding.evidence import quote
from communique.coding.issue import weigh
from communique.coding.match import Match
from communique.coding.parties import side_of
from communique.coding.speech import Quotation, speakers
from communique.frames import load_frames
from communique.record import EventType, Modality, Party, PartyKind, Polarity

FRAME = "assess.quoted"
OBSERVERS = frozenset({None, "EDU", "ELI", "NGO", "JRN", "BUS", "REL"})
"""Sectors whose people observe and judge rather than act; None is a person of whom no office is told."""
FORMER = frozenset({"former", "retired", "ex", "erstwhile", "onetime"})
WITNESS = frozenset({"CVL", "REF", "MED"})
"""Sectors whose people tell what befell them."""


def quoted_judgements(sources: Sources) -> list[Draft]:
    """One draft for each quotation in which an observer speaks of the matter."""
    frame = next(f for f in load_frames() if f.id == FRAME)
    found: list[Draft] = []
    for quotation in sources.quotations:
        judge = _judge(sources, quotation)
        if judge is None or not _on_the_matter(sources, quotation):
            continue
        scene = sources.scene
        last = min(quotation.last, scene.doc.sentence_of(quotation.first).last - 1)
        while last > quotation.first and scene.doc.tokens[last].upos == "PUNCT":
            last -= 1
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
                evidence=[quote(scene.doc, quotation.first, last, around=quotation.first)],
            )
        )
    return found


def within_judgement(draft: Draft, judgements: Sequence[Draft]) -> bool:
    """Whether an event is told only inside an observer's words, where it is a figure of the judgement.

    `judgements` are in the order of the text, as `quoted_judgements` gives them.
    """
    if draft.event_type is EventType.REQUEST:
        return False
    for span in draft.evidence:
        at = bisect_right(judgements, span.start, key=lambda j: j.evidence[0].start) - 1
        if at >= 0 and span.end <= judgements[at].evidence[0].end:
            return True
    return False


def _judge(sources: Sources, quotation: Quotation) -> Party | None:
    """The person who speaks, if he or she observes the matter and acts in it for nobody."""
    if quotation.verb is None:
        return None
    scene, cast = sources.scene, sources.cast
    for head in speakers(scene, scene.doc.tokens[quotation.verb]):
        for party in cast.at(head):
            retired = _is_former(sources, head)
            if party.kind is not PartyKind.PERSON or scene.lexicon.offices(party.name):
                return None
            if party.sector not in OBSERVERS and not retired:
                return None
            _, agent = side_of(scene, cast.people, scene.doc.tokens[head])
            if agent is not None and (agent.sector in WITNESS or "population" in agent.stands_for):
                return None
            return party
    return None


def _is_former(sources: Sources, head: int) -> bool:
    """Whether the speaker has left the office that is told: "a retired ambassador", "the former minister"."""
    doc = sources.scene.doc
    told = [head, *(c.index for c in doc.children(head, "appos", "nmod:desc", "compound"))]
    if doc.tokens[head].deprel == "appos" and doc.tokens[head].head >= 0:
        told.append(doc.tokens[head].head)
    return any(c.text.lower() in FORMER for n in told for c in doc.children(n, "amod", "advmod", "compound"))


def _on_the_matter(sources: Sources, quotation: Quotation) -> bool:
    """Whether the words in quotation marks speak of an issue or of a party."""
    scene = sources.scene
    inside = range(quotation.first, quotation.last + 1)
    return weigh(scene, inside) is not None or any(i in sources.cast.by_token for i in inside)
